// Messages as a mailbox gave them, to what the ledger says of them and what the team sees: the one place where that is
// decided. A batch is one transaction; filing a message again changes nothing.
import type { Activity } from "#shared/crm/activity.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { OwnFields } from "#shared/entity.ts";
import type { Message } from "../providers/mail-provider.ts";
import type { PrismaTransaction } from "../store/database.ts";
import { lockWorkspace } from "../store/workspace.ts";
import { closeFeed, finishAnswered, touchContacts, untouchContacts } from "./feed.ts";
import { messageKeyOf, normalMessageId } from "./keys.ts";
import { activityKind, type Held } from "./lay.ts";
import { layAnew } from "./leave.ts";
import { type Letter, line, senderOf } from "./letter.ts";
import type { Mailbox } from "./mailboxes.ts";
import { type Circle, findContacts, othersIn, readCircle, standingOf } from "./people.ts";
import { layDown, type Place } from "./records.ts";
import { addOwner, ownerLevel } from "./sharing.ts";
import { mergeThreads, obeyThreadRules, threadKeyOf, threadsOf } from "./threads.ts";

/** What became of one message, for its row in the ledger. */
export interface Outcome {
  readonly externalId: string;
  readonly state: "linked" | "skipped";
  readonly reason: string | null;
  readonly at: string;
  readonly subject: string;
  readonly addresses: readonly string[];
  /** Where the mailbox has it. */
  readonly placeIds: readonly string[];
  readonly threadExternalId: string;
  readonly itemKey: string | null;
  readonly threadId: string | null;
  readonly level: SharingLevel | null;
  readonly sharedId: string | null;
  readonly privateId: string | null;
}

interface Known {
  readonly letter: Letter;
  readonly others: string[];
  readonly contactIds: string[];
}

const isFrom = (message: Message, addresses: ReadonlySet<string>) =>
  addresses.has(senderOf(message)?.address?.toLowerCase() ?? "");

/** Why a message is on nobody's timeline, or who is in it. */
function judge(
  letter: Letter,
  mailbox: Mailbox,
  circle: Circle,
  contacts: Map<string, string[]>,
  written: ReadonlySet<string>,
): Known | string {
  const { message } = letter;
  if (mailbox.since && message.at < mailbox.since.toISOString()) return "too_old";
  const chosen = mailbox.placeIds as string[] | null;
  const isWritten = written.has(normalMessageId(message.messageId) ?? "");
  if (chosen && !isWritten && !message.placeIds.some((id) => chosen.includes(id))) return "not_chosen";
  const others = othersIn(message.participants, circle);
  const standing = standingOf(others, circle, contacts);
  if (standing.kind !== "known") return standing.kind;
  // A newsletter says something about who writes it, and nothing about the others on its list.
  const sender = contacts.get(senderOf(message)?.address?.toLowerCase() ?? "");
  if (message.isBulk && !sender) return "bulk";
  return { letter, others, contactIds: message.isBulk ? (sender ?? []) : standing.contactIds };
}

/** Names of the message's conversation; its own id is one, since answers will refer to it. */
function conversationKeys(message: Message, mailbox: Mailbox): string[] {
  const ids = [...message.references, message.messageId].map((id) => normalMessageId(id ?? null));
  const known = ids.filter((id) => id !== null).map((id) => `mid:${id}`);
  return [...new Set([...known.slice(-50), `box:${mailbox.id}:${message.threadExternalId}`])];
}

