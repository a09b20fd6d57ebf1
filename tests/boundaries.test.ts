import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { expect, test } from "vitest";
import { boundaries } from "./boundaries.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["extension", "server", "shared", "prisma", "tests", "wxt.config.ts"];

async function cruised(baseDir: string, what: string[], rules: boolean, types: boolean): Promise<ICruiseResult> {
  const { output } = await cruise(what, {
    baseDir,
    ...(rules ? { validate: true, ruleSet: { forbidden: boundaries.map(({ rule }) => rule) } } : {}),
    tsPreCompilationDeps: types,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(server/generated/internal|tests/sandbox/webmail/[^/]+/browser)/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js"],
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "default"],
      mainFields: ["module", "main", "types"],
    },
  });
  if (typeof output === "string") throw new Error(output);
  return output;
}

const violationsOf = ({ summary }: ICruiseResult) =>
  summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);

test("every import keeps its boundary", async () => {
  const result = await cruised(root, folders, true, true);
  expect(violationsOf(result)).toEqual([]);
  // A tool that cannot read our TypeScript finds nothing and is content.
  const ours = result.modules.filter(({ source }) => /^(extension|server|shared)\/.*\.tsx?$/.test(source));
  expect(ours.length).toBeGreaterThan(100);
  expect(ours.filter(({ dependencies }) => dependencies.length > 0).length).toBeGreaterThan(70);
});

test("an import that breaks a boundary is caught, for every rule", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kith-boundaries-"));
  try {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    write("package.json", readFileSync(join(root, "package.json"), "utf8"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const { bad } of boundaries) {
      for (const [file, specifier] of bad) {
        write(file, `import * as target from "${specifier}";\nexport const used = target;\n`);
        const isMissing = specifier.includes("nowhere") || !specifier.startsWith(".") || specifier.includes("bad-");
        if (!isMissing) write(join(dirname(file), specifier), "export const target = 1;\n");
      }
    }
    const found = violationsOf(await cruised(folder, ["extension", "server", "shared", "tests"], true, true));
    for (const { rule, bad } of boundaries) {
      for (const [file] of bad) {
        const start = `${rule.name}: ${file} -> `;
        expect(
          found.some((violation) => violation.startsWith(start)),
          `${start}…`,
        ).toBe(true);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a content script brings no package into the page but WXT's own few lines", async () => {
  const result = await cruised(root, ["extension/entrypoints"], false, false);
  const bySource = new Map(result.modules.map((module) => [module.source, module]));
  const scripts = [...bySource.keys()].filter((source) => /entrypoints\/\w+\.content\.ts$/.test(source));
  expect(scripts.length).toBeGreaterThan(0);
  const seen = new Set<string>();
  const follow = (source: string): void => {
    if (seen.has(source)) return;
    seen.add(source);
    if (!source.includes("node_modules"))
      for (const { resolved } of bySource.get(source)?.dependencies ?? []) follow(resolved);
  };
  for (const script of scripts) follow(script);
  expect(
    [...seen].filter((source) => source.includes("node_modules") && !source.includes("node_modules/wxt/")),
  ).toEqual([]);
  expect([...seen].filter((source) => /^extension\/(background|app)\//.test(source))).toEqual([]);
});
