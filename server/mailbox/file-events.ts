// Events of a calendar, to what the ledger says of them and what the team sees of each meeting.
import type { Meeting } from "#shared/crm/meeting.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { OwnFields } from "#shared/entity.ts";
import type { CalendarEvent, Window } from "../providers/calendar-provider.ts";
import type { PrismaTransaction } from "../store/database.ts";
import { lockWorkspace } from "../store/workspace.ts";
import { closeFeed } from "./feed.ts";
import { otherOwners } from "./file-mail.ts";
import type { StreamKey } from "./items.ts";
import { eventKeyOf } from "./keys.ts";
import { type Held, meetingKind } from "./lay.ts";
import { dropItems, layAnew } from "./leave.ts";
import { line } from "./letter.ts";
import type { Mailbox, MailboxId } from "./mailboxes.ts";
import { type Circle, findContacts, othersIn, standingOf } from "./people.ts";
import { layDown } from "./records.ts";
import { addOwner, ownerLevel } from "./sharing.ts";

interface Judged {
  readonly event: CalendarEvent;
  readonly others: string[];
  /** Null where it is a meeting with somebody known. */
  readonly reason: string | null;
  readonly contactIds: string[];
}

function judge(event: CalendarEvent, window: Window, circle: Circle, contacts: Map<string, string[]>): Judged {
  const others = othersIn(event.attendees, circle);
  const skipped = (reason: string): Judged => ({ event, others, reason, contactIds: [] });
  if (event.isNoMeeting) return skipped("no_meeting");
  if (event.startsAt >= window.to || event.endsAt <= window.from) return skipped("out_of_window");
  const standing = standingOf(others, circle, contacts);
  if (standing.kind !== "known") return skipped(standing.kind);
  return { event, others, reason: null, contactIds: standing.contactIds };
}

/** Files a page of events as it came: each is whole, and replaces what was known of it. */
export async function fileEvents(
  prisma: PrismaTransaction,
  mailbox: Mailbox,
  circle: Circle,
  stream: StreamKey,
  events: readonly CalendarEvent[],
  window: Window,
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const { workspaceId, memberId } = mailbox;
  const latest = [...new Map(events.map((event) => [event.externalId, event])).values()];
  const place = { workspaceId, version: (await lockWorkspace(prisma, workspaceId)) + 1n, now: now.toISOString() };
  const addresses = [...new Set(latest.flatMap((event) => othersIn(event.attendees, circle)))];
  const contacts = await findContacts(prisma, workspaceId, addresses);
  const judged = latest.map((event) => judge(event, window, circle, contacts));
  const known = judged.filter(({ reason }) => reason === null);
  const drafts = known.map((one) => draft(one, mailbox, circle));
  const others = await otherOwners(
    prisma,
    mailbox,
    drafts.map(({ key }) => key),
  );
  const held = new Map<string, Held<Meeting>>();
  for (const { key, own, level } of drafts) {
    held.set(key, { key, own, from: memberId, owners: addOwner(new Map(others.get(key)), memberId, level) });
  }
  const { laid, changes } = await layDown(prisma, place, meetingKind, [...held.values()]);
  if (changes > 0) await closeFeed(prisma, place);
  const draftOf = new Map(drafts.map((one) => [one.event.externalId, one]));
  const rows = judged.map(({ event, others: people, reason }) => {
    const drafted = draftOf.get(event.externalId);
    const where = drafted && laid.get(drafted.key);
    return {
      externalId: event.externalId,
      seriesExternalId: event.seriesExternalId,
      state: drafted ? "linked" : "skipped",
      reason: drafted ? (event.isPrivate ? "private_event" : null) : reason,
      at: event.startsAt,
      subject: line(event.title, 500),
      addresses: people.slice(0, 100),
      itemKey: drafted?.key ?? null,
      level: drafted?.level ?? null,
      sharedId: where?.sharedId ?? null,
      privateId: where?.privateIdOf(memberId) ?? null,
    };
  });
  const before = await putEventItems(prisma, mailbox, stream, rows);
  // What was a meeting with somebody known, at this time, and is so no longer.
  const left = before.filter(({ externalId, itemKey }) => itemKey !== draftOf.get(externalId)?.key);
  await layAnew(prisma, workspaceId, "event", [...new Set(left.map(({ itemKey }) => itemKey))], now);
}

