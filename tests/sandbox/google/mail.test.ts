import type { gmail_v1 } from "googleapis/build/src/apis/gmail/v1.js";
import MailComposer from "nodemailer/lib/mail-composer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ada, aMessage, bob, type Fixture, me, openFixture, statusOf } from "./fixture.ts";
import { parseMime } from "./mime.ts";

let fixture: Fixture;

beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.google.close());

const put = (count: number) => {
  const messages = Array.from({ length: count }, () => aMessage());
  for (const message of messages) fixture.world.put(ada.address, message);
  return messages;
};
const historyOf = async (startHistoryId: string, more: gmail_v1.Params$Resource$Users$History$List = {}) =>
  (await fixture.mail.users.history.list({ ...me, startHistoryId, ...more })).data;

test("lists newest first, page by page, each message once", async () => {
  const messages = put(7);
  const seen: string[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await fixture.mail.users.messages.list({
      ...me,
      maxResults: 3,
      ...(pageToken && { pageToken }),
    });
    expect(data.resultSizeEstimate).toBe(7);
    for (const { id } of data.messages ?? []) seen.push(id as string);
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken);
  expect(seen).toHaveLength(7);
  const times = seen.map((id) => Number.parseInt(id.slice(0, 11), 16));
  expect(times).toEqual(messages.map(({ at }) => Date.parse(at)).reverse());
});

test("an empty list has no `messages`", async () => {
  const { data } = await fixture.mail.users.messages.list(me);
  expect(data).toEqual({ resultSizeEstimate: 0 });
});

test("finds by time, by Message-ID and by label; spam and trash only when asked", async () => {
  const [first, second, third] = put(3);
  fixture.world.addFolder(ada.address, "Customers/Berlin");
  fixture.world.move(ada.address, first?.id ?? "", "Customers/Berlin");
  fixture.world.move(ada.address, third?.id ?? "", "spam");
  const count = async (more: gmail_v1.Params$Resource$Users$Messages$List) =>
    (await fixture.mail.users.messages.list({ ...me, ...more })).data.messages?.length ?? 0;
  const { labels = [] } = (await fixture.mail.users.labels.list(me)).data;
  const own = labels.find(({ type }) => type === "user");
  expect(own?.name).toBe("Customers/Berlin");
  expect(await count({ labelIds: [own?.id ?? ""] })).toBe(1);
  expect(await count({})).toBe(2);
  expect(await count({ includeSpamTrash: true })).toBe(3);
  expect(await count({ q: `after:${Date.parse(second?.at ?? "") / 1000}` })).toBe(1);
  expect(await count({ q: `rfc822msgid:${second?.messageId?.slice(1, -1)}` })).toBe(1);
  expect(await count({ q: "rfc822msgid:nobody@nowhere" })).toBe(0);
});

test("gives a message with its parts, headers and arrival", async () => {
  const message = aMessage({
    subject: "Angebot für Möbel",
    from: { name: "Müller, Jörg", address: "jm@customer.example" },
    text: "Grüße\nJörg",
    html: "<p>Grüße</p>",
  });
  fixture.world.put(ada.address, message);
  const { messages = [] } = (await fixture.mail.users.messages.list(me)).data;
  const { data } = await fixture.mail.users.messages.get({ ...me, id: messages[0]?.id ?? "" });
  const header = (name: string) => data.payload?.headers?.find((one) => one.name?.toLowerCase() === name)?.value;
  const text = data.payload?.parts?.map(({ body }) => Buffer.from(body?.data ?? "", "base64url").toString());
  expect(data.internalDate).toBe(String(Date.parse(message.at)));
  expect(data.payload?.mimeType).toBe("multipart/alternative");
  expect(text).toEqual(["Grüße\r\nJörg", "<p>Grüße</p>"]);
  expect(header("message-id")).toBe(message.messageId);
  expect(header("subject")).toBe("Angebot für Möbel");
  expect(header("from")).toBe('"Müller, Jörg" <jm@customer.example>');
  expect(data.labelIds).toContain("INBOX");
});

test("an answer joins its thread; an archived message bears no labels", async () => {
  const [first] = put(1);
  const answer = aMessage({ references: [first?.messageId ?? ""] });
  fixture.world.put(ada.address, answer, "archive");
  const { messages = [] } = (await fixture.mail.users.messages.list(me)).data;
  const [newest, oldest] = messages;
  expect(newest?.threadId).toBe(oldest?.id);
  const { data } = await fixture.mail.users.threads.get({ ...me, id: oldest?.id ?? "" });
  expect(data.messages?.map(({ id }) => id)).toEqual([oldest?.id, newest?.id]);
  expect(data.messages?.[1]).not.toHaveProperty("labelIds");
  expect(fixture.google.unitsUsed(ada.address)).toBe(5 + 40);
});

