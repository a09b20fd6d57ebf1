// events.insert and events.delete: the world is changed, so every attendee's calendar sees it.
import { randomBytes } from "node:crypto";
import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import { Temporal } from "temporal-polyfill";
import type { WorldEvent } from "../mailboxes/world.ts";
import { instanceIdOf } from "./calendar-id.ts";
import { type CalendarIndex, type Instance, instancesOf } from "./calendar-index.ts";
import { itemOf, type View } from "./calendar-item.ts";
import { refuse } from "./errors.ts";
import { bodyOf, type Call } from "./route.ts";

/** By the id of an event or of an instance, also after it was cancelled. */
export function findEvent(index: CalendarIndex, id: string): { event: WorldEvent; instance: Instance | null } {
  const [masterId = ""] = id.split("_");
  const event = index.find(masterId) ?? refuse("notFound", { message: "Not Found" });
  if (id === masterId) return { event, instance: null };
  const instance = instancesOf(event, index.horizon).find(
    ({ originalStart }) => originalStart !== null && instanceIdOf(event, originalStart) === id,
  );
  return { event, instance: instance ?? refuse("notFound", { message: "Not Found" }) };
}

function localTime(time: calendar_v3.Schema$EventDateTime | undefined, timeZone: string): string {
  if (time?.date) return time.date;
  if (!time?.dateTime) return refuse("required", { message: "Missing end time.", location: "end" });
  if (!/(Z|[+-]\d\d:\d\d)$/.test(time.dateTime)) return time.dateTime.slice(0, 19);
  const zoned = Temporal.Instant.from(time.dateTime).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: "second" });
}

const meetUrl = () => {
  const letters = [...randomBytes(10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
  return `https://meet.google.com/${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
};

export function insertEvent(call: Call, index: CalendarIndex, view: View): calendar_v3.Schema$Event {
  const { room, mailbox, query } = call;
  const given = bodyOf<calendar_v3.Schema$Event>(call);
  const id =
    given.id ??
    BigInt(`0x${randomBytes(16).toString("hex")}`)
      .toString(32)
      .padStart(26, "0");
  if (!/^[a-v0-9]{5,1024}$/.test(id)) refuse("invalid", { message: "Invalid resource id value." });
  // An id is used up by its first event, even a deleted one.
  if (index.find(id)) refuse("duplicate");
  const timeZone = given.start?.timeZone ?? "UTC";
  const start = localTime(given.start, timeZone);
  const end = localTime(given.end, timeZone);
  if (end < start) refuse("timeRangeEmpty");
  // The request for a conference is ignored without version 1.
  const request = query.get("conferenceDataVersion") === "1" ? given.conferenceData?.createRequest : undefined;
  const organizer = { name: mailbox.name, address: mailbox.address };
  const event: WorldEvent = {
    id,
    uid: given.iCalUID ?? `${id}@google.com`,
    title: given.summary ?? "",
    start,
    end,
    timeZone,
    isAllDay: !start.includes("T"),
    recurrence: null,
    organizer,
    attendees: (given.attendees ?? []).map(({ email, displayName, responseStatus }) => ({
      person: { name: displayName ?? "", address: email ?? "" },
      answer: email === mailbox.address && responseStatus === "accepted" ? "accepted" : "none",
    })),
    visibility: given.visibility === "private" || given.visibility === "confidential" ? given.visibility : "default",
    kind: "meeting",
    location: given.location ?? null,
    meetingUrl: request ? meetUrl() : null,
    description: given.description ?? "",
    isCancelled: false,
    exceptions: new Map(),
    updatedAt: room.world.now,
  };
  room.world.putEvent(event);
  room.invitations.set(id, query.get("sendUpdates") ?? "none");
  room.calendar(mailbox.address);
  const item = itemOf(event, view);
  const created = { createRequest: { ...request, status: { statusCode: "success" } } };
  return request ? { ...item, conferenceData: { ...item.conferenceData, ...created } } : item;
}

export function cancelEvent({ room, mailbox, query }: Call, index: CalendarIndex, id: string): void {
  const { event, instance } = findEvent(index, id);
  if (index.isErased(event) || event.isCancelled || instance?.isCancelled) refuse("deleted");
  room.invitations.set(id, query.get("sendUpdates") ?? "none");
  const own = [mailbox.address, ...mailbox.aliases];
  if (instance?.originalStart) {
    const { start, end, title, originalStart } = instance;
    event.exceptions.set(originalStart, { start, end, title, isCancelled: true });
    room.world.putEvent(event);
  } else if (own.includes(event.organizer.address)) {
    event.isCancelled = true;
    room.world.putEvent(event);
  } else room.world.eraseEvent(mailbox.address, event.id);
}
