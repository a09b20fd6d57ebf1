import { z } from "zod";
import { crud, getKept, revised } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { choice, instant, note, recordId, ref, requiredText, text, url } from "../fields.ts";
import { defineMutation } from "../mutation.ts";

export const taskKinds = ["call", "mail", "todo"] as const;
export const taskEnders = ["reply"] as const;

/** A reminder: something to do, and when. */
export const taskEntity = defineEntity({
  name: "task",
  fields: {
    kind: choice(taskKinds),
    title: requiredText(),
    note: note(5_000).nullable(),
    dueAt: instant(),
    doneAt: instant().nullable(),
    contactId: ref("contact").nullable(),
    companyId: ref("company").nullable(),
    /** Whose reminder it is; it fires in that member's browsers. */
    ownerId: ref("member"),
    /** The thread it was made from: its address in the webmail, and its key (see mail.ts). */
    link: url().nullable(),
    threadKey: text().nullable(),
    /** What makes it needless: an answer in its thread. Null waits for a person. */
    doneBy: choice(taskEnders).nullable(),
  },
  indexes: ["contactId", "companyId", "ownerId", "dueAt"],
});
export type Task = RecordOf<typeof taskEntity>;

export const taskMutations = {
  ...crud(taskEntity),
  finish: defineMutation("task.finish", z.strictObject({ id: recordId }), async (tx, { id }, context) => {
    const task = await getKept(tx, taskEntity, id);
    if (!task.doneAt) await tx.put(taskEntity, revised(task, { doneAt: context.now }, context));
  }),
  reopen: defineMutation("task.reopen", z.strictObject({ id: recordId }), async (tx, { id }, context) => {
    const task = await getKept(tx, taskEntity, id);
    await tx.put(taskEntity, revised(task, { doneAt: null }, context));
  }),
  snooze: defineMutation(
    "task.snooze",
    z.strictObject({ id: recordId, dueAt: taskEntity.fieldSchemas.dueAt }),
    async (tx, { id, dueAt }, context) => {
      const task = await getKept(tx, taskEntity, id);
      await tx.put(taskEntity, revised(task, { dueAt }, context));
    },
  ),
};
