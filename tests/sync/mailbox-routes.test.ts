// A rep's way with a mailbox over HTTP: connected, looked into, imported, shared, acted through, and taken away again.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MailboxView } from "#shared/mailbox.ts";
import { vendorNames } from "../../server/providers/vendor.ts";
import { aMessage, anEvent, customer } from "../conformance/provider-world.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { ConnectServer, openStandIns, type Rep, type Vendors } from "./connect-vendors.ts";
import { aLead } from "./server-people.ts";

const since = "2026-01-01T00:00:00.000Z";
/** The server goes by the real clock. */
const dayAhead = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
const [first, second] = [dayAhead(10), dayAhead(11)];
const stranger = { name: "Who Else", address: "who@else.example" };

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let vendors: Vendors;
  let kith: ConnectServer;
  beforeAll(async () => {
    vendors = await openStandIns();
    database = await create();
    kith = await ConnectServer.open(database, vendors, { pollSeconds: 1 });
  });
  afterAll(async () => {
    await kith?.server.close();
    await vendors?.close();
    await database?.drop();
  });

  describe.each(vendorNames)("at %s", (vendor) => {
    let ann: Rep;
    let bob: Rep;
    let box: string;
    const mailbox = async (): Promise<MailboxView> => (await ann.call("GET", "/api/mailboxes")).json[0];
    const activities = async (who: Rep) => (await who.call("GET", "/api/records/activity")).json.records;
    const me = () => ({ name: "Ann", address: ann.email });
    beforeAll(async () => {
      ann = await kith.join(vendor);
      bob = await kith.join(vendor, "rep", ann.workspaceId);
      await ann.push("contact.saveLead", aLead({ name: customer.name, email: customer.address, company: null }));
      vendors.world.send(aMessage({ id: `${vendor}1`, to: [me()], subject: "Offer" }));
      vendors.world.send(aMessage({ id: `${vendor}2`, to: [me()], from: stranger, subject: "Who am I" }));
      await kith.connect(ann, vendor);
      box = `/api/mailboxes/${(await mailbox()).id}`;
    });

    test("before anything is imported it says what an import would bring", async () => {
      expect(await mailbox()).toMatchObject({ state: "choosing", since: null, counts: { linked: 0, pending: 0 } });
      const places = (await ann.call("GET", `${box}/places`)).json;
      expect(places.length).toBeGreaterThan(0);
      const estimate = await ann.call("POST", `${box}/estimate`, { since, placeIds: null });
      expect(estimate.json).toEqual({ messages: 2, minutes: 1, unknownPeople: 1 });
      expect(await activities(ann)).toEqual([]);
    });

    test("started, it brings what there is and says of all of it where it went", async () => {
      await ann.call("POST", `${box}/start`, { since, placeIds: null, sharing: "everything" });
      await expect.poll(async () => (await mailbox()).state, { timeout: 20_000 }).toBe("current");
      expect((await activities(bob)).map(({ subject }: { subject: string }) => subject)).toEqual(["Offer"]);
      const { json } = await ann.call("GET", `${box}/ledger`);
      expect(
        json.entries.map(({ subject, state, reason }: Record<string, string>) => [subject, state, reason]),
      ).toEqual([
        ["Who am I", "skipped", "nobody_known"],
        ["Offer", "linked", null],
      ]);
      expect(json.entries[1].contactIds).toHaveLength(1);
      expect((await ann.call("GET", `${box}/ledger?text=who@else`)).json.entries).toHaveLength(1);
      expect((await bob.call("GET", `${box}/ledger`)).status).toBe(404);
      expect((await bob.call("GET", "/api/mailboxes")).json).toEqual([]);
    });

    test("who becomes known finds the mail that was there before", async () => {
      await ann.push("contact.saveLead", aLead({ name: stranger.name, email: stranger.address, company: null }));
      await expect.poll(async () => (await activities(bob)).length, { timeout: 20_000 }).toBe(2);
    });

    test("what is shared goes up and down with its owner's word", async () => {
      const seenBy = async (who: Rep) =>
        (await activities(who)).map((one: { subject: string; text: string }) => `${one.subject}|${one.text}`).sort();
      const all = await seenBy(ann);
      await ann.call("POST", `${box}/sharing`, { sharing: "subject" });
      await expect.poll(() => seenBy(bob), { timeout: 20_000 }).toEqual(["Offer|", "Who am I|"]);
      await ann.call("POST", `${box}/sharing`, { sharing: "nothing" });
      await expect.poll(() => seenBy(bob), { timeout: 20_000 }).toEqual([]);
      expect(await seenBy(ann)).toEqual(all);
      await ann.call("POST", `${box}/sharing`, { sharing: "everything" });
      await expect.poll(() => seenBy(bob), { timeout: 20_000 }).toEqual(all);
    });

    test("a mail goes out once, and is on the timeline by itself", async () => {
      const id = randomUUID();
      const mail = { id, mailboxId: (await mailbox()).id, to: [customer], cc: [], inReplyTo: null };
      const send = () => ann.call("POST", `${box}/send`, { ...mail, subject: "From Kith", text: "Hello" });
      expect((await send()).json).toEqual({ id, state: "sent", error: null });
      expect((await send()).json).toEqual({ id, state: "sent", error: null });
      const subjects = async () => (await activities(bob)).map(({ subject }: { subject: string }) => subject);
      await expect.poll(subjects, { timeout: 20_000 }).toContain("From Kith");
      const sent = [...vendors.world.mailbox(ann.email).messages.values()].filter(({ folder }) => folder === "sent");
      expect(sent).toHaveLength(1);
    });

    test("a meeting is made once, with everybody invited, and is known at once", async () => {
      vendors.world.putEvent(
        anEvent({
          id: `${vendor}e1`,
          organizer: me(),
          timeZone: "UTC",
          start: `${first}T10:00:00`,
          end: `${first}T11:00:00`,
        }),
      );
      const window = `from=${first}T00:00:00.000Z&to=${second}T00:00:00.000Z`;
      expect((await ann.call("GET", `${box}/busy?${window}`)).json).toEqual([
        { from: `${first}T10:00:00.000Z`, to: `${first}T11:00:00.000Z` },
      ]);
      const id = randomUUID();
      const times = {
        startsAt: `${second}T09:00:00.000Z`,
        endsAt: `${second}T09:30:00.000Z`,
        timeZone: "Europe/Berlin",
      };
      const meeting = { id, mailboxId: (await mailbox()).id, title: "Call", ...times, text: "", location: null };
      const schedule = () =>
        ann.call("POST", `${box}/schedule`, { ...meeting, attendees: [customer], wantsVideo: true });
      const made = await schedule();
      expect(made.status, made.text).toBe(200);
      expect(made.json.joinUrl).toMatch(/^https:/u);
      expect((await schedule()).json).toEqual(made.json);
      const { json } = await bob.call("GET", `/api/records/meeting/${made.json.meetingId}`);
      expect(json).toMatchObject({ title: "Call", startsAt: times.startsAt, joinUrl: made.json.joinUrl });
    });

    test("paused it brings nothing, resumed it goes on, and forgotten it leaves nothing", async () => {
      expect((await ann.call("POST", `${box}/pause`)).json.state).toBe("paused");
      vendors.world.send(aMessage({ id: `${vendor}9`, to: [me()], subject: "While away" }));
      await ann.call("POST", `${box}/sync`);
      expect((await mailbox()).state).toBe("paused");
      await ann.call("POST", `${box}/resume`);
      const subjects = async () => (await activities(bob)).map(({ subject }: { subject: string }) => subject);
      await expect.poll(subjects, { timeout: 20_000 }).toContain("While away");
      const gone = await ann.call("DELETE", `${box}?forget=true`);
      expect(gone.status, gone.text).toBe(200);
      expect(await activities(ann)).toEqual([]);
      expect((await ann.call("GET", "/api/mailboxes")).json).toEqual([]);
    });
  });
});
