// Members of one workspace: with every filter of ours taken away, row-level security alone shows nobody what is private
// to somebody else, and lets nobody write it.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "#shared/access.ts";
import { everybody, type Scope, type Statement, transact } from "../../server/store/database.ts";
import { pageStatements, pullStatement, recordStatements } from "../../server/store/guarded.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { openServer, type Person, type TestServer } from "../sync/server-people.ts";
import { mailboxTables, privateEntities, seedMailbox, seedRecords } from "./private-rows.ts";

/** A statement as it would be had its author forgotten that some records are not everybody's. */
const withoutFilter = ({ name, text }: Statement): Statement => ({
  name: `unread_${name}`,
  text: text
    .replaceAll(/and \(coalesce\([^)]*\) is null or caller\."memberId"::uuid in \([^)]*\)\)/gu, "")
    .replaceAll(/and \("readers" = '\{\}' or caller\."memberId"::uuid = any\("readers"\)\)/gu, ""),
});

const FIRST = "00000000-0000-0000-0000-000000000000";
const named = privateEntities.map((entity) => entity.name);
const privateTables = [...named, "list_item", "tombstone", ...mailboxTables];

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let lena: Person;
  let canary: string;
  /** Colleagues of every role. */
  const others = new Map<Role, Person>();
  let ids: Map<string, string>;

  beforeAll(async () => {
    database = await create();
    server = await openServer(database);
    lena = await server.join("rep");
    for (const role of ["owner", "manager", "rep"] as const) {
      others.set(role, await server.join(role, lena.workspaceId));
    }
    ids = await seedRecords(server.database, lena);
    canary = `canary${randomUUID().slice(0, 8)}`;
    await seedMailbox(server.database, lena, canary);
    const rule = randomUUID();
    await lena.push("shareRule.setThread", { id: rule, threadKey: `thread:${canary}`, level: "nothing" });
    await lena.push("shareRule.remove", { id: rule });
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
  });

  const colleagues = () => [...others.values()];
  const scopeOf = ({ workspaceId, memberId }: Person): Scope => ({ workspaceId, memberId });
  const nobodyInParticular = (): Scope => ({ workspaceId: lena.workspaceId });
  const read = (table: string, scope: Scope, where = "true") =>
    transact(server.database, scope, (prisma) =>
      prisma.$queryRawUnsafe<{ row: string }[]>(`select "${table}"::text as "row" from "${table}" where ${where}`),
    );

  test("a table whose rows can be one member's alone is one of those attacked here", async () => {
    const rows = await server.database.prisma.$queryRaw<{ name: string }[]>`
      select distinct tablename::text as name from pg_policies where qual like '%app.member%'`;
    expect(rows.map(({ name }) => name).sort()).toEqual([...privateTables].sort());
    expect(named).toContain("activity");
  });

  test.each(privateTables)(
    "%s shows its rows to the member and the server, to no colleague and to nobody else",
    async (table) => {
      const isHers = table === "mail_thread" ? "true" : await idsOf(table);
      const all = await read(table, { workspaceId: lena.workspaceId, memberId: everybody }, isHers);
      expect(all.length).toBeGreaterThan(0);
      // Which messages are one conversation is for the server alone to know.
      expect(await read(table, scopeOf(lena), isHers)).toEqual(table === "mail_thread" ? [] : all);
      for (const scope of [...colleagues().map(scopeOf), nobodyInParticular(), { memberId: lena.memberId }]) {
        expect(await read(table, scope, isHers)).toEqual([]);
      }
    },
  );

  /** Those rows of a table that were made private to Lena. */
  async function idsOf(table: string): Promise<string> {
    if (table === "tombstone") return `'${lena.memberId}' = any("readers")`;
    if (table === "list_item") return `"recordId" in ('${ids.get("activity")}', '${ids.get("meeting")}')`;
    return ids.has(table) ? `"id" = '${ids.get(table)}'` : "true";
  }

  test.each(privateTables)("%s lets no colleague change, remove, take or forge a row of hers", async (table) => {
    const hers = await idsOf(table);
    const before = await read(table, { workspaceId: lena.workspaceId, memberId: everybody });
    const columns = await transact(server.database, scopeOf(lena), (prisma) =>
      prisma.$queryRawUnsafe<{ name: string }[]>(
        `select attname::text as name from pg_attribute where attrelid = '"${table}"'::regclass and attnum > 0 and not attisdropped`,
      ),
    );
    const names = columns.map(({ name }) => `"${name}"`);
    for (const scope of [...colleagues().map(scopeOf), nobodyInParticular()]) {
      const run = (sql: string) => transact(server.database, scope, (prisma) => prisma.$executeRawUnsafe(sql));
      expect(await run(`update "${table}" set "workspaceId" = "workspaceId" where ${hers}`)).toBe(0);
      expect(await run(`delete from "${table}" where ${hers}`)).toBe(0);
      // A row of hers as she would write it, read by the server and put in again under another key.
      const [row] = await transact(server.database, { workspaceId: lena.workspaceId, memberId: everybody }, (prisma) =>
        prisma.$queryRawUnsafe<{ json: string }[]>(
          `select to_jsonb(t)::text as json from "${table}" as t where ${hers}`,
        ),
      );
      const copy = JSON.parse(row?.json ?? "{}");
      for (const key of ["id", "key", "externalId"]) if (key in copy) copy[key] = randomUUID();
      if (table === "list_item") copy.value = randomUUID();
      const values = `select ${names.join(", ")} from jsonb_populate_record(null::"${table}", '${JSON.stringify(copy).replaceAll("'", "''")}')`;
      const forged = run(`insert into "${table}" (${names.join(", ")}) ${values}`);
      await expect(forged).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await read(table, { workspaceId: lena.workspaceId, memberId: everybody })).toEqual(before);
  });

  test("what a member writes as their own stays their own: it cannot be given to somebody else", async () => {
    for (const { name, readers } of privateEntities.filter(({ readers: fields }) => fields.includes("privateTo"))) {
      expect(readers).toEqual(["privateTo"]);
      const [bob] = colleagues();
      if (!bob) throw new Error("nobody");
      const given = transact(server.database, scopeOf(lena), (prisma) =>
        prisma.$executeRawUnsafe(
          `update "${name}" set "privateTo" = '${bob.memberId}' where "id" = '${ids.get(name)}'`,
        ),
      );
      await expect(given).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("the guarded statements give nobody what is hers without their filters", async () => {
    const run = (person: Person, statement: Statement, values: unknown[]) =>
      server.database.query<Record<string, string | null>>(withoutFilter(statement), [
        person.token.split(".")[0] ?? "",
        person.workspaceId,
        ...values,
      ]);
    for (const name of named) {
      const [page, byId] = [pageStatements.get(name), recordStatements.get(name)];
      if (!page || !byId) throw new Error(name);
      expect(withoutFilter(page).text, name).not.toBe(page.text);
      expect(withoutFilter(byId).text, name).not.toBe(byId.text);
      const id = ids.get(name) ?? "";
      expect((await run(lena, byId, [id]))[0]?.json, name).toContain(id);
      for (const bob of colleagues()) {
        expect((await run(bob, byId, [id]))[0]?.json, name).toBeNull();
        expect((await run(bob, page, [FIRST, 1_000]))[0]?.json ?? "", name).not.toContain(id);
      }
    }
    expect(withoutFilter(pullStatement).text).not.toContain("coalesce(");
    expect(withoutFilter(pullStatement).text).not.toContain(`"readers"`);
    const pulled = async (person: Person) => {
      const { cursor } = await person.pull(null);
      const [epoch = ""] = cursor.split(":");
      return JSON.stringify(await run(person, pullStatement, [epoch, "1", person.clientId, 2_000]));
    };
    const hers = await pulled(lena);
    for (const bob of colleagues()) {
      const seen = await pulled(bob);
      for (const name of named) expect(seen).not.toContain(ids.get(name));
      expect(seen).not.toContain("shareRule");
      expect(seen).not.toContain(canary);
    }
    // The same question in her name finds the rule she took back; the sample records stand before that position.
    expect(hers).toContain("shareRule");
  });
});
