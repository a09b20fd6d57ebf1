// The engine from a vendor's HTTP to the team's timelines, over both stand-ins and both databases.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { aMessage, anEvent, colleague, customer, rep, repAlias, worldBegin } from "../conformance/provider-world.ts";
import { databases } from "../conformance/tx-databases.ts";
import { World } from "../sandbox/mailboxes/world.ts";
import { openStage, type Rep, type Stage } from "./engine-stage.ts";

const stranger = { name: "Somebody Else", address: "somebody@else.example" };

describe.each(databases)("on $kind", ({ create }) => {
  describe.each(["google", "microsoft"] as const)("from %s", (vendor) => {
    let stage: Stage;
    let lena: Rep;
    let contactId: string;
    const other = vendor === "google" ? "microsoft" : "google";
    beforeAll(async () => {
      const world = new World(worldBegin);
      world.addMailbox({ vendor, ...rep, aliases: [repAlias] });
      world.addMailbox({ vendor: other, ...colleague });
      stage = await openStage(await create(), world);
      lena = await stage.addRep(rep.address);
      await stage.addRep(colleague.address);
      contactId = await stage.addContact(lena.memberId, customer);
    });
    afterAll(() => stage?.close());
    afterEach(() => {
      expect(stage.google.faults.waiting + stage.microsoft.faults.waiting).toBe(0);
    });

    test("a mail with somebody known is on their timeline, and every other mail says why it is not", async () => {
      stage.world.send(aMessage({ id: "a1", subject: "Offer" }));
      stage.world.send(aMessage({ id: "a2", from: stranger, subject: "Who is this" }));
      stage.world.send(aMessage({ id: "a3", from: colleague, subject: "Lunch" }));
      await stage.settle(lena);
      const [offer, ...rest] = await stage.activities();
      expect(rest).toEqual([]);
      expect(offer).toMatchObject({
        kind: "mail",
        direction: "in",
        subject: "Offer",
        text: "The text of a1.",
        contactIds: [contactId],
        ownerIds: [lena.memberId],
        sharing: "everything",
        privateTo: null,
        createdBy: null,
      });
      const items = await stage.items(lena);
      expect(Object.fromEntries(items.map((item) => [item.subject, item.reason ?? item.state]))).toEqual({
        Offer: "linked",
        "Who is this": "nobody_known",
        Lunch: "internal",
      });
    });

    test("a meeting with somebody known is there, moves, and goes", async () => {
      const event = anEvent({ id: "b1", title: "Kick-off" });
      stage.world.putEvent(event);
      await stage.settle(lena);
      expect(await stage.meetings()).toMatchObject([
        { title: "Kick-off", startsAt: "2026-03-25T13:00:00.000Z", contactIds: [contactId], outcome: null },
      ]);
      Object.assign(event, { start: "2026-03-26T10:00:00", end: "2026-03-26T11:00:00" });
      stage.world.putEvent(event);
      await stage.settle(lena);
      expect(await stage.meetings()).toMatchObject([{ startsAt: "2026-03-26T09:00:00.000Z" }]);
      event.isCancelled = true;
      stage.world.putEvent(event);
      await stage.settle(lena);
      expect(await stage.meetings()).toEqual([]);
    });
  });
});
