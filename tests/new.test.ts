import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scaffold } from "../.tools/new.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const copied = [".tsconfig.base.json", "package.json", "shared", "server", "prisma", "extension/locales"];

/** What the compiler says, whether it agrees or not. */
function complaints(compile: () => string): string {
  try {
    return compile();
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error);
  }
}

test("a scaffolded entity type-checks on both sides as it is", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "kith-new-"));
  try {
    for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const written = scaffold(folder, "serviceVisit", new Date("2027-01-02T03:04:05Z"));
    expect(written).toContain("prisma/migrations/20270102030405_add_service_visit/migration.sql");
    const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    run("server/store/generate.ts", "--quiet");
    const options = { composite: false, noEmit: true, emitDeclarationOnly: false, declaration: false, types: ["node"] };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: "./.tsconfig.base.json",
        compilerOptions: { ...options, lib: ["ES2024", "ESNext.Disposable"] },
        include: ["shared", "server"],
        exclude: ["**/*.test.ts"],
      }),
    );
    expect(complaints(() => run(join(root, "node_modules/typescript/bin/tsc")))).toBe("");
    expect(() => scaffold(folder, "serviceVisit", new Date())).toThrow("there already");
    expect(() => scaffold(folder, "Service Visits", new Date())).toThrow("camelCase");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
