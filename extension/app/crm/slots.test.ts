import { expect, test } from "vitest";
import { type Busy, freeStarts, isBusy, parseMoment, workingDays } from "./slots.ts";

const at = (time: string, day = "2026-11-23") => new Date(`${day}T${time}`);
const busy = (from: string, to: string): Busy => ({ from: at(from).toISOString(), to: at(to).toISOString() });
const times = (starts: Date[]) => starts.map((start) => start.toTimeString().slice(0, 5));
const before = at("08:00");

test("five working days from a Thursday go over the weekend, and from an evening begin tomorrow", () => {
  const weekdays = ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02"];
  expect(workingDays(at("10:00", "2026-11-26"), 5, [6, 7])).toEqual(weekdays);
  expect(workingDays(at("17:00", "2026-11-26"), 2, [6, 7])).toEqual(["2026-11-27", "2026-11-30"]);
  expect(workingDays(at("10:00", "2026-11-26"), 3, [5, 6])).toEqual(["2026-11-26", "2026-11-29", "2026-11-30"]);
});

test("a day with nothing in it is free from nine until it would last past five", () => {
  const starts = times(freeStarts("2026-11-23", 60, [], before));
  expect([starts[0], starts.at(-1), starts.length]).toEqual(["09:00", "16:00", 15]);
});

test("what touches a busy time is free, what reaches into it is not", () => {
  const taken = [busy("10:00", "11:30"), busy("13:15", "13:20")];
  const starts = times(freeStarts("2026-11-23", 30, taken, before));
  expect(starts.slice(0, 4)).toEqual(["09:00", "09:30", "11:30", "12:00"]);
  expect(starts).toContain("12:30");
  expect(starts).not.toContain("13:00");
  expect(isBusy(at("09:30"), 30, taken)).toBe(false);
  expect(isBusy(at("09:30"), 31, taken)).toBe(true);
  expect(isBusy(at("11:29"), 15, taken)).toBe(true);
});

test("nothing is offered that has passed", () => {
  expect(times(freeStarts("2026-11-23", 30, [], at("15:30")))).toEqual(["16:00", "16:30"]);
});

test("a day and a time make a moment here, or none", () => {
  expect(parseMoment("2026-11-23", "14:15")).toEqual(at("14:15"));
  expect(parseMoment("2026-11-23", "")).toBeNull();
});
