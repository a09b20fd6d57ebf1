// Brings a database to the schema of this server, or says why it will not.
import { readdir, readFile } from "node:fs/promises";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationDirectory, MigrationList } from "@prisma/schema-engine-wasm";
import { openSchemaEngine } from "./schema-engine.ts";

const schemaFolder = new URL("../../prisma/schema/", import.meta.url);
const migrationsFolder = new URL("../../prisma/migrations/", import.meta.url);

export const noFilters = { externalTables: [], externalEnums: [] };

export async function readSchemaFiles(): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (path) => ({ path, content: await readFile(new URL(path, schemaFolder), "utf8") })),
  );
}

export async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const read = async (name: string): Promise<MigrationDirectory> => {
    const value = await readFile(new URL(`${name}/migration.sql`, migrationsFolder), "utf8");
    return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
  };
  return {
    baseDir: migrationsFolder.pathname,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(names.sort().map(read)),
  };
}

/** What migrations see of a database: plain SQL, as the owner of its tables. */
export interface OwnerConnection {
  readonly adapter: SqlMigrationAwareDriverAdapterFactory;
  run<Row>(sql: string): Promise<Row[]>;
}

/** Names of the migrations a database has behind it; those it has and this server does not know are `newer`. */
export async function compareMigrations(owner: Pick<OwnerConnection, "run">) {
  const known = (await readMigrations()).migrationDirectories.map((directory) => directory.path);
  const [table] = await owner.run<{ found: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as "found"`,
  );
  const rows = table?.found
    ? await owner.run<{ name: string }>(
        `select migration_name as "name" from _prisma_migrations where rolled_back_at is null`,
      )
    : [];
  const applied = rows.map((row) => row.name);
  return {
    missing: known.filter((name) => !applied.includes(name)),
    newer: applied.filter((name) => !known.includes(name)),
  };
}

/** Applies what is missing and returns its names. The caller holds a lock against others doing the same. */
export async function applyMigrations(owner: OwnerConnection): Promise<string[]> {
  const { missing, newer } = await compareMigrations(owner);
  if (newer.length > 0) throw new Error(newerDatabase);
  if (missing.length === 0) return [];
  const engine = await openSchemaEngine(owner.adapter, await readSchemaFiles());
  const list = await readMigrations();
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: list, filters: noFilters });
  return appliedMigrationNames;
}

export const newerDatabase =
  "This database has been used by a newer Kith server; start that version, or restore an older backup.";
