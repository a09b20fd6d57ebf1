// The databases tests run on: PGlite always, PostgreSQL wherever one can be reached, each empty and of its own.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Config } from "../../server/config.ts";
import { openLog } from "../../server/log.ts";
import type { StartOptions } from "../../server/start.ts";
import { dumpEmptyPGlite } from "../../server/store/pglite.ts";

/** Where a PostgreSQL for tests is looked for: what the environment says, else the usual place on this machine. */
const given = process.env.KITH_TEST_DATABASE_URL;
const adminUrl = given ?? "postgres://postgres@127.0.0.1:5432/postgres";

async function isReachable(): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if (!given && !process.env.CI) return false;
    throw new Error("No PostgreSQL for the tests: start one and give its address as KITH_TEST_DATABASE_URL", {
      cause: error,
    });
  }
}

const hasPostgres = await isReachable();

export const silentLog = openLog("silent");

export interface TestDatabase {
  readonly kind: "pglite" | "postgres";
  /** What a server needs to run on a database of its own. */
  readonly config: Pick<Config, "databaseUrl" | "dataDir" | "secret">;
  readonly options: StartOptions;
  /** After the server on it is closed. */
  drop(): Promise<void>;
}

async function createPostgres(): Promise<TestDatabase> {
  const name = `kith_test_${randomBytes(6).toString("hex")}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await admin(`create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    kind: "postgres",
    options: {},
    config: { databaseUrl: url.href, dataDir: null, secret: randomUUID() + randomUUID() },
    drop: async () => {
      await admin(`drop database if exists ${name} with (force)`);
      await admin(`drop role if exists ${name}_app`);
    },
  };
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** PGlite takes seconds to make a folder: it is made once per set of migrations and kept with the other caches. */
async function pgliteDump(): Promise<Blob> {
  const migrations = join(root, "prisma/migrations");
  const hash = createHash("sha256").update(await readFile(join(root, "package-lock.json")));
  for (const name of (await readdir(migrations)).filter((entry) => !entry.includes(".")).sort()) {
    hash.update(await readFile(join(migrations, name, "migration.sql")));
  }
  const file = join(root, "node_modules/.cache/kith", `pglite-${hash.digest("hex").slice(0, 16)}.tar`);
  if (!existsSync(file)) {
    const dump = await dumpEmptyPGlite();
    await mkdir(dirname(file), { recursive: true });
    // Several test files may come here at once: each writes its own, and the last rename wins.
    await writeFile(`${file}.${process.pid}`, Buffer.from(await dump.arrayBuffer()));
    await rename(`${file}.${process.pid}`, file);
  }
  return new Blob([await readFile(file)], { type: "application/x-tar" });
}

const createPGlite = async (): Promise<TestDatabase> => ({
  kind: "pglite",
  config: { databaseUrl: null, dataDir: null, secret: randomUUID() + randomUUID() },
  options: { pgliteDump: await pgliteDump() },
  drop: async () => undefined,
});

/** For `describe.each`: a test that runs on databases runs on all of them. */
export const databases: readonly { kind: TestDatabase["kind"]; create: () => Promise<TestDatabase> }[] = [
  { kind: "pglite", create: createPGlite },
  ...(hasPostgres ? [{ kind: "postgres" as const, create: createPostgres }] : []),
];

if (!hasPostgres) process.stderr.write("No PostgreSQL was reached: these tests run on PGlite only.\n");
