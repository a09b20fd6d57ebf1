// What only Microsoft does to whoever follows its calendar: series as a whole, occurrences in five words.
import { afterEach, expect, test } from "vitest";
import type { Window } from "../../server/providers/calendar-provider.ts";
import type { WorldEvent } from "../sandbox/mailboxes/world.ts";
import type { MicrosoftOptions } from "../sandbox/microsoft/microsoft.ts";
import { openUnderTest } from "./provider-microsoft.ts";
import { CalendarMirror } from "./provider-mirror.ts";
import { anEvent, aWorld, customer, rep } from "./provider-world.ts";

const spring: Window = { from: "2026-03-01T00:00:00.000Z", to: "2026-06-01T00:00:00.000Z" };
const mine = rep.address;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function begin(options: Omit<MicrosoftOptions, "world"> = {}) {
  const world = aWorld("microsoft");
  const under = await openUnderTest(world, options);
  open.push(under);
  const access = under.accessOf(mine);
  const { calendar } = under.vendor;
  return { ...under, world, access, calendar, mirror: new CalendarMirror(calendar, access) };
}

const weekly = (given: Partial<WorldEvent> = {}) =>
  anEvent({
    title: "Jour fixe",
    start: "2026-03-16T09:00:00",
    end: "2026-03-16T10:00:00",
    recurrence: { every: "week", interval: 1, count: 4 },
    ...given,
  });

function cancelOn(event: WorldEvent, day: string): void {
  const [start, end] = [`${day}T09:00:00`, `${day}T10:00:00`];
  event.exceptions.set(start, { start, end, title: event.title, isCancelled: true });
}

const daysOf = (mirror: CalendarMirror) => mirror.all.map((event) => event.startsAt.slice(0, 10));
const unavailable = expect.objectContaining({ name: "AppError", code: "unavailable" });

test("an occurrence that is cancelled without a word is gone, and the others stay as they are", async () => {
  const { world, mirror, microsoft } = await begin();
  const event = weekly();
  world.putEvent(event);
  await mirror.follow(spring);
  const before = mirror.all;
  cancelOn(event, "2026-03-23");
  world.putEvent(event);
  microsoft.resetCounts();
  await mirror.follow(spring);
  expect(daysOf(mirror)).toEqual(["2026-03-16", "2026-03-30", "2026-04-06"]);
  expect(mirror.all.map((one) => one.externalId)).toEqual(
    before.filter((one) => !one.startsAt.startsWith("2026-03-23")).map((one) => one.externalId),
  );
  expect(microsoft.counts.graph).toBe(2);
  cancelOn(event, "2026-04-06");
  world.putEvent(event);
  await mirror.follow(spring);
  expect(daysOf(mirror)).toEqual(["2026-03-16", "2026-03-30"]);
});

test("an occurrence that was said to be gone is not looked for again", async () => {
  const { world, mirror, microsoft } = await begin({ switches: { silentOccurrences: false } });
  const event = weekly();
  world.putEvent(event);
  await mirror.follow(spring);
  microsoft.resetCounts();
  for (const day of ["2026-03-23", "2026-04-06"]) {
    cancelOn(event, day);
    world.putEvent(event);
    await mirror.follow(spring);
  }
  expect(daysOf(mirror)).toEqual(["2026-03-16", "2026-03-30"]);
  expect(microsoft.counts.graph).toBe(2);
});

test("an occurrence that Microsoft merely forgets to tell of is not gone", async () => {
  const { world, calendar, access, faults } = await begin();
  world.putEvent(weekly());
  const first = await calendar.changes(access, null, spring);
  const link = JSON.parse(first.cursor).link as string;
  const seriesId = first.upserted[0]?.seriesExternalId;
  const body = JSON.stringify({ value: [{ id: seriesId, type: "seriesMaster" }], "@odata.deltaLink": link });
  faults.add({ url: /calendarView\/delta/, fault: { kind: "status", status: 200, body } });
  const page = await calendar.changes(access, first.cursor, spring);
  expect(page).toMatchObject({ upserted: [], removedIds: [], more: false });
});

