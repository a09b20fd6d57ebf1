// The second wall: with every tenant filter of ours taken away, row-level security alone shows nothing foreign.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entityNames } from "#shared/crm/index.ts";
import { defaultConfig, openDatabase } from "../../server/start.ts";
import { assertBound, tenantTables } from "../../server/store/app-role.ts";
import { everybody, type Statement, setScope, transact } from "../../server/store/database.ts";
import { findCaller, pageStatements, pullStatement, recordStatements } from "../../server/store/guarded.ts";
import { databases, silentLog, type TestDatabase } from "../conformance/tx-databases.ts";
import { aLead, aNote, openServer, type Person, type TestServer } from "../sync/server-people.ts";
import { seedMailbox, seedRecords } from "./private-rows.ts";

/**
 * Names a workspace and is not one's: the way back from a vendor, looked up by a secret that only the browser has, before
 * anybody is known. What it keeps is sealed (server/connect/attempts.ts).
 */
const beforeSignIn = ["connect_attempt"];

/** A statement as it would be had its author forgotten the workspace; it still waits for the scope to be set. */
const withoutFilter = ({ name, text }: Statement): Statement => ({
  name: `unfiltered_${name}`,
  text: text.replaceAll(
    /(?:membership\.)?"(?:workspaceId|id)" = scope\."workspaceId"/gu,
    `scope."workspaceId" is not null`,
  ),
});

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let ann: Person;
  let eve: Person;
  beforeAll(async () => {
    database = await create();
    server = await openServer(database);
    ann = await server.join("owner");
    eve = await server.join("owner");
    for (const person of [ann, eve]) {
      await person.push("contact.saveLead", aLead({ company: { id: randomUUID(), name: "X", domain: "x.example" } }));
      const note = aNote();
      await person.push("note.create", note);
      await person.push("note.remove", { id: note.id });
      await person.push("no.such", {});
      await person.call("POST", "/api/invitations", { email: "new@example.com", role: "rep" });
      await seedRecords(server.database, person);
      await seedMailbox(server.database, person, randomUUID());
    }
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
  });

  const rowsOf = (table: string, scope: Parameters<typeof transact>[1]) =>
    transact(server.database, scope, (prisma) =>
      prisma.$queryRawUnsafe<{ place: string }[]>(
        `select ${table === "workspace" ? `"id"` : `"workspaceId"`}::text as place from "${table}"`,
      ),
    );

  test.each(tenantTables)("%s shows a workspace its own rows, and nobody anything without one", async (table) => {
    const own = await rowsOf(table, { workspaceId: ann.workspaceId, memberId: everybody });
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map((row) => row.place))).toEqual(new Set([ann.workspaceId]));
    expect(await rowsOf(table, {})).toEqual([]);
    expect(await rowsOf(table, { memberId: ann.memberId })).toEqual([]);
    expect(await rowsOf(table, { workspaceId: randomUUID(), memberId: everybody })).toEqual([]);
  });

  test("every table that has a workspace is one of those", async () => {
    const rows = await server.database.prisma.$queryRaw<{ name: string }[]>`
      select c.relname::text as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and (c.relname = 'workspace' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspaceId'))`;
    expect(rows.map((row) => row.name).sort()).toEqual([...tenantTables, ...beforeSignIn].sort());
  });

  test.each(tenantTables)("%s takes no change of, or into, another workspace", async (table) => {
    const column = table === "workspace" ? "id" : "workspaceId";
    const foreign = eve.workspaceId;
    const inAnn = (sql: string) =>
      transact(server.database, { workspaceId: ann.workspaceId, memberId: everybody }, (prisma) =>
        prisma.$executeRawUnsafe(sql),
      );
    const inEve = { workspaceId: foreign, memberId: everybody };
    const before = await rowsOf(table, inEve);
    expect(before.length).toBeGreaterThan(0);
    expect(await inAnn(`delete from "${table}" where "${column}" = '${foreign}'`)).toBe(0);
    expect(await inAnn(`update "${table}" set "${column}" = "${column}" where "${column}" = '${foreign}'`)).toBe(0);
    const moved = inAnn(`update "${table}" set "${column}" = '${foreign}'`);
    await expect(moved).rejects.toMatchObject({ code: "forbidden" });
    await expect(moved).rejects.toThrow(/belongs to somebody else/u);
    expect(await rowsOf(table, inEve)).toEqual(before);
  });

  test("a user sees their own places, and nobody else's", async () => {
    const [user] = await server.database.prisma.session.findMany({
      where: { token: ann.token.split(".")[0] ?? "" },
      select: { userId: true },
    });
    const userId = user?.userId ?? "";
    for (const table of ["workspace", "membership", "member"]) {
      expect(new Set((await rowsOf(table, { userId })).map((row) => row.place)), table).toEqual(
        new Set([ann.workspaceId]),
      );
    }
    for (const table of tenantTables.filter((name) => !["workspace", "membership", "member"].includes(name))) {
      expect(await rowsOf(table, { userId }), table).toEqual([]);
    }
  });

  test("the guarded statements give nothing foreign without their filters", async () => {
    const token = ann.token.split(".")[0] ?? "";
    const first = "00000000-0000-0000-0000-000000000000";
    const run = (statement: Statement, values: unknown[]) =>
      server.database.query<Record<string, string | null>>(withoutFilter(statement), values);
    const foreignIds = async (entity: string) =>
      (await eve.call("GET", `/api/records/${entity}`)).json.records.map((record: { id: string }) => record.id);
    for (const name of entityNames) {
      const page = pageStatements.get(name);
      const byId = recordStatements.get(name);
      if (!page || !byId) throw new Error(name);
      expect(withoutFilter(page).text).not.toBe(page.text);
      const [row] = await run(page, [token, ann.workspaceId, first, 100]);
      const own = JSON.parse(`[${row?.json ?? ""}]`).map((record: { id: string }) => record.id);
      expect(own.length, name).toBeGreaterThan(0);
      const theirs = await foreignIds(name);
      expect(theirs.length, name).toBeGreaterThan(0);
      for (const id of theirs) {
        expect(own).not.toContain(id);
        expect((await run(byId, [token, ann.workspaceId, id]))[0]?.json, name).toBeNull();
      }
      // In her own workspace's name, but on Eve's: she is nobody there.
      const [foreign] = await run(page, [token, eve.workspaceId, first, 100]);
      expect([foreign?.memberId, foreign?.json ?? null]).toEqual([null, null]);
    }
    const [pulled] = await run(pullStatement, [token, ann.workspaceId, "", "0", ann.clientId, 2_000]);
    const text = JSON.stringify(pulled);
    for (const name of entityNames) for (const id of await foreignIds(name)) expect(text).not.toContain(id);
    expect(text).not.toContain(eve.workspaceId);
    expect((await run(findCaller, [token, eve.workspaceId]))[0]?.memberId).toBeNull();
  });

  test("after an error in a scope the next query is in none", async () => {
    const failing = transact(server.database, { workspaceId: ann.workspaceId }, async (prisma) => {
      await prisma.contact.findMany();
      await prisma.$queryRaw`select 1 / 0`;
    });
    await expect(failing).rejects.toThrow();
    for (let times = 0; times < 20; times += 1) expect(await server.database.prisma.contact.findMany()).toEqual([]);
  });

  test("the server's role cannot make, change or empty a table, nor lift the wall", async () => {
    const attempts = [
      `alter table "contact" disable row level security`,
      `alter table "contact" no force row level security`,
      `drop policy "tenant" on "contact"`,
      `truncate "contact"`,
      `drop table "note"`,
      `create table "mine" ("id" int)`,
      `set row_security = off; select * from "contact"`,
      `delete from "_prisma_migrations"`,
    ];
    for (const sql of attempts) {
      const run = transact(server.database, { workspaceId: ann.workspaceId }, async (prisma) => {
        for (const part of sql.split("; ")) await prisma.$executeRawUnsafe(part);
      });
      await expect(run, sql).rejects.toThrow();
    }
    expect((await ann.call("GET", "/api/records/contact")).json.records.length).toBeGreaterThan(0);
  });

  test("a scope set twice is the second alone", async () => {
    const places = await transact(server.database, { workspaceId: ann.workspaceId }, async (prisma) => {
      await setScope(prisma, { workspaceId: eve.workspaceId });
      return prisma.contact.findMany({ select: { workspaceId: true } });
    });
    expect(new Set(places.map((row) => row.workspaceId))).toEqual(new Set([eve.workspaceId]));
  });
});

