import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { conflictEntity } from "#shared/crm/conflict.ts";
import { type Contact, contactEntity } from "#shared/crm/contact.ts";
import { mutations } from "#shared/crm/index.ts";
import { AppError } from "#shared/errors.ts";
import type { FeedChange, PullResponse } from "#shared/protocol.ts";
import { Replica } from "./replica.ts";

const lena = { memberId: "00000000-0000-4000-8000-00000000000a", role: "rep" } as const;
const robin = "00000000-0000-4000-8000-00000000000b";
const annaId = "00000000-0000-4000-8000-000000000001";
const now = "2026-11-21T10:00:00.000Z";

const open: Replica[] = [];
function aReplica(name: string = crypto.randomUUID()) {
  const touched: string[][] = [];
  const replica = new Replica(name, lena, { touched: (what) => touched.push([...what]), queued: () => undefined });
  open.push(replica);
  return { replica, touched, name };
}
afterEach(() => {
  for (const replica of open.splice(0)) replica.close();
});

const anna: Contact = {
  id: annaId,
  createdAt: now,
  updatedAt: now,
  createdBy: robin,
  updatedBy: robin,
  name: "Anna Berg",
  title: "Buyer",
  companyId: null,
  emails: ["anna@norvik.example"],
  phones: [],
  address: null,
  lifecycle: "lead",
  source: null,
  ownerId: robin,
  lastContactAt: null,
};
const fed = (record: Contact): FeedChange => ({ entity: "contact", id: record.id, record });
const aPage = (changes: FeedChange[], over: Partial<PullResponse> = {}): PullResponse => ({
  cursor: crypto.randomUUID(),
  reset: false,
  changes,
  more: false,
  lastSequence: 0,
  ...over,
});
const retitle = (from: string | null, to: string) => ({ id: annaId, changes: { title: { from, to } } });
const readAnna = async (replica: Replica) => (await replica.db.records(contactEntity).get(annaId))?.record;
const { update, saveLead } = mutations.contact;

test("a change is visible at once and waits in the outbox", async () => {
  const { replica, touched } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  await replica.mutate(update.name, retitle("Buyer", "Head of Purchasing"));
  expect(await readAnna(replica)).toMatchObject({ title: "Head of Purchasing", updatedBy: lena.memberId });
  expect(await replica.nextToPush(0, 10)).toMatchObject([{ sequence: 1, name: "contact.update" }]);
  expect(touched.at(-1)).toEqual(expect.arrayContaining(["contact", "outbox", "history"]));
});

test("a change that is refused here leaves nothing behind", async () => {
  const { replica } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  const change = replica.mutate(update.name, { id: crypto.randomUUID(), changes: {} });
  await expect(change).rejects.toThrow(AppError);
  await expect(replica.mutate(update.name, retitle("Buyer", "x".repeat(501)))).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await replica.pendingCount()).toBe(0);
  expect(await replica.db.history.count()).toBe(0);
});

test("what was saved is there when the browser starts again, with the next sequence", async () => {
  const { replica, name } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  await replica.mutate(update.name, retitle("Buyer", "Chief"));
  const clientId = (await replica.db.readMeta()).clientId;
  replica.close();
  const again = aReplica(name).replica;
  expect(await readAnna(again)).toMatchObject({ title: "Chief" });
  expect((await again.db.readMeta()).clientId).toBe(clientId);
  await again.applyPulled(aPage([], { lastSequence: 1 }), now);
  await again.mutate(update.name, retitle("Chief", "Boss"));
  expect(await again.nextToPush(0, 10)).toMatchObject([{ sequence: 2 }]);
});

test("a colleague's change of another field lies under mine", async () => {
  const { replica } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  await replica.mutate(update.name, retitle("Buyer", "Chief"));
  await replica.applyPulled(aPage([fed({ ...anna, lifecycle: "customer" })]), now);
  expect(await readAnna(replica)).toMatchObject({ title: "Chief", lifecycle: "customer" });
  expect(await replica.pendingCount()).toBe(1);
});

test("the same field changed by two keeps theirs in the record and mine in a conflict", async () => {
  const { replica } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  await replica.mutate(update.name, retitle("Buyer", "Chief"));
  await replica.applyPulled(aPage([fed({ ...anna, title: "Director" })]), now);
  expect(await readAnna(replica)).toMatchObject({ title: "Director" });
  const conflicts = await replica.db.records(conflictEntity).toArray();
  expect(conflicts.map((row) => row.record)).toMatchObject([
    { recordId: annaId, field: "title", mine: "Chief", before: "Buyer" },
  ]);
});

