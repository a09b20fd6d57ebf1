// The databases tests run on: PGlite always, PostgreSQL wherever one can be reached, each empty and of its own.
import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import type { Config } from "../../server/config.ts";
import { openLog } from "../../server/log.ts";

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
    config: { databaseUrl: url.href, dataDir: null, secret: randomUUID() + randomUUID() },
    drop: async () => {
      await admin(`drop database if exists ${name} with (force)`);
      await admin(`drop role if exists ${name}_app`);
    },
  };
}

const createPGlite = async (): Promise<TestDatabase> => ({
  kind: "pglite",
  config: { databaseUrl: null, dataDir: null, secret: randomUUID() + randomUUID() },
  drop: async () => undefined,
});

/** For `describe.each`: a test that runs on databases runs on all of them. */
export const databases: readonly { kind: TestDatabase["kind"]; create: () => Promise<TestDatabase> }[] = [
  { kind: "pglite", create: createPGlite },
  ...(hasPostgres ? [{ kind: "postgres" as const, create: createPostgres }] : []),
];

if (!hasPostgres) process.stderr.write("No PostgreSQL was reached: these tests run on PGlite only.\n");