export async function fileMessages(
  prisma: PrismaTransaction,
  mailbox: Mailbox,
  circle: Circle,
  letters: readonly Letter[],
  now: Date,
): Promise<Outcome[]> {
  const messages = letters.map(({ message }) => message);
  const { workspaceId, memberId } = mailbox;
  // From here on nobody is added to the workspace: who is not known now finds these messages when they are.
  const version = (await lockWorkspace(prisma, workspaceId)) + 1n;
  const place = { workspaceId, version, now: now.toISOString() };
  const addresses = [...new Set(messages.flatMap((message) => othersIn(message.participants, circle)))];
  const contacts = await findContacts(prisma, workspaceId, addresses);
  const written = mailbox.placeIds === null ? new Set<string>() : await findWritten(prisma, mailbox, messages);
  const unlogged = await findUnlogged(prisma, mailbox, messages);
  const judged = letters.map((letter) => {
    const judgement = judge(letter, mailbox, circle, contacts, written);
    const isOff = typeof judgement !== "string" && unlogged.has(messageKeyOf(letter.message, mailbox.id));
    return { letter, judgement: isOff ? "unlogged" : judgement };
  });
  const known = judged.flatMap(({ judgement }) => (typeof judgement === "string" ? [] : [judgement]));
  const filed = known.length > 0 ? await fileKnown(prisma, place, mailbox, circle, known) : new Map<string, Filed>();
  return judged.map(({ letter: { message, subject }, judgement }) => {
    const { externalId, at, threadExternalId, placeIds } = message;
    const facts = { externalId, at, threadExternalId, placeIds, subject };
    const found = filed.get(externalId);
    if (typeof judgement === "string" || !found) {
      const skipped = { threadId: null, level: null, sharedId: null, privateId: null };
      const reason = typeof judgement === "string" ? judgement : null;
      const others = othersIn(message.participants, circle).slice(0, 100);
      // By its name it stays off in every mailbox it turns up in.
      const itemKey = reason === "unlogged" ? messageKeyOf(message, mailbox.id) : null;
      return { ...facts, ...skipped, state: "skipped", reason, addresses: others, itemKey };
    }
    const { laid, ...rest } = found;
    const ids = { sharedId: laid.sharedId, privateId: laid.privateIdOf(memberId) };
    return { ...facts, ...rest, ...ids, state: "linked", addresses: judgement.others.slice(0, 100) };
  });
}

/** Message-IDs among these that were sent from Kith: wherever they lie, whoever wrote them there wants them seen. */
async function findWritten(
  prisma: PrismaTransaction,
  { workspaceId, id }: Mailbox,
  messages: readonly Message[],
): Promise<Set<string>> {
  const ids = messages.flatMap(({ messageId }) => normalMessageId(messageId) ?? []);
  const rows = await prisma.$queryRaw<{ messageId: string }[]>`
    select "messageId" from "mail_send"
    where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid and "messageId" = any(${ids}::text[])`;
  return new Set(rows.map(({ messageId }) => messageId));
}

/** Messages the mailbox's owner has taken off the timelines, by name, in whichever of their mailboxes they lay. */
async function findUnlogged(
  prisma: PrismaTransaction,
  { workspaceId, id, memberId }: Mailbox,
  messages: readonly Message[],
): Promise<Set<string>> {
  const keys = [...new Set(messages.map((message) => messageKeyOf(message, id)))];
  const rows = await prisma.$queryRaw<{ itemKey: string }[]>`
    select distinct item."itemKey" from "mail_item" as item
    join "mailbox" as box on box."workspaceId" = item."workspaceId" and box."id" = item."mailboxId"
    where item."workspaceId" = ${workspaceId}::uuid and item."itemKey" = any(${keys}::text[])
      and item."reason" = 'unlogged' and box."memberId" = ${memberId}::uuid`;
  return new Set(rows.map(({ itemKey }) => itemKey));
}

interface Filed {
  readonly itemKey: string;
  readonly threadId: string;
  readonly level: SharingLevel;
  readonly reason: string | null;
  readonly laid: { sharedId: string | null; privateIdOf(memberId: string): string | null };
}

