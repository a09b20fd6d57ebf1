// Prisma's schema engine, the WebAssembly build: applies and writes migrations without a downloaded binary.
import { readFile } from "node:fs/promises";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";

/** As much of `WebAssembly` as is used; the types come with the DOM, which is not compiled here. */
interface Wasm {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, () => void> } }>;
}

type Bindings = typeof import("@prisma/schema-engine-wasm") & { __wbg_set_wasm(exports: object): void };

let loaded: Promise<Bindings> | undefined;

/** Once per process: the glue keeps the instance in a variable of its own, and a second one would pull it away. */
async function load(): Promise<Bindings> {
  const file = new URL(import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/\.js$/, ".wasm"));
  // Typed by the package's own entry, which is the same module with the loading done for bundlers.
  const bindings = glue as unknown as Bindings;
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Wasm };
  const { instance } = await WebAssembly.instantiate(await readFile(file), { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return bindings;
}

export async function openSchemaEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  schemaFiles: readonly { path: string; content: string }[],
): Promise<SchemaEngine> {
  loaded ??= load();
  const bindings = await loaded;
  const datamodels = schemaFiles.map(({ path, content }): [string, string] => [path, content]);
  // The engine's log lines repeat the SQL; nobody reads them.
  const ignore = () => undefined;
  return bindings.SchemaEngine.new({ datamodels }, ignore, bindMigrationAwareSqlAdapterFactory(adapter));
}
