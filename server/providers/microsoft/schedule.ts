// When the rep is busy, and meetings made and cancelled.
import type { Event } from "@microsoft/microsoft-graph-types";
import { findWindows } from "windows-iana";
import { z } from "zod";
import type { Access } from "../access.ts";
import type { CalendarEvent, EventDraft, Window } from "../calendar-provider.ts";
import { encode, type Graph, readAs } from "./client.ts";
import { isDuplicate, isGone, unanswered } from "./errors.ts";
import { eventAnswer, eventPreferences, findEvent } from "./event.ts";
import { readAll } from "./folders.ts";

const PAGE_SIZE = "200";
const busyAs = ["busy", "tentative", "oof"];

const readView = (graph: Graph, access: Access, { from, to }: Window, fields: string) =>
  readAll(graph, access, {
    path: "/me/calendarView",
    query: { startDateTime: from, endDateTime: to, $select: fields, $top: PAGE_SIZE },
    prefer: eventPreferences,
  });

const responseAnswer = z.object({ responseStatus: z.object({ response: z.string().nullish() }).nullish() });

export async function listBusy(graph: Graph, access: Access, window: Window): Promise<Window[]> {
  const view = await readView(graph, access, window, "id,start,end,isAllDay,showAs,isCancelled,responseStatus");
  const busy = view
    .filter((entry) => readAs(responseAnswer, entry).responseStatus?.response !== "declined")
    .map((entry) => readAs(eventAnswer, entry))
    .filter((event) => busyAs.includes(event.showAs ?? "busy") && !event.isCancelled)
    .map((event) => findEvent(event))
    .filter((event) => event !== undefined)
    .map(({ startsAt, endsAt }) => ({
      from: startsAt < window.from ? window.from : startsAt,
      to: endsAt > window.to ? window.to : endsAt,
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from.localeCompare(b.from));
  const merged: { from: string; to: string }[] = [];
  for (const span of busy) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = span.to > last.to ? span.to : last.to;
    else merged.push({ ...span });
  }
  return merged;
}

/** The wall clock of a zone at an instant, with the zone's Windows name: the one kind that every mailbox knows. */
function timeIn(instant: string, iana: string): { dateTime: string; timeZone: string } {
  const windows = findWindows(iana)[0];
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone: windows ? iana : "UTC",
    dateStyle: "short",
    timeStyle: "medium",
  });
  return { dateTime: clock.format(new Date(instant)).replace(" ", "T"), timeZone: windows ?? "UTC" };
}

/** By the mark it was made with; a refusal of the same mark leaves no other way to learn which event has it. */
async function findByRequest(graph: Graph, access: Access, draft: EventDraft): Promise<CalendarEvent | undefined> {
  const window = { from: draft.startsAt, to: draft.endsAt };
  const view = await readAll(graph, access, {
    path: "/me/calendarView",
    query: { startDateTime: window.from, endDateTime: window.to, $top: PAGE_SIZE },
    prefer: eventPreferences,
  });
  const found = view
    .map((entry) => readAs(eventAnswer, entry))
    .find((event) => event.transactionId === draft.requestId);
  return found && findEvent(found);
}

export async function schedule(graph: Graph, access: Access, draft: EventDraft): Promise<CalendarEvent> {
  const body: Event = {
    subject: draft.title,
    body: { contentType: "text", content: draft.description },
    start: timeIn(draft.startsAt, draft.timeZone),
    end: timeIn(draft.endsAt, draft.timeZone),
    ...(draft.location !== null && { location: { displayName: draft.location } }),
    attendees: draft.attendees.map(({ name, address }) => ({
      emailAddress: { name: name || address, address },
      type: "required",
    })),
    isOnlineMeeting: draft.wantsVideo,
    transactionId: draft.requestId,
  };
  try {
    const made = await graph.ask(access, { method: "POST", path: "/me/events", body, prefer: eventPreferences });
    const event = findEvent(readAs(eventAnswer, made));
    if (!event) throw unanswered(new Error("An event without a time"));
    return event;
  } catch (error) {
    // No document says what a repeated mark is answered with: with the event, or with a refusal.
    const earlier = isDuplicate(error) ? await findByRequest(graph, access, draft) : undefined;
    if (earlier) return earlier;
    throw error;
  }
}

/** An organizer's deletion tells everybody invited. */
export async function cancel(graph: Graph, access: Access, externalId: string): Promise<void> {
  try {
    await graph.ask(access, { method: "DELETE", path: `/me/events/${encode(externalId)}` });
  } catch (error) {
    // Cancelled is what it was to be.
    if (!isGone(error)) throw error;
  }
}
