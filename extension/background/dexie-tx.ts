import { type EntityName, findEntity } from "#shared/crm/index.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { Tx } from "#shared/mutation.ts";
import type { RecordChange } from "#shared/undo.ts";
import type { ReplicaDatabase } from "./database.ts";
import { toRow } from "./rows.ts";

const ignoreKnown = (error: unknown) => {
  if ((error as Error).name !== "ConstraintError") throw error;
};

/**
 * The replica as a mutation sees it, inside a Dexie transaction the caller opened. Before a record is first written
 * it keeps what the server last said of it in `base`, so that a pull can rewind to it.
 *
 * Writes are handed to IndexedDB and not waited for: it works a transaction's requests off in order, so whatever is
 * read later sees them, and a mutation costs as many round trips as it reads. `settle` waits for them all.
 */
export class DexieTx implements Tx {
  readonly #db: ReplicaDatabase;
  readonly #changes = new Map<string, RecordChange>();
  /** Records as they were found, before this transaction wrote them. */
  readonly #found = new Map<string, BaseRecord | null>();
  readonly #writes: PromiseLike<unknown>[] = [];

  constructor(db: ReplicaDatabase) {
    this.#db = db;
  }

  /** What this transaction did, one entry per record, in the order they were first written. */
  get changes(): RecordChange[] {
    return [...this.#changes.values()];
  }

  async find<R extends BaseRecord>(entity: Entity<R>, id: string): Promise<R | undefined> {
    const record = (await this.#db.records(entity).get(id))?.record;
    this.#keepFound(entity, id, record ?? null);
    return record;
  }

  async list<R extends BaseRecord>(entity: Entity<R>, index: keyof R & string, value: string): Promise<R[]> {
    const rows = await this.#db.records(entity).where(`record.${index}`).equals(value).toArray();
    for (const { id, record } of rows) this.#keepFound(entity, id, record);
    return rows.map((row) => row.record).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async put<R extends BaseRecord>(entity: Entity<R>, record: R): Promise<void> {
    await this.#remember(entity, record.id, record);
    this.#writes.push(this.#db.records(entity).put(toRow(entity, record)));
  }

  async remove(entity: Entity, id: string): Promise<void> {
    await this.#remember(entity, id, null);
    this.#writes.push(this.#db.records(entity).delete(id));
  }

  /** When everything written so far is in the store; throws what went wrong with it. */
  async settle(): Promise<void> {
    await Promise.all(this.#writes.splice(0));
  }

  /** Puts everything back as this transaction found it: a mutation has its whole effect or none. */
  async rollBack(): Promise<void> {
    await this.settle();
    for (const { entity, id, before } of this.changes.toReversed()) {
      const table = this.#db.table(entity);
      const kind = findEntity(entity);
      if (before && kind) await table.put(toRow(kind, before));
      else await table.delete(id);
    }
    this.#changes.clear();
    this.#found.clear();
  }

  async #remember(entity: Entity, id: string, after: BaseRecord | null): Promise<void> {
    const name = entity.name as EntityName;
    const key = `${name}/${id}`;
    const seen = this.#changes.get(key);
    if (seen) {
      seen.after = after;
      return;
    }
    const found = this.#found.get(key);
    const before = found === undefined ? ((await this.#db.records(entity).get(id))?.record ?? null) : found;
    this.#changes.set(key, { entity: name, id, before, after });
    // What is there already is older, and what the server said; adding does not replace it.
    this.#writes.push(this.#db.base.add({ entity: name, id, record: before }).catch(ignoreKnown));
  }

  #keepFound(entity: Entity, id: string, record: BaseRecord | null): void {
    const key = `${entity.name}/${id}`;
    if (!this.#changes.has(key)) this.#found.set(key, record);
  }
}
