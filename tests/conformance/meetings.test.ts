// How calls and meetings went: one activity each, the next task, and a last contact that only real contact moves.
import { beforeEach, expect, test } from "vitest";
import type { Actor, Role } from "#shared/access.ts";
import { activityEntity } from "#shared/crm/activity.ts";
import { type Contact, contactEntity } from "#shared/crm/contact.ts";
import { mutations } from "#shared/crm/index.ts";
import { type Meeting, meetingEntity } from "#shared/crm/meeting.ts";
import { taskEntity } from "#shared/crm/task.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import { contextOf, type Mutation, parseArgs } from "#shared/mutation.ts";
import type { RecordChange } from "#shared/undo.ts";
import { type MemoryTx, openMemoryStore } from "./memory-tx.ts";

const anId = (tail: number) => `00000000-0000-4000-8000-${String(tail).padStart(12, "0")}`;
const anActor = (tail: number, role: Role = "rep"): Actor => ({ memberId: anId(tail), role });
const lena = anActor(901);
const robin = anActor(902);
const [anna, bo, shared, own] = [anId(1), anId(2), anId(11), anId(12)];
const held = "2026-11-20T13:00:00.000Z";

let store: ReturnType<typeof openMemoryStore>;
let clock = 0;
beforeEach(async () => {
  store = openMemoryStore();
  for (const id of [anna, bo]) await aContact(id);
});

/** Runs a mutation as the server would, each at a later moment; answers with what it takes to undo it. */
async function run<A>(actor: Actor, mutation: Mutation<A>, args: A): Promise<RecordChange[]> {
  clock += 1;
  const now = new Date(Date.UTC(2026, 10, 21) + clock).toISOString();
  return store.transact(async (tx) => {
    const { records } = tx as MemoryTx;
    const before = new Map(structuredClone([...records]));
    await mutation.run(tx, parseArgs(mutation, args), contextOf(crypto.randomUUID(), actor, now));
    return [...new Set([...before.keys(), ...records.keys()])]
      .filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(records.get(key)))
      .map((key) => {
        const [entity = "", id = ""] = key.split(" ");
        return { entity, id, before: before.get(key) ?? null, after: structuredClone(records.get(key)) ?? null };
      });
  });
}
const undo = (actor: Actor, changes: RecordChange[]) => run(actor, mutations.history.undo, { changes } as never);
const find = <R extends BaseRecord>(entity: Entity<R>, id: string) => store.transact((tx) => tx.find(entity, id));
const put = <R extends BaseRecord>(entity: Entity<R>, record: R) => store.transact((tx) => tx.put(entity, record));
const everything = () => store.transact(async (tx) => structuredClone([...(tx as MemoryTx).records].sort()));

const stamps = { createdAt: held, updatedAt: held, createdBy: null, updatedBy: null };
const aContact = (id: string, over: Partial<Contact> = {}) =>
  put(contactEntity, {
    ...stamps,
    id,
    name: id === anna ? "Anna Berg" : "Bo Lind",
    title: null,
    companyId: null,
    emails: [],
    phones: [],
    address: null,
    lifecycle: "lead",
    source: null,
    ownerId: null,
    lastContactAt: null,
    ...over,
  });
const aMeeting = (id: string, over: Partial<Meeting> = {}) =>
  put(meetingEntity, {
    ...stamps,
    id,
    title: "Offer review",
    startsAt: held,
    endsAt: "2026-11-20T13:30:00.000Z",
    isAllDay: false,
    location: null,
    joinUrl: null,
    text: "",
    participants: [],
    contactIds: [anna, bo],
    ownerIds: [lena.memberId],
    eventKeys: ["ical:1"],
    link: null,
    sharing: "everything",
    privateTo: null,
    outcome: null,
    ...over,
  });
const aCall = (id: string, over: object = {}) => {
  const about = { contactId: anna, companyId: null, link: null, threadKey: null };
  const what = { kind: "call" as const, title: "Call Anna", note: null, dueAt: held, doneAt: null };
  return run(lena, mutations.task.create, {
    id,
    record: { ...what, ...about, ownerId: lena.memberId, doneBy: null, ...over },
  });
};

const meetingActivities = () => store.transact((tx) => tx.list(activityEntity, "messageKeys", "meeting:ical:1"));
const callActivities = () => store.transact((tx) => tx.list(activityEntity, "messageKeys", `task:${anId(31)}`));
const next = { taskId: anId(21), kind: "call" as const, title: "Call again", dueAt: "2026-12-01T08:00:00.000Z" };
const saying = (over: object = {}) => ({ outcome: "reached" as const, note: "", next: null, ...over });
const meet = (over: object = {}, actor = lena) =>
  run(actor, mutations.meeting.recordOutcome, { id: shared, ...saying(over) });
