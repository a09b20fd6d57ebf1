// Who is in the mail on screen, and what Kith knows of them.
import { activityEntity } from "#shared/crm/activity.ts";
import { type Contact, contactEntity } from "#shared/crm/contact.ts";
import type { Participant } from "#shared/fields.ts";
import { suggestLead } from "#shared/lead.ts";
import { type MailContext, participantsOf, type ShownMessage } from "#shared/mail.ts";
import { isNobody, likelySame } from "#shared/match.ts";
import type { Shown, ThreadMessage, ThreadPerson } from "../views.ts";
import { Colleagues } from "./colleagues.ts";
import type { ReplicaDatabase } from "./database.ts";
import { findMembers, joinPeople, listMembers } from "./join.ts";
import { getPerson } from "./queries.ts";
import { wordsOf } from "./rows.ts";
import { findSame, listFound } from "./same-message.ts";

const MOST_LIKELY = 3;
const MOST_NAMESAKES = 50;

export const nothingShown = (context: MailContext | null): Shown => ({ context, people: [], messages: [] });

export async function describeShown(db: ReplicaDatabase, memberId: string, context: MailContext): Promise<Shown> {
  const messages = context.kind === "thread" ? context.messages : [];
  const account = context.kind === "unreadable" ? null : context.account;
  const participants = participantsOf(context);
  const [members, known, logged] = await Promise.all([
    listMembers(db),
    findKnown(db, participants),
    describeMessages(db, context, messages),
  ]);
  const colleagues = new Colleagues(members, account);
  const people = await Promise.all(
    participants.map((participant) => describePerson(db, memberId, participant, known, colleagues, messages)),
  );
  return { context, people, messages: logged };
}

/** Known people by address. */
async function findKnown(db: ReplicaDatabase, participants: readonly Participant[]): Promise<Map<string, Contact>> {
  const addresses = participants.map((person) => person.address).filter((address) => address !== null);
  const rows = await db.records(contactEntity).where("record.emails").anyOf(addresses).toArray();
  return new Map(rows.flatMap(({ record }) => record.emails.map((email) => [email, record] as const)));
}

async function describePerson(
  db: ReplicaDatabase,
  memberId: string,
  participant: Participant,
  known: ReadonlyMap<string, Contact>,
  colleagues: Colleagues,
  messages: readonly ShownMessage[],
): Promise<ThreadPerson> {
  const bare = { participant, known: null, suggestion: null, likely: [] };
  const { address } = participant;
  const contact = address && known.get(address);
  if (contact) return { ...bare, standing: "known", known: await getPerson(db, memberId, contact.id) };
  if (colleagues.has(participant)) return { ...bare, standing: "colleague" };
  if (isNobody(address, participant.name)) return { ...bare, standing: "nobody" };
  const likely = await findLikely(db, participant);
  if (!address) return { ...bare, standing: "unnamed", likely };
  return { ...bare, standing: "unknown", suggestion: suggestLead(participant, textsOf(participant, messages)), likely };
}

/** What somebody wrote in the mails on screen, newest first; by their name where the page shows no address. */
export function textsOf({ name, address }: Pick<Participant, "name" | "address">, messages: readonly ShownMessage[]) {
  const isTheirs = ({ from }: ShownMessage) => (from.address ? from.address === address : from.name === name);
  return messages
    .filter(isTheirs)
    .map((message) => message.text ?? "")
    .toReversed();
}

/** Namesakes, and people with the same mailbox written differently. */
async function findLikely(db: ReplicaDatabase, participant: Participant) {
  const contacts = db.records(contactEntity);
  const local = participant.address?.split("@")[0]?.split("+")[0] ?? "";
  const [longest] = wordsOf(participant.name || local).toSorted((a, b) => b.length - a.length);
  const [byName, byMailbox] = await Promise.all([
    longest ? contacts.where("terms").equals(longest).limit(MOST_NAMESAKES).toArray() : [],
    local ? contacts.where("record.emails").startsWith(local).limit(MOST_NAMESAKES).toArray() : [],
  ]);
  const candidates = new Map([...byName, ...byMailbox].map((row) => [row.id, row.record]));
  const found = likelySame(participant, candidates.values()).slice(0, MOST_LIKELY);
  return joinPeople(
    db,
    found.map((one) => one.candidate),
  );
}

/** What each shown message is called: by the page, and by the mailbox it was found in. */
async function namesOf(db: ReplicaDatabase, context: MailContext, messages: readonly ShownMessage[]) {
  const found = context.kind === "thread" ? await listFound(db, context.threadKey) : [];
  return messages.map((message) => [
    ...(message.key ? [message.key] : []),
    ...(findSame(message, found)?.messageKeys.slice(0, 1) ?? []),
  ]);
}

async function describeMessages(
  db: ReplicaDatabase,
  context: MailContext,
  messages: readonly ShownMessage[],
): Promise<ThreadMessage[]> {
  const names = await namesOf(db, context, messages);
  const rows = await db.records(activityEntity).where("record.messageKeys").anyOf(names.flat()).toArray();
  // Logged is what everybody can read: a mail of which they see less can still be logged for them.
  const shared = rows.filter(({ record }) => record.privateTo === null && record.sharing === "everything");
  const byKey = new Map(shared.flatMap(({ record }) => record.messageKeys.map((key) => [key, record] as const)));
  const members = await findMembers(
    db,
    rows.map((row) => row.record.createdBy),
  );
  return messages.map(({ key, from, sentAt }, index) => {
    const activity = names[index]?.map((name) => byKey.get(name)).find((one) => one !== undefined);
    const by = (activity?.createdBy && members.get(activity.createdBy)) || null;
    return { key, from, sentAt, logged: activity ? { activityId: activity.id, by, at: activity.createdAt } : null };
  });
}
