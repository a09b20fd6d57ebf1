// PGlite: PostgreSQL inside this process, for everybody who has not outgrown one machine.
import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { fromPglite } from "pg-boss";
import type { Logger } from "#shared/log.ts";
import { PrismaClient } from "../generated/client.ts";
import { pgliteAdapter } from "./adapters.ts";
import { assertBound, putAppRole } from "./app-role.ts";
import type { Database, Statement } from "./database.ts";
import { lockFolder } from "./folder-lock.ts";
import { applyMigrations } from "./migrate.ts";
import { grantQueue, putQueueSchema } from "./queue-schema.ts";

export interface PGliteOptions {
  /** The folder the data lives in; null keeps it in memory. */
  readonly folder: string | null;
  readonly log: Logger;
  /** A dump to start from, where the folder is new. */
  readonly loadDataDir?: Blob;
}

/** A folder with the schema and nothing in it, to start others from in a fraction of the time. */
export async function dumpEmptyPGlite(): Promise<Blob> {
  const database = await PGlite.create("memory://");
  const run = async <Row>(sql: string) => (await database.query<Row>(sql)).rows;
  await applyMigrations({ adapter: pgliteAdapter(database), run });
  await putQueueSchema(queueSql(database), "pglite");
  const dump = await database.dumpDataDir("none");
  await database.close();
  return dump;
}

/** pg-boss takes its types from another copy of PGlite's. */
function queueSql(database: PGlite): (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> {
  const adapter = fromPglite(database as unknown as Parameters<typeof fromPglite>[0]);
  return (text, values) => adapter.executeSql(text, values);
}

const APP_ROLE = "kith_app";

export async function openPGlite({ folder, log, loadDataDir }: PGliteOptions): Promise<Database> {
  if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = folder === null ? async () => undefined : await lockFolder(folder, log);
  const database = new PGlite({ dataDir: folder ?? "memory://", ...(loadDataDir && { loadDataDir }) });
  const run = async <Row>(sql: string) => (await database.query<Row>(sql)).rows;
  let migrated: string[] = [];
  try {
    await database.waitReady;
    // The adapter writes instants without a zone and reads them as if the zone were this one.
    await run("set timezone to 'UTC'");
    migrated = await applyMigrations({ adapter: pgliteAdapter(database), run });
    if (migrated.length > 0) log.info({ migrations: migrated }, "database migrated");
    await putQueueSchema(queueSql(database), "pglite");
    await putAppRole(run, APP_ROLE, null);
    for (const grant of grantQueue(APP_ROLE)) await run(grant);
    await run(`set role ${APP_ROLE}`);
    await assertBound(run, { setRole: true });
  } catch (error) {
    await database.close();
    await unlock();
    throw error;
  }
  const prisma = new PrismaClient({ errorFormat: "minimal", adapter: pgliteAdapter(database) });
  return {
    kind: "pglite",
    prisma,
    migrated,
    query: async <Row>({ text }: Statement, values: readonly unknown[]) =>
      (await database.query<Row>(text, [...values])).rows,
    runSql: queueSql(database),
    listen: async (channel, signal, onPayload) => {
      const unlisten = await database.listen(channel, onPayload);
      signal.addEventListener("abort", () => void unlisten().catch(() => undefined), { once: true });
    },
    close: async () => {
      await prisma.$disconnect();
      await database.close();
      await unlock();
    },
  };
}
