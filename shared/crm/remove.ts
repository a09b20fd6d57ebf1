import { z } from "zod";
import { assertCanWrite } from "../access.ts";
import { findKept, revised } from "../crud.ts";
import { recordId } from "../fields.ts";
import { defineMutation } from "../mutation.ts";
import { activityEntity } from "./activity.ts";
import { companyEntity } from "./company.ts";
import { contactEntity } from "./contact.ts";
import { noteEntity } from "./note.ts";
import { taskEntity } from "./task.ts";

const args = z.strictObject({ id: recordId });

/**
 * Removing a person or company takes what hangs on it alone. These live apart from the entities because they know
 * several of them.
 */
export const removeMutations = {
  contact: defineMutation("contact.remove", args, async (tx, { id }, context) => {
    const contact = await findKept(tx, contactEntity, id);
    if (!contact) return;
    assertCanWrite(context.actor, contactEntity, contact);
    for (const note of await tx.list(noteEntity, "contactId", contact.id)) await tx.remove(noteEntity, note.id);
    for (const task of await tx.list(taskEntity, "contactId", contact.id)) await tx.remove(taskEntity, task.id);
    for (const activity of await tx.list(activityEntity, "contactIds", contact.id)) {
      const contactIds = activity.contactIds.filter((other) => other !== contact.id);
      if (contactIds.length === 0) await tx.remove(activityEntity, activity.id);
      else await tx.put(activityEntity, revised(activity, { contactIds }, context));
    }
    await tx.remove(contactEntity, contact.id);
  }),
  company: defineMutation("company.remove", args, async (tx, { id }, context) => {
    const company = await findKept(tx, companyEntity, id);
    if (!company) return;
    assertCanWrite(context.actor, companyEntity, company);
    for (const note of await tx.list(noteEntity, "companyId", company.id)) await tx.remove(noteEntity, note.id);
    for (const task of await tx.list(taskEntity, "companyId", company.id)) await tx.remove(taskEntity, task.id);
    for (const contact of await tx.list(contactEntity, "companyId", company.id)) {
      await tx.put(contactEntity, revised(contact, { companyId: null }, context));
    }
    await tx.remove(companyEntity, company.id);
  }),
};
