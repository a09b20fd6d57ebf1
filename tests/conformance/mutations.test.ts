import { beforeEach, expect, test } from "vitest";
import type { Actor, Role } from "#shared/access.ts";
import { activityEntity } from "#shared/crm/activity.ts";
import { companyEntity } from "#shared/crm/company.ts";
import { conflictEntity } from "#shared/crm/conflict.ts";
import { contactEntity } from "#shared/crm/contact.ts";
import { mutations } from "#shared/crm/index.ts";
import { memberEntity } from "#shared/crm/member.ts";
import { noteEntity } from "#shared/crm/note.ts";
import { redirectEntity } from "#shared/crm/redirect.ts";
import { taskEntity } from "#shared/crm/task.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import { contextOf, type Mutation, parseArgs } from "#shared/mutation.ts";
import type { RecordChange } from "#shared/undo.ts";
import { openMemoryStore } from "./memory-tx.ts";

const anId = (tail: number) => `00000000-0000-4000-8000-${String(tail).padStart(12, "0")}`;
const anActor = (tail: number, role: Role = "rep"): Actor => ({ memberId: anId(tail), role });
const lena = anActor(901);
const robin = anActor(902);
const boss = anActor(900, "owner");

let store: ReturnType<typeof openMemoryStore>;
let clock = 0;
beforeEach(() => {
  store = openMemoryStore();
});

/** Runs a mutation as the server would, each at a later moment. */
async function run<A>(actor: Actor, mutation: Mutation<A>, args: A) {
  clock += 1;
  const now = new Date(Date.UTC(2026, 10, 21) + clock).toISOString();
  const context = contextOf(crypto.randomUUID(), actor, now);
  return store.transact((tx) => mutation.run(tx, parseArgs(mutation, args), context));
}
const find = <R extends BaseRecord>(entity: Entity<R>, id: string) => store.transact((tx) => tx.find(entity, id));

const { contact, company, activity, note, task, member, conflict, history } = mutations;

const aLead = (id: string, email: string | null, over: object = {}) => ({
  id,
  name: "Anna Berg",
  email,
  title: null,
  phones: [],
  address: null,
  source: "mail" as const,
  company: null,
  ...over,
});
const aMessage = (contactIds: string[], over: object = {}) => ({
  kind: "mail" as const,
  at: "2026-11-20T09:00:00.000Z",
  direction: "in" as const,
  subject: "Autumn",
  text: "Hello",
  contactIds,
  participants: [],
  link: null,
  threadKeys: ["thread"],
  messageKeys: ["message"],
  ...over,
});
const aTask = (over: object = {}) => ({
  kind: "call" as const,
  title: "Call",
  note: null,
  dueAt: "2026-12-01T09:00:00.000Z",
  doneAt: null,
  contactId: null,
  companyId: null,
  ownerId: lena.memberId,
  link: null,
  threadKey: null,
  doneBy: null,
  ...over,
});