test("a series that is not in the page is read once for all its occurrences", async () => {
  const { world, calendar, access, faults, microsoft } = await begin();
  world.putEvent(weekly({ location: "Hamnen 4" }));
  const first = await calendar.changes(access, null, spring);
  const link = JSON.parse(first.cursor).link as string;
  const value = first.upserted.map(({ externalId, seriesExternalId, startsAt, endsAt }) => ({
    id: externalId,
    type: "occurrence",
    seriesMasterId: seriesExternalId,
    start: { dateTime: startsAt.replace("Z", "0000"), timeZone: "UTC" },
    end: { dateTime: endsAt.replace("Z", "0000"), timeZone: "UTC" },
  }));
  const body = JSON.stringify({ value, "@odata.deltaLink": link });
  faults.add({ url: /calendarView\/delta/, fault: { kind: "status", status: 200, body } });
  microsoft.resetCounts();
  const page = await calendar.changes(access, first.cursor, spring);
  expect(page.upserted).toEqual(first.upserted);
  expect(microsoft.requests(mine)).toBe(1);
});

test("occurrences whose series has just gone are left to the next round", async () => {
  const { calendar, access, faults, world, microsoft } = await begin();
  world.putEvent(anEvent());
  const [single] = (await calendar.changes(access, null, spring)).upserted;
  const value = [{ id: "O", type: "occurrence", seriesMasterId: single?.externalId.replace("00000", "00001") }];
  const link = `${microsoft.graphRoot}/v1.0/me/calendarView/delta?$deltatoken=x`;
  const body = JSON.stringify({ value, "@odata.deltaLink": link });
  faults.add({ url: /calendarView\/delta/, fault: { kind: "status", status: 200, body } });
  expect(await calendar.changes(access, null, spring)).toMatchObject({ upserted: [], removedIds: [], more: false });
});

test("a series that is deleted takes its occurrences along", async () => {
  const { world, calendar, access, mirror } = await begin();
  const event = weekly();
  world.putEvent(event);
  const first = await calendar.changes(access, null, spring);
  await mirror.follow(spring);
  world.eraseEvent(mine, event.id);
  const page = await calendar.changes(access, first.cursor, spring);
  expect(page.removedIds).toContain(first.upserted[0]?.seriesExternalId);
  await mirror.follow(spring);
  expect(mirror.all).toEqual([]);
});

test("what its organizer has cancelled is gone, though Microsoft keeps it, marked", async () => {
  const { world, mirror } = await begin();
  const attendees = [{ person: rep, answer: "accepted" as const }];
  const [single, series] = [anEvent({ organizer: customer, attendees }), weekly({ organizer: customer, attendees })];
  for (const event of [single, series]) world.putEvent(event);
  await mirror.follow(spring);
  expect(mirror.all).toHaveLength(5);
  cancelOn(series, "2026-03-30");
  world.putEvent(series);
  await mirror.follow(spring);
  expect(mirror.all).toHaveLength(4);
  for (const event of [single, series]) {
    event.isCancelled = true;
    world.putEvent(event);
  }
  await mirror.follow(spring);
  expect(mirror.all).toEqual([]);
});

test("a series that is cancelled as a whole takes along what is not told any more", async () => {
  const { world, calendar, access, faults } = await begin();
  world.putEvent(weekly());
  const first = await calendar.changes(access, null, spring);
  const id = first.upserted[0]?.seriesExternalId;
  const link = JSON.parse(first.cursor).link as string;
  const body = JSON.stringify({ value: [{ id, type: "seriesMaster", isCancelled: true }], "@odata.deltaLink": link });
  faults.add({ url: /calendarView\/delta/, fault: { kind: "status", status: 200, body } });
  expect(await calendar.changes(access, first.cursor, spring)).toMatchObject({ upserted: [], removedIds: [id] });
});

test("an event outside the window that changes is nobody's business", async () => {
  const { world, mirror } = await begin();
  world.putEvent(anEvent({ title: "Inside" }));
  await mirror.follow(spring);
  world.putEvent(anEvent({ start: "2027-03-25T14:00:00", end: "2027-03-25T15:00:00" }));
  await mirror.follow(spring);
  expect(mirror.all.map((event) => event.title)).toEqual(["Inside"]);
});

test("a zone that only desktop Outlook knows changes nothing", async () => {
  const { world, mirror } = await begin({ switches: { customTimeZones: true } });
  world.putEvent(weekly());
  await mirror.follow(spring);
  expect(mirror.all.map((event) => event.startsAt)).toEqual([
    "2026-03-16T08:00:00.000Z",
    "2026-03-23T08:00:00.000Z",
    "2026-03-30T07:00:00.000Z",
    "2026-04-06T07:00:00.000Z",
  ]);
});

