// Who may ask, show, open and change what lies in somebody's mailbox: the rules alone, on a store that hides nothing.
import { beforeEach, expect, test } from "vitest";
import type { Actor, Role } from "#shared/access.ts";
import { type AccessRequest, accessRequestEntity } from "#shared/crm/access-request.ts";
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { conflictEntity } from "#shared/crm/conflict.ts";
import { contactEntity } from "#shared/crm/contact.ts";
import { mutations } from "#shared/crm/index.ts";
import { meetingEntity } from "#shared/crm/meeting.ts";
import { OPENING_INTERVAL_MS, openingEntity } from "#shared/crm/opening.ts";
import { blockEntity, shareRuleEntity } from "#shared/crm/sharing.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import { contextOf, type Mutation, parseArgs } from "#shared/mutation.ts";
import type { RecordChange } from "#shared/undo.ts";
import { openMemoryStore } from "./memory-tx.ts";
import { anId, aRecord } from "./samples.ts";

const anActor = (number: number, role: Role = "rep"): Actor => ({ memberId: anId(number), role });
const lena = anActor(901);
const robin = anActor(902);
const bob = anActor(903);
const boss = anActor(900, "owner");

let store: ReturnType<typeof openMemoryStore>;
let clock: number;
beforeEach(() => {
  store = openMemoryStore();
  clock = Date.UTC(2026, 10, 21);
});

async function run<A>({ memberId, role }: Actor, mutation: Mutation<A>, args: A) {
  clock += 1;
  const context = contextOf(crypto.randomUUID(), { memberId, role }, new Date(clock).toISOString());
  return store.transact((tx) => mutation.run(tx, parseArgs(mutation, args), context));
}
const put = <R extends BaseRecord>(entity: Entity<R>, record: R) => store.transact((tx) => tx.put(entity, record));
const find = <R extends BaseRecord>(entity: Entity<R>, id: string) => store.transact((tx) => tx.find(entity, id));
const list = <R extends BaseRecord>(entity: Entity<R>, index: keyof R & string, value: string) =>
  store.transact((tx) => tx.list(entity, index, value));
const refusal = (code: string) => expect.objectContaining({ code });

const { accessRequest, history, shareRule, block, conflict, activity } = mutations;
const threadKeys = ["gmail:1", "thread:1", "outlook:1"];

/** A mail as the server writes it. */
async function aMail(over: Partial<Activity> = {}): Promise<Activity> {
  const id = crypto.randomUUID();
  const ownerIds = [lena.memberId];
  const own = {
    kind: "mail",
    ownerIds,
    sharing: "metadata",
    privateTo: null,
    outcome: null,
    threadKeys,
    contactIds: [],
  };
  const mail = { ...aRecord(activityEntity, id), createdBy: null, ...own, ...over } as Activity;
  await put(activityEntity, mail);
  return mail;
}

const requests = (mail: Activity) => list(accessRequestEntity, "activityId", mail.id);
const states = async (mail: Activity) => (await requests(mail)).map(({ ownerId, state }) => [ownerId, state]);

test("one asks everybody in whose mailbox a mail lies, once however often one asks", async () => {
  const mail = await aMail({ ownerIds: [lena.memberId, robin.memberId] });
  for (let times = 0; times < 3; times += 1) {
    await run(bob, accessRequest.ask, { id: crypto.randomUUID(), activityId: mail.id });
  }
  expect((await states(mail)).sort()).toEqual([
    [lena.memberId, "open"],
    [robin.memberId, "open"],
  ]);
  expect((await requests(mail)).every(({ createdBy }) => createdBy === bob.memberId)).toBe(true);
  await run(boss, accessRequest.ask, { id: crypto.randomUUID(), activityId: mail.id });
  expect(await requests(mail)).toHaveLength(4);
});

