// A calendar: read in a window, followed, and begun again when its cursor is dead.
import { expect, test } from "vitest";
import type { Window } from "../../../server/providers/calendar-provider.ts";
import type { WorldEvent } from "../../sandbox/mailboxes/world.ts";
import { mishaps } from "../mail/failures.ts";
import { CalendarMirror } from "../provider-mirror.ts";
import { anEvent, type Begin, failureOf, rep, type Stage } from "../provider-world.ts";

export const spring: Window = { from: "2026-03-01T00:00:00.000Z", to: "2026-06-01T00:00:00.000Z" };
/** So long that a daily event fills more than a page. */
const years: Window = { from: "2026-01-01T00:00:00.000Z", to: "2030-01-01T00:00:00.000Z" };

export const mirrorOf = ({ vendor, access }: Stage) => new CalendarMirror(vendor.calendar, access);

/** Every Monday at nine in Berlin; the clocks change on 29 March. */
export const weekly = (given: Partial<WorldEvent> = {}): WorldEvent =>
  anEvent({
    title: "Jour fixe",
    start: "2026-03-16T09:00:00",
    end: "2026-03-16T10:00:00",
    recurrence: { every: "week", interval: 1, count: 4 },
    ...given,
  });

const daily = (given: Partial<WorldEvent> = {}): WorldEvent =>
  anEvent({
    title: "Stand-up",
    start: "2026-01-05T09:00:00",
    end: "2026-01-05T09:15:00",
    recurrence: { every: "day", interval: 1, count: null },
    ...given,
  });

const fourMondays = [
  "2026-03-16T08:00:00.000Z Jour fixe",
  "2026-03-23T08:00:00.000Z Jour fixe",
  "2026-03-30T07:00:00.000Z Jour fixe",
  "2026-04-06T07:00:00.000Z Jour fixe",
];

