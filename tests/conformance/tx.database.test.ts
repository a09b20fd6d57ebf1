import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { defaultConfig, openDatabase } from "../../server/start.ts";
import { everybody, transact } from "../../server/store/database.ts";
import { PrismaTx } from "../../server/store/prisma-tx.ts";
import { createWorkspace } from "../../server/store/workspace.ts";
import { txConformance } from "./tx.ts";
import { databases, silentLog, type TestDatabase } from "./tx-databases.ts";

const made: TestDatabase[] = [];
afterAll(async () => {
  for (const database of made) await database.drop();
});

for (const { kind, create } of databases) {
  txConformance(kind, async () => {
    const test = await create();
    made.push(test);
    const config = { ...defaultConfig, ...test.config };
    const database = await openDatabase(config, config.secret ?? "", silentLog, test.options);
    const workspaceId = randomUUID();
    await transact(database, { workspaceId }, (prisma) => createWorkspace(prisma, workspaceId, "Tests", new Date()));
    let version = 0n;
    return {
      transact: (run) => {
        version += 1n;
        return transact(database, { workspaceId, memberId: everybody }, (prisma) =>
          run(new PrismaTx(prisma, workspaceId, version)),
        );
      },
      close: () => database.close(),
    };
  });
}
