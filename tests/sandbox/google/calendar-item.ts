// An event as events.list answers it: googleapis 188 apis/calendar/v3.d.ts, Schema$Event.
import { hash } from "node:crypto";
import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import { Temporal } from "temporal-polyfill";
import { instantOf, type WorldEvent } from "../mailboxes/world.ts";
import { idOf, instanceIdOf } from "./calendar-id.ts";
import type { Instance } from "./calendar-index.ts";

type Item = calendar_v3.Schema$Event;

export interface View {
  /** Whose calendar it is. */
  readonly own: readonly string[];
  /** Asked for with `timeZone`. */
  readonly timeZone: string | null;
  readonly maxAttendees: number | null;
}

function timeOf(
  event: WorldEvent,
  local: string,
  { timeZone }: Pick<View, "timeZone">,
): calendar_v3.Schema$EventDateTime {
  if (!local.includes("T")) return { date: local };
  const zoned = Temporal.Instant.from(instantOf(local, event.timeZone)).toZonedDateTimeISO(timeZone ?? event.timeZone);
  return { dateTime: zoned.toString({ timeZoneName: "never", smallestUnit: "second" }), timeZone: event.timeZone };
}

const etagOf = (...what: string[]) => `"${Number.parseInt(hash("sha1", what.join()).slice(0, 12), 16)}"`;

/** Only the id is certain: Schema$Event, status. */
export const stubOf = (id: string, event: WorldEvent): Item => ({
  kind: "calendar#event",
  etag: etagOf(id, event.updatedAt),
  id,
  status: "cancelled",
});

/** Of a series that lives: id, recurringEventId and originalStartTime are certain. */
export const cancelledInstanceOf = (event: WorldEvent, originalStart: string, view: View): Item => ({
  ...stubOf(instanceIdOf(event, originalStart), event),
  recurringEventId: idOf(event),
  originalStartTime: timeOf(event, originalStart, view),
});

export const eventTypes = {
  meeting: "default",
  birthday: "birthday",
  focus: "focusTime",
  away: "outOfOffice",
  place: "workingLocation",
} as const;

const kinds: Readonly<Record<WorldEvent["kind"], Item>> = {
  meeting: {},
  birthday: { transparency: "transparent", birthdayProperties: { type: "birthday" } },
  focus: { focusTimeProperties: { autoDeclineMode: "declineNone", chatStatus: "doNotDisturb" } },
  away: { outOfOfficeProperties: { autoDeclineMode: "declineAllConflictingInvitations" } },
  place: { transparency: "transparent", workingLocationProperties: { type: "homeOffice", homeOffice: {} } },
};

const answers = { none: "needsAction", accepted: "accepted", tentative: "tentative", declined: "declined" } as const;

function meetingOf({ meetingUrl }: WorldEvent): Item {
  if (meetingUrl === null) return {};
  const isMeet = meetingUrl.startsWith("https://meet.google.com/");
  const entryPoints = [{ entryPointType: "video", uri: meetingUrl, label: meetingUrl.replace("https://", "") }];
  const type = isMeet ? "hangoutsMeet" : "addOn";
  const name = isMeet ? "Google Meet" : "Video call";
  const conferenceData = { entryPoints, conferenceSolution: { key: { type }, name } };
  return isMeet ? { hangoutLink: meetingUrl, conferenceData } : { conferenceData };
}

function attendeesOf({ attendees, organizer }: WorldEvent, { own, maxAttendees }: View): Item {
  if (attendees.length === 0) return {};
  const all = attendees.map(({ person, answer }) => ({
    email: person.address,
    ...(person.name !== "" && { displayName: person.name }),
    ...(person.address === organizer.address && { organizer: true }),
    ...(own.includes(person.address) && { self: true }),
    responseStatus: answers[answer],
  }));
  if (maxAttendees === null || all.length <= maxAttendees) return { attendees: all };
  // More than wanted: only the calendar's owner is named.
  return { attendees: all.filter((attendee) => attendee.self), attendeesOmitted: true };
}

function ruleOf({ recurrence }: WorldEvent): Item {
  if (!recurrence) return {};
  const { every, interval, count } = recurrence;
  const frequency = { day: "DAILY", week: "WEEKLY", month: "MONTHLY" }[every];
  const parts = [
    `FREQ=${frequency}`,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(count ? [`COUNT=${count}`] : []),
  ];
  return { recurrence: [`RRULE:${parts.join(";")}`] };
}

/** The event itself, or one instance of its series. */
export function itemOf(event: WorldEvent, view: View, instance: Instance | null = null): Item {
  const id = instance?.originalStart ? instanceIdOf(event, instance.originalStart) : idOf(event);
  const { organizer, visibility, location, description } = event;
  const isOwn = view.own.includes(organizer.address);
  const { name, address } = organizer;
  return {
    kind: "calendar#event",
    etag: etagOf(id, event.updatedAt),
    id,
    status: "confirmed",
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${id} ${view.own[0]}`).toString("base64url")}`,
    created: "2025-01-01T00:00:00.000Z",
    updated: event.updatedAt,
    summary: instance?.title ?? event.title,
    ...(description !== "" && { description }),
    ...(location !== null && { location }),
    creator: { email: address, ...(isOwn && { self: true }) },
    organizer: { email: address, ...(name !== "" && { displayName: name }), ...(isOwn && { self: true }) },
    start: timeOf(event, instance?.start ?? event.start, view),
    end: timeOf(event, instance?.end ?? event.end, view),
    ...(instance?.originalStart
      ? { recurringEventId: idOf(event), originalStartTime: timeOf(event, instance.originalStart, view) }
      : ruleOf(event)),
    ...(visibility !== "default" && { visibility }),
    iCalUID: event.uid,
    sequence: 0,
    ...attendeesOf(event, view),
    ...meetingOf(event),
    ...kinds[event.kind],
    reminders: { useDefault: true },
    eventType: eventTypes[event.kind],
  };
}