const postgres = databases.find((database) => database.kind === "postgres");

test.skipIf(!postgres)(
  "the server refuses to work as a superuser, an owner, or past a wall that is not up",
  async () => {
    if (!postgres) return;
    const database = await postgres.create();
    const config = { ...defaultConfig, ...database.config };
    await (await openDatabase(config, config.secret ?? "", silentLog)).close();
    const url = new URL(config.databaseUrl ?? "");
    const owner = `${url.pathname.slice(1)}_owner`;
    const admin = new pg.Pool({ connectionString: url.href, max: 1 });
    const as =
      (role: string) =>
      async <Row>(sql: string) => {
        const client = new pg.Client({
          connectionString: Object.assign(new URL(url.href), { username: role, password: "x" }).href,
        });
        await client.connect();
        return client
          .query(sql)
          .then(
            ({ rows }) => rows as Row[],
            (error: unknown) => {
              throw error;
            },
          )
          .finally(() => client.end());
      };
    try {
      await expect(assertBound(as("postgres"), { setRole: false })).rejects.toThrow(/steps around row-level security/u);
      await admin.query(`create role ${owner} login bypassrls password 'x'`);
      await expect(assertBound(as(owner), { setRole: false })).rejects.toThrow(/steps around row-level security/u);
      await admin.query(`alter role ${owner} nobypassrls`);
      await expect(assertBound(as(owner), { setRole: false })).resolves.toBeUndefined();
      await admin.query(`alter table "note" owner to ${owner}`);
      await expect(assertBound(as(owner), { setRole: false })).rejects.toThrow(/owner of tables \(note\)/u);
      await admin.query(`alter table "note" owner to postgres`);
      await admin.query(`alter table "task" no force row level security`);
      await expect(openDatabase(config, config.secret ?? "", silentLog)).rejects.toThrow(/not forced on: task/u);
      await admin.query(`alter table "task" force row level security`);
      await (await openDatabase(config, config.secret ?? "", silentLog)).close();
    } finally {
      await admin.end();
      await database.drop();
      const last = new pg.Client({
        connectionString: process.env.KITH_TEST_DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres",
      });
      await last.connect();
      await last.query(`drop role if exists ${owner}`);
      await last.end();
    }
  },
);
