// People, blocks, threads and sharing that change: what was decided of mail that is there is decided anew.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import { mutations } from "#shared/crm/index.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import { colleague, customer, rep } from "../conformance/provider-world.ts";
import { createDatabase, expectTruth, newId, openScene, rowsOf, type Scene } from "./engine-scene.ts";

const stranger = { name: "Omar Haddad", address: "omar@mail.levant.example" };

describe.each(["google", "microsoft"] as const)("from %s", (vendor) => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene(await createDatabase(vendor), vendor);
  });
  afterEach(() => scene.close());

  const settleBoth = async () => {
    await scene.settle(scene.lena);
    await scene.settle(scene.ravi);
  };
  const of = async (subject: string): Promise<Activity[]> =>
    (await scene.activities()).filter((activity) => activity.subject === subject);
  const forAll = async () => (await scene.activities()).filter(({ privateTo }) => privateTo === null);
  const lastContact = async (id: string) => {
    const [row] = await rowsOf<{ at: Date | null }>(
      scene,
      `select "lastContactAt" as "at" from "contact" where "id" = $1::uuid`,
      id,
    );
    return row?.at?.toISOString() ?? null;
  };
  const share = (who: Scene["lena"], level: SharingLevel) =>
    scene.change(who.memberId, mutations.shareRule.setPerson, { id: newId(), contactId: scene.contactId, level });

  test("one message in two mailboxes, brought at the same moment, is one activity of two owners", async () => {
    for (let n = 0; n < 30; n += 1) scene.arrive({ to: [rep, colleague] });
    await Promise.all([scene.settle(scene.lena), scene.settle(scene.ravi)]);
    await settleBoth();
    await expectTruth(scene);
    const owners = [scene.lena.memberId, scene.ravi.memberId].sort();
    for (const activity of await scene.activities()) expect(activity.ownerIds).toEqual(owners);
  });

  test("mail without a Message-ID is one in its mailbox, and never mistaken for another", async () => {
    scene.arrive({ id: "n1", messageId: null, subject: "Twice" });
    scene.arrive({ id: "n2", messageId: null, subject: "Twice" });
    await settleBoth();
    await settleBoth();
    expect(await of("Twice")).toHaveLength(2);
  });

  test("the same Message-ID from somebody else is another message", async () => {
    const other = { name: "Eva", address: "eva@norvik.example" };
    await scene.addContact(scene.lena.memberId, other);
    scene.arrive({ id: "one", messageId: "<same@norvik.example>", subject: "Mine" });
    scene.arrive({ id: "two", messageId: "<same@norvik.example>", subject: "Not mine", from: other });
    await settleBoth();
    expect(await scene.timeline()).toEqual(["Mine", "Not mine"]);
  });

  test("mail to oneself and the customer is one, however often it lies there", async () => {
    const message = scene.arrive({ from: rep, to: [rep, customer], subject: "Copy to me" });
    const twin = { ...message, id: `${message.id}-inbox` };
    scene.world.put(rep.address, twin, "inbox");
    await settleBoth();
    expect(await of("Copy to me")).toMatchObject([{ direction: "out", ownerIds: [scene.lena.memberId] }]);
    scene.world.erase(rep.address, twin.id);
    await settleBoth();
    expect(await of("Copy to me")).toHaveLength(1);
    scene.world.erase(rep.address, message.id);
    await settleBoth();
    expect(await of("Copy to me")).toEqual([]);
  });

  test("an answer that refers to two threads makes them one, also for rules and reminders", async () => {
    const [one, two] = [scene.arrive({ subject: "One" }), scene.arrive({ subject: "Two", to: [colleague] })];
    await settleBoth();
    const threadOf = async (subject: string) => (await of(subject)).map(({ threadKeys }) => threadKeys[0]);
    const [first] = await threadOf("One");
    const [second] = await threadOf("Two");
    expect(first).not.toBe(second);
    for (const threadKey of [first, second]) {
      const rule = { id: newId(), threadKey: threadKey ?? "", level: "metadata" as const };
      await scene.change(scene.lena.memberId, mutations.shareRule.setThread, rule);
    }
    const references = [one.messageId ?? "", two.messageId ?? ""];
    scene.arrive({ subject: "Both", references, to: [rep, colleague] });
    await settleBoth();
    const [shared] = (await scene.activities()).filter(
      ({ privateTo, ownerIds }) => privateTo === null && ownerIds.length === 2,
    );
    const keys = new Set((await scene.activities()).map(({ threadKeys }) => threadKeys[0]));
    expect(keys.size).toBe(1);
    // Ravi shows everything, so everybody has it; but Lena's own stays as she wished.
    expect(shared).toMatchObject({ sharing: "everything", subject: "Both" });
    const rules = await rowsOf<{ threadKey: string }>(scene, `select "threadKey" from "shareRule"`);
    expect(rules).toEqual([{ threadKey: [...keys][0] }]);
    expect((await forAll()).filter(({ subject }) => subject === "One")).toEqual([]);
    expect(await of("One")).toMatchObject([{ privateTo: scene.lena.memberId }]);
  });

  test("a hidden thread stays hidden when an answer makes it part of another", async () => {
    const [hidden, open] = [scene.arrive({ subject: "Salary" }), scene.arrive({ subject: "Offer" })];
    await scene.settle(scene.lena);
    for (const threadKey of (await of("Salary"))[0]?.threadKeys.slice(0, 1) ?? []) {
      await scene.change(scene.lena.memberId, mutations.shareRule.setThread, {
        id: newId(),
        threadKey,
        level: "nothing",
      });
    }
    expect((await forAll()).map(({ subject }) => subject)).toEqual(["Offer"]);
    const references = [hidden.messageId ?? "", open.messageId ?? ""];
    scene.arrive({ subject: "Re: Salary", references });
    await scene.settle(scene.lena);
    expect((await forAll()).map(({ subject }) => subject)).toEqual([]);
    expect((await scene.activities()).map(({ subject }) => subject).sort()).toEqual(["Offer", "Re: Salary", "Salary"]);
  });

  test("a block goes backwards, with subdomains, and so does its end", async () => {
    const contactId = await scene.addContact(scene.lena.memberId, stranger);
    scene.arrive({ subject: "Kept" });
    scene.arrive({ subject: "Blocked", from: stranger });
    await settleBoth();
    expect(await scene.timeline()).toEqual(["Blocked", "Kept"]);
    expect(await lastContact(contactId)).not.toBeNull();
    const id = newId();
    await scene.change(scene.lena.memberId, mutations.block.add, { id, pattern: "levant.example", forAll: true });
    expect(await scene.timeline()).toEqual(["Kept"]);
    expect(await lastContact(contactId)).toBeNull();
    scene.arrive({ subject: "Blocked too", from: stranger });
    await settleBoth();
    expect(await scene.timeline()).toEqual(["Kept"]);
    expect(await scene.ledger(scene.lena)).toMatchObject({ Blocked: "blocked", "Blocked too": "blocked" });
    await scene.change(scene.lena.memberId, mutations.block.remove, { id });
    await settleBoth();
    expect(await scene.timeline()).toEqual(["Blocked", "Blocked too", "Kept"]);
  });

  test("an address that is added, and taken away again, brings its mail and takes it", async () => {
    const message = scene.arrive({ subject: "From the other address", from: stranger });
    await settleBoth();
    expect(await scene.timeline()).toEqual([]);
    const args = { id: scene.contactId, address: stranger.address };
    await scene.change(scene.lena.memberId, mutations.contact.addAddress, args);
    await settleBoth();
    expect(await of(message.subject)).toMatchObject([{ contactIds: [scene.contactId] }]);
    expect(await lastContact(scene.contactId)).toBe(message.at);
    const emails = { from: [customer.address, stranger.address], to: [customer.address] };
    await scene.change(scene.lena.memberId, mutations.contact.update, { id: scene.contactId, changes: { emails } });
    await settleBoth();
    expect(await of(message.subject)).toEqual([]);
    expect(await lastContact(scene.contactId)).toBeNull();
  });

  test("of two people in a message one is forgotten: it is the other's alone, and so is the date", async () => {
    const contactId = await scene.addContact(scene.lena.memberId, stranger);
    const both = scene.arrive({ subject: "To both", to: [rep, stranger] });
    await settleBoth();
    expect(await lastContact(contactId)).toBe(both.at);
    const emails = { from: [stranger.address], to: [] };
    await scene.change(scene.lena.memberId, mutations.contact.update, { id: contactId, changes: { emails } });
    await settleBoth();
    expect(await of("To both")).toMatchObject([{ contactIds: [scene.contactId] }]);
    expect(await lastContact(contactId)).toBeNull();
  });

  test("a person who is removed takes their mail along, what only its owner sees too", async () => {
    scene.arrive({ subject: "Seen by all" });
    scene.arrive({ subject: "Seen by one", to: [colleague] });
    await share(scene.ravi, "nothing");
    await settleBoth();
    expect(await scene.activities()).toHaveLength(2);
    await scene.change(scene.lena.memberId, mutations.contact.remove, { id: scene.contactId });
    await settleBoth();
    expect(await scene.activities()).toEqual([]);
    expect(await scene.ledger(scene.ravi)).toEqual({ "Seen by one": "nobody_known" });
  });

  test("what was taken off stays off, after a block and after a person is saved anew; a colleague's copy is theirs", async () => {
    const message = scene.arrive({ subject: "Off" });
    await share(scene.lena, "nothing");
    await settleBoth();
    const [known] = await of("Off");
    if (!known) throw new Error("It was not brought");
    const { kind, at, direction, subject, text, contactIds, participants, link, threadKeys, messageKeys } = known;
    const record = { kind, at, direction, subject, text, contactIds, participants, link, threadKeys, messageKeys };
    const logged = newId();
    await scene.change(scene.lena.memberId, mutations.activity.log, { id: logged, record });
    expect(await of("Off")).toMatchObject([{ id: logged, privateTo: null }]);
    await scene.change(scene.lena.memberId, mutations.activity.unlog, { id: logged });
    expect(await of("Off")).toEqual([]);
    scene.world.put(colleague.address, message, "inbox");
    await settleBoth();
    expect(await of("Off")).toMatchObject([{ privateTo: null, ownerIds: [scene.ravi.memberId] }]);
    const id = newId();
    await scene.change(scene.lena.memberId, mutations.block.add, { id, pattern: "norvik.example", forAll: true });
    await scene.change(scene.lena.memberId, mutations.block.remove, { id });
    const args = { id: scene.contactId, address: "anna.berg@norvik.example" };
    await scene.change(scene.lena.memberId, mutations.contact.addAddress, args);
    if (vendor === "google") scene.google.expireHistory(scene.lena.address);
    else scene.microsoft.forget(scene.lena.address);
    await settleBoth();
    expect(await of("Off")).toMatchObject([{ privateTo: null, ownerIds: [scene.ravi.memberId] }]);
    expect(await scene.ledger(scene.lena)).toEqual({ Off: "unlogged" });
  });

  const levels: SharingLevel[] = ["nothing", "metadata", "subject", "everything", "metadata", "nothing", "everything"];
  test("sharing up and down shows each time as much as was said, and the owner has all of it always", async () => {
    const message = scene.arrive({ subject: "Plan" });
    await settleBoth();
    const whole = (await of("Plan"))[0];
    expect(whole?.link).toMatch(/^https:/);
    for (const level of levels) {
      await share(scene.lena, level);
      const all = await scene.activities();
      const [shared] = all.filter(({ privateTo }) => privateTo === null);
      const own = all.filter(({ privateTo }) => privateTo === scene.lena.memberId);
      if (level === "nothing") expect(shared).toBeUndefined();
      else {
        const isAll = level === "everything";
        expect(shared).toMatchObject({
          subject: level === "metadata" ? "" : "Plan",
          text: isAll ? message.text : "",
          link: isAll ? whole?.link : null,
          sharing: level,
          contactIds: [scene.contactId],
        });
      }
      if (level === "everything") expect(own).toEqual([]);
      else expect(own).toMatchObject([{ subject: "Plan", text: message.text, link: whole?.link }]);
      expect(await lastContact(scene.contactId)).toBe(level === "nothing" ? null : message.at);
    }
  });

  test("whoever has a message may show it, and takes away only what they alone showed", async () => {
    scene.arrive({ subject: "Ours", to: [rep, colleague] });
    await settleBoth();
    await share(scene.lena, "nothing");
    expect(await forAll()).toMatchObject([{ sharing: "everything", ownerIds: [scene.ravi.memberId] }]);
    await share(scene.ravi, "subject");
    const owners = (await of("Ours")).map(({ privateTo, sharing }) => [privateTo, sharing]);
    expect(owners).toHaveLength(3);
    expect(owners).toEqual(expect.arrayContaining([[null, "subject"]]));
    await share(scene.ravi, "nothing");
    expect((await forAll()).length).toBe(0);
    expect(await of("Ours")).toHaveLength(2);
  });

  test.each(["before", "after"] as const)(
    "a message that is logged by hand %s it was brought is one activity",
    async (when) => {
      const message = scene.arrive({ subject: "By hand" });
      await scene.settle(scene.lena);
      const [known] = await of("By hand");
      const shown = known?.messageKeys.filter((key) => !key.startsWith("mid:")) ?? [];
      const record = {
        kind: "mail" as const,
        at: message.at,
        direction: "in" as const,
        subject: "By hand",
        text: "As I saw it.",
        contactIds: [scene.contactId],
        participants: [],
        link: null,
        threadKeys: known?.threadKeys.slice(1) ?? [],
        messageKeys: shown.slice(0, 1),
      };
      if (shown.length === 0) return;
      if (when === "before") {
        await scene.close();
        scene = await openScene(await createDatabase(vendor), vendor);
        scene.world.send(message);
        Object.assign(record, { contactIds: [scene.contactId] });
      } else await share(scene.lena, "nothing");
      await scene.change(scene.lena.memberId, mutations.activity.log, { id: newId(), record });
      await settleBoth();
      await settleBoth();
      expect(await of("By hand")).toMatchObject([
        { privateTo: null, sharing: "everything", text: "As I saw it.", ownerIds: [scene.lena.memberId] },
      ]);
      expect(await scene.activities()).toHaveLength(1);
    },
  );

  test("an answer finishes the reminder that waits for it; a machine's does not", async () => {
    const sent = scene.arrive({ subject: "Question", from: rep, to: [customer] });
    await settleBoth();
    const threadKey = (await of("Question"))[0]?.threadKeys[0] ?? "";
    const id = newId();
    const nothing = { note: null, doneAt: null, companyId: null, link: null };
    await scene.change(scene.lena.memberId, mutations.task.create, {
      id,
      record: {
        ...nothing,
        kind: "mail",
        title: "Remind me",
        dueAt: "2026-03-27T08:00:00.000Z",
        contactId: scene.contactId,
        ownerId: scene.lena.memberId,
        threadKey,
        doneBy: "reply",
      },
    });
    const doneAt = async () =>
      (await rowsOf<{ doneAt: Date | null }>(scene, `select "doneAt" from "task" where "id" = $1::uuid`, id))[0]
        ?.doneAt;
    scene.pass(60_000);
    const references = [sent.messageId ?? ""];
    scene.arrive({ references, at: scene.world.now, subject: "Away", headers: { "Auto-Submitted": "auto-replied" } });
    await settleBoth();
    expect(await doneAt()).toBeNull();
    scene.pass(60_000);
    scene.arrive({ references, at: scene.world.now, subject: "Re: Question" });
    await settleBoth();
    expect(await doneAt()).not.toBeNull();
  });
});