export function testCalendarChanges(begin: Begin) {
  test("a calendar is read from the beginning, and then followed", async () => {
    const stage = await begin();
    const { world } = stage;
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    expect(mirror.lines).toEqual([]);
    const review = anEvent({ title: "Review", start: "2026-04-01T09:00:00", end: "2026-04-01T10:00:00" });
    world.putEvent(anEvent({ title: "Kick-off" }));
    world.putEvent(review);
    await mirror.follow(spring);
    expect(mirror.lines).toEqual(["2026-03-25T13:00:00.000Z Kick-off", "2026-04-01T07:00:00.000Z Review"]);
    Object.assign(review, { title: "Big review", start: "2026-04-02T09:00:00", end: "2026-04-02T12:00:00" });
    world.putEvent(review);
    await mirror.follow(spring);
    expect(mirror.lines).toEqual(["2026-03-25T13:00:00.000Z Kick-off", "2026-04-02T07:00:00.000Z Big review"]);
    expect(mirror.get("Big review").endsAt).toBe("2026-04-02T10:00:00.000Z");
    expect(mirror.resets).toBe(0);
  });

  test("what is cancelled or deleted goes", async () => {
    const stage = await begin();
    const { world } = stage;
    const [cancelled, erased] = [anEvent({ title: "Cancelled" }), anEvent({ title: "Erased" })];
    for (const event of [cancelled, erased, anEvent({ title: "Stays" })]) world.putEvent(event);
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    expect(mirror.all).toHaveLength(3);
    cancelled.isCancelled = true;
    world.putEvent(cancelled);
    world.eraseEvent(rep.address, erased.id);
    await mirror.follow(spring);
    expect(mirror.all.map(({ title }) => title)).toEqual(["Stays"]);
    const fresh = mirrorOf(stage);
    await fresh.follow(spring);
    expect(fresh.all.map(({ title }) => title)).toEqual(["Stays"]);
  });

  test("a recurring meeting keeps its time on the wall when the clocks change", async () => {
    const stage = await begin();
    stage.world.putEvent(weekly());
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    expect(mirror.lines).toEqual(fourMondays);
    const [series, ...others] = new Set(mirror.all.map(({ seriesExternalId }) => seriesExternalId));
    expect([typeof series, others]).toEqual(["string", []]);
    expect(new Set(mirror.all.map(({ uid }) => uid)).size).toBe(1);
    expect(mirror.all.map(({ originalStart }) => originalStart)).toEqual(mirror.all.map(({ startsAt }) => startsAt));
  });

  test("an occurrence that was moved knows when it was to be, and a cancelled one is gone", async () => {
    const stage = await begin();
    const { world } = stage;
    const series = weekly();
    world.putEvent(series);
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    const moved = { start: "2026-03-31T15:00:00", end: "2026-03-31T16:00:00", title: "Jour fixe, later" };
    series.exceptions.set("2026-03-30T09:00:00", { ...moved, isCancelled: false });
    series.exceptions.set("2026-03-23T09:00:00", {
      start: "2026-03-23T09:00:00",
      end: "2026-03-23T10:00:00",
      title: "Jour fixe",
      isCancelled: true,
    });
    world.putEvent(series);
    const expected = [fourMondays[0], "2026-03-31T13:00:00.000Z Jour fixe, later", fourMondays[3]];
    await mirror.follow(spring);
    expect(mirror.lines).toEqual(expected);
    expect(mirror.get("Jour fixe, later").originalStart).toBe("2026-03-30T07:00:00.000Z");
    const fresh = mirrorOf(stage);
    await fresh.follow(spring);
    expect(fresh.all).toEqual(mirror.all);
  });

  test("a series that is deleted takes its occurrences along, and nobody else's", async () => {
    const stage = await begin();
    const { world } = stage;
    const [cancelled, erased] = [weekly({ title: "Cancelled" }), weekly({ title: "Erased" })];
    for (const event of [cancelled, erased, weekly(), anEvent({ title: "Single" })]) world.putEvent(event);
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    expect(mirror.all).toHaveLength(13);
    cancelled.isCancelled = true;
    world.putEvent(cancelled);
    world.eraseEvent(rep.address, erased.id);
    await mirror.follow(spring);
    expect([...new Set(mirror.all.map(({ title }) => title))].sort()).toEqual(["Jour fixe", "Single"]);
    expect(mirror.all).toHaveLength(5);
  });

  test("a series without end ends where the window does", async () => {
    const stage = await begin();
    stage.world.putEvent(weekly({ recurrence: { every: "week", interval: 1, count: null } }));
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    expect(mirror.all).toHaveLength(11);
    expect(mirror.all.at(-1)?.startsAt).toBe("2026-05-25T07:00:00.000Z");
  });

  test("what moves out of the window goes, and what moves into it comes", async () => {
    const stage = await begin();
    const { world } = stage;
    const away = { start: "2026-08-03T09:00:00", end: "2026-08-03T10:00:00" };
    const [out, into] = [anEvent({ title: "Out" }), anEvent({ title: "In", ...away })];
    for (const event of [out, into]) world.putEvent(event);
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    expect(mirror.all.map(({ title }) => title)).toEqual(["Out"]);
    Object.assign(into, { start: out.start, end: out.end });
    Object.assign(out, away);
    for (const event of [out, into]) world.putEvent(event);
    await mirror.follow(spring);
    expect(mirror.all.map(({ title }) => title)).toEqual(["In"]);
  });

  test("another window is another beginning", async () => {
    const stage = await begin();
    const { world } = stage;
    world.putEvent(anEvent({ title: "March" }));
    world.putEvent(anEvent({ title: "June", start: "2026-06-10T09:00:00", end: "2026-06-10T10:00:00" }));
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    await mirror.follow({ from: "2026-04-01T00:00:00.000Z", to: "2026-07-01T00:00:00.000Z" });
    expect(mirror.resets).toBe(1);
    expect(mirror.all.map(({ title }) => title)).toEqual(["June"]);
  });

  test("a long calendar comes in pages", async () => {
    const stage = await begin();
    stage.world.putEvent(daily());
    const mirror = mirrorOf(stage);
    await mirror.follow(years);
    expect(mirror.pages).toBeGreaterThan(1);
    expect(mirror.all).toHaveLength(1_457);
  });

  test("a long round of changes comes in pages", async () => {
    const stage = await begin();
    const mirror = mirrorOf(stage);
    await mirror.follow(years);
    stage.world.putEvent(daily());
    await mirror.follow(years);
    expect([mirror.resets, mirror.all.length]).toEqual([0, 1_457]);
  });

  test.each([1, 2])("a cursor that is dead on page %i says reset, and the calendar is read anew", async (page) => {
    const stage = await begin();
    const { world, faults, wire } = stage;
    const mirror = mirrorOf(stage);
    world.putEvent(anEvent({ title: "Kick-off" }));
    await mirror.follow(years);
    world.putEvent(daily());
    const strike = () => faults.add({ url: wire.listEvents, fault: wire.deadEvents });
    if (page === 1) strike();
    mirror.afterPage = () => {
      mirror.afterPage = () => {};
      if (page === 2) strike();
    };
    await mirror.follow(years);
    expect([mirror.resets, faults.waiting]).toEqual([1, 0]);
    expect(mirror.all).toHaveLength(1_458);
  });

  test("a cursor that nobody made is a dead one", async () => {
    const { vendor, access } = await begin();
    for (const given of ["nonsense", "", Buffer.from('{"v":99}').toString("base64url")]) {
      expect(await vendor.calendar.changes(access, given, spring)).toMatchObject({ reset: true });
    }
  });

  test.each(mishaps)("%s is told as what it is, and the round goes on", async (_name, fault, expected) => {
    const stage = await begin();
    const { world, faults, wire } = stage;
    world.putEvent(anEvent({ title: "Kick-off" }));
    const mirror = mirrorOf(stage);
    faults.add({ url: wire.listEvents, fault });
    expect(await failureOf(mirror.follow(spring))).toMatchObject(expected);
    await mirror.follow(spring);
    world.putEvent(anEvent({ title: "Review" }));
    faults.add({ url: wire.listEvents, fault });
    expect(await failureOf(mirror.follow(spring))).toMatchObject(expected);
    await mirror.follow(spring);
    expect(mirror.all.map(({ title }) => title).sort()).toEqual(["Kick-off", "Review"]);
    expect([mirror.resets, faults.waiting]).toEqual([0, 0]);
  });

  test("a refused token is renewed, and a right that was not granted is forbidden", async () => {
    const stage = await begin();
    const { world, vendor, accessOf, faults, wire } = stage;
    world.putEvent(anEvent({ title: "Kick-off" }));
    faults.add({ url: wire.listEvents, fault: { kind: "status", status: 401 } });
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    expect(mirror.all).toHaveLength(1);
    const access = accessOf(rep.address, ["identity", "mail"]);
    expect((await failureOf(vendor.calendar.changes(access, null, spring))).code).toBe("forbidden");
    expect((await failureOf(vendor.calendar.listBusy(access, spring))).code).toBe("forbidden");
  });
}
