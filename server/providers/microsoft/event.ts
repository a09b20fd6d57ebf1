// A meeting as Microsoft has it → CalendarEvent.
import { z } from "zod";
import type { Attendee, CalendarEvent } from "../calendar-provider.ts";
import { findInstant, findPerson, findUrl, lineOf, recipientAnswer, storable } from "./words.ts";

/** What every request for events says: times in UTC, so that no zone's name ever matters, and bodies without markup. */
export const eventPreferences = ['outlook.timezone="UTC"', 'outlook.body-content-type="text"'];

const LINE_LIMIT = 2_000;

const text = z.string().nullish();
const time = z.object({ dateTime: z.string() });

export const eventAnswer = z.object({
  id: z.string(),
  type: text,
  seriesMasterId: text,
  start: time.nullish(),
  end: time.nullish(),
  originalStart: text,
  iCalUId: text,
  subject: text,
  body: z.object({ contentType: text, content: text }).nullish(),
  bodyPreview: text,
  isAllDay: z.boolean().nullish(),
  isCancelled: z.boolean().nullish(),
  sensitivity: text,
  showAs: text,
  location: z.object({ displayName: text }).nullish(),
  onlineMeeting: z.object({ joinUrl: text }).nullish(),
  onlineMeetingUrl: text,
  attendees: z.array(recipientAnswer.extend({ type: text, status: z.object({ response: text }).nullish() })).nullish(),
  organizer: recipientAnswer.nullish(),
  webLink: text,
  lastModifiedDateTime: text,
  transactionId: text,
});
export type EventAnswer = z.infer<typeof eventAnswer>;

const answerByResponse: Readonly<Record<string, Attendee["answer"]>> = {
  organizer: "accepted",
  accepted: "accepted",
  tentativelyaccepted: "tentative",
  declined: "declined",
};

/** Nobody meets at these, unless somebody is invited: away from work, or where one works that day. */
const apart = ["oof", "workingElsewhere"];
const foreignUid = "7643616C2D55696401000000";

/**
 * A meeting that came from elsewhere may have its iCalendar UID wrapped in Exchange's own, as hex after `vCal-Uid`
 * ([MS-OXCICAL] 2.1.3.1.1.20.26): unwrapped, it is the one the other vendor knows.
 */
function unwrapUid(uid: string): string {
  const at = uid.toUpperCase().indexOf(foreignUid);
  if (!/^040000008200E00074C5B7101A82E008[0-9A-F]*$/i.test(uid) || at === -1) return uid;
  return Buffer.from(uid.slice(at + foreignUid.length), "hex")
    .toString("utf8")
    .replace(/\0+$/, "");
}

const dayMs = 86_400_000;

/** Times have no offset; they are in UTC because that was asked for. Of a day that lasts all day, only the date counts. */
function findTime(value: string | null | undefined, isAllDay: boolean): string | undefined {
  const instant = findInstant(value && (/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`));
  return instant && isAllDay ? new Date(Math.round(Date.parse(instant) / dayMs) * dayMs).toISOString() : instant;
}

function attendeesOf({ attendees, organizer }: EventAnswer): Attendee[] {
  const host = findPerson(organizer);
  const isHost = (address: string | null) => address !== null && address === host?.address;
  const invited = (attendees ?? [])
    // Rooms and projectors.
    .filter((attendee) => attendee.type !== "resource")
    .flatMap((attendee): Attendee[] => {
      const person = findPerson(attendee);
      if (!person) return [];
      const answer = answerByResponse[attendee.status?.response?.toLowerCase() ?? ""] ?? "none";
      const isOrganizer = isHost(person.address);
      return [{ ...person, isOrganizer, answer: isOrganizer ? "accepted" : answer }];
    });
  if (!host || invited.some((attendee) => attendee.isOrganizer)) return invited;
  return [{ ...host, isOrganizer: true, answer: "accepted" }, ...invited];
}

const descriptionOf = ({ body, bodyPreview }: EventAnswer) =>
  storable((body?.contentType?.toLowerCase() === "html" ? bodyPreview : body?.content) ?? "").trim();

/**
 * An occurrence is told in five words (id, type, series, start, end; microsoft-graph-docs #7632): all else is its
 * series'. An exception says everything of itself.
 */
export function withSeries(answer: EventAnswer, series: EventAnswer | undefined): EventAnswer {
  if (!series) return answer;
  const own = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
  return { ...series, originalStart: undefined, ...own, id: answer.id, iCalUId: series.iCalUId };
}

/** Of an event alone, or of an occurrence after `withSeries`; undefined where it has no time. */
export function findEvent(answer: EventAnswer): CalendarEvent | undefined {
  const isAllDay = answer.isAllDay ?? false;
  const startsAt = findTime(answer.start?.dateTime, isAllDay);
  if (!startsAt) return undefined;
  const attendees = attendeesOf(answer);
  return {
    externalId: answer.id,
    seriesExternalId: answer.seriesMasterId ?? null,
    uid: unwrapUid(answer.iCalUId ?? answer.id),
    originalStart: findTime(answer.originalStart, isAllDay) ?? startsAt,
    title: lineOf(answer.subject, LINE_LIMIT),
    startsAt,
    endsAt: findTime(answer.end?.dateTime, isAllDay) ?? startsAt,
    isAllDay,
    location: lineOf(answer.location?.displayName, LINE_LIMIT) || null,
    meetingUrl: findUrl(answer.onlineMeeting?.joinUrl) ?? findUrl(answer.onlineMeetingUrl),
    description: descriptionOf(answer),
    attendees,
    isPrivate: answer.sensitivity === "private" || answer.sensitivity === "confidential",
    isNoMeeting: apart.includes(answer.showAs ?? "") && !attendees.some((attendee) => !attendee.isOrganizer),
    link: findUrl(answer.webLink),
    updatedAt: findInstant(answer.lastModifiedDateTime) ?? startsAt,
  };
}
