// An event in Graph's words (microsoft-graph-docs-contrib api-reference/v1.0/resources/event.md).
import type { Event, PatternedRecurrence, ResponseType } from "@microsoft/microsoft-graph-types";
import { Temporal } from "temporal-polyfill";
import { instantOf, type Occurrence, occurrencesOf, type Recurrence, type WorldEvent } from "../mailboxes/world.ts";
import type { Box, EventEntry } from "./box.ts";
import { type Call, selectIn } from "./call.ts";
import { iCalUIdOf } from "./ids.ts";
import { bodyOf, recipientOf } from "./message-json.ts";
import type { Preferences } from "./prefer.ts";
import type { State } from "./state.ts";
import { dateTimeIn, midnightOf, windowsOf } from "./zones.ts";

export interface EventView {
  readonly state: State;
  readonly box: Box;
  readonly entry: EventEntry;
  readonly event: WorldEvent;
  /** Null is the event itself, or the series as a whole. */
  readonly occurrence: Occurrence | null;
  readonly prefer: Preferences;
}

export const digitsOf = (originalStart: string) => originalStart.replace(/\D/g, "");

export function eventIdFor(
  box: Box,
  entry: EventEntry,
  prefer: Pick<Preferences, "immutableIds">,
  originalStart: string | null,
): string {
  const occurrence = originalStart === null ? null : digitsOf(originalStart);
  return box.ids.item({ kind: "event", serial: entry.serial, moves: prefer.immutableIds ? null : 0, occurrence });
}

export const isOwn = (box: Box, address: string): boolean =>
  [box.mailbox.address, ...box.mailbox.aliases].some((own) => own.toLowerCase() === address.toLowerCase());

/** What an organizer has cancelled is gone from his calendar; attendees keep it, marked, until they remove it. */
export const isShown = (box: Box, event: WorldEvent, isCancelled: boolean): boolean =>
  !(isCancelled && isOwn(box, event.organizer.address));

/** Occurrences as the calendar's owner sees them. */
export const shownOccurrences = (box: Box, event: WorldEvent, window: { from: string; to: string }): Occurrence[] =>
  occurrencesOf(event, window).filter((occurrence) => isShown(box, event, occurrence.isCancelled));

const responses: Record<WorldEvent["attendees"][number]["answer"], ResponseType> = {
  none: "none",
  accepted: "accepted",
  tentative: "tentativelyAccepted",
  declined: "declined",
};
const never = "0001-01-01T00:00:00Z";

function responseOf({ box, event }: EventView): ResponseType {
  if (isOwn(box, event.organizer.address)) return "organizer";
  const own = event.attendees.find(({ person }) => isOwn(box, person.address));
  return own === undefined || own.answer === "none" ? "notResponded" : responses[own.answer];
}

const dayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

function recurrenceOf(event: WorldEvent, { every, interval, count }: Recurrence): PatternedRecurrence {
  const first = Temporal.PlainDate.from(event.start.slice(0, 10));
  const startDate = first.toString();
  const day = dayNames[first.dayOfWeek - 1] ?? "monday";
  return {
    pattern: {
      interval,
      ...(every === "day" && { type: "daily" }),
      ...(every === "week" && { type: "weekly", daysOfWeek: [day], firstDayOfWeek: "monday" }),
      ...(every === "month" && { type: "absoluteMonthly", dayOfMonth: first.day }),
    },
    range: {
      startDate,
      recurrenceTimeZone: windowsOf(event.timeZone),
      ...(count === null ? { type: "noEnd" } : { type: "numbered", numberOfOccurrences: count }),
    },
  };
}

const zoneOf = ({ state, event }: EventView) =>
  state.switches.customTimeZones ? "tzone://Microsoft/Custom" : windowsOf(event.timeZone);

const timeOf = ({ event, prefer }: EventView, local: string) =>
  event.isAllDay ? midnightOf(local, prefer.timeZone) : dateTimeIn(instantOf(local, event.timeZone), prefer.timeZone);

const cancelledOf = ({ event, occurrence }: EventView) => occurrence?.isCancelled ?? event.isCancelled;
const showAs = { meeting: "busy", focus: "busy", birthday: "free", away: "oof", place: "workingElsewhere" } as const;

export function typeOf(event: WorldEvent, occurrence: Occurrence | null): NonNullable<Event["type"]> {
  if (!event.recurrence) return "singleInstance";
  if (!occurrence) return "seriesMaster";
  return occurrence.isException ? "exception" : "occurrence";
}

type Property = { [K in keyof Event]?: (view: EventView) => Event[K] };