async function aMember(actor: Actor, emails: string[]) {
  const base = { createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z" };
  const record = { id: actor.memberId, ...base, createdBy: null, updatedBy: null };
  const own = { name: "Member", emails, role: actor.role, disabled: false };
  await store.transact((tx) => tx.put(memberEntity, { ...record, ...own }));
}

test("saving a lead makes the company of its domain once", async () => {
  const wanted = (id: number) => ({ company: { id: anId(id), name: "Norvik", domain: "norvik.example" } });
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example", wanted(11)));
  await run(lena, contact.saveLead, aLead(anId(2), "bo@norvik.example", wanted(12)));
  expect(await find(contactEntity, anId(2))).toMatchObject({ companyId: anId(11), lifecycle: "lead" });
  expect(await find(companyEntity, anId(12))).toBeUndefined();
  expect(await find(redirectEntity, anId(12))).toMatchObject({ entity: "company", toId: anId(11) });
});

test("saving somebody known fills what was missing and overwrites nothing", async () => {
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example", { title: "Buyer" }));
  const second = { title: "Chief", phones: ["+46855501234"], name: "A. Berg" };
  await run(robin, contact.saveLead, aLead(anId(2), "anna@norvik.example", second));
  expect(await find(contactEntity, anId(1))).toMatchObject({
    name: "Anna Berg",
    title: "Buyer",
    phones: ["+46855501234"],
  });
  expect(await find(contactEntity, anId(2))).toBeUndefined();
});

test("an address belongs to one person", async () => {
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example"));
  await run(lena, contact.saveLead, aLead(anId(2), "bo@norvik.example", { name: "Bo" }));
  const taken = run(lena, contact.addAddress, { id: anId(2), address: "anna@norvik.example" });
  await expect(taken).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Anna Berg") });
  await run(lena, contact.addAddress, { id: anId(1), address: "anna@home.example" });
  await run(lena, contact.addAddress, { id: anId(1), address: "anna@home.example" });
  expect((await find(contactEntity, anId(1)))?.emails).toEqual(["anna@norvik.example", "anna@home.example"]);
});

test("a note and a task for an id that lost go to the record that was kept", async () => {
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example"));
  await run(robin, contact.saveLead, aLead(anId(2), "anna@norvik.example"));
  await run(robin, note.create, { id: anId(3), record: { text: "hi", contactId: anId(2), companyId: null } });
  await run(robin, task.create, { id: anId(4), record: aTask({ contactId: anId(2) }) });
  expect(await find(noteEntity, anId(3))).toMatchObject({ contactId: anId(1) });
  expect(await find(taskEntity, anId(4))).toMatchObject({ contactId: anId(1) });
});

test("the last contact is the newest activity that is left", async () => {
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example"));
  const older = { at: "2026-11-01T09:00:00.000Z", messageKeys: ["older"] };
  await run(lena, activity.log, { id: anId(3), record: aMessage([anId(1)]) });
  await run(lena, activity.log, { id: anId(4), record: aMessage([anId(1)], older) });
  expect(await find(contactEntity, anId(1))).toMatchObject({ lastContactAt: "2026-11-20T09:00:00.000Z" });
  await run(lena, activity.unlog, { id: anId(3) });
  expect(await find(contactEntity, anId(1))).toMatchObject({ lastContactAt: older.at });
  await run(lena, activity.unlog, { id: anId(4) });
  expect(await find(contactEntity, anId(1))).toMatchObject({ lastContactAt: null });
});

test("a mail nobody known is in cannot be logged", async () => {
  const logging = run(lena, activity.log, { id: anId(3), record: aMessage([anId(1)]) });
  await expect(logging).rejects.toMatchObject({ code: "not_found" });
});

test("only who logged a mail, or a manager, un-logs it", async () => {
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example"));
  await run(lena, activity.log, { id: anId(3), record: aMessage([anId(1)]) });
  await expect(run(robin, activity.unlog, { id: anId(3) })).rejects.toMatchObject({ code: "forbidden" });
  await run(anActor(903, "manager"), activity.unlog, { id: anId(3) });
  expect(await find(activityEntity, anId(3))).toBeUndefined();
});

test("removing a person takes their notes, tasks and the mails only they were in", async () => {
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example"));
  await run(lena, contact.saveLead, aLead(anId(2), "bo@norvik.example", { name: "Bo" }));
  await run(lena, note.create, { id: anId(3), record: { text: "hi", contactId: anId(1), companyId: null } });
  await run(lena, task.create, { id: anId(4), record: aTask({ contactId: anId(1) }) });
  await run(lena, activity.log, { id: anId(5), record: aMessage([anId(1)], { messageKeys: ["hers"] }) });
  await run(lena, activity.log, { id: anId(6), record: aMessage([anId(1), anId(2)], { messageKeys: ["both"] }) });
  await run(lena, contact.remove, { id: anId(1) });
  for (const [entity, id] of [
    [contactEntity, 1],
    [noteEntity, 3],
    [taskEntity, 4],
    [activityEntity, 5],
  ] as const) {
    expect(await find(entity as unknown as Entity, anId(id))).toBeUndefined();
  }
  expect(await find(activityEntity, anId(6))).toMatchObject({ contactIds: [anId(2)] });
});

test("a company's people outlive it", async () => {
  const wanted = { company: { id: anId(11), name: "Norvik", domain: "norvik.example" } };
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example", wanted));
  await run(lena, company.remove, { id: anId(11) });
  expect(await find(contactEntity, anId(1))).toMatchObject({ companyId: null });
});

test("a workspace keeps an owner, and only owners give roles", async () => {
  await aMember(boss, ["boss@brightwater.example"]);
  await aMember(lena, ["lena@brightwater.example"]);
  await expect(run(lena, member.setRole, { id: lena.memberId, role: "owner" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(run(boss, member.setRole, { id: boss.memberId, role: "rep" })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(run(boss, member.setDisabled, { id: boss.memberId, disabled: true })).rejects.toMatchObject({
    code: "conflict",
  });
  await run(boss, member.setRole, { id: lena.memberId, role: "owner" });
  await run(boss, member.setRole, { id: boss.memberId, role: "rep" });
  expect(await find(memberEntity, boss.memberId)).toMatchObject({ role: "rep" });
});

test("a second edit of a field in conflict replaces mine and keeps one conflict", async () => {
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example"));
  const retitle = (to: string) => ({ id: anId(1), changes: { title: { from: null, to } } });
  await run(lena, contact.update, retitle("Theirs"));
  await run(robin, contact.update, retitle("Mine"));
  await run(robin, contact.update, retitle("Mine again"));
  const open = await store.transact((tx) => tx.list(conflictEntity, "recordId", anId(1)));
  expect(open).toMatchObject([{ field: "title", mine: "Mine again", before: null, createdBy: robin.memberId }]);
  await expect(run(lena, conflict.resolve, { id: open[0]?.id ?? "", keep: "mine" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await run(robin, conflict.resolve, { id: open[0]?.id ?? "", keep: "theirs" });
  expect(await find(contactEntity, anId(1))).toMatchObject({ title: "Theirs" });
  expect(await find(conflictEntity, open[0]?.id ?? "")).toBeUndefined();
});

test("undo never touches members, never another's words, and refuses images that are not records", async () => {
  await aMember(lena, ["lena@brightwater.example"]);
  const self = (await find(memberEntity, lena.memberId)) as BaseRecord;
  const undo = (changes: unknown) => run(lena, history.undo, { changes } as never);
  const promoted = { ...self, role: "owner" };
  await expect(
    undo([{ entity: "member", id: self.id, before: promoted, after: self }] as unknown as RecordChange[]),
  ).rejects.toMatchObject({ code: "invalid" });
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example"));
  await run(robin, note.create, { id: anId(3), record: { text: "his", contactId: anId(1), companyId: null } });
  const his = (await find(noteEntity, anId(3))) as BaseRecord;
  const rewritten = { ...his, text: "mine" };
  await expect(undo([{ entity: "note", id: his.id, before: rewritten, after: his }])).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(undo([{ entity: "note", id: his.id, before: null, after: his }])).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(undo([{ entity: "note", id: his.id, before: { id: his.id }, after: null }])).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(undo([{ entity: "note", id: anId(77), before: null, after: his }])).rejects.toMatchObject({
    code: "invalid",
  });
});

test("undo of a save does not take away what a colleague has built on", async () => {
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example"));
  const saved = (await find(contactEntity, anId(1))) as BaseRecord;
  await run(robin, contact.update, { id: anId(1), changes: { title: { from: null, to: "Buyer" } } });
  const undoing = run(lena, history.undo, {
    changes: [{ entity: "contact", id: anId(1), before: null, after: saved as never }],
  });
  await expect(undoing).rejects.toMatchObject({ code: "conflict" });
  expect(await find(contactEntity, anId(1))).toMatchObject({ title: "Buyer" });
});

test("undo of a save keeps a person something hangs on by now, and a company others work for", async () => {
  const norvik = { id: anId(11), name: "Norvik", domain: "norvik.example" };
  await run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example", { company: norvik }));
  const images = await Promise.all([find(companyEntity, anId(11)), find(contactEntity, anId(1))]);
  const changes = images.map((after, at) => ({ entity: at === 0 ? "company" : "contact", before: null, after }));
  const undo = () =>
    run(lena, history.undo, { changes: changes.map((one) => ({ ...one, id: one.after?.id ?? "" })) } as never);
  await run(lena, activity.log, { id: anId(3), record: aMessage([anId(1)]) });
  await expect(undo()).rejects.toMatchObject({ code: "conflict" });
  expect(await find(contactEntity, anId(1))).toBeDefined();
  await run(lena, activity.unlog, { id: anId(3) });
  await run(robin, contact.saveLead, aLead(anId(2), "bo@norvik.example", { name: "Bo", company: norvik }));
  await undo();
  expect(await find(contactEntity, anId(1))).toBeUndefined();
  expect(await find(companyEntity, anId(11))).toBeDefined();
});

test.each([
  ["a NUL", { name: "A\0B" }],
  ["half a surrogate pair", { name: "A\ud800" }],
  ["an empty name", { name: "   " }],
  ["a name of a page's length", { name: "x".repeat(501) }],
  ["an address that is none", { email: "not an address" }],
  ["a field that does not exist", { ownerId: anId(1) }],
])("%s is refused before anything is done", async (_, over) => {
  await expect(run(lena, contact.saveLead, aLead(anId(1), "anna@norvik.example", over))).rejects.toMatchObject({
    code: "invalid",
  });
});
