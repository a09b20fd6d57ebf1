import "fake-indexeddb/auto";
import type { Tx } from "#shared/mutation.ts";
import { ReplicaDatabase } from "../../extension/background/database.ts";
import { DexieTx } from "../../extension/background/dexie-tx.ts";
import { txConformance } from "./tx.ts";

txConformance("Dexie", async () => {
  const db = new ReplicaDatabase(`conformance ${crypto.randomUUID()}`);
  return {
    transact: <T>(run: (tx: Tx) => Promise<T>) =>
      db.transaction("rw", db.tables, async () => run(new DexieTx(db))) as Promise<T>,
    close: async () => db.close(),
  };
});
