// Mail that is sent: once, to whom it is for, and found again when nobody knows whether it went.
import { expect, test } from "vitest";
import type { Draft } from "../../../server/providers/mail-provider.ts";
import type { World } from "../../sandbox/mailboxes/world.ts";
import { aMessage, type Begin, colleague, customer, failureOf, rep } from "../provider-world.ts";
import { everything, mirrorOf } from "./changes.ts";

let drafted = 0;

function aDraft(given: Partial<Draft> = {}): Draft {
  drafted += 1;
  return {
    messageId: `draft-${drafted}@kith.kontor.example`,
    from: rep,
    to: [{ ...colleague, role: "to" }],
    subject: `Draft ${drafted}`,
    text: "Good morning,\n\nas promised.\n\nLena",
    inReplyTo: null,
    ...given,
  };
}

const inboxOf = (world: World, address: string) =>
  [...world.mailbox(address).messages.values()].map(({ message }) => message);

export function testSending(begin: Begin) {
  test("a mail arrives as it was written, and lies in the sent mail under our id", async () => {
    const stage = await begin();
    const { world, vendor, access } = stage;
    const draft = aDraft({ subject: "Grüße & Preise", text: "Zwölf Stück à 3 €.\n\nLena" });
    const ref = await vendor.mail.send(access, draft);
    const [arrived, ...others] = inboxOf(world, colleague.address);
    expect(others).toEqual([]);
    expect(arrived).toMatchObject({ subject: draft.subject, from: rep, to: [colleague] });
    expect(arrived?.text.trim()).toBe(draft.text);
    expect(arrived?.messageId?.replace(/^<|>$/g, "")).toBe(draft.messageId);
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    expect(mirror.get(draft.subject).externalId).toBe(ref.externalId);
    expect(mirror.get(draft.subject).messageId?.replace(/^<|>$/g, "")).toBe(draft.messageId);
  });

  test("an answer stays in its thread and names what it answers", async () => {
    const stage = await begin();
    const { world, vendor, access } = stage;
    const asked = aMessage({ subject: "Offer?", from: colleague, to: [rep] });
    world.send(asked);
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    const { externalId, threadExternalId, messageId, references } = mirror.get("Offer?");
    const inReplyTo = { externalId, messageId: messageId ?? "", references };
    const draft = aDraft({ subject: "Re: Offer?", inReplyTo });
    const ref = await vendor.mail.send(access, draft);
    await mirror.follow(everything);
    expect(mirror.get("Re: Offer?")).toMatchObject({ externalId: ref.externalId, threadExternalId });
    const answer = inboxOf(world, colleague.address).find(({ subject }) => subject === "Re: Offer?");
    expect(answer?.references).toContain(asked.messageId);
  });

  test("carbon copies are seen, blind ones are not", async () => {
    const { world, vendor, access } = await begin();
    const boss = { name: "Ida Holm", address: "ida.holm@kontor.example" };
    world.addMailbox({ vendor: vendor.name, ...boss });
    const to = [
      { ...customer, role: "to" as const },
      { ...colleague, role: "cc" as const },
      { ...boss, role: "bcc" as const },
    ];
    await vendor.mail.send(access, aDraft({ to }));
    expect(inboxOf(world, boss.address)).toMatchObject([{ to: [customer], cc: [colleague] }]);
    expect(inboxOf(world, colleague.address)).toHaveLength(1);
    expect(JSON.stringify(inboxOf(world, colleague.address))).not.toContain(boss.address);
  });

  const injected = "\r\nBcc: everybody@norvik.example";
  test.each<[string, Partial<Draft>]>([
    ["subject", { subject: `Hello${injected}` }],
    ["subject with a bare line feed", { subject: "Hello\nBcc: everybody@norvik.example" }],
    ["sender's name", { from: { name: `Lena${injected}`, address: rep.address } }],
    ["sender's address", { from: { name: "Lena", address: `${rep.address}${injected}` } }],
    ["recipient's name", { to: [{ name: `Ravi${injected}`, address: colleague.address, role: "to" }] }],
    ["recipient's address", { to: [{ name: "", address: `${colleague.address}${injected}`, role: "to" }] }],
    ["recipient without an address", { to: [{ name: "Somebody", address: null, role: "to" }] }],
    ["message id", { messageId: `a@b${injected}` }],
    ["answered id", { inReplyTo: { externalId: "x", messageId: `<a@b>${injected}`, references: [] } }],
    ["references", { inReplyTo: { externalId: "x", messageId: "<a@b>", references: [`<c@d>${injected}`] } }],
    ["nobody to go to", { to: [] }],
  ])("nothing is sent with a wrong %s", async (_name, given) => {
    const { world, vendor, access } = await begin();
    const failure = await failureOf(vendor.mail.send(access, aDraft(given)));
    expect(failure.code).toBe("invalid");
    expect(inboxOf(world, colleague.address)).toEqual([]);
    expect(inboxOf(world, rep.address)).toEqual([]);
  });

  test("a send whose answer is lost is of unknown outcome, and found by its id", async () => {
    const { world, vendor, access, faults, wire } = await begin();
    const draft = aDraft();
    faults.add({ url: wire.sendMail, fault: { kind: "lost_answer" } });
    expect((await failureOf(vendor.mail.send(access, draft))).code).toBe("unavailable");
    expect(faults.waiting).toBe(0);
    const found = await vendor.mail.findByMessageId(access, draft.messageId);
    expect(found).not.toBeNull();
    expect(await vendor.mail.findByMessageId(access, `<${draft.messageId}>`)).toEqual(found);
    expect(inboxOf(world, colleague.address)).toHaveLength(1);
    const [fetched] = await vendor.mail.fetch(access, found ? [found] : []);
    expect(fetched).toMatchObject({ kind: "message", message: { subject: draft.subject } });
  });

  test("a send that never arrived is of unknown outcome too, and not found", async () => {
    const { world, vendor, access, faults, wire } = await begin();
    const draft = aDraft();
    faults.add({ url: wire.sendMail, fault: { kind: "reset" } });
    expect((await failureOf(vendor.mail.send(access, draft))).code).toBe("unavailable");
    expect(await vendor.mail.findByMessageId(access, draft.messageId)).toBeNull();
    expect(inboxOf(world, colleague.address)).toEqual([]);
  });

  test("a send that was refused has sent nothing, and says so", async () => {
    const { world, vendor, access, accessOf, faults, wire } = await begin();
    faults.add({ url: wire.sendMail, fault: { kind: "status", status: 429, headers: { "retry-after": "11" } } });
    expect(await failureOf(vendor.mail.send(access, aDraft()))).toMatchObject({
      code: "rate_limited",
      retryAfterMs: 11_000,
    });
    const reading = accessOf(rep.address, ["identity", "mail"]);
    expect((await failureOf(vendor.mail.send(reading, aDraft()))).code).toBe("forbidden");
    expect(inboxOf(world, colleague.address)).toEqual([]);
  });
}
