// What only Microsoft does to whoever follows its mail: folder by folder, over links that die.
import { afterEach, expect, test } from "vitest";
import type { MailScope } from "../../server/providers/mail-provider.ts";
import type { MicrosoftOptions } from "../sandbox/microsoft/microsoft.ts";
import { openUnderTest } from "./provider-microsoft.ts";
import { aMessage, aWorld, longAgo, rep } from "./provider-world.ts";

const everything: MailScope = { since: longAgo, places: null };
const mine = rep.address;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function begin(options: Omit<MicrosoftOptions, "world"> = {}) {
  const world = aWorld("microsoft");
  const under = await openUnderTest(world, options);
  open.push(under);
  const access = under.accessOf(mine);
  const { mail } = under.vendor;
  const places = async () => new Map((await mail.listPlaces(access)).map(({ id, name }) => [name, id]));
  const idOf = async (name: string) => (await places()).get(name) ?? "";
  const binOf = async (): Promise<string> => {
    const headers = { authorization: `Bearer ${await access.token()}` };
    const answer = await fetch(`${under.microsoft.graphRoot}/v1.0/me/mailFolders/deleteditems`, { headers });
    return ((await answer.json()) as { id: string }).id;
  };
  return { ...under, world, access, mail, places, idOf, binOf };
}

const unavailable = expect.objectContaining({ name: "AppError", code: "unavailable" });

test.each(["gone", "badRequest", "location", "resync"] as const)(
  "a delta link that died (%s) resets its folder and no other",
  async (as) => {
    const { world, access, mail, microsoft, idOf } = await begin();
    world.put(mine, aMessage());
    const [inbox, sent] = [await idOf("Inbox"), await idOf("Sent Items")];
    const first = await mail.changes(access, inbox, null, everything);
    const other = await mail.changes(access, sent, null, everything);
    microsoft.expire({ on: "deltaLink", as });
    const page = await mail.changes(access, inbox, first.cursor, everything);
    expect(page).toMatchObject({ reset: true, upserted: [], removedIds: [] });
    expect((await mail.changes(access, sent, other.cursor, everything)).reset).toBe(false);
    const again = await mail.changes(access, inbox, null, everything);
    expect(again).toMatchObject({ reset: false, more: false });
    expect(again.upserted).toHaveLength(1);
  },
);

test("a link that dies in the middle of a round resets as well", async () => {
  const { world, access, mail, microsoft, idOf } = await begin({ switches: { emptyPages: true } });
  world.put(mine, aMessage());
  const inbox = await idOf("Inbox");
  const first = await mail.changes(access, inbox, null, everything);
  expect(first).toMatchObject({ upserted: [], more: true });
  microsoft.expire({ on: "nextLink" });
  expect((await mail.changes(access, inbox, first.cursor, everything)).reset).toBe(true);
});

test.each(["", "SyncStateNotFound"])(
  "a dead answer (%s) to a first request is trouble, and no empty folder",
  async (code) => {
    const { access, mail, faults, idOf } = await begin();
    const inbox = await idOf("Inbox");
    const body = JSON.stringify({ error: { code, message: code } });
    faults.add({ url: /messages\/delta/, fault: { kind: "status", status: 410, body } });
    await expect(mail.changes(access, inbox, null, everything)).rejects.toEqual(unavailable);
  },
);

test("a page without a link is no end: the same cursor goes on later", async () => {
  const { world, access, mail, microsoft, idOf } = await begin();
  const inbox = await idOf("Inbox");
  const { cursor } = await mail.changes(access, inbox, null, everything);
  world.put(mine, aMessage({ id: "late" }));
  microsoft.switches.lostLinks = 1;
  await expect(mail.changes(access, inbox, cursor, everything)).rejects.toEqual(unavailable);
  expect((await mail.changes(access, inbox, cursor, everything)).upserted).toHaveLength(1);
});

test("a folder that was removed is one round in which it is empty", async () => {
  const { world, access, mail, idOf } = await begin();
  world.addFolder(mine, "Norvik");
  world.put(mine, aMessage(), "Norvik");
  const norvik = await idOf("Norvik");
  const { cursor } = await mail.changes(access, norvik, null, everything);
  world.removeFolder(mine, "Norvik");
  expect((await mail.changes(access, norvik, cursor, everything)).reset).toBe(true);
  const empty = await mail.changes(access, norvik, null, everything);
  expect(empty).toMatchObject({ reset: false, more: false, upserted: [], removedIds: [] });
  expect((await mail.changes(access, norvik, empty.cursor, everything)).reset).toBe(false);
  expect(await mail.listStreams(access, everything)).not.toContain(norvik);
});

