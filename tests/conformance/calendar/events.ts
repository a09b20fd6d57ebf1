// What a meeting says: its people, its place, whether it is anybody else's business.
import { expect, test } from "vitest";
import type { CalendarEvent } from "../../../server/providers/calendar-provider.ts";
import type { WorldEvent } from "../../sandbox/mailboxes/world.ts";
import { CalendarMirror } from "../provider-mirror.ts";
import { anEvent, type Begin, colleague, customer, rep, type Stage } from "../provider-world.ts";
import { mirrorOf, spring, weekly } from "./changes.ts";

async function read(stage: Stage, given: Partial<WorldEvent>): Promise<CalendarEvent> {
  const event = anEvent({ title: "This one", ...given });
  stage.world.putEvent(event);
  const mirror = mirrorOf(stage);
  await mirror.follow(spring);
  return mirror.get(event.title);
}

const byAddress = (event: CalendarEvent) =>
  [...event.attendees].sort((one, other) => (one.address ?? "").localeCompare(other.address ?? ""));

export function testEvents(begin: Begin) {
  test("a meeting has its people, their answers, its place and its words", async () => {
    const event = await read(await begin(), {
      organizer: rep,
      attendees: [
        { person: rep, answer: "accepted" },
        { person: customer, answer: "tentative" },
        { person: colleague, answer: "declined" },
      ],
      location: "Norvik, Hamnen 4",
      meetingUrl: "https://meet.norvik.example/abc-defg",
      description: "Agenda:\nprices",
    });
    expect(byAddress(event)).toEqual([
      { ...customer, isOrganizer: false, answer: "tentative" },
      { ...rep, isOrganizer: true, answer: "accepted" },
      { ...colleague, isOrganizer: false, answer: "declined" },
    ]);
    expect(event).toMatchObject({
      startsAt: "2026-03-25T13:00:00.000Z",
      endsAt: "2026-03-25T14:00:00.000Z",
      location: "Norvik, Hamnen 4",
      meetingUrl: "https://meet.norvik.example/abc-defg",
      isAllDay: false,
      isPrivate: false,
      isNoMeeting: false,
      seriesExternalId: null,
    });
    expect(event.originalStart).toBe(event.startsAt);
    expect(event.description.replace(/\s+/g, " ").trim()).toBe("Agenda: prices");
    expect(new URL(event.link ?? "").protocol).toBe("https:");
    expect(event.updatedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  test("the organizer is among the people once, whoever invited", async () => {
    const stage = await begin();
    const invited = await read(stage, {
      title: "Invited",
      organizer: customer,
      attendees: [{ person: rep, answer: "none" }],
    });
    expect(invited.attendees.filter(({ isOrganizer }) => isOrganizer)).toMatchObject([{ address: customer.address }]);
    expect(invited.attendees).toContainEqual({ ...rep, isOrganizer: false, answer: "none" });
    const alone = await read(stage, { title: "Alone", organizer: rep, attendees: [] });
    expect(alone.attendees.filter(({ address }) => address !== rep.address)).toEqual([]);
  });

  test("a description in markup comes in words", async () => {
    const event = await read(await begin(), {
      description: "<p>Dial in&nbsp;&amp; say <b>hello</b><br>then wait</p><script>alert(1)</script>",
    });
    expect(event.description).not.toMatch(/[<>]|&amp;|&nbsp;/);
    expect(event.description.replace(/\s+/g, " ")).toContain("Dial in & say hello then wait");
  });

  test("a whole day begins and ends at midnight UTC", async () => {
    const event = await read(await begin(), {
      start: "2026-04-01",
      end: "2026-04-03",
      isAllDay: true,
      timeZone: "America/Los_Angeles",
    });
    expect(event).toMatchObject({
      isAllDay: true,
      startsAt: "2026-04-01T00:00:00.000Z",
      endsAt: "2026-04-03T00:00:00.000Z",
      originalStart: "2026-04-01T00:00:00.000Z",
    });
  });

  test.each(["private", "confidential"] as const)("a %s meeting is private", async (visibility) => {
    expect((await read(await begin(), { visibility })).isPrivate).toBe(true);
  });

  test("an event that nobody meets at is no meeting", async () => {
    const stage = await begin();
    const kinds = ["meeting", "birthday", "focus", "away", "place"] as const;
    const supported: string[] = [];
    for (const kind of kinds) {
      const { isNoMeeting } = await read(stage, { title: kind, kind, attendees: [] });
      if (isNoMeeting) supported.push(kind);
    }
    // Graph has no word for a birthday or for focus time in the calendar view.
    expect(supported).toEqual(expect.arrayContaining(["away", "place"]));
    expect(supported).not.toContain("meeting");
  });

  test("a meeting in two mailboxes is one meeting by its uid and its original start", async () => {
    const stage = await begin();
    const attendees = [rep, colleague].map((person) => ({ person, answer: "accepted" as const }));
    const series = weekly({ attendees });
    series.exceptions.set("2026-03-23T09:00:00", {
      start: "2026-03-24T11:00:00",
      end: "2026-03-24T12:00:00",
      title: "Moved",
      isCancelled: false,
    });
    stage.world.putEvent(series);
    stage.world.putEvent(anEvent({ title: "Single", attendees }));
    const own = mirrorOf(stage);
    const theirs = new CalendarMirror(stage.vendor.calendar, stage.accessOf(colleague.address));
    await own.follow(spring);
    await theirs.follow(spring);
    const keys = (mirror: CalendarMirror) =>
      mirror.all.map(({ uid, originalStart }) => `${uid} ${originalStart}`).sort();
    expect(keys(own)).toHaveLength(5);
    expect(keys(own)).toEqual(keys(theirs));
    expect(new Set(keys(own)).size).toBe(5);
  });
}
