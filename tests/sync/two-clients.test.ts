import { afterAll, beforeAll, expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import { type RunningServer, startServer } from "../../server/start.ts";
import { Client, signIn } from "./client.ts";

const password = "a long enough password";
let server: RunningServer;
let lena: Client;
let robin: Client;

beforeAll(async () => {
  server = await startServer();
  const owner = { email: "lena@brightwater.example", name: "Lena Vogt", password, role: "owner" } as const;
  const { workspaceId } = await server.addUser({ ...owner, workspaceName: "Brightwater" });
  await server.addUser({ email: "robin@brightwater.example", name: "Robin", password, role: "rep", workspaceId });
  lena = new Client(await signIn(server.url, owner.email, password));
  robin = new Client(await signIn(server.url, "robin@brightwater.example", password));
});

afterAll(() => server?.close());

const { contact, note, activity, conflict, task } = mutations;

async function save(client: Client, address: string, over: object = {}): Promise<string> {
  const id = crypto.randomUUID();
  const domain = address.split("@")[1] ?? null;
  const company = { id: crypto.randomUUID(), name: "Norvik", domain };
  const lead = { id, name: address, email: address, title: null, phones: [], address: null, source: "mail", company };
  await client.replica.mutate(contact.saveLead.name, { ...lead, ...over });
  return id;
}

/** Twice: what the first settles last may be news to the second, and the other way round. */
async function settleBoth() {
  for (const client of [lena, robin, lena, robin]) await client.settle();
  expect(await robin.everything()).toEqual(await lena.everything());
}

async function findContact(client: Client, address: string) {
  const found = (await client.everything()).contact as { id: string; emails: string[]; [field: string]: unknown }[];
  return found.filter((one) => one.emails.includes(address));
}

const change = (id: string, field: string, from: unknown, to: unknown) => ({ id, changes: { [field]: { from, to } } });

test("a lead saved here is there", async () => {
  await save(lena, "anna@norvik.example");
  await settleBoth();
  expect(await findContact(robin, "anna@norvik.example")).toHaveLength(1);
});

test("two who save the same stranger offline end with one person, and what each hung on theirs is on it", async () => {
  const address = "omar@haddad.example";
  const [hers, his] = [
    await save(lena, address),
    await save(robin, address, { title: "Buyer", phones: ["+46855501234"] }),
  ];
  const aNote = (contactId: string, text: string) => ({
    id: crypto.randomUUID(),
    record: { text, contactId, companyId: null },
  });
  await lena.replica.mutate(note.create.name, aNote(hers, "met at the fair"));
  await robin.replica.mutate(note.create.name, aNote(his, "wants a price list"));
  await settleBoth();
  const [omar, ...others] = await findContact(robin, address);
  expect(others).toEqual([]);
  expect(omar).toMatchObject({ title: "Buyer", phones: ["+46855501234"] });
  const notes = (await lena.everything()).note as { contactId: string; text: string }[];
  const texts = notes.filter((one) => one.contactId === omar?.id).map((one) => one.text);
  expect(texts.toSorted()).toEqual(["met at the fair", "wants a price list"]);
});

test("a message logged by two is one activity of everybody in it", async () => {
  const hers = await save(lena, "ida@ost.example");
  const his = await save(robin, "per@vest.example");
  const record = {
    kind: "mail",
    at: "2026-11-20T09:00:00.000Z",
    direction: "in",
    subject: "Autumn",
    text: "Hello",
    participants: [],
    link: null,
    threadKeys: ["thread"],
    messageKeys: ["message-1"],
  };
  await lena.replica.mutate(activity.log.name, { id: crypto.randomUUID(), record: { ...record, contactIds: [hers] } });
  const second = crypto.randomUUID();
  await robin.replica.mutate(activity.log.name, { id: second, record: { ...record, contactIds: [his] } });
  await settleBoth();
  const logged = ((await lena.everything()).activity as { messageKeys: string[]; contactIds: string[] }[]).filter(
    (one) => one.messageKeys.includes("message-1"),
  );
  expect(logged).toMatchObject([{ contactIds: expect.arrayContaining([hers, his]) }]);
  expect(await findContact(lena, "per@vest.example")).toMatchObject([{ lastContactAt: record.at }]);
});

test("different fields merge; the same field is kept for both and settled by its author", async () => {
  const id = await save(lena, "kim@sund.example");
  await settleBoth();
  await lena.replica.mutate(contact.update.name, change(id, "title", null, "Buyer"));
  await robin.replica.mutate(contact.update.name, change(id, "lifecycle", "lead", "customer"));
  await lena.replica.mutate(contact.update.name, change(id, "name", "kim@sund.example", "Kim Sund"));
  await robin.replica.mutate(contact.update.name, change(id, "name", "kim@sund.example", "Kim A. Sund"));
  await settleBoth();
  const [kim] = await findContact(robin, "kim@sund.example");
  expect(kim).toMatchObject({ title: "Buyer", lifecycle: "customer", name: "Kim Sund" });
  const kept = (await lena.everything()).conflict as { id: string; recordId: string; createdBy: string }[];
  expect(kept).toMatchObject([{ recordId: id, field: "name", mine: "Kim A. Sund", before: "kim@sund.example" }]);
  expect(kept[0]?.createdBy).toBe(robin.memberId);
  expect((await robin.sync.status()).state).toBe("attention");
  await robin.replica.mutate(conflict.resolve.name, { id: kept[0]?.id, keep: "mine" });
  await settleBoth();
  expect(await findContact(lena, "kim@sund.example")).toMatchObject([{ name: "Kim A. Sund" }]);
  expect((await robin.sync.status()).state).toBe("saved");
});

test("addresses added by two are both there", async () => {
  const id = await save(lena, "liv@nord.example");
  await settleBoth();
  await lena.replica.mutate(contact.addAddress.name, { id, address: "liv@home.example" });
  await robin.replica.mutate(contact.addAddress.name, { id, address: "liv@phone.example" });
  await settleBoth();
  const [liv] = await findContact(lena, "liv@nord.example");
  expect(liv?.emails.toSorted()).toEqual(["liv@home.example", "liv@nord.example", "liv@phone.example"]);
});

test("what the server refuses is taken back, kept with its reason, and stops nothing behind it", async () => {
  const id = await save(lena, "ole@fjord.example");
  await settleBoth();
  await lena.replica.mutate(contact.remove.name, { id });
  await lena.settle();
  await robin.replica.mutate(note.create.name, {
    id: crypto.randomUUID(),
    record: { text: "a thought about Ole", contactId: id, companyId: null },
  });
  await save(robin, "eva@fjord.example");
  await settleBoth();
  expect(await robin.replica.db.refused.toArray()).toMatchObject([
    { name: "note.create", args: { record: { text: "a thought about Ole" } }, error: { code: "not_found" } },
  ]);
  expect(await findContact(lena, "eva@fjord.example")).toHaveLength(1);
  await robin.replica.discard((await robin.replica.db.refused.toArray())[0]?.mutationId ?? "");
});

test("undo of a save that has reached everybody takes it from everybody", async () => {
  const id = crypto.randomUUID();
  const lead = { id, name: "Bo", email: "bo@elv.example", title: null, phones: [], address: null, source: "mail" };
  const company = { id: crypto.randomUUID(), name: "Elv", domain: "elv.example" };
  const { mutationId } = await lena.replica.mutate(contact.saveLead.name, { ...lead, company });
  await settleBoth();
  await lena.replica.undo(mutationId);
  await settleBoth();
  expect(await findContact(robin, "bo@elv.example")).toEqual([]);
});

test("a reminder done by one is done for all, when they did it, and comes back by Undo", async () => {
  const id = crypto.randomUUID();
  const own = { kind: "call", title: "Call Liv", note: null, dueAt: "2026-11-22T09:00:00.000Z", doneAt: null };
  const links = { contactId: null, companyId: null, ownerId: lena.memberId, link: null, threadKey: null, doneBy: null };
  await lena.replica.mutate(task.create.name, { id, record: { ...own, ...links } });
  await settleBoth();
  const { mutationId } = await robin.replica.mutate(task.finish.name, { id });
  const pressedAt = (await robin.replica.db.history.get(mutationId))?.at;
  await settleBoth();
  const doneAt = async () =>
    ((await lena.everything()).task as { id: string; doneAt: string | null }[]).find((one) => one.id === id)?.doneAt;
  expect(await doneAt()).toBe(pressedAt);
  await robin.replica.undo(mutationId);
  await settleBoth();
  expect(await doneAt()).toBeNull();
});
