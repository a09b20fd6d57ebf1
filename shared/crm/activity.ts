import { z } from "zod";
import { assertCanWrite, isOwner } from "../access.ts";
import { findKept, redirect, revised, stamped } from "../crud.ts";
import { defineEntity, type OwnFields, type RecordOf } from "../entity.ts";
import { AppError } from "../errors.ts";
import { choice, instant, keys, note, participants, recordId, ref, refs, text, url } from "../fields.ts";
import { defineMutation, type Mutation, type MutationContext, type Tx } from "../mutation.ts";
import { type Contact, contactEntity } from "./contact.ts";
import { outcomes } from "./meeting.ts";
import { sharingLevels } from "./sharing.ts";

export const activityKinds = ["mail", "call", "meeting"] as const;
export const directions = ["in", "out"] as const;

/**
 * Something that happened with people, on their timelines; `createdBy` is who logged it, null what the server found in a
 * mailbox. A mail of a mailbox is up to one record for everybody, holding what is shared of it and no more, and one for
 * each member whose mailbox it lies in, holding all of it.
 */
export const activityEntity = defineEntity({
  name: "activity",
  fields: {
    kind: choice(activityKinds),
    at: instant(),
    direction: choice(directions).nullable(),
    subject: text(),
    /** What was said, without quotes and signature. */
    text: note(100_000),
    contactIds: refs("contact"),
    participants: participants(),
    link: url().nullable(),
    /** What its thread is called: by the page (see mail.ts) and by the server. */
    threadKeys: keys(),
    /** What the message is called, likewise; one message is one activity however often it is logged. */
    messageKeys: keys(),
    /** In whose mailboxes it lies; empty for what was written or logged by hand. */
    ownerIds: refs("member"),
    /** How much of it everybody sees. */
    sharing: choice(sharingLevels),
    /** Null is for everybody; else only this member has the record. */
    privateTo: ref("member").nullable(),
    /** How a call or meeting went; null for mails, and for what was logged without saying. */
    outcome: choice(outcomes).nullable(),
  },
  indexes: ["contactIds", "messageKeys", "threadKeys"],
  readers: ["privateTo"],
});
export type Activity = RecordOf<typeof activityEntity>;

/**
 * Whether it moves the date of the last contact: a call nobody took and a meeting that was put off do not, and what only
 * one member may see must not show in a date that everybody sees.
 */
export const isContact = ({ privateTo, outcome }: Pick<Activity, "privateTo" | "outcome">) =>
  privateTo === null && outcome !== "no_answer" && outcome !== "moved";

/** `lastContactAt` as the activities that are left say. */
export async function refreshLastContact(tx: Tx, contact: Contact) {
  const activities = (await tx.list(activityEntity, "contactIds", contact.id)).filter(isContact);
  const lastContactAt = activities.map((activity) => activity.at).reduce<string | null>(later, null);
  if (lastContactAt !== contact.lastContactAt) await tx.put(contactEntity, { ...contact, lastContactAt });
}

const later = (a: string | null, b: string) => (a !== null && a > b ? a : b);

export async function keptContacts(tx: Tx, ids: readonly string[]): Promise<Contact[]> {
  const found = new Map<string, Contact>();
  for (const id of ids) {
    const contact = await findKept(tx, contactEntity, id);
    if (contact) found.set(contact.id, contact);
  }
  return [...found.values()];
}

export async function touch(tx: Tx, contacts: readonly Contact[], at: string) {
  for (const contact of contacts) {
    const lastContactAt = later(contact.lastContactAt, at);
    if (lastContactAt !== contact.lastContactAt) await tx.put(contactEntity, { ...contact, lastContactAt });
  }
}

/** The record everybody has of a message. */
async function findShared(tx: Tx, messageKeys: readonly string[]): Promise<Activity | undefined> {
  for (const key of messageKeys) {
    const shared = (await tx.list(activityEntity, "messageKeys", key)).find(({ privateTo }) => privateTo === null);
    if (shared) return shared;
  }
  return undefined;
}

const { ownerIds, sharing, privateTo, outcome, ...loggable } = activityEntity.fieldSchemas;
/** What a person logs; whose mailbox it lies in and who may see it is not theirs to say. */
export type Logged = Omit<OwnFields<Activity>, "ownerIds" | "sharing" | "privateTo" | "outcome">;
const loggedFields = z.strictObject(loggable) as unknown as z.ZodType<Logged>;

/** Who logs a message shows it to everybody: what a mailbox held back is there from now on. */
async function opened(tx: Tx, logged: Activity, record: Logged, context: MutationContext) {
  if (logged.sharing === "everything") return logged;
  const { subject, text: said, link } = record;
  const change = { subject, text: said, link, sharing: "everything" as const };
  const activity = { ...revised(logged, change, context), createdBy: context.actor.memberId };
  await tx.put(activityEntity, activity);
  return activity;
}

async function addTo(tx: Tx, activity: Activity, contacts: readonly Contact[], context: MutationContext) {
  const contactIds = [...new Set([...activity.contactIds, ...contacts.map((contact) => contact.id)])];
  if (contactIds.length > activity.contactIds.length) {
    await tx.put(activityEntity, revised(activity, { contactIds }, context));
  }
  if (isContact(activity)) await touch(tx, contacts, activity.at);
}

export const activityMutations = {
  /** Puts something that happened on the timelines of people we know. The same message logged twice is one activity. */
  log: defineMutation(
    "activity.log",
    z.strictObject({ id: recordId, record: loggedFields }),
    async (tx, { id, record }, context) => {
      const contacts = await keptContacts(tx, record.contactIds);
      if (contacts.length === 0) throw new AppError("not_found", "Nobody in this message is saved in Kith any more");
      const logged =
        record.messageKeys.length > 0 ? await findShared(tx, record.messageKeys) : await tx.find(activityEntity, id);
      if (logged) {
        await addTo(tx, await opened(tx, logged, record, context), contacts, context);
        await redirect(tx, activityEntity, id, logged.id, context);
        return;
      }
      const contactIds = contacts.map((contact) => contact.id);
      const forAll = { ownerIds: [], sharing: "everything" as const, privateTo: null, outcome: null };
      await tx.put(activityEntity, stamped<Activity>(id, { ...record, ...forAll, contactIds }, context));
      await touch(tx, contacts, record.at);
    },
  ) as Mutation<{ id: string; record: Logged }>,
  /** Really deletes: the text leaves every replica and the server. */
  unlog: defineMutation("activity.unlog", z.strictObject({ id: recordId }), async (tx, { id }, context) => {
    const activity = await findKept(tx, activityEntity, id);
    if (!activity) return;
    // What lies in one's own mailbox is one's own to take away; what others share of theirs comes back.
    if (!isOwner(context.actor, activity)) assertCanWrite(context.actor, activityEntity, activity);
    await tx.remove(activityEntity, activity.id);
    for (const contact of await keptContacts(tx, activity.contactIds)) await refreshLastContact(tx, contact);
  }),
};
