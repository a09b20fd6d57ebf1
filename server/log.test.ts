import { expect, test } from "vitest";
import { redactedFields } from "#shared/log.ts";
import { openLog } from "./log.ts";

test("no redacted field's value reaches the log, at any depth records have", () => {
  const lines: string[] = [];
  const log = openLog("debug", { write: (line) => lines.push(line) });
  for (const field of redactedFields) {
    log.info({ [field]: "canary" }, "x happened");
    log.warn({ a: { [field]: "canary" } }, "x happened");
    log.error({ a: { b: { [field]: ["canary"] } } }, "x happened");
    log.debug({ a: [{ b: { [field]: { deep: "canary" } } }] }, "x happened");
  }
  expect(lines).toHaveLength(redactedFields.length * 4);
  expect(lines.join("")).not.toContain("canary");
});

test("a value cannot begin a line of its own", () => {
  const lines: string[] = [];
  openLog("info", { write: (line) => lines.push(line) }).info({ id: 'a\n{"level":50}\u001b[31m' }, "x happened");
  expect(lines.join("").trimEnd().split("\n")).toHaveLength(1);
  expect(lines.join("")).not.toContain("\u001b");
});
