// The truth behind the vendors' stand-ins: mailboxes and calendars as plain data, and everything that ever happened to
// them in order. Google's and Microsoft's stand-in each serve it in their vendor's way; tests change it and compare.
import { Temporal } from "temporal-polyfill";
import type { VendorName } from "../../../server/providers/vendor.ts";

export interface WorldPerson {
  readonly name: string;
  readonly address: string;
}

/** A message as it was sent; the same object lies in every mailbox it reached. */
export interface WorldMessage {
  /** Ours, unique in the world; vendors make their own ids. */
  readonly id: string;
  /** With angle brackets, as the header has it; null for mail without. */
  readonly messageId: string | null;
  /** Message-IDs, oldest first. */
  readonly references: readonly string[];
  readonly at: string;
  readonly subject: string;
  readonly from: WorldPerson;
  readonly to: readonly WorldPerson[];
  readonly cc: readonly WorldPerson[];
  readonly text: string;
  readonly html: string | null;
  /** More headers: List-Id and the like. */
  readonly headers: Readonly<Record<string, string>>;
  /** The ids a stand-in webmail shows it by: the vendor's stand-in then uses them too. */
  readonly shown?: { readonly message: string; readonly thread: string };
  /** The whole message as RFC 5322 text, instead of the parts above; how poison gets in. */
  readonly raw?: string;
}

export const systemFolders = ["inbox", "sent", "archive", "drafts", "spam", "trash"] as const;
/** One of `systemFolders`, or the name of a folder (a label at Google) that was made with `addFolder`. */
export type FolderName = string;

/** Where a message lies in one mailbox. */
export interface Placed {
  readonly message: WorldMessage;
  folder: FolderName;
  /** Mailboxes thread on their own; messages with the same value are one conversation there. */
  readonly thread: string;
}

export interface Recurrence {
  readonly every: "day" | "week" | "month";
  readonly interval: number;
  /** Null repeats for ever. */
  readonly count: number | null;
}

/** Wall-clock time without offset (`2026-03-29T09:00:00`), or a date (`2026-03-29`) of an all-day event. */
type LocalTime = string;

export interface WorldEvent {
  readonly id: string;
  readonly uid: string;
  title: string;
  start: LocalTime;
  end: LocalTime;
  /** IANA. */
  timeZone: string;
  isAllDay: boolean;
  recurrence: Recurrence | null;
  organizer: WorldPerson;
  attendees: { person: WorldPerson; answer: "none" | "accepted" | "tentative" | "declined" }[];
  visibility: "default" | "private" | "confidential";
  kind: "meeting" | "birthday" | "focus" | "away" | "place";
  location: string | null;
  meetingUrl: string | null;
  description: string;
  isCancelled: boolean;
  /** By the start the occurrence was to have. */
  readonly exceptions: Map<LocalTime, { start: LocalTime; end: LocalTime; title: string; isCancelled: boolean }>;
  updatedAt: string;
}

export interface WorldMailbox {
  readonly vendor: VendorName;
  /** The vendor's own id of the person. */
  readonly subject: string;
  readonly address: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly folders: Set<FolderName>;
  /** By the message's id. */
  readonly messages: Map<string, Placed>;
  /** By the event's id. Every attendee's calendar holds the same object. */
  readonly events: Map<string, WorldEvent>;
  /** What happened here, oldest first; its length is the mailbox's clock. */
  readonly log: Happening[];
}

/** One thing that happened to one mailbox. */
export type Happening =
  | { readonly kind: "arrived"; readonly messageId: string; readonly folder: FolderName; readonly placed: Placed }
  | { readonly kind: "moved"; readonly messageId: string; readonly from: FolderName; readonly to: FolderName }
  | { readonly kind: "erased"; readonly messageId: string; readonly folder: FolderName }
  | { readonly kind: "folderAdded" | "folderRemoved"; readonly folder: FolderName }
  | { readonly kind: "eventChanged"; readonly eventId: string }
  | { readonly kind: "eventErased"; readonly eventId: string; readonly event: WorldEvent };

/** One occurrence as a calendar shows it. */
export interface Occurrence {
  readonly event: WorldEvent;
  /** Null for an event that does not recur. */
  readonly originalStart: LocalTime | null;
  readonly title: string;
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly isCancelled: boolean;
  readonly isException: boolean;
}

const offsets = new Map<string, number | null>();

