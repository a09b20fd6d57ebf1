// An event as Google Calendar gives it → CalendarEvent, or its id where there is nothing left of it.
import { convert } from "html-to-text";
import { z } from "zod";
import { instantValue } from "#shared/fields.ts";
import type { Attendee, CalendarEvent, Window } from "../calendar-provider.ts";
import { cleanAddress, cleanName } from "./people.ts";
import { storable } from "./text.ts";

const when = z.object({ date: z.string().optional(), dateTime: z.string().optional() });
type When = z.infer<typeof when>;

const text = z.string().optional();
const person = z.object({ email: text, displayName: text });

/** Only `id` is sure: a cancelled event may have nothing else. */
export const googleEvent = z.object({
  id: z.string(),
  status: text,
  iCalUID: text,
  recurringEventId: text,
  originalStartTime: when.optional(),
  start: when.optional(),
  end: when.optional(),
  summary: text,
  description: text,
  location: text,
  htmlLink: text,
  hangoutLink: text,
  updated: text,
  created: text,
  visibility: text,
  eventType: text,
  organizer: person.optional(),
  attendees: z
    .array(person.extend({ organizer: z.boolean().optional(), resource: z.boolean().optional(), responseStatus: text }))
    .default([]),
  conferenceData: z
    .object({ entryPoints: z.array(z.object({ entryPointType: text, uri: text })).default([]) })
    .optional(),
});
export type GoogleEvent = z.infer<typeof googleEvent>;

/** Calendar itself keeps some eight thousand characters. */
const DESCRIPTION_LIMIT = 100_000;
const noMeetings = new Set(["birthday", "focusTime", "outOfOffice", "workingLocation"]);

const answers: Readonly<Record<string, Attendee["answer"]>> = {
  accepted: "accepted",
  tentative: "tentative",
  declined: "declined",
};

/** A `dateTime` always has its offset; a date is its midnight in UTC. */
function parseWhen(given: When | undefined): string | null {
  if (given?.date !== undefined) return parseInstant(`${given.date}T00:00:00.000Z`);
  return given?.dateTime === undefined ? null : parseInstant(given.dateTime);
}

function parseInstant(given: string): string | null {
  const moment = new Date(given);
  return Number.isNaN(moment.getTime()) ? null : (instantValue.safeParse(moment.toISOString()).data ?? null);
}

/** Null where it was cancelled, or has no time at all. */
export function toCalendarEvent(event: GoogleEvent): CalendarEvent | null {
  const startsAt = parseWhen(event.start);
  if (event.status === "cancelled" || startsAt === null) return null;
  const entries = event.conferenceData?.entryPoints ?? [];
  const entry = (kind: string) => entries.find(({ entryPointType }) => entryPointType === kind)?.uri;
  return {
    externalId: event.id,
    seriesExternalId: event.recurringEventId ?? null,
    uid: event.iCalUID ?? event.id,
    originalStart: parseWhen(event.originalStartTime) ?? startsAt,
    title: oneLine(event.summary),
    startsAt,
    endsAt: parseWhen(event.end) ?? startsAt,
    isAllDay: event.start?.date !== undefined,
    location: oneLine(event.location) || null,
    meetingUrl: parseUrl(entry("video") ?? event.hangoutLink ?? entry("phone") ?? entry("more")),
    description: readDescription(event.description ?? ""),
    attendees: listAttendees(event),
    isPrivate: event.visibility === "private" || event.visibility === "confidential",
    isNoMeeting: noMeetings.has(event.eventType ?? ""),
    link: parseUrl(event.htmlLink),
    updatedAt: parseInstant(event.updated ?? event.created ?? "") ?? startsAt,
  };
}

export const isInWindow = ({ startsAt, endsAt }: CalendarEvent, { from, to }: Window) =>
  startsAt < to && (endsAt > from || (endsAt === startsAt && startsAt >= from));

const oneLine = (given: string | undefined) =>
  storable(given ?? "")
    .replace(/\s+/g, " ")
    .trim();

function parseUrl(given: string | undefined): string | null {
  const url = storable(given ?? "").trim();
  return /^(https?:\/\/|tel:)\S+$/i.test(url) ? url : null;
}

/** Plain text, or the markup that Calendar's editor makes, in which line breaks count as well. */
function readDescription(given: string): string {
  const description = storable(given.slice(0, DESCRIPTION_LIMIT));
  if (!/<\/?[a-z][^<>]*>|&(#\d+|#x[\da-f]+|[a-z]+);/i.test(description)) return description.trim();
  return convert(description, {
    wordwrap: false,
    preserveNewlines: true,
    limits: { maxDepth: 30 },
    selectors: [
      { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
      { selector: "img", format: "skip" },
    ],
  }).trim();
}

/** Calendars that belong to nobody stand as organizers too. */
const isCalendar = (address: string | null) => address?.endsWith("calendar.google.com") ?? false;

/** Rooms and cars are no people. The organizer is among them even where Google names them apart only. */
function listAttendees({ attendees, organizer }: GoogleEvent): Attendee[] {
  const organizing = cleanAddress(organizer?.email);
  const people = attendees
    .filter(({ resource }) => !resource)
    .map(({ displayName, email, organizer: isOrganizer, responseStatus }) => {
      const address = cleanAddress(email);
      return {
        name: cleanName(displayName ?? ""),
        address,
        isOrganizer: isOrganizer === true || (organizing !== null && address === organizing),
        answer: answers[responseStatus ?? ""] ?? "none",
      };
    });
  if (organizing === null || isCalendar(organizing) || people.some(({ isOrganizer }) => isOrganizer)) return people;
  const name = cleanName(organizer?.displayName ?? "");
  return [{ name, address: organizing, isOrganizer: true, answer: "accepted" }, ...people];
}
