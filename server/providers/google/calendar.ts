// The primary Google calendar as a CalendarProvider.
import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../access.ts";
import type { CalendarEvent, CalendarProvider, EventDraft, EventPage, Window } from "../calendar-provider.ts";
import type { GoogleClient } from "./client.ts";
import { parseCursor, writeCursor } from "./cursor.ts";
import { failure, isUnknown } from "./errors.ts";
import { googleEvent, isInWindow, toCalendarEvent } from "./event.ts";
import { units } from "./units.ts";

const PRIMARY = "primary";

export function googleCalendar(client: GoogleClient): CalendarProvider {
  return {
    changes: (access, cursor, window) => readEvents(client, access, cursor, window),
    listBusy: (access, window) => listBusy(client, access, window),
    schedule: (access, draft) => schedule(client, access, draft),
    cancel: (access, externalId) => cancel(client, access, externalId),
  };
}

/**
 * A cursor is good only with the parameters it was made with: whoever changes one here raises the version below, and
 * older cursors are dead.
 */
const parameters = { calendarId: PRIMARY, singleEvents: true, maxResults: 1_000 } as const;

const calendarCursor = z.object({
  v: z.literal(1),
  of: z.literal("calendar"),
  window: z.object({ from: z.string(), to: z.string() }),
  /** Null in the first round, which has the window instead. */
  sync: z.string().nullable(),
  page: z.string().nullable(),
});

const eventList = z.object({
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().optional(),
  nextSyncToken: z.string().optional(),
});

const dead: EventPage = { upserted: [], removedIds: [], cursor: "", more: false, reset: true };

async function readEvents(
  client: GoogleClient,
  access: Access,
  cursor: string | null,
  window: Window,
): Promise<EventPage> {
  const known = cursor === null ? null : parseCursor(calendarCursor, cursor);
  if (known === undefined || (known && !isSame(known.window, window))) return dead;
  const { sync = null, page = null } = known ?? {};
  const list = client.ask(access, units.calendar, eventList, (options) =>
    client.calendar.events.list(
      {
        ...parameters,
        // The window is part of the first round only; a token that goes with it is refused.
        ...(sync === null ? { timeMin: window.from, timeMax: window.to } : { syncToken: sync }),
        ...(page !== null && { pageToken: page }),
      },
      options,
    ),
  );
  const answer = await list.catch((error) => {
    // A token that has expired is a 410, one that never was a 400; on any page.
    if (known && isUnknown(error)) return null;
    throw error;
  });
  if (!answer) return dead;
  const { nextPageToken = null, nextSyncToken = null } = answer;
  // The last page brings the token, and any page may be empty.
  if (nextPageToken === null && nextSyncToken === null)
    throw failure("unavailable", new Error("A page without a token"));
  if (nextPageToken !== null && nextPageToken === page) return dead;
  const state = nextPageToken === null ? { sync: nextSyncToken, page: null } : { sync, page: nextPageToken };
  const next = writeCursor({ v: 1, of: "calendar", window, ...state });
  return { ...sortOut(answer.items, window), cursor: next, more: nextPageToken !== null, reset: false };
}

const isSame = (one: Window, other: Window) => one.from === other.from && one.to === other.to;

function sortOut(items: readonly unknown[], window: Window): Pick<EventPage, "upserted" | "removedIds"> {
  const upserted: CalendarEvent[] = [];
  const removedIds: string[] = [];
  for (const item of items) {
    const event = parseEvent(item);
    if (event && isInWindow(event, window)) upserted.push(event);
    else {
      const id = z.object({ id: z.string() }).safeParse(item).data?.id;
      if (id !== undefined) removedIds.push(id);
    }
  }
  return { upserted, removedIds };
}

/** Null for what nobody can attend: cancelled, without a time, or no event at all. */
function parseEvent(item: unknown): CalendarEvent | null {
  const parsed = googleEvent.safeParse(item);
  return parsed.success ? toCalendarEvent(parsed.data) : null;
}

const busyAnswer = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      busy: z.array(z.object({ start: z.string(), end: z.string() })).default([]),
      errors: z.array(z.object({ reason: z.string().optional() })).default([]),
    }),
  ),
});

async function listBusy(client: GoogleClient, access: Access, { from, to }: Window): Promise<Window[]> {
  const { calendars } = await client.ask(access, units.calendar, busyAnswer, (options) =>
    client.calendar.freebusy.query({ requestBody: { timeMin: from, timeMax: to, items: [{ id: PRIMARY }] } }, options),
  );
  // Asked for one, and named by its address or by the word it was asked with.
  const [calendar] = Object.values(calendars);
  if (!calendar || calendar.errors.length > 0) {
    throw failure("unavailable", new Error(`No free-busy answer: ${calendar?.errors[0]?.reason ?? "none"}`));
  }
  return mergeWindows(
    calendar.busy.map(({ start, end }) => ({
      from: later(new Date(start).toISOString(), from),
      to: earlier(new Date(end).toISOString(), to),
    })),
  );
}

function mergeWindows(windows: readonly Window[]): Window[] {
  const merged: Window[] = [];
  for (const window of [...windows].sort((a, b) => a.from.localeCompare(b.from))) {
    const last = merged.at(-1);
    if (last && window.from <= last.to) merged[merged.length - 1] = { from: last.from, to: later(last.to, window.to) };
    else merged.push(window);
  }
  return merged;
}

const later = (one: string, other: string) => (one > other ? one : other);
const earlier = (one: string, other: string) => (one < other ? one : other);

/** Calendar takes ids in base32hex, of which hexadecimal is a part: the same request always makes the same event. */
const eventIdOf = (requestId: string) => createHash("sha256").update(`kith ${requestId}`).digest("hex");

async function schedule(client: GoogleClient, access: Access, draft: EventDraft): Promise<CalendarEvent> {
  const id = eventIdOf(draft.requestId);
  const { timeZone } = draft;
  const requestBody = {
    id,
    summary: draft.title,
    description: draft.description,
    ...(draft.location !== null && { location: draft.location }),
    start: { dateTime: draft.startsAt, timeZone },
    end: { dateTime: draft.endsAt, timeZone },
    attendees: draft.attendees.map(({ name, address }) => ({ email: address, ...(name && { displayName: name }) })),
    ...(draft.wantsVideo && {
      conferenceData: { createRequest: { requestId: id, conferenceSolutionKey: { type: "hangoutsMeet" } } },
    }),
  };
  const insert = client.ask(access, units.calendar, googleEvent, (options) =>
    client.calendar.events.insert(
      { calendarId: PRIMARY, sendUpdates: "all", conferenceDataVersion: 1, requestBody },
      options,
    ),
  );
  const event = await insert.catch((error) => {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    // Made by an earlier try, whose answer was lost.
    return client.ask(access, units.calendar, googleEvent, (options) =>
      client.calendar.events.get({ calendarId: PRIMARY, eventId: id }, options),
    );
  });
  const made = toCalendarEvent(event);
  if (!made) throw failure("not_found", new Error("The event of this request was cancelled"));
  return made;
}

async function cancel(client: GoogleClient, access: Access, externalId: string): Promise<void> {
  const remove = client.ask(access, units.calendar, z.unknown(), (options) =>
    client.calendar.events.delete({ calendarId: PRIMARY, eventId: externalId, sendUpdates: "all" }, options),
  );
  await remove.catch((error) => {
    // Somebody was faster.
    if (error instanceof AppError && error.code === "not_found") return;
    throw error;
  });
}
