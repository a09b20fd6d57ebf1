// PGlite: PostgreSQL inside this process, for everybody who has not outgrown one machine.
import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { lock } from "proper-lockfile";
import type { Logger } from "#shared/log.ts";
import { PrismaClient } from "../generated/client.ts";
import { pgliteAdapter } from "./adapters.ts";
import { assertBound, putAppRole } from "./app-role.ts";
import type { Database, Statement } from "./database.ts";
import { applyMigrations } from "./migrate.ts";

export interface PGliteOptions {
  /** The folder the data lives in; null keeps it in memory. */
  readonly folder: string | null;
  readonly log: Logger;
  /** A dump to start from, where the folder is new. */
  readonly loadDataDir?: Blob;
}

const APP_ROLE = "kith_app";

/** A killed process leaves its lock behind; after this long without a sign of life it is taken over. */
const LOCK_STALE_MS = 10_000;

export async function openPGlite({ folder, log, loadDataDir }: PGliteOptions): Promise<Database> {
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
    await putAppRole(run, APP_ROLE, null);
    await run(`set role ${APP_ROLE}`);
    await assertBound(run, { setRole: true });
  } catch (error) {
    await database.close();
    await unlock();
    throw error;
  }
  const prisma = new PrismaClient({ adapter: pgliteAdapter(database) });
  return {
    kind: "pglite",
    prisma,
    migrated,
    query: async <Row>({ text }: Statement, values: readonly unknown[]) =>
      (await database.query<Row>(text, [...values])).rows,
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

/** PGlite does not stop a second process from opening the same folder, and two would destroy it. */
async function lockFolder(folder: string, log: Logger): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await lock(folder, {
      stale: LOCK_STALE_MS,
      update: LOCK_STALE_MS / 5,
      retries: 0,
      onCompromised: (error) => log.error({ error: error.message }, "the lock on the data folder was lost"),
    });
  } catch (error) {
    if ((error as { code?: string }).code !== "ELOCKED") throw error;
    throw new Error(
      "Another Kith server is using this data folder; stop it first (after a crash its lock ends within ten seconds).",
      { cause: error },
    );
  }
}
