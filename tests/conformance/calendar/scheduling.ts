// Meetings that Kith makes and cancels, and when the rep is busy.
import { expect, test } from "vitest";
import type { EventDraft } from "../../../server/providers/calendar-provider.ts";
import type { World } from "../../sandbox/mailboxes/world.ts";
import { anEvent, type Begin, colleague, customer, failureOf, rep } from "../provider-world.ts";
import { mirrorOf, spring } from "./changes.ts";

let requested = 0;

function aRequest(given: Partial<EventDraft> = {}): EventDraft {
  requested += 1;
  return {
    requestId: `0198a0c0-0000-7000-8000-${String(requested).padStart(12, "0")}`,
    title: `Demo ${requested}`,
    startsAt: "2026-04-15T08:00:00.000Z",
    endsAt: "2026-04-15T08:45:00.000Z",
    timeZone: "Europe/Berlin",
    description: "We show the new line.",
    location: null,
    attendees: [colleague, customer],
    wantsVideo: false,
    ...given,
  };
}

const living = (world: World, address: string) =>
  [...world.mailbox(address).events.values()].filter(({ isCancelled }) => !isCancelled);

export function testScheduling(begin: Begin) {
  test("a meeting is made, everybody is invited, and the changes bring the same", async () => {
    const stage = await begin();
    const { world, vendor, access } = stage;
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    const draft = aRequest({ location: "Hamnen 4" });
    const made = await vendor.calendar.schedule(access, draft);
    expect(made).toMatchObject({
      title: draft.title,
      startsAt: draft.startsAt,
      endsAt: draft.endsAt,
      location: "Hamnen 4",
      meetingUrl: null,
    });
    expect(made.attendees.map(({ address }) => address)).toEqual(
      expect.arrayContaining([colleague.address, customer.address]),
    );
    expect(living(world, colleague.address)).toMatchObject([{ title: draft.title, organizer: rep }]);
    await mirror.follow(spring);
    expect(mirror.get(draft.title)).toEqual(made);
  });

  test("a meeting by video has where to join", async () => {
    const { vendor, access } = await begin();
    const made = await vendor.calendar.schedule(access, aRequest({ wantsVideo: true }));
    expect(new URL(made.meetingUrl ?? "").protocol).toBe("https:");
  });

  test("the same request again is the same meeting, also where the first answer was lost", async () => {
    const { world, vendor, access, faults, wire } = await begin();
    const draft = aRequest();
    const first = await vendor.calendar.schedule(access, draft);
    const second = await vendor.calendar.schedule(access, draft);
    expect(second.externalId).toBe(first.externalId);
    expect(living(world, colleague.address)).toHaveLength(1);
    const lost = aRequest();
    faults.add({ url: wire.createEvent, method: "POST", fault: { kind: "lost_answer" } });
    expect((await failureOf(vendor.calendar.schedule(access, lost))).code).toBe("unavailable");
    const made = await vendor.calendar.schedule(access, lost);
    expect(made.title).toBe(lost.title);
    expect(living(world, colleague.address)).toHaveLength(2);
    expect(living(world, rep.address)).toHaveLength(2);
  });

  test("two requests are two meetings", async () => {
    const { world, vendor, access } = await begin();
    const [one, other] = [aRequest(), aRequest()];
    const made = [await vendor.calendar.schedule(access, one), await vendor.calendar.schedule(access, other)];
    expect(new Set(made.map(({ externalId }) => externalId)).size).toBe(2);
    expect(living(world, rep.address)).toHaveLength(2);
  });

  test("a meeting that is cancelled is gone for everybody, and cancelling it twice is no error", async () => {
    const stage = await begin();
    const { world, vendor, access } = stage;
    const draft = aRequest();
    const { externalId } = await vendor.calendar.schedule(access, draft);
    const mirror = mirrorOf(stage);
    await mirror.follow(spring);
    expect(mirror.all).toHaveLength(1);
    await vendor.calendar.cancel(access, externalId);
    await vendor.calendar.cancel(access, externalId);
    await mirror.follow(spring);
    expect(mirror.all).toEqual([]);
    expect(living(world, rep.address)).toEqual([]);
    expect(living(world, colleague.address)).toEqual([]);
  });

  test("busy is told merged, in order, and within the window", async () => {
    const { world, vendor, access } = await begin();
    const at = (from: string, to: string) => ({ start: `2026-04-20T${from}:00`, end: `2026-04-20T${to}:00` });
    world.putEvent(anEvent(at("14:00", "15:00")));
    world.putEvent(anEvent(at("09:00", "10:00")));
    world.putEvent(anEvent(at("09:30", "11:00")));
    world.putEvent(anEvent({ ...at("16:00", "17:00"), isCancelled: true }));
    world.putEvent(anEvent({ start: "2026-04-19T20:00:00", end: "2026-04-20T03:00:00" }));
    const day = { from: "2026-04-19T22:00:00.000Z", to: "2026-04-20T22:00:00.000Z" };
    expect(await vendor.calendar.listBusy(access, day)).toEqual([
      { from: "2026-04-19T22:00:00.000Z", to: "2026-04-20T01:00:00.000Z" },
      { from: "2026-04-20T07:00:00.000Z", to: "2026-04-20T09:00:00.000Z" },
      { from: "2026-04-20T12:00:00.000Z", to: "2026-04-20T13:00:00.000Z" },
    ]);
    const night = { from: "2026-04-21T22:00:00.000Z", to: "2026-04-22T03:00:00.000Z" };
    expect(await vendor.calendar.listBusy(access, night)).toEqual([]);
  });
}
