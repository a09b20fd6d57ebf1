// The replica's IndexedDB, opened nowhere but in the background.
import { Dexie, type Table } from "dexie";
import type { EntityName } from "#shared/crm/index.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { Refusal } from "#shared/protocol.ts";
import type { RecordChange } from "#shared/undo.ts";
import type { Outgoing } from "../views.ts";
import { type Row, storesOf } from "./rows.ts";

/** A mutation that ran here and that the server has not confirmed in the feed yet. */
export interface OutboxRow {
  /** Given by the store's key generator, which an aborted transaction does not advance: no gaps. */
  sequence?: number;
  mutationId: string;
  name: string;
  args: unknown;
  at: string;
  title: string;
  /** The server has refused it; it waits only for the pull that confirms its sequence, and is not run again. */
  refused?: Refusal;
}

export interface RefusedRow {
  mutationId: string;
  name: string;
  args: unknown;
  at: string;
  title: string;
  error: Refusal;
}

/** One act of the person at this browser, with what it takes to undo it. */
export interface HistoryRow {
  mutationId: string;
  name: string;
  args: unknown;
  at: string;
  title: string;
  changes: RecordChange[];
  /** Ids of the records it touched, for the history of one record. */
  recordIds: string[];
  undone: boolean;
}

/** What the server last said of a record that pending mutations have changed here; null: it had none. */
export interface BaseRow {
  entity: EntityName;
  id: string;
  record: BaseRecord | null;
}

export interface Meta {
  key: "replica";
  clientId: string;
  cursor: string | null;
  /** The first pull has brought everything there was. */
  ready: boolean;
  /** Pages were laid under pending work that has not been run again on top of them yet. */
  unsettled: boolean;
  lastSyncedAt: string | null;
  /** Reminders this browser has shown: task id → the due instant, or a meeting's key and start → its start. */
  reminded: Record<string, string>;
  /** Meetings whose outcome this browser no longer asks for: key and start → start. */
  dismissed: Record<string, string>;
}

export class ReplicaDatabase extends Dexie {
  declare readonly outbox: Table<OutboxRow, number>;
  declare readonly refused: Table<RefusedRow, string>;
  declare readonly history: Table<HistoryRow, string>;
  declare readonly base: Table<BaseRow, [EntityName, string]>;
  declare readonly sends: Table<Outgoing, string>;
  declare readonly meta: Table<Meta, "replica">;

  constructor(name: string) {
    // Strict: what the interface calls saved has reached the disk.
    super(name, { chromeTransactionDurability: "strict" });
    this.version(1).stores({
      ...storesOf(),
      outbox: "++sequence, mutationId",
      refused: "mutationId, at",
      history: "mutationId, at, *recordIds",
      base: "[entity+id]",
      sends: "id, contactId",
      meta: "key",
    });
    // Once, in the transaction that makes the database: two first readers must not make two clients.
    this.on("populate", (tx) => {
      const fresh: Meta = {
        key: "replica",
        clientId: crypto.randomUUID(),
        cursor: null,
        ready: false,
        unsettled: false,
        lastSyncedAt: null,
        reminded: {},
        dismissed: {},
      };
      void tx.table("meta").add(fresh);
    });
  }

  records<R extends BaseRecord>(entity: Entity<R>): Table<Row<R>, string> {
    return this.table(entity.name);
  }

  async readMeta(): Promise<Meta> {
    const meta = await this.meta.get("replica");
    if (!meta) throw new TypeError("A replica is made with its meta row");
    return meta;
  }
}