test("a confirmed change leaves the outbox and the server's record stands", async () => {
  const { replica } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  await replica.mutate(update.name, retitle("Buyer", "Chief"));
  const settled = { ...anna, title: "Chief", updatedAt: "2026-11-21T10:00:01.000Z", updatedBy: lena.memberId };
  await replica.applyPulled(aPage([fed(settled)], { lastSequence: 1 }), now);
  expect(await readAnna(replica)).toEqual(settled);
  expect(await replica.pendingCount()).toBe(0);
  expect(await replica.db.base.count()).toBe(0);
});

test("a change the server refused is taken back here and kept with its reason", async () => {
  const { replica } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  const { mutationId } = await replica.mutate(update.name, retitle("Buyer", "Chief"));
  await replica.applyPushed({
    lastSequence: 1,
    refused: [{ sequence: 1, error: { code: "forbidden", message: "No" } }],
  });
  expect(await readAnna(replica)).toMatchObject({ title: "Chief" });
  await replica.applyPulled(aPage([], { lastSequence: 1 }), now);
  expect(await readAnna(replica)).toMatchObject({ title: "Buyer" });
  expect(await replica.db.refused.toArray()).toMatchObject([{ mutationId, error: { code: "forbidden" } }]);
});

test("pending work on a record that is gone waits for the server's word and shows no half effect", async () => {
  const { replica } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  await replica.mutate(update.name, retitle("Buyer", "Chief"));
  await replica.applyPulled(aPage([{ entity: "contact", id: annaId, record: null }]), now);
  expect(await readAnna(replica)).toBeUndefined();
  expect(await replica.pendingCount()).toBe(1);
});

test("a page in the middle of a pull waits under pending work for the last page", async () => {
  const { replica } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  await replica.mutate(update.name, retitle("Buyer", "Chief"));
  const colleague = { ...anna, lifecycle: "customer" } as const;
  await replica.applyPulled(aPage([fed(colleague)], { more: true, lastSequence: null }), now);
  expect(await readAnna(replica)).toMatchObject({ lifecycle: "lead", title: "Chief" });
  await replica.applyPulled(aPage([]), now);
  expect(await readAnna(replica)).toMatchObject({ lifecycle: "customer", title: "Chief" });
});

test("a reset forgets what the server said and keeps what it has not heard", async () => {
  const { replica } = aReplica();
  const other = { ...anna, id: "00000000-0000-4000-8000-000000000002", emails: ["old@norvik.example"] };
  await replica.applyPulled(aPage([fed(anna), fed(other)]), now);
  await replica.mutate(update.name, retitle("Buyer", "Chief"));
  await replica.applyPulled(aPage([fed(anna)], { reset: true }), now);
  expect(await replica.db.records(contactEntity).count()).toBe(1);
  expect(await readAnna(replica)).toMatchObject({ title: "Chief" });
  expect(await replica.pendingCount()).toBe(1);
});

test("saving a person a colleague saved meanwhile leads to theirs", async () => {
  const { replica } = aReplica();
  const mine = "00000000-0000-4000-8000-000000000009";
  const lead = { name: "Anna", email: "anna@norvik.example", title: null, phones: ["+46855501234"] };
  await replica.mutate(saveLead.name, { id: mine, ...lead, address: null, source: "mail", company: null });
  await replica.applyPulled(aPage([fed(anna)]), now);
  expect(await replica.db.records(contactEntity).count()).toBe(1);
  expect(await readAnna(replica)).toMatchObject({ name: "Anna Berg", phones: ["+46855501234"] });
});

test("undo takes a save back, and a change, but not what a colleague changed since", async () => {
  const { replica } = aReplica();
  await replica.applyPulled(aPage([fed(anna)]), now);
  const { mutationId } = await replica.mutate(update.name, retitle("Buyer", "Chief"));
  await replica.undo(mutationId);
  expect(await readAnna(replica)).toMatchObject({ title: "Buyer" });
  const again = await replica.mutate(update.name, retitle("Buyer", "Boss"));
  await replica.applyPulled(aPage([fed({ ...anna, title: "Director" })], { lastSequence: 3 }), now);
  await expect(replica.undo(again.mutationId)).rejects.toMatchObject({ code: "conflict" });
  expect(await readAnna(replica)).toMatchObject({ title: "Director" });
});