const call = (over: object = {}, actor = lena) =>
  run(actor, mutations.task.recordOutcome, { id: anId(31), ...saying(over) });

test("an outcome is on the meeting, on the timelines of those in it, and the next task follows", async () => {
  await aMeeting(shared);
  await meet({ note: "Wants eight", next });
  expect(await find(meetingEntity, shared)).toMatchObject({ outcome: "reached" });
  const what = { kind: "meeting", at: held, subject: "Offer review", text: "Wants eight", outcome: "reached" };
  expect(await meetingActivities()).toMatchObject([
    { ...what, contactIds: [anna, bo], ownerIds: [], sharing: "everything", privateTo: null, createdBy: lena.memberId },
  ]);
  const about = { contactId: anna, ownerId: lena.memberId, doneAt: null };
  expect(await find(taskEntity, next.taskId)).toMatchObject({ kind: "call", title: "Call again", ...about });
  for (const id of [anna, bo]) expect(await find(contactEntity, id)).toMatchObject({ lastContactAt: held });
});

test("recorded again it is the same activity with the new words", async () => {
  await aMeeting(shared);
  await meet();
  const [first] = await meetingActivities();
  await meet({ outcome: "done", note: "Signed" });
  expect(await meetingActivities()).toMatchObject([{ id: first?.id, outcome: "done", text: "Signed" }]);
});

test("both records of a meeting I have a fuller one of get the outcome, and everybody the one activity", async () => {
  await aMeeting(shared, { title: "", sharing: "metadata" });
  await aMeeting(own, { sharing: "metadata", privateTo: lena.memberId });
  await run(lena, mutations.meeting.recordOutcome, { id: own, ...saying() });
  for (const id of [shared, own]) expect(await find(meetingEntity, id)).toMatchObject({ outcome: "reached" });
  expect(await meetingActivities()).toMatchObject([{ subject: "", sharing: "metadata", privateTo: null }]);
});

test("what nobody else may know of stays with its owner, the date of the last contact too", async () => {
  await aMeeting(own, { sharing: "nothing", privateTo: lena.memberId });
  await expect(run(robin, mutations.meeting.recordOutcome, { id: own, ...saying() })).rejects.toMatchObject({
    code: "not_found",
  });
  const guessing = { id: own, eventKey: "ical:1", ...saying() };
  await expect(run(robin, mutations.meeting.recordOutcome, guessing)).rejects.toMatchObject({ code: "not_found" });
  await run(lena, mutations.meeting.recordOutcome, { id: own, ...saying({ note: "Between us" }) });
  expect(await meetingActivities()).toMatchObject([{ privateTo: lena.memberId, sharing: "nothing" }]);
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: null });
});

test("a colleague's own record of the same meeting is left alone", async () => {
  await aMeeting(shared, { sharing: "subject" });
  await aMeeting(own, { sharing: "subject", privateTo: robin.memberId });
  await meet();
  expect(await find(meetingEntity, own)).toMatchObject({ outcome: null, updatedBy: null });
});

test("a record with another id by now is found by the event's key", async () => {
  await aMeeting(shared);
  await run(lena, mutations.meeting.recordOutcome, { id: own, eventKey: "ical:1", ...saying() });
  expect(await find(meetingEntity, shared)).toMatchObject({ outcome: "reached" });
  const gone = run(lena, mutations.meeting.recordOutcome, { id: own, ...saying() });
  await expect(gone).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  ["reached", held],
  ["done", held],
  ["no_answer", null],
  ["moved", null],
] as const)("a meeting that was %s makes %s the last contact", async (outcome, lastContactAt) => {
  await aMeeting(shared);
  await meet({ outcome });
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt });
});

test("said before it began it was when it was said, and nobody was in contact in the future", async () => {
  await aMeeting(shared, { startsAt: "2026-12-24T13:00:00.000Z" });
  await meet();
  const [activity] = await meetingActivities();
  expect(activity?.at).toMatch(/^2026-11-21/);
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: activity?.at });
  await meet({ outcome: "moved" });
  expect(await meetingActivities()).toMatchObject([{ at: "2026-12-24T13:00:00.000Z" }]);
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: null });
});

test("an outcome taken for another takes the last contact back to what is left", async () => {
  const earlier = "2026-11-01T09:00:00.000Z";
  const mail = { kind: "mail" as const, direction: "in" as const, subject: "", text: "", participants: [], link: null };
  const record = { ...mail, at: earlier, contactIds: [anna], threadKeys: [], messageKeys: ["mail"] };
  await run(lena, mutations.activity.log, { id: anId(41), record });
  await aMeeting(shared);
  await meet();
  await meet({ outcome: "no_answer" });
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: earlier });
  await run(lena, mutations.activity.unlog, { id: anId(41) });
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: null });
});

