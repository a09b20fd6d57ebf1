// A workspace exported, restored elsewhere and exported again is the same, byte for byte.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entities, entityNames } from "#shared/crm/index.ts";
import type { Entity } from "#shared/entity.ts";
import { exportWorkspace, restoreWorkspace } from "../../server/store/backup.ts";
import { recordToRow } from "../../server/store/codec.ts";
import { everybody, transact } from "../../server/store/database.ts";
import { modelOf } from "../../server/store/models.ts";
import { anEmptyRecord, anId, aRecord } from "../conformance/samples.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { aLead, aNote, openServer, type Person, type TestServer } from "./server-people.ts";

describe.each(databases)("from $kind to every database", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let ann: Person;
  let folder: string;
  const [first, second] = [() => join(folder, "first"), () => join(folder, "second")];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kith-backup-"));
    database = await create();
    server = await openServer(database);
    ann = await server.join("owner");
    await server.join("rep", ann.workspaceId);
    await (await server.join("owner")).push("note.create", aNote());
    await ann.push("contact.saveLead", aLead());
    await ann.push("no.such", {});
    await transact(server.database, { workspaceId: ann.workspaceId, memberId: everybody }, async (prisma) => {
      for (const name of entityNames) {
        const entity = entities[name] as unknown as Entity;
        for (const record of [aRecord(entity, anId(1)), anEmptyRecord(entity, anId(2))]) {
          const row = { ...recordToRow(entity, record), workspaceId: ann.workspaceId, version: 1n };
          await modelOf(prisma, name).createMany({ data: [row] });
        }
      }
      await prisma.$executeRaw`
        insert into "note" ("workspaceId", "id", "version", "text", "createdAt", "updatedAt")
        select ${ann.workspaceId}::uuid, gen_random_uuid(), 1, 'line ' || n || chr(8232) || E'\n', now(), now() from generate_series(1, 1203) as n`;
    });
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const contents = async (path: string) =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(path)).sort().map(async (name) => [name, await readFile(join(path, name), "utf8")]),
      ),
    );

  test.each(databases)("to $kind: equal bytes, the same sign-in, a new epoch", async ({ create: createTarget }) => {
    await rm(first(), { recursive: true, force: true });
    await rm(second(), { recursive: true, force: true });
    const records = await exportWorkspace(server.database, ann.workspaceId, first());
    expect(records).toBe(1_203 + 2 + 1 + entityNames.length * 2);
    const targetDatabase = await createTarget();
    const target = await openServer(targetDatabase);
    try {
      const somebody = await target.join("owner");
      expect(await restoreWorkspace(target.database, first())).toEqual({ name: "Workspace", records });
      await exportWorkspace(target.database, ann.workspaceId, second());
      expect(await contents(second())).toEqual(await contents(first()));

      const { user } = (await ann.call("GET", "/api/session")).json;
      const again = await target.signIn(user.email);
      again.clientId = ann.clientId;
      const old = await ann.pullAll();
      const pulled = await again.pullAll(old.cursor);
      expect(pulled.pages[0]?.reset).toBe(true);
      expect(pulled.pages.at(-1)?.lastSequence).toBe(ann.sequence);
      const byKey = (changes: typeof old.changes) =>
        Object.fromEntries(changes.map((change) => [`${change.entity} ${change.id}`, change.record]));
      expect(byKey(pulled.changes)).toEqual(byKey(old.changes));
      expect((await somebody.pullAll()).changes).toHaveLength(1);
      // Indexes are back as well: the same person saved again is still one.
      const emails = pulled.changes.flatMap(({ entity, record }) =>
        entity === "contact" ? (record?.emails ?? []) : [],
      );
      const email = (emails as string[]).find((address) => address.startsWith("bo-"));
      again.sequence = ann.sequence;
      await again.push("contact.saveLead", aLead({ email }));
      expect((await again.pull(pulled.cursor)).changes.map((change) => change.entity).sort()).toEqual([
        "contact",
        "redirect",
      ]);
      await expect(restoreWorkspace(target.database, first())).rejects.toThrow(/exists here already/u);
    } finally {
      await target.close();
      await targetDatabase.drop();
    }
  });

  test("a backup that is damaged, unfinished or of the wrong place is refused, and nothing of it stays", async () => {
    await rm(first(), { recursive: true, force: true });
    await exportWorkspace(server.database, ann.workspaceId, first());
    await expect(exportWorkspace(server.database, ann.workspaceId, first())).rejects.toThrow(/is not empty/u);
    await expect(restoreWorkspace(server.database, first())).rejects.toThrow(/exists here already/u);
    await expect(restoreWorkspace(server.database, folder)).rejects.toThrow(/no finished backup/u);
    const targetDatabase = await create();
    const target = await openServer(targetDatabase);
    try {
      const file = join(first(), "redirect.jsonl");
      await writeFile(file, `${await readFile(file, "utf8")}{"id":"x"}\n`);
      await expect(restoreWorkspace(target.database, first())).rejects.toThrow(/redirect\.jsonl:3/u);
      const left = await transact(target.database, { workspaceId: ann.workspaceId }, (prisma) =>
        prisma.contact.count(),
      );
      expect(left).toBe(0);
    } finally {
      await target.close();
      await targetDatabase.drop();
    }
  });
});
