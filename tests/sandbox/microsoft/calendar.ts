// The calendar itself: views, single events, and making and cancelling them
// (learn.microsoft.com/graph/api/user-list-calendarview, event-get, user-post-events, event-delete, event-cancel).
import { randomBytes, randomUUID } from "node:crypto";
import type { Answer } from "../mailboxes/faults.ts";
import { instantOf, type Occurrence, occurrencesOf, type WorldEvent } from "../mailboxes/world.ts";
import type { EventEntry } from "./box.ts";
import { type Call, jsonOf, numberIn, ok, type Route } from "./call.ts";
import { calendarRead, windowOf } from "./event-delta.ts";
import { digitsOf, eventJson, eventSelect, isOwn, isShown, shownOccurrences } from "./event-json.ts";
import { badRequest, notFound } from "./graph-error.ts";
import { localOf } from "./zones.ts";

interface Found {
  readonly entry: EventEntry;
  readonly event: WorldEvent;
  readonly occurrence: Occurrence | null;
}

const dayMs = 86_400_000;

/** The occurrence that was to begin then, wherever it is now. */
function occurrenceAt(event: WorldEvent, digits: string): Occurrence | undefined {
  const [, year, month, day, time = ""] = /^(\d{4})(\d\d)(\d\d)(\d{6})?$/.exec(digits) ?? [];
  const local = `${year}-${month}-${day}${time && `T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`}`;
  const times = [local, event.exceptions.get(local)?.start ?? local].map((one) =>
    Date.parse(instantOf(one, event.timeZone)),
  );
  const window = {
    from: new Date(Math.min(...times) - dayMs).toISOString(),
    to: new Date(Math.max(...times) + dayMs).toISOString(),
  };
  return occurrencesOf(event, window).find(({ originalStart }) => originalStart && digitsOf(originalStart) === digits);
}

function getEvent({ box, given }: Call): Found {
  const id = box.ids.parseItem(given.event ?? "");
  if (id?.kind !== "event") throw badRequest("Id is malformed.", "ErrorInvalidIdMalformed");
  const entry = box.events[id.serial];
  const event = entry && !entry.erased ? box.mailbox.events.get(entry.eventId) : undefined;
  if (!entry || !event || !isShown(box, event, event.isCancelled)) throw notFound();
  if (id.occurrence === null) return { entry, event, occurrence: event.recurrence ? null : single(event) };
  const occurrence = occurrenceAt(event, id.occurrence);
  if (!occurrence || !isShown(box, event, occurrence.isCancelled)) throw notFound();
  return { entry, event, occurrence };
}

const single = (event: WorldEvent): Occurrence => ({
  event,
  originalStart: null,
  title: event.title,
  start: event.start,
  end: event.end,
  isCancelled: event.isCancelled,
  isException: false,
});

const json = ({ state, box, prefer }: Call, { entry, event, occurrence }: Found, select: readonly string[] | null) =>
  eventJson({ state, box, entry, event, occurrence, prefer }, select);

/** Everything that touches the window, series by their occurrences; no word of what is gone (open-sunsama PR #55). */
export function viewOf({ box }: Call, window: { from: string; to: string }): Found[] {
  const found = box.events.flatMap((entry) => {
    const event = entry.erased ? undefined : box.mailbox.events.get(entry.eventId);
    if (!event) return [];
    return shownOccurrences(box, event, window).map((occurrence) => ({ entry, event, occurrence }));
  });
  const startOf = ({ event, occurrence }: Found) => instantOf(occurrence?.start ?? event.start, event.timeZone);
  return found.sort((a, b) => startOf(a).localeCompare(startOf(b)));
}

function list(call: Call, found: readonly Found[], path: string): Answer {
  const { state } = call;
  const from = numberIn(call, "$skip") ?? 0;
  const size = numberIn(call, "$top") ?? call.prefer.maxPageSize ?? 10;
  const query = new URLSearchParams([...call.query].filter(([name]) => name !== "$skip"));
  query.set("$skip", String(from + size));
  const select = eventSelect(call);
  return ok(call, {
    "@odata.context": `${state.graphRoot}/v1.0/$metadata#Collection(event)`,
    ...(call.query.get("$count") === "true" && { "@odata.count": found.length }),
    ...(from + size < found.length && { "@odata.nextLink": `${state.graphRoot}/v1.0${path}?${query}` }),
    value: found.slice(from, from + size).map((one) => json(call, one, select)),
  });
}

const globalId = () => `040000008200E00074C5B7101A82E008${randomBytes(24).toString("hex").toUpperCase()}`;