test("one cannot ask for what one sees, for one's own, for what is somebody's alone or for what is not there", async () => {
  const ask = (mail: Pick<Activity, "id">) =>
    run(bob, accessRequest.ask, { id: crypto.randomUUID(), activityId: mail.id });
  await expect(ask(await aMail({ sharing: "everything" }))).rejects.toEqual(refusal("conflict"));
  await expect(ask(await aMail({ ownerIds: [lena.memberId, bob.memberId] }))).rejects.toEqual(refusal("conflict"));
  await expect(ask(await aMail({ ownerIds: [] }))).rejects.toEqual(refusal("conflict"));
  const hers = await aMail({ privateTo: lena.memberId });
  const none = { id: crypto.randomUUID() };
  const [one, other] = await Promise.all([hers, none].map((mail) => ask(mail).catch((error: Error) => error.message)));
  expect(one).toBe(other);
  await expect(ask(none)).rejects.toEqual(refusal("not_found"));
});

test("granting shows the conversation to everybody and answers all who asked its owner; refusing answers one", async () => {
  const mail = await aMail({ ownerIds: [lena.memberId, robin.memberId] });
  for (const actor of [bob, boss]) {
    await run(actor, accessRequest.ask, { id: crypto.randomUUID(), activityId: mail.id });
  }
  const of = async (owner: Actor) => (await requests(mail)).filter(({ ownerId }) => ownerId === owner.memberId);
  const [hers] = await of(lena);
  const his = (await of(robin)).find(({ createdBy }) => createdBy === bob.memberId);
  for (const actor of [robin, bob, boss]) {
    const answer = run(actor, accessRequest.answer, { id: hers?.id ?? "", granted: true });
    await expect(answer).rejects.toEqual(refusal("forbidden"));
  }
  expect(await list(shareRuleEntity, "threadKey", "thread:1")).toEqual([]);
  await run(robin, accessRequest.answer, { id: his?.id ?? "", granted: false });
  expect((await of(robin)).map(({ state }) => state).sort()).toEqual(["open", "refused"]);
  await run(lena, accessRequest.answer, { id: hers?.id ?? "", granted: true });
  expect((await of(lena)).map(({ state }) => state)).toEqual(["granted", "granted"]);
  expect(await list(shareRuleEntity, "threadKey", "thread:1")).toMatchObject([
    { level: "everything", contactId: null, privateTo: lena.memberId, createdBy: lena.memberId },
  ]);
  await run(lena, accessRequest.answer, { id: hers?.id ?? "", granted: false });
  expect((await of(lena)).map(({ state }) => state)).toEqual(["granted", "granted"]);
  await run(bob, accessRequest.ask, { id: crypto.randomUUID(), activityId: mail.id });
  expect((await of(robin)).map(({ state }) => state).sort()).toEqual(["open", "open", "refused"]);
});

test("granting again after a rule for less was set uses that rule", async () => {
  const mail = await aMail();
  const rule = crypto.randomUUID();
  await run(lena, shareRule.setThread, { id: rule, threadKey: "thread:1", level: "nothing" });
  await run(bob, accessRequest.ask, { id: crypto.randomUUID(), activityId: mail.id });
  const [request] = await requests(mail);
  await run(lena, accessRequest.answer, { id: request?.id ?? "", granted: true });
  const rules = await list(shareRuleEntity, "threadKey", "thread:1");
  expect(rules.map(({ id, level }) => [id, level])).toEqual([[rule, "everything"]]);
});

test("a mail that was taken back meanwhile cannot be granted, only refused", async () => {
  const mail = await aMail();
  await run(bob, accessRequest.ask, { id: crypto.randomUUID(), activityId: mail.id });
  const [request] = (await requests(mail)) as [AccessRequest];
  await store.transact((tx) => tx.remove(activityEntity, mail.id));
  const grant = run(lena, accessRequest.answer, { id: request.id, granted: true });
  await expect(grant).rejects.toEqual(refusal("not_found"));
  await run(lena, accessRequest.answer, { id: request.id, granted: false });
  expect(await states(mail)).toEqual([[lena.memberId, "refused"]]);
});

