import { expect, test } from "vitest";
import { pollDelay, progressOf, roundDuration } from "./progress.ts";

const counts = { pending: 30, linked: 5, skipped: 60, failed: 5 };
const now = new Date("2026-11-21T10:00:00.000Z");

test("how far it is can be said once everything is listed", () => {
  expect(progressOf({ counts, isListed: false })).toEqual({ done: 70, known: 100, ratio: null });
  expect(progressOf({ counts, isListed: true })).toEqual({ done: 70, known: 100, ratio: 0.7 });
  const empty = { pending: 0, linked: 0, skipped: 0, failed: 0 };
  expect(progressOf({ counts: empty, isListed: true }).ratio).toBe(1);
});

test("a duration is rounded up, coarser the longer it is", () => {
  expect(roundDuration(59)).toBeNull();
  expect(roundDuration(60)).toEqual({ value: 1, unit: "minute" });
  expect(roundDuration(6.2 * 60)).toEqual({ value: 7, unit: "minute" });
  expect(roundDuration(41 * 60)).toEqual({ value: 45, unit: "minute" });
  expect(roundDuration(2.4 * 3_600)).toEqual({ value: 3, unit: "hour" });
  expect(roundDuration(40 * 3_600)).toEqual({ value: 2, unit: "day" });
});

test("the server is asked again every few seconds only while something is under way", () => {
  const delay = (state: Parameters<typeof pollDelay>[0][0]["state"], nextTryAt: string | null = null) =>
    pollDelay([{ state, nextTryAt }], now, false);
  expect([delay("importing"), delay("behind"), delay("waiting")]).toEqual([3_000, 3_000, 3_000]);
  expect([delay("paused"), delay("reconnect"), delay("choosing"), delay("current")]).toEqual([null, null, null, null]);
  expect(delay("current", "2026-11-21T10:04:00.000Z")).toBe(242_000);
  expect(delay("failing", "2026-11-21T09:00:00.000Z")).toBe(3_000);
  expect(pollDelay([], now, true)).toBe(3_000);
});