/** Writes the ledger's rows; returns the keys that those already known had before. */
async function putEventItems(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  { key, generation }: StreamKey,
  rows: readonly object[],
): Promise<{ externalId: string; itemKey: string }[]> {
  const given = JSON.stringify(rows);
  const before = await prisma.$queryRaw<{ externalId: string; itemKey: string }[]>`
    select item."externalId", item."itemKey" from "mail_item" as item
    join json_to_recordset(${given}::text::json) as given("externalId" text) on given."externalId" = item."externalId"
    where item."workspaceId" = ${workspaceId}::uuid and item."mailboxId" = ${id}::uuid and item."kind" = 'event'
      and item."itemKey" is not null`;
  await prisma.$executeRaw`
    insert into "mail_item" ("workspaceId", "mailboxId", "kind", "streamKey", "generation", "seenAt", "doneAt",
      "externalId", "seriesExternalId", "state", "reason", "at", "subject", "addresses", "itemKey", "level", "sharedId", "privateId")
    select ${workspaceId}::uuid, ${id}::uuid, 'event', ${key}, ${generation}, now(), now(), given.*
    from json_to_recordset(${given}::text::json) as given("externalId" text, "seriesExternalId" text, "state" text,
      "reason" text, "at" timestamptz, "subject" text, "addresses" text[], "itemKey" text, "level" text,
      "sharedId" uuid, "privateId" uuid)
    on conflict ("workspaceId", "mailboxId", "kind", "externalId") do update set "generation" = excluded."generation",
      "doneAt" = now(), "seriesExternalId" = excluded."seriesExternalId", "state" = excluded."state",
      "reason" = excluded."reason", "at" = excluded."at", "subject" = excluded."subject",
      "addresses" = excluded."addresses", "itemKey" = excluded."itemKey", "level" = excluded."level",
      "sharedId" = excluded."sharedId", "privateId" = excluded."privateId"`;
  return before;
}

const url = (text: string | null) => (text !== null && /^https?:\/\/\S{1,1900}$/iu.test(text) ? text : null);

function draft({ event, contactIds }: Judged, mailbox: Mailbox, circle: Circle) {
  const key = eventKeyOf(event);
  const people = contactIds.flatMap((id) => circle.personRules.get(id) ?? []);
  const mailboxLevel = mailbox.sharing as SharingLevel;
  const level = ownerLevel({ mailbox: mailboxLevel, thread: null, people, sensitive: event.isPrivate });
  const own: OwnFields<Meeting> = {
    title: line(event.title, 500),
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    isAllDay: event.isAllDay,
    location: event.location === null ? null : line(event.location, 500) || null,
    joinUrl: url(event.meetingUrl),
    text: line(event.description, 20_000),
    participants: event.attendees.slice(0, 200).map(({ name, address, isOrganizer }) => ({
      name: line(name, 300),
      address: address?.toLowerCase() ?? null,
      role: isOrganizer ? ("from" as const) : ("to" as const),
    })),
    contactIds,
    ownerIds: [],
    eventKeys: [key],
    link: url(event.link),
    sharing: level,
    privateTo: null,
    outcome: null,
  };
  return { key, own, level, event };
}

/**
 * Events and whole series that are cancelled, deleted or out of the window. What was over before the window began is
 * history: vendors call it removed as soon as anybody touches it.
 */
export async function dropEvents(
  prisma: PrismaTransaction,
  mailbox: MailboxId,
  externalIds: readonly string[],
  { from }: Window,
  now: Date,
): Promise<void> {
  if (externalIds.length === 0) return;
  const rows = await prisma.$queryRaw<{ externalId: string }[]>`
    select "externalId" from "mail_item" as item
    where "workspaceId" = ${mailbox.workspaceId}::uuid and "mailboxId" = ${mailbox.id}::uuid and "kind" = 'event'
      and ("externalId" = any(${[...externalIds]}::text[]) or "seriesExternalId" = any(${[...externalIds]}::text[]))
      and not ("at" < ${from}::timestamptz and not exists (
        select from "meeting" as record where record."workspaceId" = item."workspaceId"
          and record."id" in (item."sharedId", item."privateId") and record."endsAt" > ${from}::timestamptz))`;
  await dropItems(
    prisma,
    mailbox,
    "event",
    rows.map(({ externalId }) => externalId),
    now,
  );
}