function attendeesIn(given: unknown): WorldEvent["attendees"] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw badRequest("Attendees are a list.", "ErrorInvalidRequest");
  return given.map((one: { emailAddress?: { name?: string; address?: string } }) => {
    const address = one.emailAddress?.address;
    if (!address) throw badRequest("An attendee needs an address.", "ErrorInvalidRecipients");
    return { person: { name: one.emailAddress?.name ?? address, address }, answer: "none" as const };
  });
}

/** The same `transactionId` makes no second event (resources/event). */
function create(call: Call): Answer {
  const { state, box } = call;
  const { address, name } = box.mailbox;
  const given = jsonOf(call);
  const transactionId = typeof given.transactionId === "string" ? given.transactionId : null;
  const earlier = transactionId === null ? undefined : state.transactions.eventIdOf(address, transactionId);
  if (earlier === undefined) {
    const id = randomUUID();
    const start = localOf(given.start, "start");
    const end = localOf(given.end, "end");
    const isAllDay = given.isAllDay === true;
    const body = (given.body ?? {}) as { content?: string };
    const location = (given.location ?? {}) as { displayName?: string };
    state.world.putEvent({
      id,
      uid: globalId(),
      title: String(given.subject ?? ""),
      start: isAllDay ? start.local.slice(0, 10) : start.local,
      end: isAllDay ? end.local.slice(0, 10) : end.local,
      timeZone: start.zone,
      isAllDay,
      recurrence: null,
      organizer: { name, address },
      attendees: attendeesIn(given.attendees),
      visibility: given.sensitivity === "private" ? "private" : "default",
      kind: "meeting",
      location: location.displayName ?? null,
      meetingUrl: given.isOnlineMeeting === true ? `https://teams.microsoft.com/l/meetup-join/${id}` : null,
      description: (body.content ?? "").replace(/<[^>]+>/g, "").trim(),
      isCancelled: false,
      exceptions: new Map(),
      updatedAt: state.world.now,
    });
    if (transactionId !== null) state.transactions.note(address, transactionId, id);
    box.catchUp();
    return ok(call, madeJson(call, id), 201);
  }
  return ok(call, madeJson(call, earlier), 201);
}

function madeJson(call: Call, eventId: string): object {
  const entry = call.box.eventEntryOf(eventId);
  const event = call.box.mailbox.events.get(eventId);
  if (!entry || !event) throw notFound();
  return json(call, { entry, event, occurrence: single(event) }, null);
}

/** The organizer's leave cancels the meeting for everybody; an attendee's takes it off one calendar. */
function remove(call: Call): void {
  const { state, box } = call;
  const { event, occurrence } = getEvent(call);
  const isOrganizer = isOwn(box, event.organizer.address);
  if (occurrence?.originalStart) {
    const { originalStart, start, end, title } = occurrence;
    event.exceptions.set(originalStart, { start, end, title, isCancelled: true });
    state.world.putEvent(event);
    return;
  }
  if (isOrganizer) {
    event.isCancelled = true;
    state.world.putEvent(event);
  }
  state.world.eraseEvent(box.mailbox.address, event.id);
}

const write = ["Calendars.ReadWrite"];
const route = (method: string, path: string, scopes: readonly string[], answer: Route["answer"]): Route => ({
  method,
  path,
  scopes,
  isOutlook: true,
  answer,
});

export const calendarRoutes: readonly Route[] = [
  route("GET", "/me/calendarView", calendarRead, (call) =>
    list(call, viewOf(call, windowOf(call)), "/me/calendarView"),
  ),
  route("GET", "/me/events/:event", calendarRead, (call) => ok(call, json(call, getEvent(call), eventSelect(call)))),
  route("GET", "/me/events/:event/instances", calendarRead, (call) => {
    const { entry, event } = getEvent(call);
    const found = shownOccurrences(call.box, event, windowOf(call)).map((occurrence) => ({ entry, event, occurrence }));
    return list(call, found, `/me/events/${encodeURIComponent(call.given.event ?? "")}/instances`);
  }),
  route("POST", "/me/events", write, create),
  route("POST", "/me/calendar/events", write, create),
  route("DELETE", "/me/events/:event", write, (call) => {
    remove(call);
    return { status: 204, body: "" };
  }),
  route("POST", "/me/events/:event/cancel", write, (call) => {
    const { event } = getEvent(call);
    if (!isOwn(call.box, event.organizer.address)) {
      throw badRequest("You need to be an organizer to cancel a meeting.", "ErrorInvalidRequest");
    }
    remove(call);
    return { status: 202, body: "" };
  }),
];
