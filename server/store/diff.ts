// `node server/store/diff.ts NAME`: writes the migration from the newest one to the schema files. For developers.
import { mkdir, writeFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { pgliteAdapter } from "./adapters.ts";
import { noFilters, readMigrations, readSchemaFiles } from "./migrate.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/** SQL that is missing between the migrations and the schema; null when nothing is. */
export async function diffSchema(): Promise<string | null> {
  const files = await readSchemaFiles();
  const database = new PGlite("memory://");
  const adapter = pgliteAdapter(database, async () => new PGlite("memory://"));
  const engine = await openSchemaEngine(adapter, files);
  try {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...(await readMigrations()) },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    return stdout && !stdout.includes("This is an empty migration") ? stdout : null;
  } finally {
    await database.close();
  }
}

async function main(name: string | undefined) {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const sql = await diffSchema();
  if (!sql) return say("The migrations lead to the schema already.");
  if (!name || !/^[a-z0-9_]+$/u.test(name)) return say(sql);
  const stamp = new Date()
    .toISOString()
    .replaceAll(/[^0-9]/gu, "")
    .slice(0, 14);
  const folder = new URL(`../../prisma/migrations/${stamp}_${name}/`, import.meta.url);
  await mkdir(folder);
  await writeFile(new URL("migration.sql", folder), sql);
  say(`Wrote ${folder.pathname}migration.sql; add row-level security for new tables, and triggers for list indexes.`);
}

if (import.meta.main) await main(process.argv[2]);
