// Prisma's driver adapters, with what they get wrong for us put right.
import type { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQueryable,
  Transaction,
} from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";

/** The adapter brings its own copy of pg's types; at run time it is the same pool. */
export const prismaPg = (pool: pg.Pool, options?: ConstructorParameters<typeof PrismaPg>[1]) =>
  new PrismaPg(pool as unknown as ConstructorParameters<typeof PrismaPg>[0], options);

/** adapter-pg 7.10 splits a migration at each semicolon, also inside function bodies; PostgreSQL itself does not. */
export function postgresAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = prismaPg(pool);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await factory.connect();
    return {
      ...delegate(adapter),
      executeScript: async (script) => void (await pool.query(script)),
      startTransaction: (isolation) => adapter.startTransaction(isolation),
      getConnectionInfo: () => adapter.getConnectionInfo(),
      dispose: () => adapter.dispose(),
    };
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}

/**
 * pglite-prisma-adapter 0.7.2 does not wait for scripts, and swallows the error of a COMMIT that failed: what was
 * never stored would be called saved.
 */
export function pgliteAdapter(
  database: PGlite,
  openShadow?: () => Promise<PGlite>,
): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(database);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => connectPGlite(database),
    connectToShadowDb: async () => {
      if (!openShadow) throw new Error("No shadow database was given");
      return connectPGlite(await openShadow());
    },
  };
}

async function connectPGlite(database: PGlite): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPGlite(database).connect();
  return {
    ...delegate(adapter),
    executeScript: async (script) => void (await database.exec(script)),
    startTransaction: () => startPGliteTransaction(database),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose: async () => undefined,
  };
}

function startPGliteTransaction(database: PGlite): Promise<Transaction> {
  const { promise: started, resolve, reject } = Promise.withResolvers<Transaction>();
  const done = database.transaction(async (tx) => {
    // A PGlite transaction answers `query` as the database does, which is all the adapter asks of it.
    const queryable = await new PrismaPGlite(tx as unknown as PGlite).connect();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    resolve({
      ...delegate(queryable),
      options: { usePhantomQuery: true },
      commit: async () => {
        end();
        await done;
      },
      rollback: async () => {
        await tx.rollback();
        end();
        await done;
      },
    });
    await ended;
  });
  // Before the start this is why there is no transaction; afterwards commit and rollback report it.
  done.catch(reject);
  return started;
}

const delegate = (queryable: SqlQueryable): SqlQueryable => ({
  provider: queryable.provider,
  adapterName: queryable.adapterName,
  queryRaw: (query) => queryable.queryRaw(query),
  executeRaw: (query) => queryable.executeRaw(query),
});
