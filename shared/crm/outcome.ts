import { z } from "zod";
import { assertCanWrite } from "../access.ts";
import { findKept, getKept, isSame, revised, stamped } from "../crud.ts";
import type { OwnFields } from "../entity.ts";
import { AppError } from "../errors.ts";
import { recordId } from "../fields.ts";
import { defineMutation, type MutationContext, type Tx } from "../mutation.ts";
import { type Activity, activityEntity, isContact, keptContacts, refreshLastContact, touch } from "./activity.ts";
import { type Meeting, meetingEntity, outcomes } from "./meeting.ts";
import { type Task, taskEntity } from "./task.ts";

const NOTE_LENGTH = 20_000;

/** What a call or meeting that has an activity is called among its `messageKeys`. */
export const meetingKey = (eventKey: string) => `meeting:${eventKey}`;
export const callKey = (taskId: string) => `task:${taskId}`;

const { kind, title, dueAt } = taskEntity.fieldSchemas;
const saying = {
  outcome: z.enum(outcomes),
  note: z.string().trim().max(NOTE_LENGTH),
  /** What is to be done next, and when. */
  next: z.strictObject({ taskId: recordId, kind, title, dueAt }).nullable(),
};
type Next = z.infer<typeof saying.next>;

type TaskAbout = Pick<Task, "contactId" | "companyId" | "link" | "threadKey">;

async function putNext(tx: Tx, next: Next, about: TaskAbout, context: MutationContext) {
  if (!next) return;
  const { taskId, ...what } = next;
  if (await tx.find(taskEntity, taskId)) throw new AppError("conflict", "This record exists already");
  const own = { ...what, ...about, note: null, doneAt: null, ownerId: context.actor.memberId, doneBy: null };
  await tx.put(taskEntity, stamped<Task>(taskId, own, context));
}

/** The activity of a call or meeting whose outcome was recorded before. */
async function findRecorded(tx: Tx, messageKeys: readonly string[], memberId: string): Promise<Activity | undefined> {
  const found: Activity[] = [];
  for (const key of messageKeys) found.push(...(await tx.list(activityEntity, "messageKeys", key)));
  return found.find(({ privateTo }) => privateTo === null) ?? found.find(({ privateTo }) => privateTo === memberId);
}

/** Puts a call or meeting that was on the timelines of those in it; recorded again, it is the same activity. */
async function putHappened(tx: Tx, own: OwnFields<Activity>, context: MutationContext) {
  const contacts = await keptContacts(tx, own.contactIds);
  const contactIds = contacts.map(({ id }) => id);
  const before = await findRecorded(tx, own.messageKeys, context.actor.memberId);
  const said = { ...own, contactIds };
  if (contacts.length === 0 && !before) return;
  if (before && isSame(said, pick(before, said))) return;
  if (before) assertCanWrite(context.actor, activityEntity, before);
  if (before?.privateTo === own.privateTo) await tx.put(activityEntity, revised(before, said, context));
  else {
    // A record that becomes somebody's alone would stay with everybody who has it already.
    if (before) await tx.remove(activityEntity, before.id);
    await tx.put(activityEntity, stamped<Activity>(context.newId(), said, context));
  }
  if (before && isContact(before)) for (const contact of contacts) await refreshLastContact(tx, contact);
  else if (isContact(said)) await touch(tx, contacts, said.at);
}

/** The fields of a record that the changes name. */
const pick = <R extends object>(record: R, changes: Partial<R>) =>
  Object.fromEntries(Object.keys(changes).map((field) => [field, record[field as keyof R]]));

const isVisible = (memberId: string) => (meeting: Meeting) =>
  meeting.privateTo === null || meeting.privateTo === memberId;

/** All records of a meeting that the actor can see, the one for everybody first; by its key where its id is gone. */
async function listRecords(tx: Tx, id: string, eventKey: string | undefined, memberId: string): Promise<Meeting[]> {
  const asked = await findKept(tx, meetingEntity, id);
  const names = asked?.eventKeys ?? (eventKey ? [eventKey] : []);
  const found = new Map<string, Meeting>();
  for (const name of names) {
    for (const record of await tx.list(meetingEntity, "eventKeys", name)) found.set(record.id, record);
  }
  const records = [...found.values()].filter(isVisible(memberId));
  return records.sort((a, b) => Number(a.privateTo !== null) - Number(b.privateTo !== null));
}