test("opening a colleague's mail is recorded for each owner, and again only after a while", async () => {
  const mail = await aMail({ ownerIds: [lena.memberId, robin.memberId], sharing: "everything" });
  const openings = () => list(openingEntity, "activityId", mail.id);
  await run(bob, activity.open, { activityId: mail.id });
  const first = await openings();
  expect(first.map(({ ownerId, createdBy }) => [ownerId, createdBy]).sort()).toEqual([
    [lena.memberId, bob.memberId],
    [robin.memberId, bob.memberId],
  ]);
  await run(bob, activity.open, { activityId: mail.id });
  expect(await openings()).toEqual(first);
  clock += OPENING_INTERVAL_MS;
  await run(bob, activity.open, { activityId: mail.id });
  const again = await openings();
  expect(again.map(({ id, createdAt }) => [id, createdAt])).toEqual(first.map(({ id, createdAt }) => [id, createdAt]));
  expect(again.every(({ updatedAt, createdAt }) => updatedAt > createdAt)).toBe(true);
  await run(boss, activity.open, { activityId: mail.id });
  expect(await openings()).toHaveLength(4);
});

test("one's own mail, nobody's, somebody's alone and what is gone leave no such record", async () => {
  const mails = [
    await aMail({ ownerIds: [bob.memberId, lena.memberId] }),
    await aMail({ ownerIds: [] }),
    await aMail({ privateTo: lena.memberId }),
    { id: crypto.randomUUID() },
  ];
  for (const { id } of mails) {
    await run(bob, activity.open, { activityId: id });
    expect(await list(openingEntity, "activityId", id)).toEqual([]);
  }
});

const undo = (actor: Actor, ...changes: RecordChange[]) => run(actor, history.undo, { changes } as never);

test("who has opened a mail cannot take that back", async () => {
  const mail = await aMail({ sharing: "everything" });
  await run(bob, activity.open, { activityId: mail.id });
  const [made] = await list(openingEntity, "activityId", mail.id);
  const takenBack = undo(bob, { entity: "opening", id: made?.id ?? "", before: null, after: made ?? null });
  await expect(takenBack).rejects.toEqual(refusal("invalid"));
  const own = { entity: "opening", recordId: made?.id, field: "ownerId", mine: bob.memberId, createdBy: bob.memberId };
  const dispute = aRecord(conflictEntity, crypto.randomUUID(), own);
  await put(conflictEntity, dispute as never);
  const disputing = run(bob, conflict.resolve, { id: dispute.id, keep: "mine" });
  await expect(disputing).rejects.toEqual(refusal("forbidden"));
  const forged = { ...made, id: crypto.randomUUID() } as BaseRecord;
  await expect(undo(bob, { entity: "opening", id: forged.id, before: forged, after: null })).rejects.toEqual(
    refusal("invalid"),
  );
});

test("what the server wrote from a mailbox nobody changes or removes by hand, whatever their role", async () => {
  const mail = await aMail({ sharing: "everything" });
  for (const actor of [bob, boss]) {
    await expect(run(actor, activity.unlog, { id: mail.id })).rejects.toEqual(refusal("forbidden"));
    const changed = { ...mail, text: "forged", sharing: "nothing" } as Activity;
    const forging = undo(actor, { entity: "activity", id: mail.id, before: changed, after: mail });
    await expect(forging).rejects.toEqual(refusal("conflict"));
    const lost = { ...mail, id: crypto.randomUUID() };
    const bringing = undo(actor, { entity: "activity", id: lost.id, before: lost, after: null });
    await expect(bringing).rejects.toEqual(refusal("conflict"));
  }
  expect(await find(activityEntity, mail.id)).toEqual(mail);
});

test("whose mailbox a mail lies in takes it off the timeline, and asks the server for it again", async () => {
  const mail = await aMail({ sharing: "everything" });
  await run(lena, activity.unlog, { id: mail.id });
  expect(await find(activityEntity, mail.id)).toBeUndefined();
  await undo(lena, { entity: "activity", id: mail.id, before: mail, after: null });
  // It is the server's to write.
  expect(await find(activityEntity, mail.id)).toBeUndefined();
});