test("what a colleague wrote of a meeting is not overwritten; the same outcome without words changes nothing", async () => {
  await aMeeting(shared);
  await meet({ note: "Lena's words" });
  await expect(meet({ note: "Robin's" }, robin)).rejects.toMatchObject({ code: "forbidden" });
  const changes = await meet({ note: "Lena's words", next }, robin);
  expect(changes).toMatchObject([{ entity: "task", id: next.taskId }]);
});

test("once everybody has the meeting, a record kept private makes way for theirs", async () => {
  await aMeeting(own, { sharing: "nothing", privateTo: lena.memberId });
  await run(lena, mutations.meeting.recordOutcome, { id: own, ...saying({ note: "Mine" }) });
  await aMeeting(shared);
  await meet({ note: "Ours" });
  expect(await meetingActivities()).toMatchObject([{ privateTo: null, text: "Ours" }]);
});

test("undo takes outcome, activity, last contact and next task back", async () => {
  await aMeeting(shared, { sharing: "subject" });
  await aMeeting(own, { sharing: "subject", privateTo: lena.memberId });
  const kept = (records: [string, BaseRecord][]) =>
    records.map(([key, { updatedAt, updatedBy, ...rest }]) => [key, rest]);
  const before = kept(await everything());
  await undo(lena, await meet({ note: "Oops", next }));
  expect(kept(await everything())).toEqual(before);
});

test("undo of a second outcome brings the first one's words back", async () => {
  await aMeeting(shared);
  await meet({ note: "First" });
  await undo(lena, await meet({ outcome: "no_answer", note: "Second" }));
  expect(await meetingActivities()).toMatchObject([{ outcome: "reached", text: "First" }]);
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: held });
});

test("a call's outcome finishes its task and is a call on the timeline", async () => {
  await aCall(anId(31), { link: "https://mail.example/1", threadKey: "thread:1" });
  await call({ note: "Six minutes", next: { ...next, kind: "mail" } });
  const done = await find(taskEntity, anId(31));
  expect(done?.doneAt).toMatch(/^2026-11-21/);
  const what = { kind: "call", direction: "out", subject: "Call Anna", text: "Six minutes", outcome: "reached" };
  expect(await callActivities()).toMatchObject([{ ...what, at: done?.doneAt, contactIds: [anna] }]);
  const about = { contactId: anna, link: "https://mail.example/1", threadKey: "thread:1", doneAt: null };
  expect(await find(taskEntity, next.taskId)).toMatchObject({ kind: "mail", ...about });
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: done?.doneAt });
});

test("a call recorded again stays the call it was, when it was", async () => {
  await aCall(anId(31));
  await call({ outcome: "no_answer" });
  const [first] = await callActivities();
  await call({ note: "They called back" });
  expect(await callActivities()).toMatchObject([{ id: first?.id, at: first?.at, outcome: "reached" }]);
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: first?.at });
});

test("a call that was moved needs its new date, waits for it, and keeps what was said", async () => {
  await aCall(anId(31), { note: "About pumps" });
  await expect(call({ outcome: "moved" })).rejects.toMatchObject({ code: "invalid" });
  await call({ outcome: "moved", note: "In a meeting", next });
  const note = "About pumps\nIn a meeting";
  expect(await find(taskEntity, anId(31))).toMatchObject({ doneAt: null, dueAt: next.dueAt, note });
  expect(await find(taskEntity, next.taskId)).toBeUndefined();
  expect(await callActivities()).toEqual([]);
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: null });
});

test("the words of a call with nobody in it stay with the task", async () => {
  await aCall(anId(31), { contactId: null });
  await call({ note: "Left a message" });
  await call({ note: "Left a message" });
  expect(await find(taskEntity, anId(31))).toMatchObject({ note: "Left a message" });
  expect(await callActivities()).toEqual([]);
});

test("only a call has an outcome, and a next task is a new one", async () => {
  await aCall(anId(31), { kind: "todo" });
  await expect(call()).rejects.toMatchObject({ code: "invalid" });
  await aCall(next.taskId);
  await aMeeting(shared);
  await expect(meet({ next })).rejects.toMatchObject({ code: "conflict" });
});

test("undo of a call opens its task again and takes all else away", async () => {
  await aCall(anId(31));
  await undo(lena, await call({ note: "Oops", next }));
  expect(await find(taskEntity, anId(31))).toMatchObject({ doneAt: null });
  expect(await find(taskEntity, next.taskId)).toBeUndefined();
  expect(await callActivities()).toEqual([]);
  expect(await find(contactEntity, anna)).toMatchObject({ lastContactAt: null });
});