/** Words that go on nobody's timeline stay with the task. */
const withNote = (task: Task, said: string) => {
  if (task.note?.endsWith(said)) return task.note;
  const both = [task.note, said].filter(Boolean).join("\n");
  return both.slice(0, 5_000) || null;
};

/** These live apart from the entities because they know several of them. */
export const outcomeMutations = {
  /**
   * How a meeting went: on all records of it that the actor sees, and as one activity, for everybody where the meeting is
   * there for everybody. `eventKey` finds it when sharing was changed meanwhile and the record has another id.
   */
  meeting: defineMutation(
    "meeting.recordOutcome",
    z.strictObject({ id: recordId, eventKey: z.string().max(1_000).optional(), ...saying }),
    async (tx, { id, eventKey, outcome, note, next }, context) => {
      const records = await listRecords(tx, id, eventKey, context.actor.memberId);
      const [meeting] = records;
      if (!meeting) throw new AppError("not_found", "This meeting is no longer on the calendar");
      for (const record of records) {
        if (record.outcome !== outcome) await tx.put(meetingEntity, revised(record, { outcome }, context));
      }
      const { startsAt, title: subject, contactIds, participants, link, sharing, privateTo } = meeting;
      const messageKeys = meeting.eventKeys.map(meetingKey);
      // Said before it began, it was when it was said; "moved" is about the time it was to be.
      const at = outcome === "moved" || startsAt < context.now ? startsAt : context.now;
      const what = { kind: "meeting" as const, at, direction: null, subject, text: note, outcome };
      // Written by hand, so it lies in nobody's mailbox, and no sweep of a calendar takes it away.
      const where = { threadKeys: [], messageKeys, ownerIds: [], sharing, privateTo };
      const own = { ...what, contactIds, participants, link, ...where };
      await putHappened(tx, own, context);
      const [contact] = await keptContacts(tx, contactIds);
      const about = { contactId: contact?.id ?? null, companyId: contact?.companyId ?? null };
      await putNext(tx, next, { ...about, link: null, threadKey: null }, context);
    },
  ),
  /** How a call went that was a task. Moved, the task waits for its new date; else it is done. */
  task: defineMutation(
    "task.recordOutcome",
    z.strictObject({ id: recordId, ...saying }),
    async (tx, { id, outcome, note, next }, context) => {
      const task = await getKept(tx, taskEntity, id);
      if (task.kind !== "call") throw new AppError("invalid", "Only a call has an outcome");
      if (outcome === "moved") {
        const fields = [{ path: "next", reason: "A date is missing" }];
        if (!next) throw new AppError("invalid", "Say when the call is to be instead", { fields });
        const change = { dueAt: next.dueAt, doneAt: null, note: withNote(task, note) };
        await tx.put(taskEntity, revised(task, change, context));
        return;
      }
      const { contactId, companyId, link, threadKey, doneAt } = task;
      const messageKeys = [callKey(task.id)];
      const before = await findRecorded(tx, messageKeys, context.actor.memberId);
      const change = { doneAt: doneAt ?? context.now, ...(contactId ? {} : { note: withNote(task, note) }) };
      if (!isSame(change, pick(task, change))) await tx.put(taskEntity, revised(task, change, context));
      if (contactId) {
        const what = { kind: "call" as const, at: before?.at ?? context.now, direction: "out" as const, outcome };
        const words = { subject: task.title, text: note, contactIds: [contactId], participants: [], link };
        const where = { threadKeys: [], messageKeys, ownerIds: [], sharing: "everything" as const, privateTo: null };
        await putHappened(tx, { ...what, ...words, ...where }, context);
      }
      await putNext(tx, next, { contactId, companyId, link, threadKey }, context);
    },
  ),
};
