// What is decided while a turn is under way, and what follows from a decision in another order than it was made.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import { AppError } from "#shared/errors.ts";
import { type Acting, sendMail } from "../../server/mailbox/acting.ts";
import { followUp, MAILBOX_SHARING } from "../../server/mailbox/follow-up.ts";
import { relist } from "../../server/mailbox/refile.ts";
import { type Engine, takeTurn } from "../../server/mailbox/turn.ts";
import type { Limiter } from "../../server/providers/access.ts";
import type { Vendor } from "../../server/providers/vendor.ts";
import { everybody, transact } from "../../server/store/database.ts";
import { customer, rep } from "../conformance/provider-world.ts";
import { createDatabase, newId, openScene, rowsOf, type Scene } from "./engine-scene.ts";

const unlimited: Limiter = { run: (_units, call) => call() };
const strangerAt = (at: number) => ({ name: `S${at}`, address: `s${at}@strangers.example` });

describe.each(["google", "microsoft"] as const)("from %s", (vendor) => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene(await createDatabase(vendor), vendor);
  });
  afterEach(() => scene.close());

  /** A turn in the middle of which, when the first messages are fetched and not yet filed, something happens. */
  async function turnWith(happen: () => Promise<void>): Promise<void> {
    const real = scene.engine.vendors.get(vendor);
    if (!real) throw new Error("No vendor");
    let isFirst = true;
    const mail = {
      ...real.mail,
      fetch: async (...args: Parameters<typeof real.mail.fetch>) => {
        const fetched = await real.mail.fetch(...args);
        if (isFirst) await happen();
        isFirst = false;
        return fetched;
      },
    };
    const engine: Engine = { ...scene.engine, vendors: new Map([[vendor, { ...real, mail }]]) };
    const id = { workspaceId: scene.workspaceId, id: scene.lena.mailboxId };
    expect(await takeTurn(engine, id, AbortSignal.timeout(60_000))).toMatchObject({ ran: true });
  }

  const shareMailbox = async (level: SharingLevel) => {
    await rowsOf(scene, `update "mailbox" set "sharing" = $1 where "id" = $2::uuid`, level, scene.lena.mailboxId);
    const { workspaceId, lena, engine } = scene;
    const committed = { workspaceId, memberId: lena.memberId, name: MAILBOX_SHARING, args: {} };
    await followUp(engine, committed as never, new Date(scene.world.now));
  };

  test("a mailbox that shares less from now on does so also for what is just being filed", async () => {
    scene.arrive();
    await turnWith(() => shareMailbox("nothing"));
    expect(await scene.timeline()).toEqual([]);
    expect(await scene.activities()).toHaveLength(1);
  });

  test("a block, a rule and a person saved while messages are on their way are heard", async () => {
    const guest = { name: "Gus", address: "gus@guest.example" };
    const blocked = { name: "Bea", address: "bea@blocked.example" };
    await scene.addContact(scene.lena.memberId, blocked);
    scene.arrive({ subject: "Hidden" });
    scene.arrive({ subject: "Guest", from: guest });
    scene.arrive({ subject: "Blocked", from: blocked });
    await turnWith(async () => {
      const { lena, contactId } = scene;
      const nothing = { title: null, phones: [], address: null, company: null };
      const person = { id: newId(), name: guest.name, email: guest.address, source: "mail" as const };
      await scene.change(lena.memberId, mutations.contact.saveLead, { ...person, ...nothing });
      await scene.change(lena.memberId, mutations.shareRule.setPerson, { id: newId(), contactId, level: "nothing" });
      const block = { id: newId(), pattern: "blocked.example", forAll: false };
      await scene.change(lena.memberId, mutations.block.add, block);
    });
    await scene.settle(scene.lena);
    expect(await scene.timeline()).toEqual(["Guest"]);
    expect(await scene.ledger(scene.lena)).toEqual({ Hidden: "linked", Guest: "linked", Blocked: "blocked" });
  });

  test("an import begins with the mail of people who are known, older or not", async () => {
    const real = scene.engine.vendors.get(vendor);
    if (!real) throw new Error("No vendor");
    for (let at = 0; at < 150; at += 1) scene.arrive({ subject: `Stranger ${at}`, from: strangerAt(at) });
    const known = scene.arrive({ subject: "Known", at: "2026-03-02T08:00:00.000Z" });
    const fetched: string[] = [];
    const mail = {
      ...real.mail,
      fetch: async (...args: Parameters<typeof real.mail.fetch>) => {
        const answers = await real.mail.fetch(...args);
        for (const one of answers) if (one.kind === "message") fetched.push(one.message.subject);
        return answers;
      },
    };
    const engine: Engine = { ...scene.engine, vendors: new Map([[vendor, { ...real, mail }]]) };
    const id = { workspaceId: scene.workspaceId, id: scene.lena.mailboxId };
    await takeTurn(engine, id, AbortSignal.timeout(60_000));
    expect(fetched).toHaveLength(151);
    expect(fetched.indexOf(known.subject)).toBeLessThan(real.mail.fetchSize);
  });

  test("a message that cannot be read fails alone, and says why", async () => {
    const real = scene.engine.vendors.get(vendor);
    if (!real) throw new Error("No vendor");
    scene.arrive({ subject: "Unreadable" });
    const readable = scene.arrive({ subject: "Readable" });
    const mail = {
      ...real.mail,
      fetch: async (...args: Parameters<typeof real.mail.fetch>) => {
        const fetched = await real.mail.fetch(...args);
        for (const one of fetched) {
          if (one.kind !== "message" || one.message.subject !== "Unreadable") continue;
          const get = () => {
            throw new Error("No such text");
          };
          Object.defineProperty(one.message.body, "content", { get });
        }
        return fetched;
      },
    };
    const engine: Engine = { ...scene.engine, vendors: new Map([[vendor, { ...real, mail }]]) };
    const id = { workspaceId: scene.workspaceId, id: scene.lena.mailboxId };
    expect(await takeTurn(engine, id, AbortSignal.timeout(60_000))).toMatchObject({ ran: true });
    expect(await scene.timeline()).toEqual([readable.subject]);
    const waiting = await rowsOf<{ error: string }>(scene, `select "error" from "mail_item" where "state" = 'pending'`);
    expect(waiting).toEqual([{ error: "No such text" }]);
  });

  test("what is written here is on the timeline wherever the mailbox keeps it, also when all is listed anew", async () => {
    const { engine, world, lena, database, workspaceId } = scene;
    const real = engine.vendors.get(vendor);
    if (!real) throw new Error("No vendor");
    world.addFolder(rep.address, "Customers");
    const access = engine.openAccess(await scene.mailbox(lena), real, unlimited, AbortSignal.timeout(60_000));
    const places = await real.mail.listPlaces(access);
    const chosen = JSON.stringify(places.flatMap(({ id, name }) => (name === "Customers" ? [id] : [])));
    await rowsOf(scene, `update "mailbox" set "placeIds" = $1::json where "id" = $2::uuid`, chosen, lena.mailboxId);
    const inPlace = scene.arrive();
    world.move(rep.address, inPlace.id, "Customers");
    const elsewhere = scene.arrive();
    await scene.settle(lena);
    const mailbox = await scene.mailbox(lena);
    const letter = { to: [customer], cc: [], subject: "Written here", text: "Hello.", inReplyTo: null };
    const acting = { database, vendor: real, access, mailbox, now: new Date() };
    const sent = await sendMail(acting, { id: newId(), mailboxId: mailbox.id, ...letter });
    expect(sent.state).toBe("sent");
    await scene.settle(lena);
    const shown = [inPlace.subject, letter.subject].sort();
    expect(await scene.timeline()).toEqual(shown);
    await transact(database, { workspaceId, memberId: everybody }, (prisma) => relist(prisma, mailbox));
    await scene.settle(lena);
    expect(await scene.timeline()).toEqual(shown);
    expect(shown).not.toContain(elsewhere.subject);
  });

  describe("that may send and no more", () => {
    const letter = { to: [customer], cc: [], subject: "Sent only", text: "Hello Anna.", inReplyTo: null };
    const hold = (features: string, since: string | null) =>
      rowsOf(
        scene,
        `update "mailbox" set "features" = $1::text[], "since" = $2::timestamptz where "id" = $3::uuid`,
        features,
        since,
        scene.lena.mailboxId,
      );
    async function actingOn(mail: Partial<Vendor["mail"]> = {}): Promise<Acting> {
      const { engine, database, lena } = scene;
      const real = engine.vendors.get(vendor);
      if (!real) throw new Error("No vendor");
      const mailbox = await scene.mailbox(lena);
      const access = engine.openAccess(mailbox, real, unlimited, AbortSignal.timeout(60_000));
      return { database, vendor: { ...real, mail: { ...real.mail, ...mail } }, access, mailbox, now: new Date() };
    }
    const links = () => rowsOf<{ link: string | null }>(scene, `select "link" from "activity"`);

    test("what goes out is on the timeline at once, and is the same mail when all is read one day", async () => {
      await hold("{send}", null);
      const request = { id: newId(), mailboxId: scene.lena.mailboxId, ...letter };
      expect(await sendMail(await actingOn(), request)).toMatchObject({ state: "sent" });
      const [activity, ...others] = await scene.activities();
      expect([activity?.subject, activity?.text, activity?.direction, others]).toEqual([
        "Sent only",
        "Hello Anna.",
        "out",
        [],
      ]);
      expect(await sendMail(await actingOn(), request)).toMatchObject({ state: "sent" });
      expect(await links()).toEqual([{ link: null }]);
      await hold("{mail,send}", "2026-01-01T00:00:00.000Z");
      await scene.settle(scene.lena);
      expect(await scene.timeline()).toEqual(["Sent only"]);
      expect(await links()).toEqual([{ link: expect.stringMatching(/^https:/) }]);
    });

    test("an id that was used for other words is refused, and nothing more goes out", async () => {
      await hold("{send}", null);
      const request = { id: newId(), mailboxId: scene.lena.mailboxId, ...letter };
      await sendMail(await actingOn(), request);
      const other = sendMail(await actingOn(), { ...request, text: "Hello again." });
      await expect(other).rejects.toMatchObject({ code: "conflict" });
      expect(await scene.timeline()).toEqual(["Sent only"]);
    });

    test("a send of unknown outcome is found where the mailbox may be looked into, and else said to stay unknown", async () => {
      await hold("{send}", null);
      const request = { id: newId(), mailboxId: scene.lena.mailboxId, ...letter };
      const { send } = (await actingOn()).vendor.mail;
      const lost = async (...args: Parameters<typeof send>) => {
        await send(...args);
        throw new AppError("unavailable", "The answer was lost");
      };
      const closed = () => Promise.reject(new AppError("forbidden", "Not granted"));
      expect(await sendMail(await actingOn({ send: lost }), request)).toMatchObject({ state: "unknown", error: null });
      const blind = await actingOn({ findByMessageId: closed });
      expect(await sendMail(blind, request)).toMatchObject({ state: "unknown", error: "Not granted" });
      expect(await sendMail(await actingOn(), request)).toMatchObject({ state: "sent" });
      expect(await scene.timeline()).toEqual(["Sent only"]);
    });
  });

  test("what follows from a block comes after what follows from its end: nothing stays blocked", async () => {
    const message = scene.arrive();
    await scene.settle(scene.lena);
    const { workspaceId, lena, engine } = scene;
    const id = newId();
    const added = { id, pattern: "norvik.example", forAll: true };
    await scene.act(lena.memberId, mutations.block.add, added);
    await scene.act(lena.memberId, mutations.block.remove, { id });
    for (const [name, args] of [
      ["block.remove", { id }],
      ["block.add", added],
    ]) {
      const committed = { workspaceId, memberId: lena.memberId, name, args };
      await followUp(engine, committed as never, new Date(scene.world.now));
    }
    await scene.settle(lena);
    expect(await scene.timeline()).toEqual([message.subject]);
  });

  test("a rule for somebody who was removed no longer decides of mail with others", async () => {
    const other = { name: "Bea", address: "bea@else.example" };
    const otherId = await scene.addContact(scene.lena.memberId, other);
    const { lena } = scene;
    const rule = { id: newId(), contactId: otherId, level: "nothing" as const };
    await scene.change(lena.memberId, mutations.shareRule.setPerson, rule);
    const message = scene.arrive({ cc: [other] });
    await scene.settle(lena);
    expect(await scene.timeline()).toEqual([]);
    await scene.change(lena.memberId, mutations.contact.remove, { id: otherId });
    await scene.settle(lena);
    expect(await scene.timeline()).toEqual([message.subject]);
  });

  test("everything asked for anew while a turn is under way is looked at anew", async () => {
    scene.arrive();
    await turnWith(async () => {
      await rowsOf(
        scene,
        `update "mail_stream" set "cursor" = null, "roundCursor" = null, "isListing" = true, "generation" = "generation" + 1`,
      );
    });
    const streams = () =>
      rowsOf<{ isListing: boolean }>(
        scene,
        `select "isListing" from "mail_stream" where "mailboxId" = $1::uuid`,
        scene.lena.mailboxId,
      );
    expect((await streams()).every(({ isListing }) => isListing)).toBe(true);
    await scene.settle(scene.lena);
    expect((await streams()).some(({ isListing }) => isListing)).toBe(false);
    expect(await scene.timeline()).toHaveLength(1);
  });
});
