// What we agreed and no tool of ours checks by itself.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Ours: in git, or about to be. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file && existsSync(join(root, file)));
const sources = files.filter((file) => /\.(ts|tsx|mjs|css|html)$/.test(file) && !/^tests\/house-rules/.test(file));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const linesWith = (pattern: RegExp, among: string[]) =>
  among.flatMap((file) =>
    read(file)
      .split("\n")
      .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  );

test("no overdue TODO, and none without a month", () => {
  const month = new Date().toISOString().slice(0, 7);
  const todos = linesWith(/\bTODO\b/, sources);
  const late = todos.filter((line) => {
    const due = /TODO \[(\d{4}-\d{2})\]/.exec(line)?.[1];
    return due === undefined || due < month;
  });
  expect(late).toEqual([]);
});

test("no drawer for things without a name", () => {
  const drawer = /(^|\/)(utils?|helpers?|common|lib|misc|services?|managers?)(\.[a-z.]+)?(\/|$)/i;
  expect(files.filter((file) => drawer.test(file))).toEqual([]);
});

test("file names are kebab-case", () => {
  const named = files.filter((file) => /^(extension|server|shared|tests|prisma)\/.*\.(ts|tsx|mjs)$/.test(file));
  const isKebab = (file: string) =>
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/.test(file.split("/").at(-1) ?? "");
  expect(named.filter((file) => !isKebab(file))).toEqual([]);
});

test("nothing of ours writes markup from a string in the extension", () => {
  const writes =
    /\.(innerHTML|outerHTML)\s*[+=]|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|createContextualFragment/;
  const product = sources.filter((file) => file.startsWith("extension/") && !file.includes(".test."));
  expect(linesWith(writes, product)).toEqual([]);
});

test("shared code reads no clock and throws no dice", () => {
  const impure = /Date\.now\(|new Date\(\)|Math\.random\(|crypto\.(randomUUID|getRandomValues)|performance\.now\(/;
  const shared = sources.filter((file) => file.startsWith("shared/") && !file.includes(".test."));
  expect(linesWith(impure, shared)).toEqual([]);
});

test("no barrel files", () => {
  const barrels = sources.filter(
    (file) => /^(extension|server|shared)\//.test(file) && /^export \* from/m.test(read(file)),
  );
  expect(barrels).toEqual([]);
});

test("the top level holds what was agreed", () => {
  const agreed = [
    "README.md",
    "LICENSE",
    "docs",
    "extension",
    "package.json",
    "package-lock.json",
    "prisma",
    "server",
    "shared",
    "tests",
    "tsconfig.json",
    "wxt.config.ts",
  ];
  const top = new Set(files.map((file) => file.split("/")[0] ?? ""));
  expect([...top].filter((name) => !name.startsWith(".") && !agreed.includes(name))).toEqual([]);
});
