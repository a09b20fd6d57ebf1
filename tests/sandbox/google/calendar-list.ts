// events.list: everything in a window, or what changed since a sync token.
// googleapis 188 apis/calendar/v3.d.ts, events.list; developers.google.com/workspace/calendar/api/guides/sync.
import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import type { WorldEvent } from "../mailboxes/world.ts";
import { idOf, instanceIdOf } from "./calendar-id.ts";
import { type CalendarIndex, endOfTime, type Instance, instancesOf } from "./calendar-index.ts";
import { cancelledInstanceOf, eventTypes, itemOf, stubOf, type View } from "./calendar-item.ts";
import { refuse } from "./errors.ts";
import { type Call, sizeOf } from "./route.ts";

type Item = calendar_v3.Schema$Event;

/** An item that is made when its page is. */
interface Candidate {
  readonly order: string;
  readonly make: () => Item;
}

/** Not with a sync token. */
const forbidden = [
  "iCalUID",
  "orderBy",
  "privateExtendedProperty",
  "q",
  "sharedExtendedProperty",
  "timeMin",
  "timeMax",
  "updatedMin",
];
/** A list that was asked for with one of these gives no sync token. */
const tokenless = forbidden.filter((name) => name !== "timeMin" && name !== "timeMax");
/** Say nothing about what is listed. */
const incidental = ["syncToken", "pageToken", "maxResults", "fields", "alt", "key", "prettyPrint", "quotaUser"];
const defaults: Readonly<Record<string, string>> = { singleEvents: "false", showDeleted: "false" };

interface Token {
  readonly kind: "sync" | "page";
  /** Changes after it are still to come. */
  readonly stamp: number;
  readonly params: string;
  /** Of a page: where the one before ended. */
  readonly last?: string;
  /** This page is never to be had. */
  readonly breaks?: boolean;
}

const writeToken = (token: Token) => Buffer.from(JSON.stringify(token)).toString("base64url");

function parseToken(kind: Token["kind"], text: string | null): Token | null {
  if (text === null) return null;
  try {
    const token = JSON.parse(Buffer.from(text, "base64url").toString()) as Token;
    if (token.kind === kind) return token;
  } catch {
    // Refused below, like any other that we never gave out.
  }
  return refuse("invalid", { message: `Invalid ${kind} token value.`, location: `${kind}Token` });
}

function paramsOf(query: URLSearchParams, without: readonly string[]): string {
  const pairs = [...query].filter(
    ([name, value]) => !incidental.includes(name) && !without.includes(name) && defaults[name] !== value,
  );
  return JSON.stringify(pairs.sort((one, other) => (one.join() < other.join() ? -1 : 1)));
}

/** `timeMin` is a lower bound of the end, `timeMax` an upper bound of the start, both exclusive. */
const touches = ({ startsAt, endsAt }: Instance, from: string, to: string) => startsAt < to && endsAt > from;

function windowOf(query: URLSearchParams): { from: string; to: string } {
  const read = (name: string, usual: string) => {
    const text = query.get(name);
    if (text === null) return usual;
    // An offset is mandatory.
    if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text)) return refuse("badRequest", { location: name });
    return new Date(text).toISOString();
  };
  const window = { from: read("timeMin", ""), to: read("timeMax", endOfTime) };
  if (window.from >= window.to) refuse("timeRangeEmpty");
  return window;
}

function everythingIn(index: CalendarIndex, query: URLSearchParams, view: View): Candidate[] {
  const { from, to } = windowOf(query);
  if (to !== endOfTime) index.reach(to);
  const isSingle = query.get("singleEvents") === "true";
  const showsDeleted = query.get("showDeleted") === "true";
  const uid = query.get("iCalUID");
  const isByStart = query.get("orderBy") === "startTime";
  const found: Candidate[] = [];
  const add = (id: string, instance: Instance | undefined, make: () => Item) =>
    found.push({ order: isByStart ? `${instance?.startsAt} ${id}` : id, make });
  for (const event of index.events()) {
    if ((uid !== null && event.uid !== uid) || (event.isCancelled && !showsDeleted)) continue;
    const inside = instancesOf(event, index.horizon).filter((instance) => touches(instance, from, to));
    if (inside.length === 0) continue;
    const series = event.isCancelled ? () => stubOf(idOf(event), event) : () => itemOf(event, view);
    if (!event.recurrence || !isSingle) add(idOf(event), inside[0], series);
    if (!event.recurrence || (event.isCancelled && !isSingle)) continue;
    for (const instance of inside) {
      const { originalStart, isCancelled, isException } = instance;
      // Masters come with the exceptions of their series, cancelled ones always included.
      if (isSingle ? isCancelled && !showsDeleted : !isException) continue;
      const start = originalStart ?? "";
      add(instanceIdOf(event, start), instance, () =>
        isCancelled ? cancelledInstanceOf(event, start, view) : itemOf(event, view, instance),
      );
    }
  }
  return found;
}

