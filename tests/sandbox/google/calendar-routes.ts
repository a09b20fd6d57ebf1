// Google Calendar API v3, primary calendar. Scopes: "Requires one of" in googleapis 188 apis/calendar/v3.d.ts.
import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import { cancelEvent, findEvent, insertEvent } from "./calendar-change.ts";
import { type CalendarIndex, instancesOf } from "./calendar-index.ts";
import { eventTypes, itemOf, stubOf, type View } from "./calendar-item.ts";
import { listEvents } from "./calendar-list.ts";
import { refuse } from "./errors.ts";
import { bodyOf, type Call, ok, type Route } from "./route.ts";

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
const changes = [scope("calendar"), scope("calendar.events"), scope("calendar.events.owned")];
const reads = [...changes, scope("calendar.readonly"), scope("calendar.events.readonly")];
const seesBusy = [
  scope("calendar"),
  scope("calendar.readonly"),
  scope("calendar.freebusy"),
  scope("calendar.events.freebusy"),
];

function indexOf({ room, mailbox, params }: Call): CalendarIndex {
  const { calendar = "primary" } = params;
  if (calendar !== "primary" && calendar !== mailbox.address) refuse("notFound", { message: "Not Found" });
  return room.calendar(mailbox.address);
}

function viewOf({ mailbox, query }: Call): View {
  return {
    own: [mailbox.address, ...mailbox.aliases],
    timeZone: query.get("timeZone"),
    maxAttendees: query.has("maxAttendees") ? Number(query.get("maxAttendees")) : null,
  };
}

/** Busy is what blocks time: not what was declined or cancelled, nor birthdays and working locations. */
function busyOf(index: CalendarIndex, from: string, to: string): calendar_v3.Schema$TimePeriod[] {
  index.reach(to);
  const own = [index.mailbox.address, ...index.mailbox.aliases];
  const blocking = index
    .events()
    .filter(
      ({ kind, attendees }) =>
        eventTypes[kind] !== "birthday" &&
        eventTypes[kind] !== "workingLocation" &&
        !attendees.some(({ person, answer }) => answer === "declined" && own.includes(person.address)),
    );
  const times = blocking
    .flatMap((event) => instancesOf(event, index.horizon))
    .filter(({ isCancelled, startsAt, endsAt }) => !isCancelled && startsAt < to && endsAt > from)
    .map(({ startsAt, endsAt }) => ({ start: startsAt < from ? from : startsAt, end: endsAt > to ? to : endsAt }))
    .sort((one, other) => (one.start < other.start ? -1 : 1));
  const merged: { start: string; end: string }[] = [];
  for (const time of times) {
    const last = merged.at(-1);
    if (!last || time.start > last.end) merged.push({ ...time });
    else if (time.end > last.end) last.end = time.end;
  }
  return merged.map(({ start, end }) => ({ start: start.replace(".000Z", "Z"), end: end.replace(".000Z", "Z") }));
}

function freeBusy(call: Call): calendar_v3.Schema$FreeBusyResponse {
  const { timeMin, timeMax, items = [] } = bodyOf<calendar_v3.Schema$FreeBusyRequest>(call);
  if (!timeMin || !timeMax) return refuse("required", { message: "Missing timeMin parameter." });
  const [from, to] = [new Date(timeMin).toISOString(), new Date(timeMax).toISOString()];
  if (from >= to) return refuse("timeRangeEmpty");
  const { room, mailbox } = call;
  const calendars = items.map(({ id = "" }): [string, calendar_v3.Schema$FreeBusyCalendar] => {
    const address = id === "primary" || id === null ? mailbox.address : id;
    const isKnown = room.world.mailboxes.get(address)?.vendor === "google";
    const unknown = { errors: [{ domain: "global", reason: "notFound" }], busy: [] };
    return [id ?? "", isKnown ? { busy: busyOf(room.calendar(address), from, to) } : unknown];
  });
  return { kind: "calendar#freeBusy", timeMin, timeMax, calendars: Object.fromEntries(calendars) };
}

function event(call: Call): calendar_v3.Schema$Event {
  const index = indexOf(call);
  const { event: found, instance } = findEvent(index, call.params.event ?? "");
  const isGone = index.isErased(found) || found.isCancelled || (instance?.isCancelled ?? false);
  return isGone ? stubOf(call.params.event ?? "", found) : itemOf(found, viewOf(call), instance);
}

const at = (id: string, method: string, path: string, scopes: readonly string[], answer: Route["answer"]): Route => ({
  id: `calendar.${id}`,
  method,
  path: `/calendar/v3${path}`,
  api: "calendar",
  units: 1,
  scopes,
  answer,
});

export const calendarRoutes: readonly Route[] = [
  at("events.list", "GET", "/calendars/:calendar/events", reads, (call) =>
    ok(listEvents(call, indexOf(call), viewOf(call))),
  ),
  at("events.get", "GET", "/calendars/:calendar/events/:event", reads, (call) => ok(event(call))),
  at("events.insert", "POST", "/calendars/:calendar/events", changes, (call) =>
    ok(insertEvent(call, indexOf(call), viewOf(call))),
  ),
  at("events.delete", "DELETE", "/calendars/:calendar/events/:event", changes, (call) => {
    cancelEvent(call, indexOf(call), call.params.event ?? "");
    return { status: 204, body: undefined };
  }),
  at("freebusy.query", "POST", "/freeBusy", seesBusy, (call) => ok(freeBusy(call))),
];