/** Milliseconds a zone is ahead of UTC all through a day; null on a day it changes. */
function offsetOn(day: string, timeZone: string): number | null {
  const key = `${timeZone} ${day}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const midnight = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);
  const isSteady = midnight.offsetNanoseconds === midnight.add({ days: 1 }).offsetNanoseconds;
  const offset = isSteady ? midnight.offsetNanoseconds / 1e6 : null;
  offsets.set(key, offset);
  return offset;
}

/** The moment a wall clock in a zone shows a time; an all-day date is its midnight in UTC. */
export function instantOf(local: LocalTime, timeZone: string): string {
  if (!local.includes("T")) return `${local}T00:00:00.000Z`;
  const offset = offsetOn(local.slice(0, 10), timeZone);
  if (offset !== null) return new Date(Date.parse(`${local}Z`) - offset).toISOString();
  const moment = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant();
  return new Date(moment.epochMilliseconds).toISOString();
}

export class World {
  readonly mailboxes = new Map<string, WorldMailbox>();
  /** By Message-ID, per mailbox: where an answer finds its thread without a look at every message. */
  readonly #answerable = new WeakMap<WorldMailbox, Map<string, Placed>>();
  #now: string;

  constructor(now: string) {
    this.#now = now;
  }

  /** The world's clock; stand-ins and tests share it. */
  get now(): string {
    return this.#now;
  }

  set now(to: string) {
    this.#now = to;
  }

  addMailbox(given: { vendor: VendorName; name: string; address: string; aliases?: readonly string[] }): WorldMailbox {
    const { vendor, name, address, aliases = [] } = given;
    const mailbox: WorldMailbox = {
      vendor,
      subject: `${vendor}-${this.mailboxes.size + 1}`,
      address,
      name,
      aliases,
      folders: new Set(systemFolders),
      messages: new Map(),
      events: new Map(),
      log: [],
    };
    this.mailboxes.set(address, mailbox);
    return mailbox;
  }

  mailbox(address: string): WorldMailbox {
    const mailbox = this.mailboxes.get(address);
    if (!mailbox) throw new RangeError(`The world has no mailbox ${address}`);
    return mailbox;
  }

  addFolder(address: string, folder: FolderName): void {
    const mailbox = this.mailbox(address);
    mailbox.folders.add(folder);
    mailbox.log.push({ kind: "folderAdded", folder });
  }

  /** With everything in it. */
  removeFolder(address: string, folder: FolderName): void {
    const mailbox = this.mailbox(address);
    for (const [id, placed] of mailbox.messages) if (placed.folder === folder) this.erase(address, id);
    mailbox.folders.delete(folder);
    mailbox.log.push({ kind: "folderRemoved", folder });
  }

  /** Puts a message into one mailbox. `thread` defaults to what its references lead to there, else to itself. */
  put(address: string, message: WorldMessage, folder: FolderName = "inbox", thread?: string): void {
    const mailbox = this.mailbox(address);
    if (!mailbox.folders.has(folder)) throw new RangeError(`${address} has no folder ${folder}`);
    const answerable = this.#answerable.get(mailbox) ?? new Map<string, Placed>();
    this.#answerable.set(mailbox, answerable);
    const lying = (messageId: string) => {
      const placed = answerable.get(messageId);
      return placed && mailbox.messages.get(placed.message.id) === placed ? placed : undefined;
    };
    const earlier = message.references.map(lying).find((placed) => placed !== undefined);
    const placed: Placed = { message, folder, thread: thread ?? earlier?.thread ?? message.id };
    if (message.messageId !== null && !lying(message.messageId)) answerable.set(message.messageId, placed);
    mailbox.messages.set(message.id, placed);
    mailbox.log.push({ kind: "arrived", messageId: message.id, folder, placed });
  }

  /** The message says something else from now on, where it lies: a draft that was written on. */
  rewrite(address: string, message: WorldMessage): void {
    const mailbox = this.mailbox(address);
    const placed = mailbox.messages.get(message.id);
    if (!placed) throw new RangeError(`${address} has no message ${message.id}`);
    Object.assign(placed, { message });
    if (message.messageId !== null) this.#answerable.get(mailbox)?.set(message.messageId, placed);
  }

  /** Brings a message to everybody it is for but its sender, who has it already. */
  deliver(message: WorldMessage, bcc: readonly WorldPerson[] = []): void {
    const reached = [...message.to, ...message.cc, ...bcc].map((person) => person.address.toLowerCase());
    for (const { address, aliases } of this.mailboxes.values()) {
      const own = [address, ...aliases].map((one) => one.toLowerCase());
      if (own.includes(message.from.address.toLowerCase())) continue;
      if (own.some((one) => reached.includes(one))) this.put(address, message);
    }
  }

  /** Sends a message: it arrives with everybody who has a mailbox here, and lies in the sender's sent mail. */
  send(message: WorldMessage): void {
    const reached = [...message.to, ...message.cc].map((person) => person.address.toLowerCase());
    for (const { address, aliases } of this.mailboxes.values()) {
      const own = [address, ...aliases].map((one) => one.toLowerCase());
      if (own.includes(message.from.address.toLowerCase())) this.put(address, message, "sent");
      else if (own.some((one) => reached.includes(one))) this.put(address, message);
    }
  }

  move(address: string, messageId: string, to: FolderName): void {
    const mailbox = this.mailbox(address);
    const placed = mailbox.messages.get(messageId);
    if (!placed) throw new RangeError(`${address} has no message ${messageId}`);
    const from = placed.folder;
    placed.folder = to;
    mailbox.log.push({ kind: "moved", messageId, from, to });
  }

  /** For good, from wherever it lies. */
  erase(address: string, messageId: string): void {
    const mailbox = this.mailbox(address);
    const placed = mailbox.messages.get(messageId);
    if (!placed) throw new RangeError(`${address} has no message ${messageId}`);
    mailbox.messages.delete(messageId);
    mailbox.log.push({ kind: "erased", messageId, folder: placed.folder });
  }

  /** Puts an event on the calendars of the organizer and of every attendee who has one here; also after a change. */
  putEvent(event: WorldEvent): void {
    event.updatedAt = this.#now;
    const people = [event.organizer, ...event.attendees.map((attendee) => attendee.person)];
    for (const mailbox of this.mailboxes.values()) {
      const own = [mailbox.address, ...mailbox.aliases];
      if (!people.some((person) => own.includes(person.address))) continue;
      mailbox.events.set(event.id, event);
      mailbox.log.push({ kind: "eventChanged", eventId: event.id });
    }
  }

  /** From one calendar, for good. */
  eraseEvent(address: string, eventId: string): void {
    const mailbox = this.mailbox(address);
    const event = mailbox.events.get(eventId);
    if (!event) throw new RangeError(`${address} has no event ${eventId}`);
    mailbox.events.delete(eventId);
    mailbox.log.push({ kind: "eventErased", eventId, event });
  }
}

const daysOf = (first: Temporal.PlainDate, { every, interval }: Recurrence, index: number) =>
  first.add(
    every === "day"
      ? { days: index * interval }
      : every === "week"
        ? { weeks: index * interval }
        : { months: index * interval },
  );

/** Occurrences that touch the window, in order, cancelled ones included; a wall clock keeps its time across DST. */
export function occurrencesOf(event: WorldEvent, window: { from: string; to: string }): Occurrence[] {
  const single: Occurrence = {
    event,
    originalStart: null,
    title: event.title,
    start: event.start,
    end: event.end,
    isCancelled: event.isCancelled,
    isException: false,
  };
  const touches = ({ start, end }: Occurrence) =>
    instantOf(start, event.timeZone) < window.to && instantOf(end, event.timeZone) > window.from;
  if (!event.recurrence) return touches(single) ? [single] : [];
  const [day = "", time] = event.start.split("T");
  const [endDay = "", endTime] = event.end.split("T");
  const first = Temporal.PlainDate.from(day);
  const lasts = first.until(Temporal.PlainDate.from(endDay)).days;
  const found: Occurrence[] = [];
  for (let index = 0; index < (event.recurrence.count ?? Number.POSITIVE_INFINITY); index += 1) {
    const date = daysOf(first, event.recurrence, index);
    const start = time ? `${date}T${time}` : `${date}`;
    const lastDay = date.add({ days: lasts });
    const end = endTime ? `${lastDay}T${endTime}` : `${lastDay}`;
    const exception = event.exceptions.get(start);
    const occurrence: Occurrence = {
      event,
      originalStart: start,
      title: exception?.title ?? event.title,
      start: exception?.start ?? start,
      end: exception?.end ?? end,
      isCancelled: event.isCancelled || (exception?.isCancelled ?? false),
      isException: exception !== undefined,
    };
    if (touches(occurrence)) found.push(occurrence);
    if (instantOf(start, event.timeZone) >= window.to && !exception) break;
  }
  return found;
}