const properties = {
  createdDateTime: ({ event }) => event.updatedAt,
  lastModifiedDateTime: ({ event }) => event.updatedAt,
  changeKey: ({ box, entry }) => box.ids.changeKey(`event/${entry.serial}/${entry.version}`),
  categories: () => [],
  transactionId: ({ state, event }) => state.transactions.idOf(event.id),
  originalStartTimeZone: zoneOf,
  originalEndTimeZone: zoneOf,
  iCalUId: ({ event, occurrence }) =>
    iCalUIdOf(event.uid, occurrence?.originalStart ? digitsOf(occurrence.originalStart) : null),
  reminderMinutesBeforeStart: () => 15,
  isReminderOn: () => true,
  hasAttachments: () => false,
  subject: (view) => `${cancelledOf(view) ? "Canceled: " : ""}${view.occurrence?.title ?? view.event.title}`,
  bodyPreview: ({ event }) => event.description.slice(0, 255),
  importance: () => "normal",
  sensitivity: ({ event }) => (event.visibility === "default" ? "normal" : event.visibility),
  isAllDay: ({ event }) => event.isAllDay,
  isCancelled: (view) => cancelledOf(view),
  isOrganizer: ({ box, event }) => isOwn(box, event.organizer.address),
  responseRequested: () => true,
  seriesMasterId: ({ box, entry, occurrence, prefer }) =>
    occurrence?.originalStart ? eventIdFor(box, entry, prefer, null) : null,
  showAs: ({ event }) => showAs[event.kind],
  type: ({ event, occurrence }) => typeOf(event, occurrence),
  webLink: ({ box, entry, occurrence, prefer }) =>
    `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(eventIdFor(box, entry, prefer, occurrence?.originalStart ?? null))}&exvsurl=1&path=/calendar/item`,
  onlineMeetingUrl: () => null,
  isOnlineMeeting: ({ event }) => event.meetingUrl !== null,
  onlineMeetingProvider: ({ event }) => (event.meetingUrl === null ? "unknown" : "teamsForBusiness"),
  allowNewTimeProposals: () => true,
  isDraft: () => false,
  hideAttendees: () => false,
  recurrence: ({ event, occurrence }) =>
    event.recurrence && !occurrence ? recurrenceOf(event, event.recurrence) : null,
  responseStatus: (view) => {
    const response = responseOf(view);
    return { response, time: response === "accepted" || response === "declined" ? view.event.updatedAt : never };
  },
  body: ({ event, prefer }) => {
    const isMarkup = /<\/?[a-z][^>]*>/i.test(event.description);
    return bodyOf(isMarkup ? "" : event.description, isMarkup ? event.description : null, prefer);
  },
  start: (view) => timeOf(view, view.occurrence?.start ?? view.event.start),
  end: (view) => timeOf(view, view.occurrence?.end ?? view.event.end),
  originalStart: ({ event, occurrence }) =>
    occurrence?.originalStart ? instantOf(occurrence.originalStart, event.timeZone).replace(".000Z", "Z") : null,
  location: ({ event }) => ({ displayName: event.location ?? "", locationType: "default" }),
  locations: ({ event }) => (event.location === null ? [] : [{ displayName: event.location }]),
  attendees: ({ event }) =>
    event.attendees.map(({ person, answer }) => ({
      ...recipientOf(person),
      type: "required" as const,
      status: { response: responses[answer], time: answer === "none" ? never : event.updatedAt },
    })),
  organizer: ({ event }) => recipientOf(event.organizer),
  onlineMeeting: ({ event }) => (event.meetingUrl === null ? null : { joinUrl: event.meetingUrl }),
} satisfies Property;

const all: Record<string, ((view: EventView) => unknown) | undefined> = properties;

export const eventSelect = (call: Call) => selectIn(call, "event", Object.keys(properties));

export function eventJson(view: EventView, select: readonly string[] | null): object {
  const { box, entry, event, occurrence, prefer } = view;
  const found: Record<string, unknown> = { "@odata.etag": `W/"${properties.changeKey(view)}"` };
  for (const name of select ?? Object.keys(properties)) {
    if (name === "originalStart" && !(event.recurrence && occurrence)) continue;
    const property = all[name];
    if (property) found[name] = property(view);
  }
  found.id = eventIdFor(box, entry, prefer, occurrence?.originalStart ?? null);
  return found;
}

/** All that a delta tells of an occurrence that is like its series (microsoft-graph-docs #7632). */
export const stubProperties = ["type", "seriesMasterId", "start", "end"];
