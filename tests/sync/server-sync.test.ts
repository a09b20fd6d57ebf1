// Push and pull as the server promises them, on every database.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_CHANGES_PER_PULL } from "#shared/protocol.ts";
import { transact } from "../../server/store/database.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { aLead, aNote, openServer, type Person, type TestServer } from "./server-people.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let ann: Person;
  beforeAll(async () => {
    database = await create();
    server = await openServer(database);
    ann = await server.join("owner");
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
  });

  test("a mutation is applied once, however often it is sent", async () => {
    const note = aNote();
    const mutation = ann.make("note.create", note);
    for (let times = 0; times < 10; times += 1) {
      expect(await ann.send([mutation])).toEqual({ lastSequence: ann.sequence, refused: [] });
    }
    const { changes } = await ann.pullAll();
    expect(changes.filter((change) => change.id === note.id)).toHaveLength(1);
  });

  test("a batch that was half known before is finished", async () => {
    const mutations = [0, 1, 2, 3].map(() => ann.make("note.create", aNote()));
    await ann.send(mutations.slice(0, 2));
    expect((await ann.send(mutations)).lastSequence).toBe(ann.sequence);
    const { changes } = await ann.pullAll();
    const ids = mutations.map((mutation) => (mutation.args as { id: string }).id);
    expect(changes.filter((change) => ids.includes(change.id))).toHaveLength(4);
  });

  test("two tabs that send the same batch at once do its work once", async () => {
    const mutations = Array.from({ length: 20 }, () => ann.make("contact.saveLead", aLead()));
    const answers = await Promise.all([ann.send(mutations), ann.send(mutations), ann.send(mutations)]);
    expect(new Set(answers.map((answer) => answer.lastSequence))).toEqual(new Set([ann.sequence]));
    expect((await ann.pull(null)).lastSequence).toBe(ann.sequence);
  });

  test("a refused mutation is rolled back, is told again, and does not stop the next", async () => {
    const kept = aNote();
    const first = ann.make("note.create", kept);
    const half = ann.make("undo", {
      changes: [
        // Undone last first: the note goes, then the invalid change refuses the whole.
        { entity: "nobody", id: kept.id, before: null, after: null },
        { entity: "note", id: kept.id, before: null, after: await noteAfter(ann, kept) },
      ],
    });
    const next = aNote();
    const batch = [first, half, ann.make("note.create", next)];
    const answer = await ann.send(batch);
    expect(answer.refused).toEqual([
      { sequence: half.sequence, error: { code: "invalid", message: expect.any(String) } },
    ]);
    expect(await ann.send(batch)).toEqual(answer);
    expect(await ann.find("note", kept.id)).toBeDefined();
    expect(await ann.find("note", next.id)).toBeDefined();
  });

  test("an unknown mutation and wrong arguments are refused, each with its reason", async () => {
    const answer = await ann.send([
      ann.make("no.such", {}),
      ann.make("note.create", { id: "nobody" }),
      ann.make("__proto__", { a: 1 }),
      ann.make("note.create", { ...aNote(), workspaceId: randomUUID() }),
      ann.make("note.create", { ...aNote(), "x\0y\ud800": 1 }),
    ]);
    expect(answer.refused.map((refused) => refused.error.code)).toEqual([
      "invalid",
      "invalid",
      "invalid",
      "invalid",
      "invalid",
    ]);
    expect(answer.refused[1]?.error.message).toContain("id");
  });

  test("a gap stops the push and names the sequence that is missing", async () => {
    const answer = await ann.call("POST", "/api/sync/push", {
      protocol: 1,
      clientId: ann.clientId,
      mutations: [{ ...ann.make("note.create", aNote()), sequence: ann.sequence + 5 }],
    });
    ann.sequence -= 1;
    expect([answer.status, answer.json.error.code]).toEqual([409, "conflict"]);
    expect(answer.json.error.message).toContain(String(ann.sequence + 1));
    const unordered = [{ ...ann.make("note.create", aNote()) }, { ...ann.make("note.create", aNote()), sequence: 1 }];
    ann.sequence -= 2;
    await expect(ann.send(unordered)).rejects.toThrow("400");
  });

  test("a replica of one member is not another's", async () => {
    const bob = await server.join("rep", ann.workspaceId);
    bob.clientId = ann.clientId;
    bob.sequence = ann.sequence;
    await expect(bob.push("note.create", aNote())).rejects.toThrow("403");
    expect((await bob.pull(null)).lastSequence).toBe(0);
    const other = await server.join("owner");
    other.clientId = ann.clientId;
    expect(await other.push("note.create", aNote())).toEqual({ lastSequence: 1, refused: [] });
  });

  test("edits of different fields merge; of the same field both are kept", async () => {
    const bob = await server.join("rep", ann.workspaceId);
    const lead = aLead({ title: "Buyer" });
    await ann.push("contact.saveLead", lead);
    await ann.push("contact.update", { id: lead.id, changes: { title: { from: "Buyer", to: "Head of buying" } } });
    const answer = await bob.send([
      bob.make("contact.update", { id: lead.id, changes: { name: { from: "Bo Lind", to: "Bo Lindt" } } }),
      bob.make("contact.update", { id: lead.id, changes: { title: { from: "Buyer", to: "Purchaser" } } }),
    ]);
    expect(answer.refused).toEqual([]);
    expect(await ann.find("contact", lead.id)).toMatchObject({ name: "Bo Lindt", title: "Head of buying" });
    const { changes } = await ann.pullAll();
    const conflicts = changes.filter((change) => change.entity === "conflict").map((change) => change.record);
    expect(conflicts).toEqual([
      expect.objectContaining({
        recordId: lead.id,
        field: "title",
        mine: "Purchaser",
        before: "Buyer",
        createdBy: bob.memberId,
      }),
    ]);
  });

  test("the person two saved offline is one, and both ids lead there", async () => {
    const bob = await server.join("rep", ann.workspaceId);
    const [mine, theirs] = [aLead(), aLead()];
    theirs.email = mine.email;
    await ann.push("contact.saveLead", mine);
    await bob.push("contact.saveLead", theirs);
    expect(await ann.find("contact", theirs.id)).toBeUndefined();
    expect(await ann.find("redirect", theirs.id)).toMatchObject({ toId: mine.id, entity: "contact" });
  });

  test("who may do what is looked at again after each mutation that changes it", async () => {
    const carl = await server.join("owner", ann.workspaceId);
    const answer = await carl.send([
      carl.make("member.setRole", { id: carl.memberId, role: "rep" }),
      carl.make("member.setRole", { id: carl.memberId, role: "owner" }),
      carl.make("note.create", aNote()),
    ]);
    expect(answer.refused.map((refused) => [refused.sequence, refused.error.code])).toEqual([[2, "forbidden"]]);
    const dora = await server.join("owner", ann.workspaceId);
    const { cursor } = await ann.pullAll();
    const dismissed = await dora.send([
      dora.make("member.setDisabled", { id: dora.memberId, disabled: true }),
      dora.make("note.create", aNote()),
    ]);
    expect(dismissed.refused.map((refused) => [refused.sequence, refused.error.code])).toEqual([[2, "forbidden"]]);
    await expect(dora.push("note.create", aNote())).rejects.toThrow("403");
    expect((await ann.pull(cursor)).changes).toMatchObject([{ id: dora.memberId, record: { disabled: true } }]);
    expect(await ann.find("member", dora.memberId)).toMatchObject({ disabled: true });
  });

  test("two last owners who leave at once do not both leave", async () => {
    const eve = await server.join("owner");
    const finn = await server.join("owner", eve.workspaceId);
    const answers = await Promise.all([
      eve.push("member.setRole", { id: eve.memberId, role: "rep" }),
      finn.push("member.setRole", { id: finn.memberId, role: "rep" }),
    ]);
    expect(answers.flatMap((answer) => answer.refused).map((refused) => refused.error.code)).toEqual(["conflict"]);
  });

  test("a removed record leaves a tombstone, and comes back without one", async () => {
    const note = aNote();
    await ann.push("note.create", note);
    const { cursor } = await ann.pullAll();
    const image = await ann.find("note", note.id);
    await ann.push("note.remove", { id: note.id });
    const removed = await ann.pull(cursor);
    expect(removed.changes).toEqual([{ entity: "note", id: note.id, record: null }]);
    await ann.push("undo", { changes: [{ entity: "note", id: note.id, before: image, after: null }] });
    expect((await ann.pull(removed.cursor)).changes).toMatchObject([{ id: note.id, record: { text: "A note" } }]);
    expect((await ann.pull(cursor)).changes).toMatchObject([{ id: note.id, record: { text: "A note" } }]);
    expect((await ann.pullAll()).changes.filter((change) => change.id === note.id)).toHaveLength(1);
  });

  test("a cursor that is not ours starts over, and never gives another workspace's rows", async () => {
    const stranger = await server.join("owner");
    await stranger.push("note.create", aNote());
    const { cursor } = await ann.pullAll();
    const [epoch, version] = cursor.split(":");
    const foreign = (await stranger.pull(null)).cursor;
    const forged = [
      "",
      "x",
      "0",
      `${epoch}:`,
      `${epoch}:-1`,
      `${epoch}:${BigInt(version ?? 0) + 1n}`,
      `${epoch}:999999999999999999`,
      `${epoch}:99999999999999999999`,
      `${epoch}: ${version}`,
      `${epoch}:0${version}`,
      `${epoch}:1e1`,
      `${epoch}:1;drop table contact`,
      foreign,
      `${foreign.split(":")[0]}:${version}`,
      `\u0000:${version}`,
      `${randomUUID()}:1`,
      "'::uuid:1",
      cursor.toUpperCase().replace(/\d/gu, "A"),
    ];
    const everything = await ann.pull(null);
    for (const given of forged) {
      expect(await ann.pull(given), given).toEqual({ ...everything, reset: true });
    }
    expect(await ann.pull(`${epoch}:0`)).toEqual(everything);
    const long = await ann.call("POST", "/api/sync/pull", {
      protocol: 1,
      clientId: ann.clientId,
      cursor: "x".repeat(10_000),
    });
    expect(long.status).toBe(400);
  });

  test("a client too old or too new is told so", async () => {
    for (const protocol of [0, 2]) {
      const pull = await ann.call("POST", "/api/sync/pull", { protocol, clientId: ann.clientId, cursor: null });
      const push = await ann.call("POST", "/api/sync/push", {
        protocol,
        clientId: ann.clientId,
        mutations: [{ sequence: 1, id: randomUUID(), at: new Date().toISOString(), name: "x", args: {} }],
      });
      expect([pull.status, pull.json.error.code, push.status, push.json.error.code]).toEqual([
        426,
        "outdated",
        426,
        "outdated",
      ]);
    }
  });

  test("a first replica comes in pages that never part a mutation; the last alone says what of mine is in it", async () => {
    const grace = await server.join("owner");
    const person = aLead();
    await grace.push("contact.saveLead", person);
    const notes = Array.from({ length: 150 }, () => aNote({ contactId: person.id }));
    for (let at = 0; at < notes.length; at += 150) {
      await grace.send(notes.slice(at, at + 150).map((note) => grace.make("note.create", note)));
    }
    const before = await grace.pullAll();
    // One mutation, many records: a hundred and fifty notes go with their person.
    await grace.push("contact.remove", { id: person.id });
    const after = await grace.pull(before.cursor);
    expect([after.changes.length, after.more, after.lastSequence]).toEqual([151, false, grace.sequence]);
    await fillFeed(server, grace, MAX_CHANGES_PER_PULL + 10);
    const { pages, changes } = await grace.pullAll();
    expect(pages.map((page) => [page.more, page.lastSequence])).toEqual([
      [true, null],
      [false, grace.sequence],
    ]);
    expect(new Set(changes.map((change) => `${change.entity} ${change.id}`)).size).toBe(changes.length);
    expect(changes.filter((change) => change.entity === "note")).toHaveLength(MAX_CHANGES_PER_PULL + 10);
    const again = await grace.pull(pages[0]?.cursor ?? null);
    expect(again.reset).toBe(false);
  });
});

/** What the replica would remember of its own note, for undo. */
async function noteAfter(person: Person, note: ReturnType<typeof aNote>) {
  const at = new Date().toISOString();
  const base = { id: note.id, createdAt: at, updatedAt: at, createdBy: person.memberId, updatedBy: person.memberId };
  return { ...base, ...note.record };
}

/** Notes straight into the table, two per position, so that pages have something to part. */
async function fillFeed(server: TestServer, person: Person, count: number) {
  await transact(server.database, { workspaceId: person.workspaceId }, async (prisma) => {
    await prisma.$executeRaw`
      insert into "note" ("workspaceId", "id", "version", "text", "createdAt", "updatedAt")
      select ${person.workspaceId}::uuid, gen_random_uuid(),
        (select "version" from "workspace" where "id" = ${person.workspaceId}::uuid) + 1 + n / 2, 'x', now(), now()
      from generate_series(0, ${count}::int - 1) as n`;
    await prisma.$executeRaw`
      update "workspace" set "version" = (select max("version") from "note" where "workspaceId" = ${person.workspaceId}::uuid)
      where "id" = ${person.workspaceId}::uuid`;
  });
}
