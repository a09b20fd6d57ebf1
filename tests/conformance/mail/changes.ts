// A whole mailbox: read from the beginning, followed, and begun again when its cursor is dead.
import { expect, test } from "vitest";
import type { MailScope } from "../../../server/providers/mail-provider.ts";
import type { World } from "../../sandbox/mailboxes/world.ts";
import { MailMirror } from "../provider-mirror.ts";
import { aMessage, type Begin, longAgo, rep, type Stage } from "../provider-world.ts";

export const everything: MailScope = { since: longAgo, places: null };

export const mirrorOf = ({ vendor, access }: Stage) => new MailMirror(vendor.mail, access);

const hidden = ["drafts", "spam", "trash"];

/** What a rep's mailbox shows, from the world itself. */
export const shownIn = (world: World, address = rep.address) =>
  [...world.mailbox(address).messages.values()]
    .filter(({ folder }) => !hidden.includes(folder))
    .map(({ message }) => message.subject)
    .sort();

/** So many that no vendor lists them on one page. */
const MANY = 1_100;

function fill(world: World, prefix: string, count = MANY) {
  for (let at = 0; at < count; at += 1) world.put(rep.address, aMessage({ subject: `${prefix} ${at}` }));
}

export function testChanges(begin: Begin) {
  test("a mailbox is read from the beginning, and then followed", async () => {
    const stage = await begin();
    const mirror = mirrorOf(stage);
    const first = aMessage({ subject: "Offer for autumn" });
    stage.world.put(rep.address, first);
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["Offer for autumn"]);
    stage.world.put(rep.address, aMessage({ subject: "Re: Offer for autumn", references: [first.messageId ?? ""] }));
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["Offer for autumn", "Re: Offer for autumn"]);
    await mirror.follow(everything);
    expect(mirror.subjects).toHaveLength(2);
    expect(mirror.resets).toBe(0);
  });

  test("an empty mailbox has a cursor as well", async () => {
    const stage = await begin();
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    stage.world.put(rep.address, aMessage({ subject: "First of all" }));
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["First of all"]);
    expect(mirror.resets).toBe(0);
  });

  test("a long mailbox comes in pages, the newest first, and each message once", async () => {
    const stage = await begin();
    const mirror = mirrorOf(stage);
    fill(stage.world, "Mail");
    const listed = await mirror.list(everything);
    expect(listed).toHaveLength(MANY);
    expect(mirror.pages).toBeGreaterThan(2);
    const [youngest] = await stage.vendor.mail.fetch(stage.access, listed.slice(0, 1));
    expect(youngest).toMatchObject({ kind: "message", message: { subject: `Mail ${MANY - 1}` } });
  });

  test("a long round of changes comes in pages", async () => {
    const stage = await begin();
    const mirror = mirrorOf(stage);
    await mirror.list(everything);
    fill(stage.world, "Mail");
    expect(await mirror.list(everything)).toHaveLength(MANY);
  });

  test("nothing is lost of what arrives, moves and goes while the mailbox is being read", async () => {
    const stage = await begin();
    const { world } = stage;
    const mirror = mirrorOf(stage);
    const [early, late, spam] = [aMessage({ subject: "Early" }), aMessage({ subject: "Late" }), aMessage()];
    world.put(rep.address, early);
    fill(world, "Mail", MANY);
    world.put(rep.address, late);
    world.put(rep.address, spam, "spam");
    let page = 0;
    mirror.afterPage = () => {
      page += 1;
      if (page === 1) {
        world.erase(rep.address, late.id);
        world.move(rep.address, early.id, "trash");
        world.move(rep.address, spam.id, "inbox");
      }
      if (page <= 4) world.put(rep.address, aMessage({ subject: `Arrived during page ${page}` }));
    };
    await mirror.follow(everything);
    mirror.afterPage = () => {};
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(shownIn(world));
  });

  test("what is erased, thrown away or called spam is removed, and comes back from there", async () => {
    const stage = await begin();
    const { world } = stage;
    const mirror = mirrorOf(stage);
    const [erased, trashed, spam] = ["Erased", "Trashed", "Spam"].map((subject) => aMessage({ subject }));
    for (const message of [erased, trashed, spam, aMessage({ subject: "Stays" })]) {
      if (message) world.put(rep.address, message);
    }
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["Erased", "Spam", "Stays", "Trashed"]);
    world.erase(rep.address, erased?.id ?? "");
    world.move(rep.address, trashed?.id ?? "", "trash");
    world.move(rep.address, spam?.id ?? "", "spam");
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["Stays"]);
    world.move(rep.address, trashed?.id ?? "", "inbox");
    world.move(rep.address, spam?.id ?? "", "inbox");
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["Spam", "Stays", "Trashed"]);
  });

  test("a message that moves within the mailbox stays one message", async () => {
    const stage = await begin();
    const { world } = stage;
    const mirror = mirrorOf(stage);
    const moving = aMessage({ subject: "Moving" });
    world.addFolder(rep.address, "Customers");
    world.put(rep.address, moving);
    await mirror.follow(everything);
    const { externalId } = mirror.get("Moving");
    for (const folder of ["archive", "Customers", "inbox"]) {
      world.move(rep.address, moving.id, folder);
      await mirror.follow(everything);
      expect(mirror.get("Moving").externalId).toBe(externalId);
    }
  });

  test("drafts are nobody's mail until they are sent", async () => {
    const stage = await begin();
    const { world } = stage;
    const mirror = mirrorOf(stage);
    const draft = aMessage({ subject: "Half a thought", from: rep });
    world.put(rep.address, draft, "drafts");
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual([]);
    world.put(rep.address, { ...draft, subject: "A whole thought" }, "drafts");
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual([]);
    world.move(rep.address, draft.id, "sent");
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["A whole thought"]);
  });

  test("what is older than asked for is not listed", async () => {
    const stage = await begin();
    const mirror = mirrorOf(stage);
    stage.world.put(rep.address, aMessage({ subject: "Last year", at: "2025-06-01T10:00:00.000Z" }));
    stage.world.put(rep.address, aMessage({ subject: "In January", at: "2026-01-10T10:00:00.000Z" }));
    stage.world.put(rep.address, aMessage({ subject: "In February", at: "2026-02-10T10:00:00.000Z" }));
    await mirror.follow({ since: "2026-01-01T00:00:00.000Z", places: null });
    expect(mirror.subjects).toEqual(["In February", "In January"]);
  });

  test("a dead cursor says reset, once, and the mailbox is read anew", async () => {
    const stage = await begin();
    const { world, faults, wire } = stage;
    const mirror = mirrorOf(stage);
    world.put(rep.address, aMessage({ subject: "Old" }));
    await mirror.follow(everything);
    world.put(rep.address, aMessage({ subject: "New" }));
    faults.add({ url: wire.mailDelta, fault: wire.deadMail });
    await mirror.follow(everything);
    expect([mirror.resets, faults.waiting]).toEqual([1, 0]);
    expect(mirror.subjects).toEqual(["New", "Old"]);
  });

  test("a cursor that dies in the middle of a round says reset as well", async () => {
    const stage = await begin();
    const { world, faults, wire } = stage;
    const mirror = mirrorOf(stage);
    await mirror.list(everything);
    fill(world, "Mail");
    mirror.afterPage = () => {
      mirror.afterPage = () => {};
      faults.add({ url: wire.mailDelta, fault: wire.deadMail });
    };
    expect(await mirror.list(everything)).toHaveLength(MANY);
    expect([mirror.resets, faults.waiting]).toEqual([1, 0]);
  });

  test("a cursor that nobody made, or that was made for something else, is a dead one", async () => {
    const { vendor, access } = await begin();
    const [stream = ""] = await vendor.mail.listStreams(access, everything);
    const { cursor } = await vendor.mail.changes(access, stream, null, everything);
    const later: MailScope = { ...everything, since: "2026-02-01T00:00:00.000Z" };
    for (const [given, scope] of [
      ["nonsense", everything],
      ["", everything],
      [Buffer.from('{"v":99}').toString("base64url"), everything],
      [cursor, later],
    ] as const) {
      expect(await vendor.mail.changes(access, stream, given, scope)).toMatchObject({ reset: true });
    }
  });
}