test("a mailbox that is closed to apps is not an emptied one", async () => {
  const { access, mail, faults, idOf } = await begin();
  const inbox = await idOf("Inbox");
  const { cursor } = await mail.changes(access, inbox, null, everything);
  const body = JSON.stringify({ error: { code: "MailboxNotEnabledForRESTAPI", message: "On premises or inactive." } });
  faults.add({ url: /./, fault: { kind: "status", status: 404, body }, times: 10 });
  await expect(mail.changes(access, inbox, cursor, everything)).rejects.toMatchObject({ code: "forbidden" });
  await expect(mail.listStreams(access, everything)).rejects.toMatchObject({ code: "forbidden" });
});

test.each(["removedFirst", "createdFirst"] as const)(
  "both halves of a move are told under one id, whichever comes a round later (%s)",
  async (moves) => {
    const { world, access, mail, microsoft, idOf } = await begin();
    world.addFolder(mine, "Norvik");
    world.put(mine, aMessage({ id: "wanderer" }));
    const streams = [await idOf("Inbox"), await idOf("Norvik")];
    const cursors = new Map<string, string>();
    const round = async () => {
      const told: string[] = [];
      for (const stream of streams) {
        const page = await mail.changes(access, stream, cursors.get(stream) ?? null, everything);
        cursors.set(stream, page.cursor);
        const where = stream === streams[0] ? "inbox" : "norvik";
        told.push(...page.upserted.map(({ externalId }) => `${where} has ${externalId}`));
        told.push(...page.removedIds.map((id) => `${where} lost ${id}`));
      }
      return told;
    };
    const id = (await round())[0]?.replace("inbox has ", "");
    microsoft.switches.moves = moves;
    world.move(mine, "wanderer", "Norvik");
    const first = await round();
    microsoft.switches.moves = "together";
    const halves = moves === "removedFirst" ? ["inbox lost", "norvik has"] : ["norvik has", "inbox lost"];
    expect(first).toEqual([`${halves[0]} ${id}`]);
    expect(await round()).toEqual([`${halves[1]} ${id}`]);
  },
);

test("an id stays the same when its message moves", async () => {
  const { world, access, mail, idOf } = await begin();
  world.addFolder(mine, "Norvik");
  world.put(mine, aMessage({ id: "wanderer" }));
  const [inbox, norvik] = [await idOf("Inbox"), await idOf("Norvik")];
  const first = await mail.changes(access, inbox, null, everything);
  const [before] = first.upserted;
  world.move(mine, "wanderer", "Norvik");
  const left = await mail.changes(access, inbox, first.cursor, everything);
  const [after] = (await mail.changes(access, norvik, null, everything)).upserted;
  expect(left.removedIds).toEqual([before?.externalId]);
  expect(after?.externalId).toBe(before?.externalId);
});

test("ids are stable on later pages too", async () => {
  const { world, access, mail, idOf } = await begin({ switches: { emptyPages: true } });
  for (let count = 0; count < 600; count += 1) world.put(mine, aMessage());
  const inbox = await idOf("Inbox");
  const ids: string[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page = await mail.changes(access, inbox, cursor, everything);
    ids.push(...page.upserted.map((ref) => ref.externalId));
    ({ cursor, more } = page);
  }
  expect(ids).toHaveLength(600);
  expect(ids.filter((id) => !id.startsWith("AAkALg"))).toEqual([]);
});

test("a folder is listed newest first", async () => {
  const { world, access, mail, idOf } = await begin();
  const [older, newer] = [aMessage(), aMessage()];
  world.put(mine, newer);
  world.put(mine, older);
  const page = await mail.changes(access, await idOf("Inbox"), null, everything);
  expect(page.upserted.map((ref) => ref.at)).toEqual([newer.at, older.at]);
});

