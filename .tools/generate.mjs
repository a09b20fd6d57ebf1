// What is made from our sources and not kept in git: Prisma's client, WXT's types, the built extension.
import { tryRun } from "./exec.mjs";
import { findNode } from "./node.mjs";
import { Stop, say } from "./say.mjs";
import { whenStale } from "./stamp.mjs";

function make(what, command, args) {
  const { ok, output } = tryRun(command, args);
  if (!ok) throw new Stop(`${what} failed:\n${output}`);
}

export async function ensurePrismaClient() {
  const sources = ["prisma/schema", "prisma/prisma.config.ts", "node_modules/prisma/package.json"];
  await whenStale("prisma", sources, "server/generated", () => generatePrismaClient());
}

export function generatePrismaClient() {
  say("generating the Prisma client");
  make("prisma generate", findNode(), ["server/store/generate.ts", "--quiet"]);
}

export async function ensureTypes() {
  const sources = ["wxt.config.ts", "extension/entrypoints", "extension/locales", "node_modules/wxt/package.json"];
  await whenStale("wxt", sources, ".wxt/tsconfig.json", () => {
    say("generating the extension's types (wxt prepare)");
    make("wxt prepare", "wxt", ["prepare"]);
  });
}

export async function ensureExtension() {
  const sources = ["wxt.config.ts", "package-lock.json", "extension", "shared"];
  await whenStale("extension", sources, ".output/chrome-mv3/manifest.json", () => {
    say("building the extension into .output/chrome-mv3");
    make("wxt build", "wxt", ["build"]);
  });
}
