import { expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import type { ShareRule } from "#shared/crm/sharing.ts";
import { sharingOf, threadKeyOf } from "./sharing-words.ts";

const record = { sharing: "subject", updatedAt: "2026-11-21T10:00:00.000Z" } as Activity;
const aRule = (level: ShareRule["level"], updatedAt: string) => ({ level, updatedAt }) as ShareRule;
const now = new Date("2026-11-21T10:01:00.000Z");

test("what I have just decided is said beside what still stands, until the server has done it", () => {
  const personRule = aRule("nothing", "2026-11-21T10:00:30.000Z");
  expect(sharingOf(record, { threadRule: null, personRule: null }, now)).toEqual({ level: "subject", soon: null });
  expect(sharingOf(record, { threadRule: null, personRule }, now)).toEqual({ level: "subject", soon: "nothing" });
  const threadRule = aRule("everything", "2026-11-21T10:00:40.000Z");
  expect(sharingOf(record, { threadRule, personRule }, now).soon).toBe("everything");
});

test("a rule the server has long looked at promises nothing any more", () => {
  const before = aRule("everything", "2026-11-21T09:00:00.000Z");
  expect(sharingOf(record, { threadRule: before, personRule: null }, now).soon).toBeNull();
  const threadRule = aRule("everything", "2026-11-21T10:00:40.000Z");
  const later = new Date("2026-11-21T10:06:00.000Z");
  expect(sharingOf(record, { threadRule, personRule: null }, later).soon).toBeNull();
});

test("a thread is called as the server calls it", () => {
  expect(threadKeyOf({ threadKeys: ["gmail:17", "thread:42"] })).toBe("thread:42");
  expect(threadKeyOf({ threadKeys: ["gmail:17"] })).toBe("gmail:17");
  expect(threadKeyOf({ threadKeys: [] })).toBeNull();
});