test("history tells what arrived, moved and went, and ends with where to go on", async () => {
  const [first, second] = put(2);
  const { historyId } = (await fixture.mail.users.getProfile(me)).data;
  put(1);
  fixture.world.move(ada.address, first?.id ?? "", "trash");
  fixture.world.erase(ada.address, second?.id ?? "");
  const { history = [], historyId: end } = await historyOf(historyId ?? "");
  const kinds = history.map((record) => Object.keys(record).filter((key) => /Added|Deleted|Removed/.test(key))[0]);
  expect([...new Set(kinds)]).toEqual(["messagesAdded", "labelsAdded", "labelsRemoved", "messagesDeleted"]);
  const ids = history.map(({ id }) => BigInt(id ?? ""));
  expect(ids).toEqual([...ids].sort((one, other) => (one < other ? -1 : 1)));
  expect(await historyOf(end ?? "")).toEqual({ historyId: end });
  const inTrash = await historyOf(historyId ?? "", { labelId: "TRASH", historyTypes: ["labelAdded"] });
  expect(inTrash.history).toHaveLength(1);
});

test("history ids do not survive being a number", async () => {
  const { historyId } = (await fixture.mail.users.getProfile(me)).data;
  expect(String(Number(historyId))).not.toBe(historyId);
});

test("a history id that is zero, unknown or too old is 404", async () => {
  put(1);
  const { historyId } = (await fixture.mail.users.getProfile(me)).data;
  expect(await statusOf(historyOf("0"))).toBe(404);
  expect(await statusOf(historyOf(`${BigInt(historyId ?? "") + 5000n}`))).toBe(404);
  expect(await statusOf(historyOf(historyId ?? ""))).toBe(200);
  fixture.google.expireHistory(ada.address);
  expect(await statusOf(historyOf(historyId ?? ""))).toBe(404);
  const fresh = (await fixture.mail.users.getProfile(me)).data.historyId;
  put(1);
  expect((await historyOf(fresh ?? "")).history?.length).toBeGreaterThan(0);
});

test("history comes in pages, and a page may come without `history`", async () => {
  const { historyId } = (await fixture.mail.users.getProfile(me)).data;
  put(5);
  const first = await historyOf(historyId ?? "", { maxResults: 2 });
  expect(first.history).toHaveLength(2);
  fixture.google.switches.emptyHistoryPages = 1;
  const pageToken = first.nextPageToken ?? "";
  const empty = await historyOf(historyId ?? "", { maxResults: 2, pageToken });
  expect(empty.history).toBeUndefined();
  const next = await historyOf(historyId ?? "", { maxResults: 2, pageToken: empty.nextPageToken ?? "" });
  expect(next.history).toHaveLength(2);
  fixture.google.switches.brokenHistoryPages = 1;
  const broken = await historyOf(historyId ?? "", { maxResults: 2, pageToken });
  expect(broken).toEqual({ historyId: first.historyId });
  expect(await historyOf(historyId ?? "", { maxResults: 2, pageToken })).toEqual(next);
});

test("a draft gets a new id at each save", async () => {
  const draft = aMessage({ from: ada, to: [bob] });
  fixture.world.put(ada.address, draft, "drafts");
  const idOf = async () => (await fixture.mail.users.messages.list({ ...me, labelIds: ["DRAFT"] })).data.messages;
  const before = await idOf();
  fixture.world.put(ada.address, { ...draft, text: "more" }, "drafts");
  const after = await idOf();
  expect(after).toHaveLength(1);
  expect(after?.[0]?.id).not.toBe(before?.[0]?.id);
  expect(await statusOf(fixture.mail.users.messages.get({ ...me, id: before?.[0]?.id ?? "" }))).toBe(404);
});