test("how a meeting went can be taken back, and nothing else of it", async () => {
  const server = { createdBy: null, ownerIds: [lena.memberId], privateTo: null };
  const meeting = aRecord(meetingEntity, anId(1), { ...server, outcome: "done" }) as never;
  await put(meetingEntity, meeting);
  const before = { ...(meeting as object), outcome: null, title: "forged", privateTo: bob.memberId } as never;
  await undo(bob, { entity: "meeting", id: anId(1), before, after: meeting });
  expect(await find(meetingEntity, anId(1))).toMatchObject({
    ...(meeting as object),
    outcome: null,
    updatedBy: bob.memberId,
    updatedAt: expect.any(String),
  });
});

test("an image that says it is somebody else's, or in somebody else's mailbox, comes back as what its author may write", async () => {
  const own = { createdBy: bob.memberId, privateTo: null, ownerIds: [lena.memberId] };
  const logged = aRecord(activityEntity, crypto.randomUUID(), own) as Activity;
  await undo(bob, { entity: "activity", id: logged.id, before: logged, after: null });
  expect(await find(activityEntity, logged.id)).toMatchObject({
    ownerIds: [],
    privateTo: null,
    createdBy: bob.memberId,
  });
  const hers = { ...logged, id: crypto.randomUUID(), privateTo: lena.memberId };
  await expect(undo(bob, { entity: "activity", id: hers.id, before: hers, after: null })).rejects.toEqual(
    refusal("forbidden"),
  );
  const current = await find(activityEntity, logged.id);
  const taken = { ...logged, ownerIds: [], privateTo: bob.memberId } as BaseRecord;
  const moving = undo(bob, { entity: "activity", id: logged.id, before: taken, after: current ?? null });
  await expect(moving).rejects.toEqual(refusal("forbidden"));
});

test("rules are their owner's; a block for everybody is a manager's, by whatever way it comes", async () => {
  const rule = crypto.randomUUID();
  await run(lena, shareRule.setThread, { id: rule, threadKey: "thread:1", level: "nothing" });
  for (const actor of [bob, boss]) {
    await expect(run(actor, shareRule.remove, { id: rule })).rejects.toEqual(refusal("forbidden"));
  }
  const nobodys = aRecord(shareRuleEntity, crypto.randomUUID(), { privateTo: null });
  await expect(undo(boss, { entity: "shareRule", id: nobodys.id, before: nobodys, after: null })).rejects.toEqual(
    refusal("forbidden"),
  );
  const forAll = aRecord(blockEntity, crypto.randomUUID(), { privateTo: null, pattern: "example.com" });
  const bringing = (actor: Actor) => undo(actor, { entity: "block", id: forAll.id, before: forAll, after: null });
  await expect(bringing(bob)).rejects.toEqual(refusal("forbidden"));
  await bringing(boss);
  await expect(run(bob, block.remove, { id: forAll.id })).rejects.toEqual(refusal("forbidden"));
  const own = crypto.randomUUID();
  await run(bob, block.add, { id: own, pattern: "shop.example", forAll: false });
  await expect(run(boss, block.remove, { id: own })).rejects.toEqual(refusal("forbidden"));
  await run(bob, block.remove, { id: own });
  expect(await find(blockEntity, own)).toBeUndefined();
});

test("a conflict puts nothing into a record that its field cannot hold", async () => {
  const contact = aRecord(contactEntity, crypto.randomUUID());
  await put(contactEntity, contact as never);
  for (const [field, mine] of [
    ["id", crypto.randomUUID()],
    ["createdBy", bob.memberId],
    ["name", { forged: true }],
    ["name", ""],
    ["emails", ["not an address"]],
    ["__proto__", {}],
  ] as const) {
    const own = { entity: "contact", recordId: contact.id, field, mine, before: null, createdBy: bob.memberId };
    const forged = aRecord(conflictEntity, crypto.randomUUID(), own);
    await put(conflictEntity, forged as never);
    const resolving = run(bob, conflict.resolve, { id: forged.id, keep: "mine" });
    await expect(resolving, String(field)).rejects.toEqual(refusal("invalid"));
  }
  expect(await find(contactEntity, contact.id)).toEqual(contact);
});
