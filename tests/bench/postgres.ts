// A database of the bench's own on a real PostgreSQL, where there is one.
import pg from "pg";

export interface BenchDatabase {
  url: string;
  drop(): Promise<void>;
}

const candidates = () => {
  const named = process.env.KITH_TEST_DATABASE_URL;
  return named ? [named] : ["postgres://postgres@127.0.0.1:5432/postgres"];
};

async function withAdmin<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Null where no PostgreSQL lets us in. */
export async function createDatabase(): Promise<BenchDatabase | null> {
  for (const admin of candidates()) {
    const name = `kith_bench_${process.pid}_${Date.now().toString(36)}`;
    try {
      await withAdmin(admin, (client) => client.query(`create database ${name}`));
    } catch {
      // Not here, or not for us: the next one, else none.
      continue;
    }
    const url = new URL(admin);
    url.pathname = `/${name}`;
    return {
      url: url.href,
      drop: () =>
        withAdmin(admin, async (client) => {
          await client.query(`drop database if exists ${name} with (force)`);
          await client.query(`drop role if exists ${name}_app`);
        }),
    };
  }
  return null;
}
