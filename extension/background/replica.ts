// The replica: mutations run here at once and wait in the outbox; what the server says is laid under them.
import type { Actor } from "#shared/access.ts";
import { conflictEntity } from "#shared/crm/conflict.ts";
import { type EntityName, entityNames, findEntity, findMutation } from "#shared/crm/index.ts";
import type { BaseRecord } from "#shared/entity.ts";
import { AppError } from "#shared/errors.ts";
import { contextOf, parseArgs } from "#shared/mutation.ts";
import type { FeedChange, PullResponse, PushResponse, WireMutation } from "#shared/protocol.ts";
import type { RecordChange } from "#shared/undo.ts";
import { type OutboxRow, ReplicaDatabase } from "./database.ts";
import { DexieTx } from "./dexie-tx.ts";
import { toRow } from "./rows.ts";

/** How many acts the history keeps. */
const HISTORY_LIMIT = 1_000;

/** What a change touched: names of entities, `outbox`, `history`, `meta`. */
export type Touched = ReadonlySet<string>;

export class Replica {
  readonly db: ReplicaDatabase;
  readonly #actor: Actor;
  readonly #onTouched: (touched: Touched) => void;
  readonly #onQueued: () => void;

  constructor(name: string, actor: Actor, on: { touched: (touched: Touched) => void; queued: () => void }) {
    this.db = new ReplicaDatabase(name);
    this.#actor = actor;
    this.#onTouched = on.touched;
    this.#onQueued = on.queued;
  }

  /** Runs a mutation and queues it, in one durable transaction. Throws what the mutation throws, with nothing done. */
  async mutate(name: string, args: unknown): Promise<{ mutationId: string }> {
    const mutation = findMutation(name);
    if (!mutation) throw new AppError("invalid", `Kith knows no ${name}`);
    const parsed = parseArgs(mutation, args);
    const mutationId = crypto.randomUUID();
    const at = new Date().toISOString();
    const changes = await this.#write(async () => {
      const tx = new DexieTx(this.db);
      await mutation.run(tx, parsed, contextOf(mutationId, this.#actor, at));
      const act = { mutationId, name, args: parsed, at, title: titleOf(tx.changes) };
      const recordIds = tx.changes.map((change) => change.id);
      await Promise.all([
        tx.settle(),
        this.db.outbox.add(act),
        this.db.history.add({ ...act, changes: tx.changes, recordIds, undone: false }),
      ]);
      return tx.changes;
    });
    this.#onTouched(new Set([...changes.map((change) => change.entity), "outbox", "history"]));
    this.#onQueued();
    return { mutationId };
  }

  /** Takes an act of the history back by a new act. */
  async undo(mutationId: string): Promise<void> {
    const act = await this.db.history.get(mutationId);
    if (!act) throw new AppError("not_found", "This can no longer be undone");
    if (act.undone) return;
    await this.mutate("undo", { changes: act.changes });
    await this.db.history.update(mutationId, { undone: true });
    this.#onTouched(new Set(["history"]));
  }

  async pendingCount(): Promise<number> {
    return this.db.outbox.filter((row) => !row.refused).count();
  }

