import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorldEvent } from "../mailboxes/world.ts";
import { ada, anEvent, bob, type Fixture, failureOf, openFixture, readRound } from "./fixture.ts";

type Item = calendar_v3.Schema$Event;
let fixture: Fixture;

beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.google.close());

const march = { timeMin: "2026-03-01T00:00:00Z", timeMax: "2026-04-01T00:00:00Z" };
const round = (query: Parameters<typeof readRound>[1]) => readRound(fixture, query);
const put = (given: Partial<WorldEvent> = {}) => {
  const event = anEvent(given);
  fixture.world.putEvent(event);
  return event;
};
const weekly = { every: "week", interval: 1, count: null } as const;
const series = (given: Partial<WorldEvent> = {}) =>
  put({ start: "2026-03-16T09:00:00", end: "2026-03-16T09:30:00", recurrence: weekly, ...given });
const single = { singleEvents: true };

const draft: Item = {
  id: "0123456789abcdefghijklmnop",
  summary: "Demo",
  start: { dateTime: "2026-03-20T10:00:00Z", timeZone: "Europe/Berlin" },
  end: { dateTime: "2026-03-20T11:00:00Z", timeZone: "Europe/Berlin" },
  attendees: [{ email: "cleo@kith.example", displayName: "Cleo" }],
  conferenceData: { createRequest: { requestId: "r1", conferenceSolutionKey: { type: "hangoutsMeet" } } },
};
const insert = (more: calendar_v3.Params$Resource$Events$Insert = {}) =>
  fixture.events.events.insert({ calendarId: "primary", requestBody: draft, conferenceDataVersion: 1, ...more });

test("makes an event with our id once, with video, on every attendee's calendar", async () => {
  const cleo = fixture.world.addMailbox({ vendor: "google", name: "Cleo", address: "cleo@kith.example" });
  const { data } = await insert({ sendUpdates: "all" });
  expect(data).toMatchObject({
    id: draft.id,
    organizer: { email: ada.address, self: true },
    start: { dateTime: "2026-03-20T11:00:00+01:00" },
  });
  expect(data.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\//);
  expect(await failureOf(insert())).toBe("409 duplicate");
  expect(cleo.events.size).toBe(1);
  expect(fixture.google.invitations.get(draft.id ?? "")).toBe("all");
  expect((await round(march)).items.map(({ id }) => id)).toEqual([draft.id]);
});

test("without conferenceDataVersion there is no video", async () => {
  expect((await insert({ conferenceDataVersion: 0 })).data).not.toHaveProperty("hangoutLink");
});

test("cancels for everybody, once", async () => {
  await insert();
  const cancel = () => fixture.events.events.delete({ calendarId: "primary", eventId: draft.id ?? "" });
  const { syncToken } = await round(march);
  expect((await cancel()).status).toBe(204);
  expect((await round({ syncToken })).items).toMatchObject([{ id: draft.id, status: "cancelled" }]);
  expect(await failureOf(cancel())).toBe("410 deleted");
  expect(await failureOf(insert())).toBe("409 duplicate");
});

test("tells busy times, merged, without what does not block", async () => {
  put();
  put({ start: "2026-03-10T09:30:00", end: "2026-03-10T11:00:00" });
  put({ start: "2026-03-10T13:00:00", end: "2026-03-10T14:00:00", attendees: [{ person: ada, answer: "declined" }] });
  put({ start: "2026-03-10", end: "2026-03-11", isAllDay: true, kind: "place" });
  series({ start: "2026-03-09T15:00:00", end: "2026-03-09T16:00:00", recurrence: { ...weekly, every: "day" } });
  const { data } = await fixture.events.freebusy.query({
    requestBody: {
      timeMin: "2026-03-10T00:00:00Z",
      timeMax: "2026-03-11T00:00:00Z",
      items: [{ id: "primary" }, { id: "stranger@elsewhere.example" }],
    },
  });
  expect(data.calendars?.primary?.busy).toEqual([
    { start: "2026-03-10T08:00:00Z", end: "2026-03-10T10:00:00Z" },
    { start: "2026-03-10T14:00:00Z", end: "2026-03-10T15:00:00Z" },
  ]);
  expect(data.calendars?.["stranger@elsewhere.example"]?.errors).toHaveLength(1);
});

test("an organizer cancels one instance, an attendee only leaves", async () => {
  const own = series({ organizer: ada, attendees: [{ person: bob, answer: "none" }] });
  const theirs = put();
  const { items, syncToken } = await round({ ...march, ...single });
  const idOf = (event: WorldEvent) => items.find(({ iCalUID }) => iCalUID === event.uid)?.id ?? "";
  for (const event of [own, theirs]) {
    await fixture.events.events.delete({ calendarId: "primary", eventId: idOf(event) });
  }
  const later = await round({ ...single, syncToken });
  expect(later.items.map(({ id }) => id).sort()).toEqual([idOf(own), idOf(theirs)].sort());
  expect(own.exceptions.get("2026-03-16T09:00:00")?.isCancelled).toBe(true);
  expect(theirs.isCancelled).toBe(false);
  const { data } = await fixture.events.events.get({ calendarId: "primary", eventId: idOf(theirs) });
  expect(data.status).toBe("cancelled");
});

test("tells times in the zone, as many people and only the kinds that were asked for", async () => {
  put({
    attendees: [
      { person: ada, answer: "accepted" },
      { person: bob, answer: "accepted" },
    ],
  });
  put({ kind: "focus", organizer: ada });
  const { items } = await round({ ...march, timeZone: "Asia/Tokyo", maxAttendees: 1, eventTypes: ["default"] });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ start: { dateTime: "2026-03-10T17:00:00+09:00" }, attendeesOmitted: true });
  expect(items[0]?.attendees?.map(({ email }) => email)).toEqual([ada.address]);
});
