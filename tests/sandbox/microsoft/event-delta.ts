// Changes of the primary calendar inside a window (microsoft-graph-docs-contrib api-reference/v1.0/api/event-delta.md).
import type { Occurrence, WorldEvent } from "../mailboxes/world.ts";
import type { EventEntry } from "./box.ts";
import type { Call, Route } from "./call.ts";
import { answerDelta, replayFrom } from "./delta.ts";
import type { Item, Round } from "./delta-tokens.ts";
import { eventIdFor, eventJson, isShown, shownOccurrences, stubProperties, typeOf } from "./event-json.ts";
import { badRequest } from "./graph-error.ts";
import type { Preferences } from "./prefer.ts";
import { instantIn } from "./zones.ts";

/** The window is part of the token: it does not move as time goes by. */
interface Window {
  readonly from: string;
  readonly to: string;
}

/** By the event's serial, the starts of the occurrences that were told; one empty start for an event alone. */
type Told = ReadonlyMap<number, ReadonlySet<string>>;

export const calendarRead = ["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"];

const refused = ["$select", "$filter", "$orderby", "$expand", "$search"];

export function windowOf(call: Call): Window {
  const from = instantIn(call.query.get("startdatetime"), "startDateTime");
  const to = instantIn(call.query.get("enddatetime"), "endDateTime");
  if (from >= to) throw badRequest("The end of the window is not after its start.", "ErrorInvalidParameter");
  return { from, to };
}

const removed = (id: string) => ({ "@odata.type": "#microsoft.graph.event", id, "@removed": { reason: "deleted" } });

function itemsOf(call: Call, entry: EventEntry, event: WorldEvent, shown: readonly Occurrence[], before: Told): Item[] {
  const { state, box } = call;
  const { silentOccurrences, stubOccurrences, masterLast } = state.switches;
  const json = (occurrence: Occurrence | null) => (prefer: Preferences) => {
    const isStub = stubOccurrences && typeOf(event, occurrence) === "occurrence";
    const view = { state, box, entry, event, occurrence, prefer };
    return { "@odata.type": "#microsoft.graph.event", ...eventJson(view, isStub ? stubProperties : null) };
  };
  if (!event.recurrence) return shown.map((occurrence) => (prefer) => [json(occurrence)(prefer)]);
  const occurrences = shown.map((occurrence) => json(occurrence));
  const all = masterLast ? [...occurrences, json(null)] : [json(null), ...occurrences];
  if (silentOccurrences) return [(prefer) => all.map((one) => one(prefer))];
  const starts = new Set(shown.map((occurrence) => occurrence.originalStart));
  const gone = [...(before.get(entry.serial) ?? [])].filter((start) => !starts.has(start));
  return [
    ...all.map((one) => (prefer: Preferences) => [one(prefer)]),
    ...gone.map((start) => (prefer: Preferences) => [removed(eventIdFor(box, entry, prefer, start))]),
  ];
}

function roundOf(call: Call, window: Window, entries: readonly EventEntry[], before: Told | null): Round {
  const { box, state } = call;
  const told = new Map(before ?? []);
  const position = box.eventChanges.length;
  const items = entries.flatMap((entry): Item[] => {
    const event = entry.erased ? undefined : box.mailbox.events.get(entry.eventId);
    const isThere = event !== undefined && isShown(box, event, event.isCancelled);
    const shown = isThere ? shownOccurrences(box, event, window) : [];
    const known = told.get(entry.serial) ?? new Set<string>();
    if (event && shown.length > 0) {
      const found = itemsOf(call, entry, event, shown, told);
      told.set(entry.serial, new Set(shown.map((occurrence) => occurrence.originalStart ?? "")));
      return found;
    }
    told.delete(entry.serial);
    // A first round tells of what is there. Later ones tell of every change outside the window as of a removal.
    if (before === null) return [];
    const starts = state.switches.silentOccurrences ? [] : [...known].filter((start) => start !== "");
    return [null, ...starts].map((start) => (prefer) => [removed(eventIdFor(box, entry, prefer, start))]);
  });
  return {
    collection: "events",
    path: "/me/calendarView/delta",
    query: `&startDateTime=${encodeURIComponent(window.from)}&endDateTime=${encodeURIComponent(window.to)}`,
    pageSize: 10,
    check: () => {},
    items,
    next: () => {
      const changes = box.eventChanges.slice(replayFrom(position, state.switches.replays));
      return roundOf(call, window, [...new Set(changes)], told);
    },
  };
}

function firstRound(call: Call): Round {
  const given = refused.filter((name) => call.query.has(name));
  if (given.length > 0) {
    throw badRequest(
      `Not supported with change tracking of a calendar view: ${given.join(", ")}.`,
      "ErrorInvalidUrlQuery",
    );
  }
  return roundOf(call, windowOf(call), call.box.events, null);
}

export const eventDeltaRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/me/calendarView/delta",
    scopes: calendarRead,
    isOutlook: true,
    answer: (call) => answerDelta(call, firstRound),
  },
];
