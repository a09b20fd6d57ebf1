// What only Google's calendar does.
import { describe, expect, test } from "vitest";
import { spring } from "./calendar/changes.ts";
import { googleStages } from "./google/open.ts";
import { anEvent, colleague, failureOf, rep } from "./provider-world.ts";

describe("Google's calendar", () => {
  const open = googleStages();

  test.each([1, 2] as const)("a sync token that Google has forgotten on page %i begins anew", async (page) => {
    const { google, events, world } = await open();
    const years = { from: "2026-01-01T00:00:00.000Z", to: "2030-01-01T00:00:00.000Z" };
    await events.follow(years);
    const recurrence = { every: "day", interval: 1, count: 1_200 } as const;
    world.putEvent(anEvent({ recurrence }));
    google.expireSyncTokens(rep.address, page);
    await events.follow(years);
    expect(events.resets).toBe(1);
    expect(events.all).toHaveLength(1_200);
  });

  test("an empty page of events is not the end, and a series may be cancelled by its own id alone", async () => {
    const { google, events, world } = await open();
    google.switches.emptyEventPages = true;
    google.switches.cancelsSeriesAsMaster = true;
    const series = anEvent({ recurrence: { every: "week", interval: 1, count: 5 } });
    world.putEvent(series);
    await events.follow(spring);
    expect(events.all).toHaveLength(5);
    series.isCancelled = true;
    world.putEvent(series);
    await events.follow(spring);
    expect(events.all).toEqual([]);
  });

  test("busy times that overlap, touch, or hang over the edge are made one and cut", async () => {
    const { vendor, access, faults } = await open();
    const busy = [
      { start: "2026-05-31T23:00:00Z", end: "2026-06-01T09:00:00Z" },
      { start: "2026-04-20T11:00:00+02:00", end: "2026-04-20T12:00:00+02:00" },
      { start: "2026-04-20T07:30:00Z", end: "2026-04-20T09:00:00Z" },
      { start: "2026-04-20T08:00:00Z", end: "2026-04-20T08:30:00Z" },
      { start: "2026-02-28T22:00:00Z", end: "2026-03-01T01:00:00Z" },
    ];
    const body = JSON.stringify({ calendars: { [rep.address]: { busy } } });
    faults.add({ url: /freeBusy/, fault: { kind: "status", status: 200, body } });
    expect(await vendor.calendar.listBusy(access, spring)).toEqual([
      { from: "2026-03-01T00:00:00.000Z", to: "2026-03-01T01:00:00.000Z" },
      { from: "2026-04-20T07:30:00.000Z", to: "2026-04-20T10:00:00.000Z" },
      { from: "2026-05-31T23:00:00.000Z", to: "2026-06-01T00:00:00.000Z" },
    ]);
    const errors = [{ domain: "global", reason: "internalError" }];
    const failed = JSON.stringify({ calendars: { primary: { errors, busy: [] } } });
    faults.add({ url: /freeBusy/, fault: { kind: "status", status: 200, body: failed } });
    expect((await failureOf(vendor.calendar.listBusy(access, spring))).code).toBe("unavailable");
  });

  test("everybody invited hears of it, and a cancelled request makes no second meeting", async () => {
    const { vendor, access, google } = await open();
    const draft = {
      requestId: "0198a0c0-0000-7000-8000-00000000000a",
      title: "Demo",
      startsAt: "2026-04-15T08:00:00.000Z",
      endsAt: "2026-04-15T08:45:00.000Z",
      timeZone: "Europe/Berlin",
      description: "",
      location: null,
      attendees: [colleague],
      wantsVideo: false,
    };
    const { externalId } = await vendor.calendar.schedule(access, draft);
    expect(externalId).toMatch(/^[a-v0-9]{5,1024}$/);
    expect(google.invitations.get(externalId)).toBe("all");
    await vendor.calendar.cancel(access, externalId);
    expect((await failureOf(vendor.calendar.schedule(access, draft))).code).toBe("not_found");
  });
});