async function fileKnown(
  prisma: PrismaTransaction,
  place: Place,
  mailbox: Mailbox,
  circle: Circle,
  known: readonly Known[],
): Promise<Map<string, Filed>> {
  const { workspaceId, memberId } = mailbox;
  const threaded = known.map(({ letter: { message } }) => ({
    id: message.externalId,
    keys: conversationKeys(message, mailbox),
  }));
  const { byItem, moved } = await threadsOf(prisma, workspaceId, threaded);
  const merged = await mergeThreads(prisma, place, moved);
  const rules = moved.size > 0 ? (await readCircle(prisma, mailbox)).threadRules : circle.threadRules;
  const drafts = known.map((one) =>
    draft(one, mailbox, { ...circle, threadRules: rules }, byItem.get(one.letter.message.externalId) ?? ""),
  );
  const others = await otherOwners(prisma, mailbox, [...new Set(drafts.map(({ key }) => key))]);
  // The same message may lie twice in a mailbox (sent to oneself): it is one, and what was written last counts.
  const held = new Map<string, Held<Activity>>();
  for (const { key, own, level } of drafts) {
    const before = held.get(key);
    const messageKeys = [...new Set([...own.messageKeys, ...(before?.own.messageKeys ?? [])])];
    const owners = new Map(others.get(key));
    held.set(key, { key, own: { ...own, messageKeys }, from: memberId, owners: addOwner(owners, memberId, level) });
  }
  const { laid, written, left, changes } = await layDown(prisma, place, activityKind, [...held.values()]);
  const touched = (await untouchContacts(prisma, place, left)) + (await touchContacts(prisma, place, written));
  const bulk = new Set(drafts.flatMap(({ key, message }) => (message.isBulk ? [key] : [])));
  const answers = written.filter(({ messageKeys }) => !messageKeys.some((key) => bulk.has(key)));
  const finished = await finishAnswered(prisma, place, answers);
  if (changes + merged + touched + finished > 0) await closeFeed(prisma, place);
  const ruled = moved.size > 0 ? await obeyThreadRules(prisma, workspaceId, [...new Set(moved.values())]) : [];
  await layAnew(prisma, workspaceId, "message", ruled, new Date(place.now));
  return new Map(
    drafts.map(({ key, message, threadId, level, reason }) => {
      const where = laid.get(key) ?? { sharedId: null, privateIdOf: () => null };
      return [message.externalId, { itemKey: key, threadId, level, reason, laid: where }];
    }),
  );
}

/** The whole of a message as an activity, and how much of it its owner shows. */
function draft({ letter, others, contactIds }: Known, mailbox: Mailbox, circle: Circle, threadId: string) {
  const { message, subject, text } = letter;
  const key = messageKeyOf(message, mailbox.id);
  const isOut = isFrom(message, circle.own) || isFrom(message, circle.colleagues);
  const sensitive = isOut ? null : letter.sensitive;
  const rule = circle.threadRules.get(threadKeyOf(threadId)) ?? null;
  const people = contactIds.flatMap((id) => circle.personRules.get(id) ?? []);
  const mailboxLevel = mailbox.sharing as SharingLevel;
  const level = ownerLevel({ mailbox: mailboxLevel, thread: rule, people, sensitive: sensitive !== null });
  const own: OwnFields<Activity> = {
    kind: "mail",
    at: message.at,
    direction: isOut ? "out" : "in",
    subject,
    text,
    contactIds,
    participants: message.participants.slice(0, 200).map(({ name, address, role }) => ({
      name: line(name, 300),
      address: address?.toLowerCase() ?? null,
      role,
    })),
    link: /^https?:\/\/\S{1,1900}$/u.test(message.link) ? message.link : null,
    threadKeys: [threadKeyOf(threadId), ...message.shownThreadKeys].slice(0, 100),
    messageKeys: [key, ...message.shownKeys].slice(0, 100),
    ownerIds: [],
    sharing: level,
    privateTo: null,
    outcome: null,
  };
  return { key, own, level, message, others, threadId, reason: sensitive };
}

/** Other members in whose mailboxes the same messages lie, and how much each of them shows. One that is decided anew counts. */
export async function otherOwners(
  prisma: PrismaTransaction,
  { workspaceId, id }: Pick<Mailbox, "workspaceId" | "id">,
  keys: readonly string[],
): Promise<Map<string, Map<string, SharingLevel>>> {
  const rows = await prisma.$queryRaw<{ itemKey: string; memberId: string; level: SharingLevel }[]>`
    select given."key" as "itemKey", box."memberId"::text, item."level"
    from unnest(${[...keys]}::text[]) as given("key")
    cross join lateral (
      select "mailboxId", "level" from "mail_item"
      where "workspaceId" = ${workspaceId}::uuid and "itemKey" = given."key" and "mailboxId" <> ${id}::uuid
        and "state" <> 'skipped' and "level" is not null offset 0
    ) as item
    join "mailbox" as box on box."workspaceId" = ${workspaceId}::uuid and box."id" = item."mailboxId"`;
  const found = new Map<string, Map<string, SharingLevel>>();
  for (const { itemKey, memberId, level } of rows) {
    found.set(itemKey, addOwner(found.get(itemKey) ?? new Map(), memberId, level));
  }
  return found;
}