test("sends, keeps the Message-ID and the thread, and delivers to other mailboxes", async () => {
  fixture.world.addMailbox({ vendor: "google", name: "Cleo", address: "cleo@kith.example" });
  const [first] = put(1);
  const { messages = [] } = (await fixture.mail.users.messages.list(me)).data;
  const raw = [
    "From: =?utf-8?Q?Ada_R=C3=A9p?= <sales@kith.example>",
    "To: Cleo <cleo@kith.example>, bob@customer.example",
    "Subject: =?UTF-8?B?UmU6IE3DtmJlbA==?=",
    "Message-ID: <ours-1@kith.example>",
    `In-Reply-To: ${first?.messageId}`,
    `References: ${first?.messageId}`,
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Gr=C3=BC=C3=9Fe",
  ].join("\r\n");
  const threadId = messages[0]?.threadId ?? "";
  const { data } = await fixture.mail.users.messages.send({
    ...me,
    requestBody: { raw: Buffer.from(raw).toString("base64url"), threadId },
  });
  expect(data).toMatchObject({ threadId, labelIds: ["SENT"] });
  const [arrived] = fixture.world.mailbox("cleo@kith.example").messages.values();
  expect(arrived?.message).toMatchObject({ messageId: "<ours-1@kith.example>", subject: "Re: Möbel", text: "Grüße" });
  expect(arrived?.message.from).toEqual({ name: "Ada Rép", address: "sales@kith.example" });
  const found = await fixture.mail.users.messages.list({ ...me, q: "rfc822msgid:ours-1@kith.example" });
  expect(found.data.messages?.[0]?.id).toBe(data.id);
});

test("takes what a composer makes of a difficult name, and delivers blind copies without telling", async () => {
  fixture.world.addMailbox({
    vendor: "google",
    name: "Cleo",
    address: "cleo@kith.example",
    aliases: ["c@kith.example"],
  });
  const to = { name: 'Müller, "Jörg"', address: "jm@customer.example" };
  const composed = new MailComposer({
    from: ada,
    to,
    bcc: "c@kith.example",
    subject: "Ein sehr langer Betreff über Möbel, der ganz gewiss in mehrere Wörter zerlegt werden muss",
    text: "Grüße\n\nAda",
    html: "<p>Grüße</p>",
    messageId: "<ours-2@kith.example>",
  }).compile();
  // Gmail reads the blind copies from the message itself.
  composed.keepBcc = true;
  const bytes = await composed.build();
  await fixture.mail.users.messages.send({ ...me, requestBody: { raw: bytes.toString("base64url") } });
  const [arrived] = fixture.world.mailbox("cleo@kith.example").messages.values();
  expect(arrived?.message).toMatchObject({
    messageId: "<ours-2@kith.example>",
    from: ada,
    to: [to],
    cc: [],
    subject: "Ein sehr langer Betreff über Möbel, der ganz gewiss in mehrere Wörter zerlegt werden muss",
    text: "Grüße\n\nAda",
    html: "<p>Grüße</p>",
  });
  expect(JSON.stringify(arrived?.message)).not.toContain("c@kith.example");
});

test("aliases are told", async () => {
  const { sendAs = [] } = (await fixture.mail.users.settings.sendAs.list(me)).data;
  expect(sendAs.map(({ sendAsEmail }) => sendAsEmail)).toEqual([ada.address, "sales@kith.example"]);
});

test("a poison message is still a message", async () => {
  const raw =
    'From: =?nonsense?B?w7w=?= <x@y.example>\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nno header here';
  fixture.world.put(ada.address, aMessage({ raw }));
  const { messages = [] } = (await fixture.mail.users.messages.list(me)).data;
  const { data } = await fixture.mail.users.messages.get({ ...me, id: messages[0]?.id ?? "" });
  expect(data.payload?.mimeType).toBe("multipart/mixed");
});

test("gives as much of a message as its format says", async () => {
  fixture.world.put(ada.address, aMessage({ html: "<p>Hello</p>" }));
  const { messages = [] } = (await fixture.mail.users.messages.list(me)).data;
  const get = async (format: string, metadataHeaders: string[] = []) =>
    (await fixture.mail.users.messages.get({ ...me, id: messages[0]?.id ?? "", format, metadataHeaders })).data;
  expect(await get("minimal")).not.toHaveProperty("payload");
  const { payload } = await get("metadata", ["message-id"]);
  expect(payload?.headers).toHaveLength(1);
  expect(payload).not.toHaveProperty("body");
  const raw = parseMime(Buffer.from((await get("raw")).raw ?? "", "base64url"));
  expect(raw.parts.map(({ body }) => body.toString())).toEqual([expect.stringMatching(/^Text/), "<p>Hello</p>"]);
  expect(await statusOf(get("nonsense"))).toBe(400);
});

test("a label tells how much bears it", async () => {
  put(3);
  const { data } = await fixture.mail.users.labels.get({ ...me, id: "INBOX" });
  expect(data).toMatchObject({ messagesTotal: 3, threadsTotal: 3 });
  expect(await statusOf(fixture.mail.users.labels.get({ ...me, id: "Label_9" }))).toBe(404);
});
