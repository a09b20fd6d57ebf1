import { expect, test } from "vitest";
import type { CalendarEvent } from "../calendar-provider.ts";
import { type EventAnswer, findEvent, withSeries } from "./event.ts";

function eventOf(answer: EventAnswer): CalendarEvent {
  const event = findEvent(answer);
  if (!event) throw new RangeError("No event");
  return event;
}

const at = (dateTime: string) => ({ dateTime, timeZone: "UTC" });

const anAnswer = (given: Partial<EventAnswer> = {}): EventAnswer => ({
  id: "AAkE1=",
  type: "singleInstance",
  start: at("2026-03-25T13:00:00.0000000"),
  end: at("2026-03-25T14:00:00.0000000"),
  iCalUId: "uid-1",
  subject: "Kick-off",
  organizer: { emailAddress: { name: "Lena Vogt", address: "Lena.Vogt@kontor.example" } },
  attendees: [
    {
      emailAddress: { name: "Anna Berg", address: "anna@norvik.example" },
      type: "required",
      status: { response: "tentativelyAccepted" },
    },
    { emailAddress: { name: "Room 3", address: "room3@kontor.example" }, type: "resource" },
  ],
  lastModifiedDateTime: "2026-03-20T08:00:00.1234567Z",
  ...given,
});

test("times without offset are in UTC, seven digits of a second or not", () => {
  const event = eventOf(anAnswer());
  expect(event.startsAt).toBe("2026-03-25T13:00:00.000Z");
  expect(event.endsAt).toBe("2026-03-25T14:00:00.000Z");
  expect(event.originalStart).toBe(event.startsAt);
  expect(event.updatedAt).toBe("2026-03-20T08:00:00.123Z");
});

test("the organizer is one of the attendees, and a room is none", () => {
  expect(eventOf(anAnswer()).attendees).toEqual([
    { name: "Lena Vogt", address: "lena.vogt@kontor.example", isOrganizer: true, answer: "accepted" },
    { name: "Anna Berg", address: "anna@norvik.example", isOrganizer: false, answer: "tentative" },
  ]);
});

test.each([
  ["2026-03-28T23:00:00.0000000", "2026-03-29T22:00:00.0000000"],
  ["2026-03-29T00:00:00.0000000", "2026-03-30T00:00:00.0000000"],
  ["2026-03-29T05:00:00.0000000", "2026-03-30T05:00:00.0000000"],
])("a day that lasts all day is a date, whatever zone its midnight was taken from: %s", (start, end) => {
  const event = eventOf(anAnswer({ isAllDay: true, start: at(start), end: at(end) }));
  expect([event.startsAt, event.endsAt]).toEqual(["2026-03-29T00:00:00.000Z", "2026-03-30T00:00:00.000Z"]);
});

test("an occurrence has all but its time from its series", () => {
  const series = anAnswer({ id: "S", type: "seriesMaster", iCalUId: "uid-s", originalStart: "1999-01-01T00:00:00Z" });
  const occurrence: EventAnswer = {
    id: "O",
    type: "occurrence",
    seriesMasterId: "S",
    start: at("2026-04-01T13:00:00.0000000"),
    end: at("2026-04-01T14:00:00.0000000"),
  };
  const event = eventOf(withSeries(occurrence, series));
  expect(event).toMatchObject({
    externalId: "O",
    seriesExternalId: "S",
    uid: "uid-s",
    title: "Kick-off",
    startsAt: "2026-04-01T13:00:00.000Z",
    originalStart: "2026-04-01T13:00:00.000Z",
  });
  expect(event.attendees).toHaveLength(2);
});

test("an exception says for itself what it is, and keeps the start it was to have", () => {
  const series = anAnswer({ id: "S", type: "seriesMaster", iCalUId: "uid-s", location: { displayName: "Berlin" } });
  const exception = anAnswer({
    id: "X",
    type: "exception",
    seriesMasterId: "S",
    subject: "Kick-off, later",
    location: null,
    iCalUId: "uid-of-the-day",
    originalStart: "2026-03-25T10:00:00Z",
  });
  expect(eventOf(withSeries(exception, series))).toMatchObject({
    title: "Kick-off, later",
    location: null,
    uid: "uid-s",
    originalStart: "2026-03-25T10:00:00.000Z",
  });
});

test("a uid of another vendor is unwrapped from Exchange's own", () => {
  const hex = Buffer.from("vCal-Uid\u0001\0\0\x000abc123@google.com\0", "latin1").toString("hex").toUpperCase();
  const wrapped = `040000008200E00074C5B7101A82E008${"00".repeat(16)}33000000${hex}`;
  expect(eventOf(anAnswer({ iCalUId: wrapped })).uid).toBe("0abc123@google.com");
  const own = "040000008200E00074C5B7101A82E00800000000DA2B357D94B5D2010000000000000000100000";
  expect(eventOf(anAnswer({ iCalUId: own })).uid).toBe(own);
});

test.each([
  ["private", true],
  ["confidential", true],
  ["personal", false],
  ["normal", false],
])("sensitivity %s keeps it from others: %s", (sensitivity, isPrivate) => {
  expect(eventOf(anAnswer({ sensitivity })).isPrivate).toBe(isPrivate);
});

test("to be away is no meeting, unless somebody is invited", () => {
  expect(eventOf(anAnswer({ showAs: "oof", attendees: [] })).isNoMeeting).toBe(true);
  expect(eventOf(anAnswer({ showAs: "workingElsewhere", attendees: null })).isNoMeeting).toBe(true);
  expect(eventOf(anAnswer({ showAs: "oof" })).isNoMeeting).toBe(false);
  expect(eventOf(anAnswer({ showAs: "busy", attendees: [] })).isNoMeeting).toBe(false);
});

test("where to join is an address of the web or a phone, or nothing", () => {
  expect(eventOf(anAnswer({ onlineMeeting: { joinUrl: "https://teams.example/1" } })).meetingUrl).toBe(
    "https://teams.example/1",
  );
  expect(eventOf(anAnswer({ onlineMeeting: { joinUrl: "javascript:alert(1)" } })).meetingUrl).toBeNull();
});

test("an event without a time is none", () => {
  expect(findEvent(anAnswer({ start: null }))).toBeUndefined();
  expect(eventOf(anAnswer({ end: null })).endsAt).toBe("2026-03-25T13:00:00.000Z");
});
