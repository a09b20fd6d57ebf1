import { expect, test } from "vitest";
import { googleEvent, isInWindow, toCalendarEvent } from "./event.ts";

const hour = {
  start: { dateTime: "2026-03-25T14:00:00+01:00", timeZone: "Europe/Berlin" },
  end: { dateTime: "2026-03-25T15:00:00+01:00", timeZone: "Europe/Berlin" },
};
const read = (given: object) => toCalendarEvent(googleEvent.parse({ id: "e1", ...hour, ...given }));

test("an occurrence is told apart by when it was to be", () => {
  const event = read({
    id: "abc_20260325T080000Z",
    recurringEventId: "abc",
    iCalUID: "abc@google.com",
    originalStartTime: { dateTime: "2026-03-25T09:00:00+01:00" },
  });
  expect(event).toMatchObject({
    seriesExternalId: "abc",
    uid: "abc@google.com",
    originalStart: "2026-03-25T08:00:00.000Z",
    startsAt: "2026-03-25T13:00:00.000Z",
  });
});

test("what is cancelled, or has no time, is no event", () => {
  expect(toCalendarEvent(googleEvent.parse({ id: "e1", status: "cancelled" }))).toBeNull();
  expect(read({ status: "cancelled" })).toBeNull();
  expect(read({ start: undefined })).toBeNull();
  expect(read({ start: { dateTime: "soon" } })).toBeNull();
  expect(read({ end: undefined })).toMatchObject({ endsAt: "2026-03-25T13:00:00.000Z" });
});

test("rooms are no people, calendars no organizers, and nonsense no address", () => {
  const event = read({
    organizer: { email: "team@group.calendar.google.com", displayName: "Team" },
    attendees: [
      { email: "room@resource.calendar.google.com", resource: true, responseStatus: "accepted" },
      { email: "Anna@Norvik.example", displayName: "Anna", responseStatus: "needsAction" },
      { displayName: "Nobody", email: "nowhere" },
    ],
  });
  expect(event?.attendees).toEqual([
    { name: "Anna", address: "anna@norvik.example", isOrganizer: false, answer: "none" },
    { name: "Nobody", address: null, isOrganizer: false, answer: "none" },
  ]);
});

test("attendees that Google leaves out are not missed", () => {
  const event = read({ attendeesOmitted: true, attendees: undefined, organizer: { email: "anna@norvik.example" } });
  expect(event?.attendees).toMatchObject([{ address: "anna@norvik.example", isOrganizer: true }]);
});

test("where to join: video, else the old link, else the phone, and never a script", () => {
  const phone = { entryPointType: "phone", uri: "tel:+46-8-555" };
  const video = { entryPointType: "video", uri: "https://meet.google.com/abc" };
  const hangoutLink = "https://meet.google.com/old";
  expect(read({ conferenceData: { entryPoints: [phone, video] }, hangoutLink })?.meetingUrl).toBe(video.uri);
  expect(read({ conferenceData: { entryPoints: [phone] }, hangoutLink })?.meetingUrl).toBe(hangoutLink);
  expect(read({ conferenceData: { entryPoints: [phone] } })?.meetingUrl).toBe(phone.uri);
  expect(read({ hangoutLink: "javascript:alert(1)", htmlLink: "data:text/html,x" })).toMatchObject({
    meetingUrl: null,
    link: null,
  });
});

test.each([
  ["plain\nwords & 1 < 2", "plain\nwords & 1 < 2"],
  ["<b>bold</b>\nnext &amp; last", "bold\nnext & last"],
  ["a<br>b<br/><ul><li>one</li><li>two</li></ul>", "a\nb\n\n * one\n * two"],
  ['<a href="https://norvik.example">https://norvik.example</a>', "https://norvik.example"],
  ["<style>p{}</style><script>x()</script>seen", "seen"],
  ["a\0b", "ab"],
])("a description reads as words: %j", (given, expected) => {
  expect(read({ description: given })?.description).toBe(expected);
});

test("a description that is meant to hurt is done with at once", () => {
  for (const given of ["<a".repeat(100_000), "<div>".repeat(50_000), "&amp;".repeat(100_000)]) {
    expect(typeof read({ description: given })?.description).toBe("string");
  }
});

test("the window's end is not in it, nor what ended when it begins", () => {
  const event = read({});
  const at = (from: string, to: string) => event && isInWindow(event, { from, to });
  expect(at("2026-03-25T13:59:00.000Z", "2026-03-26T00:00:00.000Z")).toBe(true);
  expect(at("2026-03-25T14:00:00.000Z", "2026-03-26T00:00:00.000Z")).toBe(false);
  expect(at("2026-03-25T00:00:00.000Z", "2026-03-25T13:00:00.000Z")).toBe(false);
});