  /** Refused changes, and conflicts of mine: what only the person can settle. */
  async needsYouCount(): Promise<number> {
    const conflicts = this.db.records(conflictEntity);
    const mine = conflicts.filter((row) => row.record.createdBy === this.#actor.memberId);
    const counts = await Promise.all([this.db.refused.count(), mine.count()]);
    return counts[0] + counts[1];
  }

  /** The oldest mutations after `sequence` that the server has not answered yet, in order. */
  async nextToPush(sequence: number, limit: number): Promise<WireMutation[]> {
    const rows = await this.db.outbox.where("sequence").above(sequence).limit(limit).toArray();
    return rows.map((row) => ({
      sequence: row.sequence as number,
      id: row.mutationId,
      at: row.at,
      name: row.name,
      args: row.args as WireMutation["args"],
    }));
  }

  /** Refused mutations are set aside with their reason; their effects go with the pull that confirms them. */
  async applyPushed(response: PushResponse): Promise<void> {
    if (response.refused.length === 0) return;
    await this.#write(async () => {
      for (const { sequence, error } of response.refused) {
        const row = await this.db.outbox.get(sequence);
        if (!row || row.refused) continue;
        const { mutationId, name, args, at, title } = row;
        await this.db.outbox.update(sequence, { refused: error });
        await this.db.refused.put({ mutationId, name, args, at, title, error });
      }
    });
    this.#onTouched(new Set(["outbox"]));
  }

  /**
   * Lays a page of the feed under what is pending: records nobody here has touched are replaced, the others only in
   * `base`; with the last page the pending mutations are rewound and run again. Cursor and rows commit together.
   */
  async applyPulled(page: PullResponse, pulledAt: string): Promise<void> {
    const touched = new Set<string>(page.changes.map((change) => change.entity));
    await this.#write(async () => {
      const meta = await this.db.readMeta();
      if (page.reset) await this.#forget();
      await this.#applyChanges(page.changes);
      const confirmed = page.lastSequence === null ? 0 : await this.#confirm(page.lastSequence);
      const isUnderPending = page.changes.length > 0 && (await this.db.outbox.count()) > 0;
      const unsettled = meta.unsettled || confirmed > 0 || isUnderPending;
      if (unsettled && !page.more) {
        for (const name of await this.#rebase()) touched.add(name);
        touched.add("outbox");
        await this.#trimHistory();
      }
      if (page.reset || (!meta.ready && !page.more)) for (const name of entityNames) touched.add(name);
      await this.db.meta.put({
        ...meta,
        cursor: page.cursor,
        ready: meta.ready || !page.more,
        unsettled: unsettled && page.more,
        lastSyncedAt: page.more ? meta.lastSyncedAt : pulledAt,
      });
    });
    if (touched.size > 0) this.#onTouched(touched);
  }

  async takeNewClientId(): Promise<void> {
    await this.db.meta.update("replica", { clientId: crypto.randomUUID() });
  }

  /** A refused change, as a new one at the end of the outbox. */
  async retry(mutationId: string): Promise<void> {
    const refused = await this.db.refused.get(mutationId);
    if (!refused) return;
    await this.mutate(refused.name, refused.args);
    await this.discard(mutationId);
  }

  async discard(mutationId: string): Promise<void> {
    await this.db.refused.delete(mutationId);
    this.#onTouched(new Set(["outbox"]));
  }

  close(): void {
    this.db.close();
  }

  async wipe(): Promise<void> {
    await this.db.delete();
  }

  #write<T>(run: () => Promise<T>): Promise<T> {
    return this.db.transaction("rw", this.db.tables, async () => run());
  }

  async #trimHistory() {
    const surplus = (await this.db.history.count()) - HISTORY_LIMIT;
    if (surplus > 0) await this.db.history.bulkDelete(await this.db.history.orderBy("at").limit(surplus).primaryKeys());
  }

  async #forget() {
    for (const name of entityNames) await this.db.table(name).clear();
    await this.db.base.clear();
  }

  async #applyChanges(changes: readonly FeedChange[]): Promise<void> {
    // Mostly there are none: one request instead of one per change.
    const keys = await this.db.base.toCollection().primaryKeys();
    const pending = new Set(keys.map(([entity, id]) => `${entity}/${id}`));
    for (const [name, group] of Map.groupBy(changes, (change) => change.entity)) {
      const entity = findEntity(name);
      // A newer server's kind of record; it comes again with the reset that follows an update.
      if (!entity) continue;
      const recordOf = (change: FeedChange) => change.record as BaseRecord | null;
      const free = group.filter((change) => !pending.has(`${name}/${change.id}`));
      const bases = group
        .filter((change) => pending.has(`${name}/${change.id}`))
        .map((change) => ({ entity: name as EntityName, id: change.id, record: recordOf(change) }));
      const rows = free.flatMap((change) => recordOf(change) ?? []).map((record) => toRow(entity, record));
      const removed = free.filter((change) => !change.record).map((change) => change.id);
      if (bases.length > 0) await this.db.base.bulkPut(bases);
      if (rows.length > 0) await this.db.records(entity).bulkPut(rows);
      if (removed.length > 0) await this.db.records(entity).bulkDelete(removed);
    }
  }

  async #confirm(lastSequence: number): Promise<number> {
    return this.db.outbox.where("sequence").belowOrEqual(lastSequence).delete();
  }

  /** Back to what the server said, then everything pending once more on top. Returns the entities it touched. */
  async #rebase(): Promise<Set<string>> {
    const touched = new Set<string>();
    for (const { entity: name, id, record } of await this.db.base.toArray()) {
      const entity = findEntity(name);
      if (!entity) continue;
      touched.add(name);
      if (record) await this.db.records(entity).put(toRow(entity, record));
      else await this.db.records(entity).delete(id);
    }
    await this.db.base.clear();
    for (const row of await this.db.outbox.orderBy("sequence").toArray()) {
      if (row.refused) continue;
      for (const change of await this.#runAgain(row)) touched.add(change.entity);
    }
    return touched;
  }

  /** The server may still accept what no longer works here, and says so if not; until then it shows no effect. */
  async #runAgain(row: OutboxRow): Promise<RecordChange[]> {
    const mutation = findMutation(row.name);
    if (!mutation) return [];
    const tx = new DexieTx(this.db);
    try {
      await mutation.run(tx, row.args, contextOf(row.mutationId, this.#actor, row.at));
      await tx.settle();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await tx.rollBack();
    }
    return tx.changes;
  }
}

/** Whom or what an act was about, for lists of acts. */
function titleOf(changes: readonly RecordChange[]): string {
  const order = ["contact", "company", "activity", "task", "note"];
  const [first] = changes.toSorted((a, b) => order.indexOf(a.entity) - order.indexOf(b.entity));
  const record = (first?.after ?? first?.before) as Record<string, unknown> | null | undefined;
  const title = record?.name ?? record?.subject ?? record?.title ?? record?.text ?? "";
  return String(title).slice(0, 120);
}
