// Free or busy (microsoft-graph-docs-contrib api-reference/v1.0/api/calendar-getschedule.md).
import type { ScheduleInformation, ScheduleItem } from "@microsoft/microsoft-graph-types";
import { instantOf } from "../mailboxes/world.ts";
import type { Box } from "./box.ts";
import { type Call, jsonOf, ok, type Route } from "./call.ts";
import { isOwn, shownOccurrences } from "./event-json.ts";
import { badRequest } from "./graph-error.ts";
import { dateTimeIn, localOf } from "./zones.ts";

interface Busy {
  readonly from: string;
  readonly to: string;
  readonly item: ScheduleItem;
}

const statuses = { meeting: "busy", focus: "busy", birthday: "free", away: "oof", place: "workingElsewhere" } as const;
const digits: Record<string, string> = { free: "0", tentative: "1", busy: "2", oof: "3", workingElsewhere: "4" };

function busyOf(box: Box, window: { from: string; to: string }, zone: string | null): Busy[] {
  const found: Busy[] = [];
  for (const event of box.mailbox.events.values()) {
    const own = event.attendees.find(({ person }) => isOwn(box, person.address))?.answer;
    const isAttendee = !isOwn(box, event.organizer.address);
    if (isAttendee && own === "declined") continue;
    const status = isAttendee && (own === "none" || own === "tentative") ? "tentative" : statuses[event.kind];
    for (const occurrence of shownOccurrences(box, event, window)) {
      if (occurrence.isCancelled) continue;
      const from = instantOf(occurrence.start, event.timeZone);
      const to = instantOf(occurrence.end, event.timeZone);
      const isPrivate = event.visibility !== "default";
      const subject = isPrivate ? {} : { subject: occurrence.title, location: event.location ?? "" };
      const item: ScheduleItem = {
        isPrivate,
        status,
        ...subject,
        start: dateTimeIn(from, zone),
        end: dateTimeIn(to, zone),
      };
      found.push({ from, to, item });
    }
  }
  return found.sort((a, b) => a.from.localeCompare(b.from));
}

function availability(busy: readonly Busy[], window: { from: string; to: string }, minutes: number): string {
  let view = "";
  for (let at = Date.parse(window.from); at < Date.parse(window.to); at += minutes * 60_000) {
    const slot = { from: new Date(at).toISOString(), to: new Date(at + minutes * 60_000).toISOString() };
    const codes = busy
      .filter(({ from, to }) => from < slot.to && to > slot.from)
      .map(({ item }) => digits[item.status ?? "free"] ?? "0");
    view += codes.sort().at(-1) ?? "0";
  }
  return view;
}

function scheduleOf(
  call: Call,
  id: string,
  window: { from: string; to: string },
  minutes: number,
): ScheduleInformation {
  const { state, prefer } = call;
  const address = state.boxes.addresses.find((one) => one.toLowerCase() === id.toLowerCase());
  if (address === undefined) {
    const message = "The e-mail address could not be resolved.";
    return { scheduleId: id, error: { message, responseCode: "ErrorMailRecipientNotFound" } };
  }
  const busy = busyOf(state.boxes.get(address), window, prefer.timeZone);
  return {
    scheduleId: id,
    availabilityView: availability(busy, window, minutes),
    scheduleItems: busy.map(({ item }) => item),
    workingHours: {
      daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      startTime: "08:00:00.0000000",
      endTime: "17:00:00.0000000",
      timeZone: { name: "W. Europe Standard Time" },
    },
  };
}

export const scheduleRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/me/calendar/getSchedule",
    scopes: ["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"],
    isOutlook: true,
    answer: (call) => {
      const { schedules, startTime, endTime, availabilityViewInterval = 30 } = jsonOf(call);
      if (!Array.isArray(schedules) || schedules.length === 0) throw badRequest("Schedules are missing.");
      const [start, end] = [localOf(startTime, "startTime"), localOf(endTime, "endTime")];
      const window = { from: instantOf(start.local, start.zone), to: instantOf(end.local, end.zone) };
      const days = (Date.parse(window.to) - Date.parse(window.from)) / 86_400_000;
      if (days <= 0 || days > 62)
        throw badRequest("The requested time duration is not supported.", "ErrorInvalidRequest");
      const minutes = Number(availabilityViewInterval);
      if (!(minutes >= 5 && minutes <= 1_440)) throw badRequest("The interval is 5 to 1,440 minutes.");
      const value = schedules.map((id) => scheduleOf(call, String(id), window, minutes));
      return ok(call, { "@odata.context": "#Collection(microsoft.graph.scheduleInformation)", value });
    },
  },
];
