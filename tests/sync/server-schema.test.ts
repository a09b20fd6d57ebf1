// The database is what the schema files say, and a server does not touch one that is newer than itself.
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { entities, entityNames } from "#shared/crm/index.ts";
import type { Entity } from "#shared/entity.ts";
import { AppError } from "#shared/errors.ts";
import { isListKind } from "#shared/fields.ts";
import { defaultConfig, openDatabase } from "../../server/start.ts";
import { pgliteAdapter } from "../../server/store/adapters.ts";
import { toAppError } from "../../server/store/database-errors.ts";
import { diffSchema } from "../../server/store/diff.ts";
import { applyMigrations, compareMigrations } from "../../server/store/migrate.ts";
import { databases, silentLog, type TestDatabase } from "../conformance/tx-databases.ts";

const made: TestDatabase[] = [];
afterAll(async () => {
  // Newest first: a role made for one may have been let into a later one.
  for (const database of made.toReversed()) await database.drop();
});

async function open(create: () => Promise<TestDatabase>) {
  const test = await create();
  made.push(test);
  const config = { ...defaultConfig, ...test.config };
  return { test, open: () => openDatabase(config, config.secret ?? "", silentLog, test.options) };
}

test("the migrations lead to the schema", async () => {
  expect(await diffSchema()).toBeNull();
});

test.each(databases)("on $kind every list index has the trigger that keeps it", async ({ create }) => {
  const database = await (await open(create)).open();
  const rows = await database.query<{ name: string }>(
    {
      name: "triggers",
      text: `select tgname || ' ' || relname || '.' || field as name
        from pg_trigger join pg_class on pg_class.oid = tgrelid,
          regexp_split_to_table(encode(tgargs, 'escape'), '\\\\000') as field
        where not tgisinternal and field <> ''`,
    },
    [],
  );
  const lists = entityNames.flatMap((name) => {
    const entity = entities[name] as unknown as Entity;
    const isList = (index: string) => isListKind(entity.fields[index]?.kind);
    const triggers = ["index_inserted", "index_updated", "index_deleted"];
    return entity.indexes.filter(isList).flatMap((index) => triggers.map((trigger) => `${trigger} ${name}.${index}`));
  });
  expect(rows.map((row) => row.name).sort()).toEqual(lists.sort());
  await database.close();
});

test("a commit that fails on PGlite is an error, and so is a script", async () => {
  const database = await PGlite.create("memory://");
  await database.exec(
    "create table a (id int primary key); create table b (a int references a deferrable initially deferred)",
  );
  const adapter = await pgliteAdapter(database).connect();
  const transaction = await adapter.startTransaction();
  await transaction.executeRaw({ sql: "insert into b values (1)", args: [], argTypes: [] });
  await expect(transaction.commit()).rejects.toThrow(/foreign key/u);
  await expect(adapter.executeScript("select 1; select broken")).rejects.toThrow(/broken/u);
  const second = await adapter.startTransaction();
  await second.executeRaw({ sql: "insert into a values (1)", args: [], argTypes: [] });
  await second.rollback();
  expect((await database.query("select * from a")).rows).toEqual([]);
  await database.close();
});

test("a database with a migration this server does not know is left alone", async () => {
  const run = async <Row>(sql: string) =>
    (sql.includes("to_regclass") ? [{ found: true }] : [{ name: "29990101000000_future" }]) as Row[];
  expect((await compareMigrations({ run })).newer).toEqual(["29990101000000_future"]);
  await expect(applyMigrations({ run, adapter: undefined as never })).rejects.toThrow(/newer Kith server/u);
});

const migrations = readdirSync(new URL("../../prisma/migrations", import.meta.url), { withFileTypes: true }).filter(
  (entry) => entry.isDirectory(),
).length;

describe.skipIf(!databases.some((database) => database.kind === "postgres"))("on PostgreSQL", () => {
  const postgres = databases.find((database) => database.kind === "postgres")?.create ?? databases[0]?.create;
  if (!postgres) throw new Error("no database");

  test("two servers that start at once migrate once, and a newer database stops both", async () => {
    const { test: place, open: start } = await open(postgres);
    const [one, two] = await Promise.all([start(), start()]);
    expect([one.migrated.length, two.migrated.length].sort()).toEqual([0, migrations]);
    await Promise.all([one.close(), two.close()]);
    const admin = new pg.Client({ connectionString: place.config.databaseUrl ?? "" });
    await admin.connect();
    await admin.query(`insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
      values ('x', 'x', '29990101000000_future', now(), 1)`);
    await admin.end();
    await expect(start()).rejects.toThrow(/newer Kith server/u);
  });

  test("the restricted role serves alone, and migrates with its owner's address", async () => {
    const { test: place, open: start } = await open(postgres);
    const url = new URL(place.config.databaseUrl ?? "");
    const role = `${url.pathname.slice(1)}_app`;
    await (await start()).close();
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    await admin.query(`alter role ${role} password 'given'`);
    const restricted = Object.assign(new URL(url.href), { username: role, password: "given" }).href;
    const config = { ...defaultConfig, databaseUrl: restricted };
    await (await openDatabase(config, "", silentLog)).close();
    await admin.query("delete from _prisma_migrations");
    await expect(openDatabase(config, "", silentLog)).rejects.toThrow(/DATABASE_OWNER_URL/u);
    await admin.end();
    const fresh = await open(postgres);
    const freshUrl = new URL(fresh.test.config.databaseUrl ?? "");
    const served = Object.assign(new URL(freshUrl.href), { username: role, password: "given" }).href;
    const both = { ...defaultConfig, databaseUrl: served, databaseOwnerUrl: freshUrl.href };
    const database = await openDatabase(both, "", silentLog);
    expect(database.migrated).toHaveLength(migrations);
    await database.close();
  });

  test("a lock that is not got in time, a deadlock and a lost connection are `unavailable`", async () => {
    const { test: place, open: start } = await open(postgres);
    const database = await start();
    const admin = new pg.Client({ connectionString: place.config.databaseUrl ?? "" });
    await admin.connect();
    const id = randomUUID();
    await admin.query("insert into workspace (id, name, \"createdAt\", epoch) values ($1, 'x', now(), $1)", [id]);
    await admin.query("begin");
    await admin.query("select from workspace where id = $1 for update", [id]);
    const waiting = database.prisma.$transaction(async (prisma) => {
      await prisma.$queryRaw`select set_config('app.workspace', ${id}, true)`;
      await prisma.$executeRaw`set local lock_timeout = '50ms'`;
      await prisma.$queryRaw`select version from workspace for update`;
    });
    expect(await waiting.catch(toAppError)).toMatchObject({ code: "unavailable", retryAfterMs: 1_000 });
    const killed = database.prisma.$transaction(async (prisma) => {
      const [row] = await prisma.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await admin.query("select pg_terminate_backend($1)", [row?.pid]);
      await prisma.$queryRaw`select 1`;
    });
    expect(await killed.catch(toAppError)).toMatchObject({ code: "unavailable" });
    await admin.end();
    await database.close();
    expect(toAppError(new Error("what is this"))).not.toBeInstanceOf(AppError);
    expect(toAppError({ code: "P2034" })).toBeInstanceOf(AppError);
    expect(toAppError({ meta: { driverAdapterError: { cause: { originalCode: "40P01" } } } })).toBeInstanceOf(AppError);
  });
});