test("an event that nobody understands does not keep the others from being told", async () => {
  const { calendar, access, faults, microsoft } = await begin();
  const at = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
  const good = { id: "A", type: "singleInstance", start: at("2026-04-01T08:00:00"), end: at("2026-04-01T09:00:00") };
  const value = [{ id: "X", attendees: "nobody" }, { id: "Y", type: "singleInstance" }, "Z", good];
  const link = `${microsoft.graphRoot}/v1.0/me/calendarView/delta?$deltatoken=x`;
  const body = JSON.stringify({ value, "@odata.deltaLink": link });
  faults.add({ url: /calendarView\/delta/, fault: { kind: "status", status: 200, body } });
  const page = await calendar.changes(access, null, spring);
  expect(page.upserted.map((event) => event.externalId)).toEqual(["A"]);
  expect([...page.removedIds].sort()).toEqual(["X", "Y"]);
});

test("of several words on one event in a page the last counts", async () => {
  const { calendar, access, faults, microsoft } = await begin();
  const at = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
  const here = { type: "singleInstance", start: at("2026-04-01T08:00:00"), end: at("2026-04-01T09:00:00") };
  const gone = { "@removed": { reason: "deleted" } };
  const value = [
    { id: "A", ...here },
    { id: "A", ...gone },
    { id: "B", ...gone },
    { id: "B", ...here },
  ];
  const link = `${microsoft.graphRoot}/v1.0/me/calendarView/delta?$deltatoken=x`;
  const body = JSON.stringify({ value, "@odata.deltaLink": link });
  faults.add({ url: /calendarView\/delta/, fault: { kind: "status", status: 200, body } });
  const page = await calendar.changes(access, null, spring);
  expect([page.upserted.map((event) => event.externalId), page.removedIds]).toEqual([["B"], ["A"]]);
});

test.each(["gone", "badRequest", "location", "resync"] as const)("a link that died (%s) says reset", async (as) => {
  const { world, calendar, access, microsoft } = await begin({ switches: { emptyPages: true } });
  world.putEvent(anEvent());
  const first = await calendar.changes(access, null, spring);
  expect(first.more).toBe(true);
  microsoft.expire({ on: "nextLink", as });
  expect((await calendar.changes(access, first.cursor, spring)).reset).toBe(true);
  microsoft.switches.emptyPages = false;
  const { cursor } = await calendar.changes(access, null, spring);
  microsoft.expire({ on: "deltaLink", as });
  expect((await calendar.changes(access, cursor, spring)).reset).toBe(true);
});

test("what Microsoft says to a first request, and what it leaves out, is trouble and no end", async () => {
  const { calendar, access, faults, microsoft } = await begin();
  const dead = JSON.stringify({ error: { code: "SyncStateNotFound", message: "" } });
  faults.add({ url: /calendarView\/delta/, fault: { kind: "status", status: 410, body: dead } });
  await expect(calendar.changes(access, null, spring)).rejects.toEqual(unavailable);
  microsoft.switches.lostLinks = 1;
  await expect(calendar.changes(access, null, spring)).rejects.toEqual(unavailable);
  const body = JSON.stringify({ value: [], "@odata.deltaLink": "https://graph.evil.example/v1.0/x" });
  faults.add({ url: /calendarView\/delta/, fault: { kind: "status", status: 200, body } });
  await expect(calendar.changes(access, null, spring)).rejects.toEqual(unavailable);
});

test("a cursor belongs to its window and to Microsoft", async () => {
  const { calendar, access, microsoft } = await begin();
  const { cursor } = await calendar.changes(access, null, spring);
  const later = { ...spring, to: "2026-07-01T00:00:00.000Z" };
  microsoft.resetCounts();
  expect((await calendar.changes(access, cursor, later)).reset).toBe(true);
  const elsewhere = cursor.replace(microsoft.graphRoot, "https://graph.evil.example");
  expect((await calendar.changes(access, elsewhere, spring)).reset).toBe(true);
  const spoiled = JSON.stringify({ ...JSON.parse(cursor), known: "AAAA" });
  expect((await calendar.changes(access, spoiled, spring)).reset).toBe(true);
  expect(microsoft.counts.graph).toBe(0);
});

test("a cursor that knows a thousand occurrences is still a small one", async () => {
  const { world, calendar, access } = await begin();
  const years = { from: "2026-01-01T00:00:00.000Z", to: "2029-01-01T00:00:00.000Z" };
  world.putEvent(
    weekly({
      start: "2026-01-05T09:00:00",
      end: "2026-01-05T10:00:00",
      recurrence: { every: "day", interval: 1, count: null },
    }),
  );
  const page = await calendar.changes(access, null, years);
  expect(page.upserted.length).toBeGreaterThan(1_000);
  expect(page.cursor.length).toBeLessThan(12_000);
});
