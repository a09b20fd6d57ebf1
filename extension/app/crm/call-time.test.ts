import { expect, test } from "vitest";
import { formatAway, formatDayOf, formatTimes, phaseOf } from "./call-time.ts";

const at = (time: string, day = "2026-11-23") => new Date(`${day}T${time}`).toISOString();
const meeting = { startsAt: at("14:00"), endsAt: at("14:30"), isAllDay: false };
const when = (time: string, day?: string) => new Date(at(time, day));
const fair = { startsAt: "2026-11-23T00:00:00.000Z", endsAt: "2026-11-25T00:00:00.000Z", isAllDay: true };

test.each([
  ["13:59:59", "coming"],
  ["14:00", "running"],
  ["14:29", "running"],
  ["14:30", "over"],
] as const)("at %s a meeting from two to half past is %s", (time, phase) => {
  expect(phaseOf(meeting, when(time))).toBe(phase);
});

test("a call without a length is over once it is due, and whole days last to their midnight", () => {
  expect(phaseOf({ ...meeting, endsAt: null }, when("14:00"))).toBe("over");
  expect(phaseOf(fair, when("23:59", "2026-11-22"))).toBe("coming");
  expect(phaseOf(fair, when("00:00"))).toBe("running");
  expect(phaseOf(fair, when("23:59", "2026-11-24"))).toBe("running");
  expect(phaseOf(fair, when("00:00", "2026-11-25"))).toBe("over");
});

test.each([
  ["13:35", "in 25 minutes"],
  ["13:59:20", "in 1 minute"],
  ["13:59:40", null],
  ["12:01", "in 119 minutes"],
  ["11:00", "in 3 hours"],
  ["01:00", null],
  ["14:01", null],
])("at %s two o'clock is %s", (time, words) => {
  expect(formatAway(meeting.startsAt, when(time), "en")).toBe(words);
});

test("times are said as the language does, days as near as they are", () => {
  expect(formatTimes(meeting, "de")).toBe("14:00–14:30 Uhr");
  expect(formatTimes({ ...meeting, endsAt: null }, "de")).toBe("14:00");
  expect(formatTimes({ ...meeting, endsAt: at("00:15", "2026-11-24") }, "de")).toBe("14:00 – 00:15");
  expect(formatTimes(fair, "de")).toBeNull();
  expect(formatDayOf(meeting, when("23:00", "2026-11-22"), "en")).toBe("tomorrow");
  expect(formatDayOf(meeting, when("08:00", "2026-11-20"), "en")).toBe("Mon, Nov 23");
  expect(formatDayOf(fair, when("08:00"), "en")).toBe("today");
  expect(formatDayOf(meeting, when("08:00", "2027-02-01"), "en")).toBe("Mon, Nov 23, 2026");
});
