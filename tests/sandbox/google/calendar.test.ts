import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorldEvent } from "../mailboxes/world.ts";
import { ada, anEvent, bob, type Fixture, failureOf, listEvents, openFixture, readRound } from "./fixture.ts";

type Query = Parameters<typeof listEvents>[1];
let fixture: Fixture;

beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.google.close());

const march = { timeMin: "2026-03-01T00:00:00Z", timeMax: "2026-04-01T00:00:00Z" };
const list = (query: Query = {}) => listEvents(fixture, query);
const round = (query: Query) => readRound(fixture, query);
const put = (given: Partial<WorldEvent> = {}) => {
  const event = anEvent(given);
  fixture.world.putEvent(event);
  return event;
};
const weekly = { every: "week", interval: 1, count: null } as const;
const series = (given: Partial<WorldEvent> = {}) =>
  put({ start: "2026-03-16T09:00:00", end: "2026-03-16T09:30:00", recurrence: weekly, ...given });
const cancelOne = (event: WorldEvent, start: string, end: string) => {
  event.exceptions.set(start, { start, end, title: event.title, isCancelled: true });
  fixture.world.putEvent(event);
};
const single = { singleEvents: true };

describe("the first round", () => {
  test("tells an event with its time, zone, people and kind", async () => {
    const event = put({
      title: "Demo",
      meetingUrl: "https://meet.google.com/abc-defg-hij",
      visibility: "private",
      attendees: [
        { person: ada, answer: "tentative" },
        { person: bob, answer: "accepted" },
      ],
    });
    put({ kind: "focus", organizer: ada });
    put({ isAllDay: true, start: "2026-03-12", end: "2026-03-13" });
    const { items } = await round(march);
    expect(items.find(({ summary }) => summary === "Demo")).toMatchObject({
      status: "confirmed",
      iCalUID: event.uid,
      start: { dateTime: "2026-03-10T09:00:00+01:00", timeZone: "Europe/Berlin" },
      organizer: { email: bob.address },
      attendees: [
        { email: ada.address, self: true, responseStatus: "tentative" },
        { email: bob.address, organizer: true, responseStatus: "accepted" },
      ],
      hangoutLink: "https://meet.google.com/abc-defg-hij",
      visibility: "private",
      eventType: "default",
    });
    expect(items.map(({ eventType }) => eventType).sort()).toEqual(["default", "default", "focusTime"]);
    expect(items.find(({ start }) => start?.date)).toMatchObject({
      start: { date: "2026-03-12" },
      end: { date: "2026-03-13" },
    });
  });

  test("comes in pages, the sync token on the last", async () => {
    for (let count = 0; count < 5; count += 1) put();
    const { items, pages, syncToken } = await round({ ...march, maxResults: 2 });
    expect(new Set(items.map(({ id }) => id)).size).toBe(5);
    expect(pages).toBe(3);
    expect(syncToken).not.toBe("");
  });

  test("may begin with an empty page", async () => {
    put();
    fixture.google.switches.emptyEventPages = true;
    const first = await list(march);
    expect(first.items).toEqual([]);
    expect((await round(march)).items).toHaveLength(1);
  });

  test("gives a series as its master, or as instances whose ids say when they were to begin", async () => {
    const event = series();
    cancelOne(event, "2026-03-23T09:00:00", "2026-03-23T09:30:00");
    const masters = (await round(march)).items;
    expect(masters.map(({ status }) => status)).toEqual(["confirmed", "cancelled"]);
    expect(masters[0]?.recurrence).toEqual(["RRULE:FREQ=WEEKLY"]);
    const { items } = await round({ ...march, ...single });
    // The second of them after Europe has changed its clocks.
    expect(items.map(({ id }) => id)).toEqual([
      `${masters[0]?.id}_20260316T080000Z`,
      `${masters[0]?.id}_20260330T070000Z`,
    ]);
    expect(items.map(({ iCalUID }) => iCalUID)).toEqual([event.uid, event.uid]);
    expect(items[1]).toMatchObject({
      recurringEventId: masters[0]?.id,
      originalStartTime: { dateTime: "2026-03-30T09:00:00+02:00" },
    });
  });
});

test("without an end, what is years away is listed, and a series that never ends is not endless", async () => {
  const far = put({ start: "2033-01-10T09:00:00", end: "2033-01-10T10:00:00" });
  series();
  const { items } = await round(single);
  expect(items.some(({ summary }) => summary === far.title)).toBe(true);
  expect(items.length).toBeLessThan(150);
});

test("with an end, a series is followed up to it, and all that was told is taken back", async () => {
  const event = series();
  const { items, syncToken } = await round({ ...single, timeMin: march.timeMin, timeMax: "2030-03-31T00:00:00Z" });
  expect(items).toHaveLength(4 * 52 + 3);
  fixture.world.eraseEvent(ada.address, event.id);
  const gone = new Set((await round({ ...single, syncToken })).items.map(({ id }) => id));
  expect(items.filter(({ id }) => !gone.has(id))).toEqual([]);
});

