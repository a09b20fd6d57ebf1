// PostgreSQL: migrated as its owner, served through a pool that logs in as the restricted role.
import pg from "pg";
import type { Logger } from "#shared/log.ts";
import { PrismaClient } from "../generated/client.ts";
import { postgresAdapter, prismaPg } from "./adapters.ts";
import { assertBound, grantAppRole, putAppRole, rolePassword } from "./app-role.ts";
import type { Database, Statement } from "./database.ts";
import { watchChannel } from "./listen.ts";
import { applyMigrations, compareMigrations, newerDatabase } from "./migrate.ts";
import { grantQueue, putQueueSchema } from "./queue-schema.ts";

export interface PostgresOptions {
  readonly url: string;
  /** Owner of the tables, where `url` is the restricted role itself. */
  readonly ownerUrl: string | undefined;
  readonly secret: string;
  readonly log: Logger;
  readonly connections?: number;
}

/** Any number that no other user of the database takes; "kith" in ASCII. */
const MIGRATION_LOCK = 0x6b697468;

/** A server that hangs on the database must say so before its callers give up. */
const sessionSettings =
  "-c TimeZone=UTC -c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s";

export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { url: appUrl, migrated } = await prepare(options);
  if (migrated.length > 0) options.log.info({ migrations: migrated }, "database migrated");
  const pool = new pg.Pool({ connectionString: appUrl, max: options.connections ?? 10, options: sessionSettings });
  pool.on("error", (error) => options.log.warn({ error: error.message }, "idle database connection was lost"));
  const prisma = new PrismaClient({
    errorFormat: "minimal",
    adapter: prismaPg(pool, { statementNameGenerator: statementName }),
  });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  try {
    await assertBound(async <Row>(sql: string) => (await pool.query(sql)).rows as Row[], { setRole: false });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    kind: "postgres",
    prisma,
    migrated,
    query: async <Row>({ name, text }: Statement, values: readonly unknown[]) =>
      (await pool.query({ name, text, values: [...values] })).rows as Row[],
    runSql: (text, values) => pool.query(text, values),
    listen: (channel, signal, onPayload) => watchChannel(appUrl, channel, signal, onPayload, options.log),
    close,
  };
}

const statementNames = new Map<string, string>();

/** Prisma's own statements, prepared too; past a thousand shapes (lists of ids by length) they go unprepared. */
function statementName({ sql }: { sql: string }): string {
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  if (statementNames.size >= 1_000) return "";
  const name = `prisma_${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
}

/** Migrates as the owner and returns the address under which the restricted role logs in. */
export async function prepare({
  url,
  ownerUrl,
  secret,
}: PostgresOptions): Promise<{ url: string; migrated: string[] }> {
  const pool = new pg.Pool({ connectionString: ownerUrl ?? url, max: 3, options: "-c TimeZone=UTC" });
  const lock = await pool.connect();
  const run = async <Row>(sql: string) => (await lock.query(sql)).rows as Row[];
  try {
    const version = Number(
      (await run<{ server_version_num: string }>("show server_version_num"))[0]?.server_version_num,
    );
    if (version < 150_000) throw new Error("Kith needs PostgreSQL 15 or newer.");
    await run(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    if (await isRestricted(run)) {
      const { missing, newer } = await compareMigrations({ run });
      if (newer.length > 0) throw new Error(newerDatabase);
      if (missing.length > 0) {
        throw new Error("This role cannot migrate the database; give the owner's address as DATABASE_OWNER_URL.");
      }
      return { url, migrated: [] };
    }
    const migrated = await applyMigrations({ adapter: postgresAdapter(pool), run });
    await putQueueSchema((text, values) => lock.query(text, values), "postgres");
    if (ownerUrl !== undefined) {
      const { username } = new URL(url);
      await grantAppRole(run, username);
      for (const grant of grantQueue(`"${username.replaceAll('"', '""')}"`)) await run(grant);
      return { url, migrated };
    }
    const [database] = await run<{ name: string }>(`select current_database() as "name"`);
    const role = `${database?.name}_app`;
    await putAppRole(run, role, rolePassword(secret));
    for (const grant of grantQueue(`"${role}"`)) await run(grant);
    const appUrl = new URL(url);
    appUrl.username = encodeURIComponent(role);
    appUrl.password = rolePassword(secret);
    return { url: appUrl.href, migrated };
  } finally {
    await run(`select pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => {
      // The lock ends with the connection anyway.
    });
    lock.release();
    await pool.end();
  }
}

/** Whether the role we came as is the one to serve with: it may not create tables, so it cannot own any. */
async function isRestricted(run: <Row>(sql: string) => Promise<Row[]>): Promise<boolean> {
  const [role] = await run<{ restricted: boolean }>(
    `select not has_schema_privilege(current_user, 'public', 'create') as "restricted"`,
  );
  return role?.restricted ?? true;
}
