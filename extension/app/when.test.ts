import { expect, test } from "vitest";
import { daysBetween, formatAge, formatDue, formatSince } from "./when.ts";

/** A Saturday; local time, as the person's clock shows it. */
const now = new Date(2026, 10, 21, 14, 30);
const at = (day: number, hour = 9, month = 10, year = 2026) => new Date(year, month, day, hour).toISOString();
const plain = (text: string) => text.replace(/\u202f/g, " ");

test.each([
  [at(21, 10), "10:00"],
  [at(20, 23), "yesterday"],
  [at(12), "12 Nov"],
  [at(12, 9, 10, 2025), "12 Nov 2025"],
])("%s is said to have been %s", (instant, words) => {
  expect(plain(formatAge(instant, now, "en-GB"))).toBe(words);
});

test.each([
  [at(20, 9), "yesterday 09:00"],
  [at(21, 16), "today 16:00"],
  [at(22, 9), "tomorrow 09:00"],
  [at(24, 10), "Tue 10:00"],
  [at(28, 10), "28 Nov"],
  [at(3, 10), "3 Nov"],
])("%s is said to be due %s", (instant, words) => {
  expect(plain(formatDue(instant, now, "en-GB"))).toBe(words);
});

test("days are counted by the calendar, not by 24 hours", () => {
  expect(daysBetween(new Date(2026, 10, 21, 23, 59), new Date(2026, 10, 22, 0, 1))).toBe(1);
  expect(daysBetween(new Date(2026, 2, 28, 12), new Date(2026, 2, 29, 12))).toBe(1);
});

test.each([
  [at(21, 9), "09:00"],
  [at(17), "Tuesday"],
  [at(2), "2 Nov"],
])("%s is said to last since %s", (instant, words) => {
  expect(plain(formatSince(instant, now, "en-GB"))).toBe(words);
});
