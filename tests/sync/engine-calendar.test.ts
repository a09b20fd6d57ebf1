// Meetings that recur, move, end and change hands; clocks that change with the season, and one that is set back.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import type { Meeting } from "#shared/crm/meeting.ts";
import { findDue } from "../../server/mailbox/mailboxes.ts";
import { anEvent, colleague, customer, rep } from "../conformance/provider-world.ts";
import { createDatabase, day, openScene, rowsOf, type Scene } from "./engine-scene.ts";

describe.each(["google", "microsoft"] as const)("from %s", (vendor) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(await createDatabase(vendor), vendor);
  });
  afterAll(() => scene?.close());

  const settleBoth = async () => {
    await scene.settle(scene.lena);
    await scene.settle(scene.ravi);
  };
  const of = async (title: string): Promise<Meeting[]> =>
    (await scene.meetings())
      .filter((one) => one.title.startsWith(title))
      .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const starts = async (title: string) => (await of(title)).map(({ startsAt }) => startsAt);
  const everybody = [rep, colleague, customer].map((person) => ({ person, answer: "none" as const }));

  test("every week at two o'clock is at two o'clock on both sides of the change of clocks", async () => {
    const series = anEvent({
      title: "Weekly",
      recurrence: { every: "week", interval: 1, count: 3 },
      attendees: everybody,
    });
    scene.world.putEvent(series);
    await settleBoth();
    expect(await starts("Weekly")).toEqual([
      "2026-03-25T13:00:00.000Z",
      "2026-04-01T12:00:00.000Z",
      "2026-04-08T12:00:00.000Z",
    ]);
    for (const meeting of await of("Weekly")) {
      expect(meeting.ownerIds).toEqual([scene.lena.memberId, scene.ravi.memberId].sort());
    }
  });

  test("one of a series that moves, and one that is called off, leave the others; how it went stays with it", async () => {
    const series = anEvent({
      title: "Series",
      recurrence: { every: "week", interval: 1, count: 4 },
      attendees: everybody,
    });
    scene.world.putEvent(series);
    await settleBoth();
    const [first, second] = await of("Series");
    if (!first || !second) throw new Error("It was not brought");
    await rowsOf(scene, `update "meeting" set "outcome" = 'reached' where "id" = $1::uuid`, second.id);
    const [a = "", b = "", c = ""] = ["2026-03-25", "2026-04-01", "2026-04-08"].map((on) => `${on}T14:00:00`);
    const moved = { start: "2026-04-02T10:00:00", end: "2026-04-02T11:00:00", title: "Series", isCancelled: false };
    series.exceptions.set(b, moved);
    series.exceptions.set(c, { start: c, end: c.replace("14", "15"), title: "Series", isCancelled: true });
    scene.world.putEvent(series);
    await settleBoth();
    expect(a).not.toBe(b);
    expect(await of("Series")).toMatchObject([
      { id: first.id, startsAt: "2026-03-25T13:00:00.000Z" },
      { id: second.id, startsAt: "2026-04-02T08:00:00.000Z", outcome: "reached" },
      { startsAt: "2026-04-15T12:00:00.000Z" },
    ]);
    series.isCancelled = true;
    scene.world.putEvent(series);
    await settleBoth();
    expect(await of("Series")).toEqual([]);
  });

  test("a meeting that is put off stays the same meeting", async () => {
    const event = anEvent({ title: "Put off", attendees: everybody });
    scene.world.putEvent(event);
    await settleBoth();
    const [before] = await of("Put off");
    await rowsOf(scene, `update "meeting" set "outcome" = 'moved' where "id" = $1::uuid`, before?.id);
    Object.assign(event, { start: "2026-04-07T09:00:00", end: "2026-04-07T10:00:00" });
    scene.world.putEvent(event);
    await settleBoth();
    expect(await of("Put off")).toMatchObject([
      { id: before?.id, startsAt: "2026-04-07T07:00:00.000Z", outcome: "moved" },
    ]);
  });

  test("a day is a day wherever one is", async () => {
    const event = anEvent({
      title: "Fair",
      isAllDay: true,
      start: "2026-04-10",
      end: "2026-04-12",
      timeZone: "Asia/Kolkata",
    });
    scene.world.putEvent(event);
    await settleBoth();
    expect(await of("Fair")).toMatchObject([
      { isAllDay: true, startsAt: "2026-04-10T00:00:00.000Z", endsAt: "2026-04-12T00:00:00.000Z" },
    ]);
  });

  test("a private meeting is its owner's alone, whatever their mailbox shares", async () => {
    const event = anEvent({ title: "Doctor", visibility: "private", description: "Knee" });
    scene.world.putEvent(event);
    await settleBoth();
    expect(await of("Doctor")).toMatchObject([{ privateTo: scene.lena.memberId, title: "Doctor" }]);
    const items = await scene.items(scene.lena);
    expect(items.find(({ subject }) => subject === "Doctor")?.reason).toBe("private_event");
    event.visibility = "default";
    scene.world.putEvent(event);
    await settleBoth();
    expect(await of("Doctor")).toMatchObject([{ privateTo: null }]);
  });

  test("a meeting whose organizer has left it to somebody else is still one", async () => {
    const event = anEvent({ title: "Handed over", attendees: everybody });
    scene.world.putEvent(event);
    await settleBoth();
    event.organizer = colleague;
    event.attendees.splice(0, 1);
    scene.world.putEvent(event);
    scene.world.eraseEvent(rep.address, event.id);
    await settleBoth();
    expect(await of("Handed over")).toMatchObject([{ ownerIds: [scene.ravi.memberId] }]);
  });

  test("a person saved later finds the meetings that were there, also where a round is under way", async () => {
    const guest = { name: "Gus", address: "gus@guest.example" };
    scene.world.putEvent(
      anEvent({ title: "With Gus", attendees: [rep, guest].map((person) => ({ person, answer: "none" })) }),
    );
    await settleBoth();
    expect(await of("With Gus")).toEqual([]);
    const id = crypto.randomUUID();
    const nothing = { title: null, phones: [], address: null, company: null };
    const turning = scene.turn(scene.lena);
    await scene.change(scene.lena.memberId, mutations.contact.saveLead, {
      id,
      name: guest.name,
      email: guest.address,
      source: "mail",
      ...nothing,
    });
    await turning;
    await settleBoth();
    expect(await of("With Gus")).toMatchObject([{ contactIds: [id] }]);
  });

  test("a clock that was set back by a year stops nobody for a year", async () => {
    const { world, lena } = scene;
    await settleBoth();
    const at = Date.parse(world.now);
    await rowsOf(
      scene,
      `update "mailbox" set "nextAt" = $1::timestamptz, "retryAt" = $1::timestamptz, "reconciledAt" = $1::timestamptz,
         "quotaAt" = $1::timestamptz, "quotaUsed" = 100000`,
      new Date(at + 365 * day),
    );
    await rowsOf(
      scene,
      `update "mail_stream" set "windowFrom" = "windowFrom" + interval '1 year', "windowTo" = "windowTo" + interval '1 year'`,
    );
    const due = await findDue(scene.database, new Date(at), 10);
    expect(due).toContainEqual({ workspaceId: scene.workspaceId, id: lena.mailboxId });
    await rowsOf(scene, `update "mailbox" set "quotaUsed" = 0`);
    const message = scene.arrive();
    world.putEvent(anEvent({ title: "After all" }));
    expect(await scene.turn(lena)).toMatchObject({ ran: true, isQuiet: true });
    expect(await scene.timeline()).toContain(message.subject);
    expect(await of("After all")).toHaveLength(1);
  });
});
