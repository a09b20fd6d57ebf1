// What a rep does not share, a colleague of any role finds no trace of over HTTP: not in records, pages or the feed, nor in
// their counts and sizes.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import type { Meeting } from "#shared/crm/meeting.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import { aMessage, anEvent, customer } from "../conformance/provider-world.ts";
import { databases } from "../conformance/tx-databases.ts";
import type { WorldMessage } from "../sandbox/mailboxes/world.ts";
import type { Person } from "../sync/server-people.ts";
import { everythingFor, openPrivateStage, type PrivateStage, type Rep } from "./private-stage.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let stage: PrivateStage;
  let lena: Rep;
  let colleagues: Person[];
  beforeAll(async () => {
    stage = await openPrivateStage(await create());
    lena = await stage.addRep("Lena", "nothing");
    colleagues = [];
    for (const role of ["owner", "manager", "rep"] as const) colleagues.push(await stage.addColleague(role));
  });
  afterAll(() => stage?.close());

  const toLena = (given: Partial<WorldMessage> = {}) => aMessage({ to: [lena.at], ...given });
  const meetingOf = (rep: Rep, given: Parameters<typeof anEvent>[0] = {}) =>
    anEvent({
      organizer: rep.at,
      attendees: [
        { person: rep.at, answer: "accepted" },
        { person: customer, answer: "none" },
      ],
      ...given,
    });
  const records = async <R>({ person }: Pick<Rep, "person">, kind: string): Promise<R[]> =>
    (await person.call("GET", `/api/records/${kind}?limit=1000`)).json.records;
  const contactFor = (person: Person) => person.find("contact", stage.contactId);
  const [first] = [() => colleagues[0] as Person];

  /** What all colleagues see stays the same, to the byte, while something happens that is none of their business. */
  async function unseen(run: () => Promise<void>) {
    const before = await Promise.all(colleagues.map(everythingFor));
    const cursors = await Promise.all(colleagues.map(async (person) => (await person.pullAll()).cursor));
    await run();
    expect(await Promise.all(colleagues.map(everythingFor))).toEqual(before);
    for (const [index, person] of colleagues.entries()) {
      const { changes, pages } = await person.pullAll(cursors[index]);
      expect([changes, pages.length]).toEqual([[], 1]);
      expect(pages[0]?.reset).toBe(false);
    }
  }

  test("mail and meetings that arrive, change and go", async () => {
    const mail = toLena({ subject: "canary one", at: "2026-03-19T08:00:00.000Z" });
    const event = meetingOf(lena, { title: "canary two" });
    await unseen(async () => {
      stage.world.send(mail);
      stage.world.putEvent(event);
      await stage.settle(lena);
      expect(await records<Activity>(lena, "activity")).toMatchObject([
        { subject: "canary one", privateTo: lena.person.memberId },
      ]);
      expect(await records<Meeting>(lena, "meeting")).toMatchObject([
        { title: "canary two", privateTo: lena.person.memberId },
      ]);
    });
    expect((await contactFor(lena.person))?.lastContactAt).toBeNull();
    const { cursor } = await lena.person.pullAll();
    await unseen(async () => {
      event.title = "canary three";
      stage.world.putEvent(event);
      stage.world.erase(lena.at.address, mail.id);
      await stage.settle(lena);
    });
    const { changes } = await lena.person.pullAll(cursor);
    expect(changes.filter(({ record }) => record === null)).toHaveLength(1);
    await unseen(async () => {
      event.isCancelled = true;
      stage.world.putEvent(event);
      await stage.settle(lena);
    });
    expect([await records(lena, "activity"), await records(lena, "meeting")]).toEqual([[], []]);
  });

  test("rules, blocks and sharing that change nothing for others", async () => {
    stage.world.send(toLena({ subject: "canary four" }));
    await stage.settle(lena);
    const rule = randomUUID();
    const block = randomUUID();
    await unseen(async () => {
      await lena.person.push("shareRule.setPerson", { id: rule, contactId: stage.contactId, level: "nothing" });
      await lena.person.push("block.add", { id: block, pattern: "shop.example", forAll: false });
      await lena.person.push("shareRule.remove", { id: rule });
      await lena.person.push("block.remove", { id: block });
      await lena.person.call("POST", `/api/mailboxes/${lena.mailboxId}/sharing`, { sharing: "nothing" });
      await stage.settle(lena);
    });
  });

  test("codes, passwords, bank mail and private events, however much the mailbox shares", async () => {
    const open = await stage.addRep("Open", "everything");
    await unseen(async () => {
      const secrets = [
        ["Your verification code", "Your verification code is 482913. It expires in 10 minutes."],
        ["Reset your password", "Click here to reset your password. If you did not request this, ignore this email."],
      ] as const;
      // A customer's machine: somebody saved it, or its mail would be nobody's.
      const machine = { name: "Norvik", address: "no-reply@norvik.example" };
      await stage.settle(open);
      for (const [subject, text] of secrets)
        stage.world.send(aMessage({ from: machine, to: [open.at], subject, text }));
      stage.world.putEvent(meetingOf(open, { title: "Doctor", visibility: "private" }));
      await stage.settle(open);
      expect(await records(open, "meeting")).toMatchObject([{ title: "Doctor", privateTo: open.person.memberId }]);
    });
    const machine = { id: randomUUID(), email: "no-reply@norvik.example" };
    await open.person.push("contact.saveLead", { ...leadOf(machine), name: "Norvik's machine" });
    await unseen(() => stage.settle(open));
    expect((await records<Activity>(open, "activity")).map(({ privateTo }) => privateTo)).toEqual([
      open.person.memberId,
      open.person.memberId,
    ]);
  });

  const leadOf = (given: { id: string; email: string }) => ({
    ...given,
    title: null,
    phones: [],
    address: null,
    source: null,
    company: null,
  });

  test("what is taken back leaves one tombstone, and nothing of what it was", async () => {
    const rita = await stage.addRep("Rita", "everything");
    const sent = aMessage({ to: [rita.at], subject: "canary five", text: "canary six", id: "canary7" });
    stage.world.send(sent);
    stage.world.putEvent(meetingOf(rita, { title: "canary eight", description: "canary nine" }));
    await stage.settle(rita);
    const person = first();
    const shared = (await records<Activity>({ person }, "activity")).find(({ subject }) => subject === "canary five");
    const event = (await records<Meeting>({ person }, "meeting")).find(({ title }) => title === "canary eight");
    expect([shared?.privateTo, event?.privateTo]).toEqual([null, null]);
    const levels: [SharingLevel, RegExp][] = [
      ["subject", /canary (?:six|nine)/u],
      ["metadata", /canary (?:five|six|eight|nine)/u],
    ];
    for (const [sharing, hidden] of levels) {
      await rita.person.call("POST", `/api/mailboxes/${rita.mailboxId}/sharing`, { sharing });
      await stage.settle(rita);
      const seen = JSON.stringify(await everythingFor(person));
      expect(seen, sharing).not.toMatch(hidden);
      expect([seen.includes(shared?.id ?? ""), seen.includes(event?.id ?? "")], sharing).toEqual([true, true]);
    }
    const { cursor } = await person.pullAll();
    await rita.person.call("POST", `/api/mailboxes/${rita.mailboxId}/sharing`, { sharing: "nothing" });
    await stage.settle(rita);
    const { changes } = await person.pullAll(cursor);
    expect(
      changes
        .filter(({ record }) => record === null)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([shared?.id, event?.id].sort());
    const seen = JSON.stringify(await everythingFor(person));
    expect(seen).not.toMatch(/canary (?:five|six|eight|nine)/u);
    expect(seen).not.toContain(shared?.messageKeys[0]);
    expect((await records<Activity>(rita, "activity")).find(({ subject }) => subject === "canary five")?.id).not.toBe(
      shared?.id,
    );
  });

  test("a colleague's own reminder is not answered by mail only somebody else has", async () => {
    const mail = toLena({ subject: "canary ten" });
    stage.world.send(mail);
    await stage.settle(lena);
    const [{ threadKeys = [] } = {}] = (await records<Activity>(lena, "activity")).filter(
      ({ subject }) => subject === "canary ten",
    );
    const task = { kind: "mail", title: "Any answer?", note: null, dueAt: "2026-12-01T09:00:00.000Z", doneAt: null };
    const none = { contactId: null, companyId: null, link: null, doneBy: "reply" };
    const [bob] = colleagues as [Person];
    await bob.push("task.create", {
      id: randomUUID(),
      record: { ...task, ...none, ownerId: bob.memberId, threadKey: threadKeys[0] },
    });
    await unseen(async () => {
      const references = [mail.messageId ?? ""];
      stage.world.send(toLena({ subject: "Re: canary ten", references, at: "2026-12-02T08:00:00.000Z" }));
      stage.world.now = "2026-12-02T08:00:01.000Z";
      await stage.settle(lena);
      expect((await records<Activity>(lena, "activity")).map(({ subject }) => subject)).toContain("Re: canary ten");
    });
  });
});