describe("later rounds", () => {
  test("bring what changed, wherever in time it lies, and nothing twice", async () => {
    const event = put();
    put();
    const { syncToken } = await round({ ...march, ...single });
    event.title = "Another title";
    fixture.world.putEvent(event);
    const outside = put({ start: "2027-01-10T09:00:00", end: "2027-01-10T10:00:00" });
    const later = await round({ ...single, syncToken });
    expect(later.items.map(({ summary }) => summary).sort()).toEqual(["Another title", outside.title]);
    expect((await round({ ...single, syncToken: later.syncToken })).items).toEqual([]);
  });

  test("what changes while pages are read comes in the next round", async () => {
    for (let count = 0; count < 3; count += 1) put();
    const first = await list({ ...march, maxResults: 2 });
    const late = put();
    const rest = await list({ ...march, maxResults: 2, pageToken: first.nextPageToken ?? "" });
    const { items } = await round({ maxResults: 2, syncToken: rest.nextSyncToken ?? "" });
    expect(items.map(({ summary }) => summary)).toEqual([late.title]);
  });

  test("a deleted event is an id and `cancelled`", async () => {
    const event = put();
    const other = put();
    const { syncToken } = await round(march);
    fixture.world.eraseEvent(ada.address, event.id);
    other.isCancelled = true;
    fixture.world.putEvent(other);
    const { items } = await round({ syncToken });
    expect(items).toHaveLength(2);
    for (const item of items) {
      expect(Object.keys(item).sort()).toEqual(["etag", "id", "kind", "status"]);
      expect(item.status).toBe("cancelled");
    }
  });

  test("a cancelled instance of a living series has its id, its series and its original start", async () => {
    const event = series();
    const { syncToken } = await round({ ...march, ...single });
    cancelOne(event, "2026-03-23T09:00:00", "2026-03-23T09:30:00");
    const { items } = await round({ ...single, syncToken });
    expect(items).toHaveLength(1);
    expect(Object.keys(items[0] ?? {}).sort()).toEqual([
      "etag",
      "id",
      "kind",
      "originalStartTime",
      "recurringEventId",
      "status",
    ]);
  });

  test("a moved instance comes alone", async () => {
    const event = series();
    const { syncToken } = await round({ ...march, ...single });
    const moved = { start: "2026-03-24T11:00:00", end: "2026-03-24T11:30:00", title: "Moved", isCancelled: false };
    event.exceptions.set("2026-03-23T09:00:00", moved);
    fixture.world.putEvent(event);
    const { items } = await round({ ...single, syncToken });
    expect(items).toMatchObject([
      {
        summary: "Moved",
        start: { dateTime: "2026-03-24T11:00:00+01:00" },
        originalStartTime: { dateTime: "2026-03-23T09:00:00+01:00" },
      },
    ]);
  });

  test("a cancelled series is a stub for each instance known before, or the master's alone", async () => {
    const event = series({ recurrence: { ...weekly, count: 3 } });
    const [known, masters] = [await round({ ...march, ...single }), await round(march)];
    event.isCancelled = true;
    fixture.world.putEvent(event);
    const ids = async (query: Query) => (await round(query)).items.map(({ id, status }) => `${id} ${status}`);
    expect(await ids({ ...single, syncToken: known.syncToken })).toEqual(
      known.items.map(({ id }) => `${id} cancelled`),
    );
    const master = [`${masters.items[0]?.id} cancelled`];
    expect(await ids({ syncToken: masters.syncToken })).toEqual(master);
    fixture.google.switches.cancelsSeriesAsMaster = true;
    expect(await ids({ ...single, syncToken: known.syncToken })).toEqual(master);
  });

  test("refuse what must not come with a sync token, and parameters other than the first", async () => {
    put();
    const { syncToken } = await round({ ...march, ...single });
    expect(await failureOf(list({ ...single, syncToken, timeMin: march.timeMin }))).toBe("400 badRequest");
    expect(await failureOf(list({ ...single, syncToken, orderBy: "startTime" }))).toBe("400 badRequest");
    expect(await failureOf(list({ syncToken }))).toBe("400 badRequest");
    expect(await failureOf(list({ ...single, syncToken: "nonsense" }))).toBe("400 invalid");
    expect(await failureOf(list({ ...single, syncToken, maxResults: 10 }))).toBe("fine");
  });

  test("a sync token can die before a round or on its second page", async () => {
    put();
    const { syncToken } = await round(march);
    fixture.google.expireSyncTokens(ada.address);
    expect(await failureOf(list({ syncToken }))).toBe("410 fullSyncRequired");
    const again = await round(march);
    put();
    fixture.google.expireSyncTokens(ada.address, 2);
    const first = await list({ syncToken: again.syncToken });
    const pageToken = first.nextPageToken ?? "";
    expect(await failureOf(list({ syncToken: again.syncToken, pageToken }))).toBe("410 fullSyncRequired");
    expect(await failureOf(list({ syncToken: again.syncToken }))).toBe("410 fullSyncRequired");
  });
});
