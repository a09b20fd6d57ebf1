// What a rep does not share, asked for by its very id or name: a colleague of any role gets the answers of what never was,
// after as many statements.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import type { Meeting } from "#shared/crm/meeting.ts";
import { blockEntity } from "#shared/crm/sharing.ts";
import { aMessage, anEvent, customer } from "../conformance/provider-world.ts";
import { aRecord } from "../conformance/samples.ts";
import { databases } from "../conformance/tx-databases.ts";
import { aNote, type Person } from "../sync/server-people.ts";
import { compareStatements, everythingFor, openPrivateStage, type PrivateStage, type Rep } from "./private-stage.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let stage: PrivateStage;
  let lena: Rep;
  let colleagues: Person[];
  let hers: Activity;
  let meeting: Meeting;
  beforeAll(async () => {
    stage = await openPrivateStage(await create());
    lena = await stage.addRep("Lena", "nothing");
    colleagues = [];
    for (const role of ["owner", "manager", "rep"] as const) colleagues.push(await stage.addColleague(role));
    stage.world.send(aMessage({ to: [lena.at], subject: "canary one", messageId: "<canary-one@norvik.example>" }));
    const attendees = [lena.at, customer].map((person) => ({ person, answer: "accepted" as const }));
    stage.world.putEvent(anEvent({ organizer: lena.at, attendees, title: "canary two" }));
    await stage.settle(lena);
    [hers] = (await records<Activity>("activity")) as [Activity];
    [meeting] = (await records<Meeting>("meeting")) as [Meeting];
  });
  afterAll(() => stage?.close());

  const records = async <R>(kind: string): Promise<R[]> =>
    (await lena.person.call("GET", `/api/records/${kind}?limit=1000`)).json.records;

  test("every route answers as for an id that never was, after as many statements", async () => {
    for (const person of colleagues) {
      const paths: [string, string, string][] = [
        ["GET", `/api/records/activity/${hers.id}`, `/api/records/activity/${randomUUID()}`],
        ["GET", `/api/records/meeting/${meeting.id}`, `/api/records/meeting/${randomUUID()}`],
        ["GET", `/api/threads?threadKey=${hers.threadKeys[0]}`, `/api/threads?threadKey=thread:${randomUUID()}`],
        ["GET", `/api/mailboxes/${lena.mailboxId}/ledger`, `/api/mailboxes/${randomUUID()}/ledger`],
        ["POST", `/api/mailboxes/${lena.mailboxId}/pause`, `/api/mailboxes/${randomUUID()}/pause`],
        ["POST", `/api/mailboxes/${lena.mailboxId}/sync`, `/api/mailboxes/${randomUUID()}/sync`],
        ["GET", `/api/mailboxes/${lena.mailboxId}/places`, `/api/mailboxes/${randomUUID()}/places`],
        ["DELETE", `/api/mailboxes/${lena.mailboxId}`, `/api/mailboxes/${randomUUID()}`],
      ];
      for (const [method, there, nowhere] of paths) {
        const ask = (path: string) => () => person.call(method, path);
        const [one, other] = await compareStatements(ask(there), ask(nowhere));
        const told = ({ answer: { status, text } }: typeof one) => [
          status,
          text.replaceAll(/"requestId":"[^"]*"/gu, ""),
        ];
        expect(told(one), there).toEqual(told(other));
        expect(one.statements.length, there).toBe(other.statements.length);
        expect(one.statements.length, there).toBeGreaterThan(0);
      }
    }
    expect((await lena.person.call("GET", "/api/mailboxes")).json).toMatchObject([{ id: lena.mailboxId }]);
  });

  test("who logs the same message makes a record like any, and hers stays what it was", async () => {
    const mail = aMessage({ to: [lena.at], subject: "canary thirteen", text: "canary fourteen" });
    stage.world.send(mail);
    for (let more = 0; more < 13; more += 1) stage.world.send(aMessage({ to: [lena.at] }));
    await stage.settle(lena);
    const find = async () =>
      (await records<Activity>("activity")).filter(({ subject }) => subject === "canary thirteen");
    const [own] = (await find()) as [Activity];
    const [bob] = colleagues as [Person];
    const logged = { kind: "mail", at: mail.at, direction: "in", text: "as I saw it", participants: [], link: null };
    const log = (key = `mid:${randomUUID()}@norvik.example`, id: string = randomUUID()) =>
      bob.push("activity.log", {
        id,
        record: { ...logged, subject: "s", contactIds: [stage.contactId], threadKeys: [], messageKeys: [key] },
      });
    // The person's last contact moves once.
    await log();
    const { cursor } = await bob.pullAll();
    const id = randomUUID();
    expect((await log(own.messageKeys[0], id)).refused).toEqual([]);
    await log();
    const { changes } = await bob.pullAll(cursor);
    expect(changes.map(({ entity, record }) => [entity, record === null])).toEqual([
      ["activity", false],
      ["activity", false],
    ]);
    await stage.settle(lena);
    const seen = JSON.stringify(await everythingFor(bob));
    expect(seen).not.toMatch(/canary (?:thirteen|fourteen)/u);
    expect(await find()).toMatchObject([{ text: "canary fourteen", privateTo: lena.person.memberId }]);
    const keys = (await records<Activity>("activity"))
      .filter(({ subject }) => /^Message/u.test(subject))
      .map(({ messageKeys }) => messageKeys[0]);
    expect(keys).toHaveLength(13);
    const [one, other] = await compareStatements(
      () => log(keys.pop()),
      () => log(),
    );
    expect(one.statements.length, one.statements.join("\n")).toBe(other.statements.length);
    await bob.push("activity.unlog", { id });
    await stage.settle(lena);
    expect(await find()).toMatchObject([{ text: "canary fourteen", privateTo: lena.person.memberId }]);
  });

  test("what follows from a mutation does not reach what its author could not", async () => {
    for (const person of colleagues) {
      const [note, task] = [aNote(), randomUUID()];
      await person.push("note.create", note);
      const image = await person.find("note", note.id);
      const block = { ...aRecord(blockEntity, task), pattern: "norvik.example", createdBy: person.memberId };
      const forged = [{ ...block, privateTo: lena.person.memberId }, block].map((after) => ({
        entity: "block",
        id: task,
        before: { ...after, updatedAt: after.createdAt },
        after,
      }));
      const { refused } = await person.send([
        person.make("activity.unlog", { id: hers.id }),
        person.make("undo", { changes: [{ entity: "note", id: note.id, before: null, after: image }, ...forged] }),
        person.make("undo", { changes: [{ entity: "activity", id: hers.id, before: { ...hers }, after: null }] }),
        person.make("contact.update", { id: stage.contactId, changes: { name: { from: "Anna Berg", to: "Anna" } } }),
      ]);
      expect(refused.map(({ error }) => error.code)).toEqual(["conflict"]);
    }
    await stage.settle(lena);
    expect(await records<Activity>("activity")).toContainEqual(hers);
    const ledger = (await lena.person.call("GET", `/api/mailboxes/${lena.mailboxId}/ledger`)).json;
    expect(JSON.stringify(ledger)).toContain("canary one");
    expect(JSON.stringify(ledger)).not.toMatch(/blocked|unlogged/u);
  });

  test("every mutation is taken or refused as for an id that never was, after as many statements", async () => {
    const next = { outcome: "done", note: "", next: null };
    const attempts: [string, (id: string, key: string) => unknown][] = [
      ["activity.unlog", (id) => ({ id })],
      ["activity.open", (id) => ({ activityId: id })],
      ["accessRequest.ask", (id) => ({ id: randomUUID(), activityId: id })],
      ["meeting.recordOutcome", (id) => ({ id, ...next })],
      ["meeting.recordOutcome", (_id, key) => ({ id: randomUUID(), eventKey: key, ...next })],
      ["undo", (id) => ({ changes: [{ entity: "activity", id, before: null, after: { ...hers, id } }] })],
      ["undo", (id) => ({ changes: [{ entity: "meeting", id, before: null, after: { ...meeting, id } }] })],
    ];
    for (const person of colleagues) {
      for (const [name, args] of attempts) {
        const isMeeting = name.startsWith("meeting");
        const [id, key] = isMeeting ? [meeting.id, meeting.eventKeys[0]] : [hers.id, hers.messageKeys[0]];
        const there = () => person.push(name, args(id, key ?? ""));
        const nowhere = () => person.push(name, args(randomUUID(), `mid:${randomUUID()}@norvik.example`));
        const before = (await person.pullAll()).cursor;
        const told = [await there()];
        const between = await person.pullAll(before);
        told.push(await nowhere());
        const after = await person.pullAll(between.cursor);
        const codes = told.map(({ refused }) => refused.map(({ error }) => error));
        expect(codes[0], name).toEqual(codes[1]);
        const [one, other] = await compareStatements(there, nowhere);
        expect(one.statements.length, `${name}\n${one.statements.join("\n")}`).toBe(other.statements.length);
        const kinds = [between, after].map(({ changes }) =>
          changes.map(({ entity, record }) => [entity, record === null]),
        );
        expect(kinds[0], name).toEqual(kinds[1]);
      }
    }
    await stage.settle(lena);
    expect(await lena.person.find("meeting", meeting.id)).toEqual(meeting);
  });
});