/** Changes come wherever in time they lie: the window of the first request no longer counts. */
function changesSince(
  index: CalendarIndex,
  stamp: number,
  isSingle: boolean,
  asMaster: boolean,
  view: View,
): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (id: string, make: () => Item) => found.set(id, { order: id, make });
  const stub = (id: string, event: WorldEvent) => add(id, () => stubOf(id, event));
  for (const { event, key } of index.changesAfter(stamp)) {
    const isGone = index.isErased(event) || event.isCancelled;
    const id = idOf(event);
    const isSeries = event.recurrence !== null;
    if (key === "single" || key === "master") {
      const isShown = isSeries ? !isSingle : true;
      if (isGone && (isShown || asMaster)) stub(id, event);
      else if (isShown) add(id, () => itemOf(event, view));
      // A single event that became a series is no longer there as itself.
      else if (key === "single") stub(id, event);
      continue;
    }
    if (isGone) {
      if (isSingle && !asMaster) stub(instanceIdOf(event, key), event);
      continue;
    }
    const instance = instancesOf(event, index.horizon).find(({ originalStart }) => originalStart === key);
    if (!isSingle && !instance?.isException) continue;
    if (!instance || instance.isCancelled) {
      add(instanceIdOf(event, key), () => cancelledInstanceOf(event, key, view));
    } else add(instanceIdOf(event, key), () => itemOf(event, view, instance));
  }
  return [...found.values()];
}

/** The token a request begins with, checked against the request it comes with. */
function stampOf(index: CalendarIndex, query: URLSearchParams): { stamp: number | null; page: Token | null } {
  const sync = parseToken("sync", query.get("syncToken"));
  const page = parseToken("page", query.get("pageToken"));
  if (sync) {
    const wrong = forbidden.find((name) => query.has(name));
    if (wrong !== undefined) {
      refuse("badRequest", { message: `The ${wrong} parameter cannot be used with a sync token.`, location: wrong });
    }
    // Undefined at Google, so the worst that can happen: a refusal.
    if (sync.params !== paramsOf(query, forbidden)) {
      refuse("badRequest", { message: "Sync token does not belong to these parameters.", location: "syncToken" });
    }
    if (!index.remembers(sync.stamp) || page?.breaks) {
      if (page?.breaks) index.forget();
      refuse("fullSyncRequired", { location: "syncToken" });
    }
  }
  if (page && page.params !== paramsOf(query, [])) {
    refuse("badRequest", { message: "Page token does not belong to these parameters.", location: "pageToken" });
  }
  return { stamp: sync?.stamp ?? null, page };
}

export function listEvents({ room, query }: Call, index: CalendarIndex, view: View): calendar_v3.Schema$Events {
  const { stamp, page } = stampOf(index, query);
  const size = sizeOf(query, "maxResults", 250, 2500);
  // What changes while pages are read is for the next round.
  const asOf = page?.stamp ?? index.stamp;
  const isSingle = query.get("singleEvents") === "true";
  if (query.get("orderBy") === "startTime" && !isSingle) {
    refuse("badRequest", { message: "The requested ordering is not available for the particular query." });
  }
  const types = query.getAll("eventTypes");
  const isWanted = ({ status, eventType }: Item) =>
    types.length === 0 || status === "cancelled" || types.includes(eventType ?? eventTypes.meeting);

  const candidates =
    stamp === null
      ? everythingIn(index, query, view)
      : changesSince(index, stamp, isSingle, room.switches.cancelsSeriesAsMaster, view);
  candidates.sort((one, other) => (one.order < other.order ? -1 : 1));
  const left = candidates.filter(({ order }) => page?.last === undefined || order > page.last);
  const breaks = stamp !== null && index.breaksOnSecondPage;
  if (breaks) index.breaksOnSecondPage = false;
  const isEmpty = page === null && room.switches.emptyEventPages;
  const shown = left.slice(0, isEmpty ? 0 : breaks ? Math.floor(left.length / 2) : size);

  const params = paramsOf(query, []);
  const last = shown.at(-1)?.order ?? page?.last ?? "";
  const isLast = shown.length === left.length && !breaks && !isEmpty;
  const hasToken = isLast && !tokenless.some((name) => query.has(name));
  return {
    kind: "calendar#events",
    etag: `"p${asOf}"`,
    summary: index.mailbox.address,
    description: "",
    updated: room.world.now,
    timeZone: "UTC",
    accessRole: "owner",
    defaultReminders: [{ method: "popup", minutes: 10 }],
    ...(!isLast && { nextPageToken: writeToken({ kind: "page", stamp: asOf, params, last, breaks }) }),
    ...(hasToken && {
      nextSyncToken: writeToken({ kind: "sync", stamp: asOf, params: paramsOf(query, forbidden) }),
    }),
    items: shown.map(({ make }) => make()).filter(isWanted),
  };
}
