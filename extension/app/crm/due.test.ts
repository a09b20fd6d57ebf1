import { expect, test } from "vitest";
import { dayOf, inThreeDays, latenessOf, nextWeek, onDay, tomorrow } from "./due.ts";

const saturday = new Date(2026, 10, 21, 14, 30);
const local = (instant: string) => {
  const date = new Date(instant);
  return `${dayOf(date)} ${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;
};

test("tomorrow and in three days come in the morning", () => {
  expect(local(tomorrow(saturday))).toBe("2026-11-22 9:00");
  expect(local(inThreeDays(saturday))).toBe("2026-11-24 9:00");
});

test.each([
  [new Date(2026, 10, 21, 14), "2026-11-23 9:00"],
  [new Date(2026, 10, 22, 14), "2026-11-30 9:00"],
  [new Date(2026, 10, 23, 8), "2026-11-30 9:00"],
  [new Date(2026, 10, 26, 8), "2026-11-30 9:00"],
  [new Date(2026, 11, 30, 8), "2027-01-04 9:00"],
])("next week from %s is its Monday", (now, words) => {
  expect(local(nextWeek(now))).toBe(words);
});

test("a picked day comes in its morning, and today within the hour", () => {
  expect(local(onDay("2026-12-03", saturday))).toBe("2026-12-03 9:00");
  expect(local(onDay("2026-11-21", saturday))).toBe("2026-11-21 15:30");
  expect(local(onDay("2026-11-21", new Date(2026, 10, 21, 6)))).toBe("2026-11-21 9:00");
});

test("the morning stays the morning over a change of the clocks", () => {
  expect(local(tomorrow(new Date(2026, 2, 28, 12)))).toBe("2026-03-29 9:00");
});

test("a reminder is overdue from its minute on", () => {
  expect(latenessOf(saturday.toISOString(), new Date(saturday.getTime() + 1))).toBe("overdue");
  expect(latenessOf(new Date(2026, 10, 21, 16).toISOString(), saturday)).toBe("today");
  expect(latenessOf(new Date(2026, 10, 22, 9).toISOString(), saturday)).toBe("later");
});
