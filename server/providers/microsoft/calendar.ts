// The calendar: changes of a window that Microsoft froze into the link, told in series and occurrences.
import type { Access } from "../access.ts";
import type { CalendarEvent, CalendarProvider, EventPage, Window } from "../calendar-provider.ts";
import { readEach } from "./batch.ts";
import { type Ask, encode, type Graph, readAs } from "./client.ts";
import { type EventCursor, eventCursor, packSeries, parseCursor, type Series } from "./cursor.ts";
import { isDeadLink, isGone, unanswered } from "./errors.ts";
import { type EventAnswer, eventAnswer, eventPreferences, findEvent, withSeries } from "./event.ts";
import { readAll } from "./folders.ts";
import { cancel, listBusy, schedule } from "./schedule.ts";
import { pageAnswer, removedAnswer } from "./words.ts";

const PAGE_SIZE = 100;

const dead = (cursor: string): EventPage => ({ upserted: [], removedIds: [], cursor, more: false, reset: true });

const firstPage = ({ from, to }: Window): Ask => ({
  path: "/me/calendarView/delta",
  query: { startDateTime: from, endDateTime: to },
});

const eventPath = (id: string) => `/me/events/${encode(id)}`;

interface Told {
  readonly masters: Map<string, EventAnswer>;
  readonly singles: EventAnswer[];
  readonly occurrences: EventAnswer[];
  readonly removedIds: string[];
}

/** What a page says, each event once: of several words on one event the last counts. */
function sortOut(entries: readonly unknown[]): Told {
  const last = new Map<string, unknown>();
  for (const entry of entries) {
    const id = typeof entry === "object" && entry !== null && "id" in entry ? entry.id : undefined;
    if (typeof id === "string") last.set(id, entry);
  }
  const told: Told = { masters: new Map(), singles: [], occurrences: [], removedIds: [] };
  for (const [id, entry] of last) {
    if (removedAnswer.safeParse(entry).success) {
      told.removedIds.push(id);
      continue;
    }
    const event = eventAnswer.safeParse(entry).data;
    // One event that nobody understands must not keep the rest from being followed.
    if (!event) told.removedIds.push(id);
    else if (event.type === "seriesMaster") told.masters.set(id, event);
    else if (event.seriesMasterId) told.occurrences.push(event);
    else told.singles.push(event);
  }
  return told;
}

function add(series: Series, id: string, occurrenceId: string): void {
  const ids = series.get(id) ?? new Set();
  series.set(id, ids.add(occurrenceId));
}

/** `id` is of a series or of an occurrence. */
function forget(series: Series, id: string): void {
  series.delete(id);
  for (const ids of series.values()) ids.delete(id);
}

export function microsoftCalendar(graph: Graph): CalendarProvider {
  /** Adds the series that the page has occurrences of and does not tell itself. */
  async function completeMasters(access: Access, { masters, occurrences }: Told): Promise<Map<string, EventAnswer>> {
    const all = new Map(masters);
    const missing = [...new Set(occurrences.map((event) => event.seriesMasterId ?? ""))].filter((id) => !all.has(id));
    const answers = await readEach(
      graph,
      access,
      missing.map((id) => ({ path: eventPath(id), prefer: eventPreferences })),
    );
    for (const [at, id] of missing.entries()) {
      const answer = answers[at];
      if (answer && "body" in answer) all.set(id, readAs(eventAnswer, answer.body));
      // Deleted meanwhile: the next round says so, and until then there is nothing to be said of its occurrences.
      else if (answer && !isGone(answer.error)) throw answer.error;
    }
    return all;
  }

  /** Ids of the occurrences that a series has in the window now; none when there is no such series. */
  async function readInstances(access: Access, id: string, { from, to }: Window): Promise<Set<string>> {
    const query = { startDateTime: from, endDateTime: to, $select: "id", $top: String(PAGE_SIZE) };
    try {
      const instances = await readAll(graph, access, { path: `${eventPath(id)}/instances`, query });
      return new Set(instances.map((instance) => readAs(eventAnswer, instance).id));
    } catch (error) {
      if (isGone(error)) return new Set();
      throw error;
    }
  }

  /**
   * An occurrence that was taken out of its series is not told: the series comes again as a whole, without it. So what
   * was known and did not come is looked for, and gone where it is not found.
   */
  async function findVanished(access: Access, known: Series, told: Series, window: Window): Promise<string[]> {
    const vanished: string[] = [];
    for (const [id, seen] of told) {
      const missing = [...(known.get(id) ?? [])].filter((occurrence) => !seen.has(occurrence));
      if (missing.length === 0) continue;
      const instances = await readInstances(access, id, window);
      for (const occurrence of missing) {
        if (instances.has(occurrence)) seen.add(occurrence);
        else vanished.push(occurrence);
      }
    }
    return vanished;
  }

  async function changes(access: Access, cursor: string | null, window: Window): Promise<EventPage> {
    const state = cursor === null ? null : parseCursor(eventCursor, cursor);
    if (cursor !== null) {
      const isUsable = state && graph.isOwnLink(state.link) && state.from === window.from && state.to === window.to;
      if (!isUsable) return dead(cursor);
    }
    let answer: unknown;
    try {
      const ask = state ? { path: state.link } : firstPage(window);
      answer = await graph.ask(access, { ...ask, prefer: [...eventPreferences, `odata.maxpagesize=${PAGE_SIZE}`] });
    } catch (error) {
      if (cursor !== null && isDeadLink(error)) return dead(cursor);
      throw isDeadLink(error) ? unanswered(error) : error;
    }
    const page = readAs(pageAnswer, answer);
    const link = page["@odata.nextLink"] ?? page["@odata.deltaLink"];
    if (!link || !graph.isOwnLink(link)) throw unanswered(new Error("A page without a link to Microsoft"));
    const more = page["@odata.nextLink"] !== undefined;

    const found = sortOut(page.value);
    const masters = await completeMasters(access, found);
    const known: Series = state?.known ?? new Map();
    const told: Series = state?.told ?? new Map();
    const removedIds = [...found.removedIds];
    const upserted: CalendarEvent[] = [];
    for (const [id, master] of found.masters) {
      if (master.isCancelled) removedIds.push(id);
      if (!told.has(id)) told.set(id, new Set());
    }
    const occurrences = found.occurrences.flatMap((event) => {
      const series = masters.get(event.seriesMasterId ?? "");
      return series ? [withSeries(event, series)] : [];
    });
    for (const event of [...found.singles, ...occurrences]) {
      const meeting = event.isCancelled ? undefined : findEvent(event);
      if (meeting) upserted.push(meeting);
      else removedIds.push(event.id);
      if (event.seriesMasterId) add(told.has(event.seriesMasterId) ? told : known, event.seriesMasterId, event.id);
    }
    for (const id of removedIds) for (const series of [known, told]) forget(series, id);
    if (!more) {
      removedIds.push(...(await findVanished(access, known, told, window)));
      for (const [id, ids] of told) known.set(id, ids);
      told.clear();
    }
    const next: EventCursor = {
      v: 1,
      link,
      from: window.from,
      to: window.to,
      known: packSeries(known),
      told: packSeries(told),
    };
    return { upserted, removedIds: [...new Set(removedIds)], cursor: JSON.stringify(next), more, reset: false };
  }

  return {
    changes,
    listBusy: (access, window) => listBusy(graph, access, window),
    schedule: (access, draft) => schedule(graph, access, draft),
    cancel: (access, externalId) => cancel(graph, access, externalId),
  };
}
