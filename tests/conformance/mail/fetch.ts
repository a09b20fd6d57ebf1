// Whole messages: everything a reader needs of them, and one that is no good never spoils the others.
import { expect, test } from "vitest";
import { participant } from "#shared/fields.ts";
import type { Message } from "../../../server/providers/mail-provider.ts";
import type { WorldMessage } from "../../sandbox/mailboxes/world.ts";
import { aMessage, type Begin, colleague, customer, rep, type Stage } from "../provider-world.ts";
import { everything, mirrorOf } from "./changes.ts";

/** The only message of a mailbox, fetched. */
async function fetched(stage: Stage, given: Partial<WorldMessage>): Promise<Message> {
  const message = aMessage({ subject: "This one", ...given });
  stage.world.put(rep.address, message);
  const mirror = mirrorOf(stage);
  await mirror.follow(everything);
  return mirror.get(message.subject);
}

const lines = (text: string) => text.replace(/\s+/g, " ").trim();
const bare = (ids: readonly string[]) => ids.map((id) => id.replace(/^<|>$/g, ""));
const named = ({ participants }: Message) => participants.map(({ role, name, address }) => ({ role, name, address }));

export function testFetch(begin: Begin) {
  test("a message has its people, its words and its time", async () => {
    const stage = await begin();
    const message = await fetched(stage, {
      at: "2026-03-05T10:20:30.000Z",
      subject: "Offer for autumn",
      to: [rep],
      cc: [colleague],
      text: "Dear Lena,\n\nhow much is it?\n\nAnna",
    });
    expect(message).toMatchObject({ at: "2026-03-05T10:20:30.000Z", subject: "Offer for autumn", isBulk: false });
    expect(named(message)).toEqual([
      { role: "from", ...customer },
      { role: "to", ...rep },
      { role: "cc", ...colleague },
    ]);
    expect(message.body.kind).toBe("text");
    expect(message.body.content.trim()).toBe("Dear Lena,\n\nhow much is it?\n\nAnna");
    expect(new URL(message.link).protocol).toBe("https:");
    expect(message.placeIds).toHaveLength(1);
  });

  test("an answer names what it answers, and lies in the same thread", async () => {
    const stage = await begin();
    const { world } = stage;
    const first = aMessage({ subject: "Offer" });
    const second = aMessage({ subject: "Re: Offer", references: [first.messageId ?? ""] });
    const third = aMessage({ subject: "Re: Re: Offer", references: [first.messageId ?? "", second.messageId ?? ""] });
    for (const message of [first, second, third]) world.put(rep.address, message);
    world.put(rep.address, aMessage({ subject: "Else" }));
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    const thread = [first, second, third].map(({ subject }) => mirror.get(subject));
    expect(new Set(thread.map(({ threadExternalId }) => threadExternalId)).size).toBe(1);
    expect(mirror.get("Else").threadExternalId).not.toBe(thread[0]?.threadExternalId);
    expect(bare([thread[2]?.messageId ?? ""])).toEqual(bare([third.messageId ?? ""]));
    expect(bare(thread[2]?.references ?? [])).toEqual(bare(third.references));
    expect(thread[0]?.references).toEqual([]);
  });

  test("mail in HTML alone comes as it is, and text wins where there are both", async () => {
    const stage = await begin();
    const html = "<p>Nur in <b>HTML</b> für Sie</p>";
    const both = aMessage({ subject: "Both", text: "In words.", html: "<p>In markup.</p>" });
    stage.world.put(rep.address, both);
    const message = await fetched(stage, { text: "", html });
    expect(lines(message.body.content.replace(/<[^>]*>/g, ""))).toBe("Nur in HTML für Sie");
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    expect(lines(mirror.get("Both").body.content)).toMatch(/^In (words|markup)\.$/);
    expect(mirror.get("Both").body.kind).toBe("text");
  });

  test.each([
    ["List-Id", "<news.norvik.example>", true],
    ["List-Unsubscribe", "<https://norvik.example/off>", true],
    ["Precedence", "bulk", true],
    ["Auto-Submitted", "auto-replied", true],
    ["Auto-Submitted", "no", false],
    ["Feedback-ID", "1:norvik:news", false],
    ["X-Priority", "1", false],
  ])("%s: %s makes it bulk: %s", async (header, value, isBulk) => {
    const message = await fetched(await begin(), { headers: { [header]: value } });
    expect(message.isBulk).toBe(isBulk);
  });

  test("names come in any script, with commas and quotes; an address that is none is null", async () => {
    const stage = await begin();
    const people = [
      { name: "Müller, Jörg (Einkauf)", address: "j.mueller@norvik.example" },
      { name: "山田 太郎", address: "yamada@norvik.example" },
      { name: 'Anna "Annie" Berg', address: "ANNA@Norvik.example" },
      { name: "Nobody", address: "nowhere" },
    ];
    const message = await fetched(stage, { subject: "Grüße aus 東京 🗼", to: people });
    expect(message.subject).toBe("Grüße aus 東京 🗼");
    expect(named(message).slice(1)).toEqual([
      { role: "to", name: "Müller, Jörg (Einkauf)", address: "j.mueller@norvik.example" },
      { role: "to", name: "山田 太郎", address: "yamada@norvik.example" },
      { role: "to", name: 'Anna "Annie" Berg', address: "anna@norvik.example" },
      { role: "to", name: "Nobody", address: null },
    ]);
  });

  test("mail without an id, a subject or words is mail", async () => {
    const stage = await begin();
    const message = await fetched(stage, { messageId: null, subject: "", text: "", to: [] });
    expect(message).toMatchObject({ messageId: null, subject: "", references: [] });
    expect(message.body.content.trim()).toBe("");
    expect(named(message)).toEqual([{ role: "from", ...customer }]);
  });

  test("nothing comes that a database could not keep", async () => {
    const stage = await begin();
    stage.world.put(rep.address, aMessage({ subject: "A\u0000B\ud800C", text: "one\u0000two\udc00three" }));
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    const [message] = [...mirror.messages.values()] as [Message];
    const all = [message.subject, message.body.content, ...message.participants.map(({ name }) => name)].join();
    expect(all).not.toMatch(/\0|\p{Surrogate}/u);
    expect(message.body.content).toContain("one");
  });

  test("what is gone by then is gone, and what was thrown away too", async () => {
    const stage = await begin();
    const { world, vendor, access } = stage;
    const sent = ["Erased", "Trashed", "Spam", "Stays"].map((subject) => aMessage({ subject }));
    for (const message of sent) world.put(rep.address, message);
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    const refs = sent.map(({ subject }) => mirror.get(subject));
    world.erase(rep.address, sent[0]?.id ?? "");
    world.move(rep.address, sent[1]?.id ?? "", "trash");
    world.move(rep.address, sent[2]?.id ?? "", "spam");
    const answers = await vendor.mail.fetch(access, refs);
    const kindOf = (subject: string) => {
      const { externalId } = mirror.get(subject);
      return answers.find((one) => (one.kind === "message" ? one.message : one).externalId === externalId)?.kind;
    };
    expect(sent.map(({ subject }) => kindOf(subject))).toEqual(["gone", "gone", "gone", "message"]);
  });

  test("as many as the provider says can be fetched at once, of one thread and of many", async () => {
    const stage = await begin();
    const { world, vendor, access } = stage;
    const first = aMessage();
    world.put(rep.address, first);
    for (let at = 1; at < vendor.mail.fetchSize; at += 1) {
      world.put(rep.address, aMessage({ references: at % 2 ? [first.messageId ?? ""] : [] }));
    }
    const refs = await mirrorOf(stage).list(everything);
    expect(refs).toHaveLength(vendor.mail.fetchSize);
    const answers = await vendor.mail.fetch(access, refs);
    expect(new Set(answers.map((one) => one.kind === "message" && one.message.externalId)).size).toBe(refs.length);
    expect(await vendor.mail.fetch(access, [])).toEqual([]);
  });

  test("poison never spoils what lies beside it", async () => {
    const stage = await begin();
    const { world } = stage;
    const deep = Array.from(
      { length: 300 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}`,
    );
    const raws = [
      "",
      "\0\0\0\xff\xfe no header at all",
      'Subject: =?utf-8?B?////?= =?x-nobody?Q?=FF?=\r\nFrom: @@@ <<>> ,;: "\r\nTo: ;;;\r\n\r\n\0',
      "Content-Type: multipart/mixed\r\n\r\nno boundary",
      `${deep.join("\r\n")}\r\n\r\nat the bottom`,
      `Content-Type: text/plain; charset=x-klingon\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%`,
      `From: ${"a".repeat(50_000)}@${"b".repeat(50_000)}.example\r\nMessage-ID: <>\r\nMessage-ID:  \r\n\r\nlong`,
      `References: ${Array.from({ length: 3_000 }, (_, at) => `<${at}@norvik.example>`).join(" ")}\r\n\r\nmany`,
    ];
    world.put(rep.address, aMessage({ subject: "Before" }));
    for (const raw of raws) world.put(rep.address, aMessage({ raw }));
    world.put(rep.address, aMessage({ subject: "After" }));
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(expect.arrayContaining(["After", "Before"]));
    expect(mirror.messages.size + mirror.failed.length).toBe(raws.length + 2);
    for (const one of mirror.messages.values()) {
      for (const person of one.participants) expect(participant.parse(person)).toEqual(person);
    }
  });

  test("one message that cannot be had today fails alone, and says that another try is worth it", async () => {
    const stage = await begin();
    const { world, vendor, access, faults } = stage;
    for (const subject of ["One", "Two", "Three"]) world.put(rep.address, aMessage({ subject }));
    const refs = await mirrorOf(stage).list(everything);
    const unlucky = refs[1]?.externalId ?? "";
    const path = encodeURIComponent(unlucky).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    faults.add({ url: new RegExp(`/messages/${path}`), fault: { kind: "status", status: 503 } });
    const answers = await vendor.mail.fetch(access, refs);
    expect(faults.waiting).toBe(0);
    expect(answers.filter(({ kind }) => kind === "message")).toHaveLength(2);
    expect(answers.filter(({ kind }) => kind === "failed")).toMatchObject([
      { externalId: unlucky, error: { code: "unavailable" } },
    ]);
    const again = await vendor.mail.fetch(access, refs);
    expect(again.filter(({ kind }) => kind === "message")).toHaveLength(3);
  });
}
