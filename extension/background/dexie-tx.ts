import { type EntityName, findEntity } from "#shared/crm/index.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { Tx } from "#shared/mutation.ts";
import type { RecordChange } from "#shared/undo.ts";
import type { ReplicaDatabase } from "./database.ts";
import { toRow } from "./rows.ts";

/**
 * The replica as a mutation sees it, inside a Dexie transaction the caller opened. Before a record is first written
 * it keeps what the server last said of it in `base`, so that a pull can rewind to it.
 */
export class DexieTx implements Tx {
  readonly #db: ReplicaDatabase;
  readonly #changes = new Map<string, RecordChange>();

  constructor(db: ReplicaDatabase) {
    this.#db = db;
  }

  /** What this transaction did, one entry per record, in the order they were first written. */
  get changes(): RecordChange[] {
    return [...this.#changes.values()];
  }

  async find<R extends BaseRecord>(entity: Entity<R>, id: string): Promise<R | undefined> {
    return (await this.#db.records(entity).get(id))?.record;
  }

  async list<R extends BaseRecord>(entity: Entity<R>, index: keyof R & string, value: string): Promise<R[]> {
    const rows = await this.#db.records(entity).where(`record.${index}`).equals(value).toArray();
    return rows.map((row) => row.record).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async put<R extends BaseRecord>(entity: Entity<R>, record: R): Promise<void> {
    await this.#remember(entity, record.id, record);
    await this.#db.records(entity).put(toRow(entity, record));
  }

  async remove(entity: Entity, id: string): Promise<void> {
    await this.#remember(entity, id, null);
    await this.#db.records(entity).delete(id);
  }

  /** Puts everything back as this transaction found it: a mutation has its whole effect or none. */
  async rollBack(): Promise<void> {
    for (const { entity, id, before } of this.changes.toReversed()) {
      const table = this.#db.table(entity);
      const kind = findEntity(entity);
      if (before && kind) await table.put(toRow(kind, before));
      else await table.delete(id);
    }
    this.#changes.clear();
  }

  async #remember(entity: Entity, id: string, after: BaseRecord | null): Promise<void> {
    const name = entity.name as EntityName;
    const key = `${name}/${id}`;
    const seen = this.#changes.get(key);
    if (seen) {
      seen.after = after;
      return;
    }
    const before = (await this.#db.records(entity).get(id))?.record ?? null;
    this.#changes.set(key, { entity: name, id, before, after });
    if (!(await this.#db.base.get([name, id]))) await this.#db.base.add({ entity: name, id, record: before });
  }
}