test("more than 5,000 messages come, and none older than was asked for", async () => {
  const { world, access, mail, idOf } = await begin();
  const begins = Date.parse("2026-01-01T00:00:00.000Z");
  for (let count = 0; count < 5_200; count += 1) {
    world.put(mine, aMessage({ at: new Date(begins + count * 1_000).toISOString() }));
  }
  const scope = { since: new Date(begins + 100_000).toISOString(), places: null };
  const inbox = await idOf("Inbox");
  let found = 0;
  for (let cursor: string | null = null, more = true; more; ) {
    const page = await mail.changes(access, inbox, cursor, scope);
    found += page.upserted.length;
    ({ cursor, more } = page);
  }
  expect(found).toBe(5_100);
});

test("a cursor says nothing of another folder", async () => {
  const { access, mail, idOf } = await begin();
  const { cursor } = await mail.changes(access, await idOf("Inbox"), null, everything);
  expect((await mail.changes(access, await idOf("Archive"), cursor, everything)).reset).toBe(true);
});

test("a chosen folder that was thrown away is one round in which it is empty", async () => {
  const { world, access, mail, faults, idOf, binOf } = await begin();
  world.addFolder(mine, "Norvik");
  world.put(mine, aMessage(), "Norvik");
  const norvik = await idOf("Norvik");
  const scope = { ...everything, places: [norvik] };
  const { cursor } = await mail.changes(access, norvik, null, scope);
  // In Microsoft's words: it lies below the trash now.
  const child = { id: norvik, displayName: "Norvik", childFolderCount: 0 };
  const body = (value: object[]) => JSON.stringify({ value });
  const trash = await binOf();
  faults.add({
    url: /mailFolders\?/,
    fault: { kind: "status", status: 200, body: body([{ id: trash, displayName: "Bin", childFolderCount: 1 }]) },
  });
  faults.add({ url: /childFolders/, fault: { kind: "status", status: 200, body: body([child]) } });
  expect(await mail.listStreams(access, scope)).toEqual([norvik]);
  expect((await mail.changes(access, norvik, cursor, scope)).reset).toBe(true);
  expect(await mail.changes(access, norvik, null, scope)).toMatchObject({ upserted: [], more: false, reset: false });
});

test.each([
  ["another host", { v: 1, link: "https://graph.evil.example/v1.0/me/messages/delta" }],
  ["another port", { v: 1, link: "https://localhost:1/v1.0/me/messages/delta" }],
  ["a path of another kind", { v: 1, link: "ROOT/beta/me/messages/delta" }],
  ["another version", { v: 2, link: "ROOT/v1.0/me/messages/delta" }],
  ["nothing of ours", {}],
])("a cursor that leads to %s is dead, and nobody is asked", async (_, state) => {
  const { access, mail, microsoft, idOf } = await begin();
  const inbox = await idOf("Inbox");
  const cursor = JSON.stringify({ ...state, stream: inbox, since: longAgo }).replace("ROOT", microsoft.graphRoot);
  microsoft.resetCounts();
  expect((await mail.changes(access, inbox, cursor, everything)).reset).toBe(true);
  expect(microsoft.counts.graph).toBe(0);
});

test("a link to another host in an answer is not taken for one", async () => {
  const { access, mail, faults, idOf } = await begin();
  const inbox = await idOf("Inbox");
  const body = JSON.stringify({ value: [], "@odata.deltaLink": "https://graph.evil.example/v1.0/x" });
  faults.add({ url: /messages\/delta/, fault: { kind: "status", status: 200, body } });
  await expect(mail.changes(access, inbox, null, everything)).rejects.toEqual(unavailable);
});

test("folders without correspondence are known in every language, and so is what lies below others", async () => {
  const { world, places } = await begin({ switches: { localFolderNames: true } });
  for (const folder of ["Kunden", "Kunden/Berlin", "Kunden/Berlin/Alt"]) world.addFolder(mine, folder);
  for (let count = 0; count < 120; count += 1) world.addFolder(mine, `Projekt ${count}`);
  const names = [...(await places()).keys()];
  expect(names).toEqual(expect.arrayContaining(["Posteingang", "Kunden", "Kunden / Berlin", "Kunden / Berlin / Alt"]));
  expect(names.filter((name) => name.startsWith("Projekt"))).toHaveLength(120);
  const apart = ["Entwürfe", "Junk-E-Mail", "Gelöschte Elemente", "Postausgang", "Aufgezeichnete Unterhaltungen"];
  expect(names.filter((name) => apart.includes(name))).toEqual([]);
});
