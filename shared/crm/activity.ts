import { z } from "zod";
import { assertCanWrite } from "../access.ts";
import { findKept, redirect, revised, stamped } from "../crud.ts";
import { defineEntity, type OwnFields, type RecordOf } from "../entity.ts";
import { AppError } from "../errors.ts";
import { choice, instant, note, participants, recordId, refs, text, url } from "../fields.ts";
import { defineMutation, type Mutation, type MutationContext, type Tx } from "../mutation.ts";
import { type Contact, contactEntity } from "./contact.ts";

export const activityKinds = ["mail", "call", "meeting"] as const;
export const directions = ["in", "out"] as const;

/** Something that happened with people, on their timelines; `createdBy` is who logged it. */
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
    threadKey: text().nullable(),
    /** The message it is (see mail.ts); one message is one activity however often it is logged. */
    messageKey: text().nullable(),
  },
  indexes: ["contactIds", "messageKey", "threadKey"],
});
export type Activity = RecordOf<typeof activityEntity>;

/** `lastContactAt` as the activities that are left say. */
async function refreshLastContact(tx: Tx, contact: Contact) {
  const activities = await tx.list(activityEntity, "contactIds", contact.id);
  const lastContactAt = activities.map((activity) => activity.at).reduce<string | null>(later, null);
  if (lastContactAt !== contact.lastContactAt) await tx.put(contactEntity, { ...contact, lastContactAt });
}

const later = (a: string | null, b: string) => (a !== null && a > b ? a : b);

async function keptContacts(tx: Tx, ids: readonly string[]): Promise<Contact[]> {
  const found = new Map<string, Contact>();
  for (const id of ids) {
    const contact = await findKept(tx, contactEntity, id);
    if (contact) found.set(contact.id, contact);
  }
  return [...found.values()];
}

async function touch(tx: Tx, contacts: readonly Contact[], at: string) {
  for (const contact of contacts) {
    const lastContactAt = later(contact.lastContactAt, at);
    if (lastContactAt !== contact.lastContactAt) await tx.put(contactEntity, { ...contact, lastContactAt });
  }
}

async function addTo(tx: Tx, activity: Activity, contacts: readonly Contact[], context: MutationContext) {
  const contactIds = [...new Set([...activity.contactIds, ...contacts.map((contact) => contact.id)])];
  if (contactIds.length > activity.contactIds.length) {
    await tx.put(activityEntity, revised(activity, { contactIds }, context));
  }
  await touch(tx, contacts, activity.at);
}

const ownFields = z.strictObject(activityEntity.fieldSchemas) as unknown as z.ZodType<OwnFields<Activity>>;

export const activityMutations = {
  /** Puts something that happened on the timelines of people we know. The same message logged twice is one activity. */
  log: defineMutation(
    "activity.log",
    z.strictObject({ id: recordId, record: ownFields }),
    async (tx, { id, record }, context) => {
      const contacts = await keptContacts(tx, record.contactIds);
      if (contacts.length === 0) throw new AppError("not_found", "Nobody in this message is saved in Kith any more");
      const logged = record.messageKey
        ? (await tx.list(activityEntity, "messageKey", record.messageKey))[0]
        : await tx.find(activityEntity, id);
      if (logged) {
        await addTo(tx, logged, contacts, context);
        await redirect(tx, activityEntity, id, logged.id, context);
        return;
      }
      const contactIds = contacts.map((contact) => contact.id);
      await tx.put(activityEntity, stamped<Activity>(id, { ...record, contactIds }, context));
      await touch(tx, contacts, record.at);
    },
  ) as Mutation<{ id: string; record: OwnFields<Activity> }>,
  /** Really deletes: the text leaves every replica and the server. */
  unlog: defineMutation("activity.unlog", z.strictObject({ id: recordId }), async (tx, { id }, context) => {
    const activity = await findKept(tx, activityEntity, id);
    if (!activity) return;
    assertCanWrite(context.actor, activityEntity, activity);
    await tx.remove(activityEntity, activity.id);
    for (const contact of await keptContacts(tx, activity.contactIds)) await refreshLastContact(tx, contact);
  }),
};
