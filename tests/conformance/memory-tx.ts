// The simplest store that passes: what the contract says, without a database in the way.
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { Tx } from "#shared/mutation.ts";
import type { TxStore } from "./tx.ts";

export class MemoryTx implements Tx {
  readonly records: Map<string, BaseRecord>;

  constructor(records: Map<string, BaseRecord>) {
    this.records = records;
  }

  async find<R extends BaseRecord>(entity: Entity<R>, id: string): Promise<R | undefined> {
    return structuredClone(this.records.get(`${entity.name} ${id}`)) as R | undefined;
  }

  async list<R extends BaseRecord>(entity: Entity<R>, index: keyof R & string, value: string): Promise<R[]> {
    return [...this.records]
      .filter(([key]) => key.startsWith(`${entity.name} `))
      .map(([, record]) => record as R)
      .filter((record) => [record[index]].flat().includes(value as never))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((record) => structuredClone(record));
  }

  async put<R extends BaseRecord>(entity: Entity<R>, record: R): Promise<void> {
    this.records.set(`${entity.name} ${record.id}`, structuredClone(record));
  }

  async remove(entity: Entity, id: string): Promise<void> {
    this.records.delete(`${entity.name} ${id}`);
  }
}

export function openMemoryStore(): TxStore {
  let records = new Map<string, BaseRecord>();
  return {
    async transact(run) {
      const copy = new Map(records);
      const result = await run(new MemoryTx(copy));
      records = copy;
      return result;
    },
    close: async () => undefined,
  };
}
