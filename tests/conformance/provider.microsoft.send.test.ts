// Sending through Microsoft: a draft, the order to send it, and what is left when either goes wrong.
import { afterEach, expect, test } from "vitest";
import type { Draft } from "../../server/providers/mail-provider.ts";
import type { MicrosoftOptions } from "../sandbox/microsoft/microsoft.ts";
import { openUnderTest } from "./provider-microsoft.ts";
import { aMessage, aWorld, colleague, rep } from "./provider-world.ts";

const mine = rep.address;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function begin(options: Omit<MicrosoftOptions, "world"> = {}) {
  const world = aWorld("microsoft");
  const under = await openUnderTest(world, options);
  open.push(under);
  const { mail } = under.vendor;
  const lying = (address: string, folder: string) =>
    [...world.mailbox(address).messages.values()].filter((placed) => placed.folder === folder);
  const arrived = () => lying(colleague.address, "inbox").map(({ message }) => message);
  return { ...under, world, access: under.accessOf(mine), mail, lying, arrived };
}

const aDraft = (given: Partial<Draft> = {}): Draft => ({
  messageId: "0198a0c0-1@kith.kontor.example",
  from: rep,
  to: [{ ...colleague, role: "to" }],
  subject: "Angebot für März",
  text: "Hallo Ravi,\n\n.. anbei.\n",
  inReplyTo: null,
  ...given,
});

const failed = (code: string) => expect.objectContaining({ name: "AppError", code });
const refusal = (status: number, code: string) => ({
  kind: "status" as const,
  status,
  body: JSON.stringify({ error: { code, message: code } }),
});

test.each([
  [429, "ApplicationThrottled", "rate_limited"],
  [403, "ErrorSendAsDenied", "forbidden"],
  [400, "ErrorInvalidRecipients", "invalid"],
])("after a refusal to send (%i %s) no draft is left", async (status, said, code) => {
  const { access, mail, faults, lying, arrived } = await begin();
  faults.add({ url: /\/send$/, fault: refusal(status, said) });
  await expect(mail.send(access, aDraft())).rejects.toEqual(failed(code));
  expect([lying(mine, "drafts"), arrived()]).toEqual([[], []]);
});

test("what Microsoft does not say whether it sent keeps its draft, and the next try sends once", async () => {
  const { access, mail, faults, lying, arrived } = await begin();
  faults.add({ url: /\/send$/, fault: { kind: "reset" } });
  await expect(mail.send(access, aDraft())).rejects.toEqual(failed("unavailable"));
  expect(lying(mine, "drafts")).toHaveLength(1);
  expect(await mail.findByMessageId(access, aDraft().messageId)).toBeNull();
  await mail.send(access, aDraft());
  expect([lying(mine, "drafts").length, lying(mine, "sent").length, arrived().length]).toEqual([0, 1, 1]);
});

test("a page of a proxy's is not the word that it was sent", async () => {
  const { access, mail, faults, arrived } = await begin();
  faults.add({ url: /\/send$/, fault: { kind: "status", status: 200, body: "<html>Sign in to this network</html>" } });
  await expect(mail.send(access, aDraft())).rejects.toEqual(failed("unavailable"));
  expect(arrived()).toEqual([]);
});

test("a draft whose making was never confirmed is cleared away by the next try", async () => {
  const { access, mail, faults, lying, arrived } = await begin();
  faults.add({ url: /\/me\/messages$/, method: "POST", fault: { kind: "lost_answer" } });
  await expect(mail.send(access, aDraft())).rejects.toEqual(failed("unavailable"));
  expect([lying(mine, "drafts").length, arrived().length]).toEqual([1, 0]);
  await mail.send(access, aDraft());
  expect([lying(mine, "drafts").length, arrived().length]).toEqual([0, 1]);
});

test("what was sent is not sent again", async () => {
  const { access, mail, faults, arrived } = await begin();
  faults.add({ url: /\/send$/, fault: { kind: "lost_answer" } });
  await expect(mail.send(access, aDraft())).rejects.toEqual(failed("unavailable"));
  const found = await mail.findByMessageId(access, aDraft().messageId);
  expect(await mail.send(access, aDraft())).toEqual(found);
  expect(arrived()).toHaveLength(1);
});

test("our Message-ID goes out although Microsoft made its own for the draft", async () => {
  const { world, access, mail, faults, arrived, microsoft } = await begin();
  const own = aMessage({ messageId: "<own@prod.outlook.example>", from: rep, to: [colleague] });
  world.put(mine, own, "drafts");
  const headers = { authorization: `Bearer ${await access.token()}`, prefer: 'IdType="ImmutableId"' };
  const answer = await fetch(`${microsoft.graphRoot}/v1.0/me/messages`, { headers });
  const { value } = (await answer.json()) as { value: { id: string }[] };
  const body = JSON.stringify({ id: value[0]?.id, internetMessageId: own.messageId });
  faults.add({ url: /\/me\/messages$/, method: "POST", fault: { kind: "status", status: 201, body } });
  await mail.send(access, aDraft());
  expect(arrived().map((message) => message.messageId)).toEqual([`<${aDraft().messageId}>`]);
});

test("the answer is where the copy lies, also when it has an id of its own", async () => {
  const { access, mail } = await begin({ switches: { sentCopyHasNewId: true } });
  const ref = await mail.send(access, aDraft());
  const [fetched] = await mail.fetch(access, [ref]);
  expect(fetched).toMatchObject({ kind: "message", message: { subject: aDraft().subject } });
});

test("a copy that takes its time is no reason to call it unsent", async () => {
  const { access, mail, arrived } = await begin({ switches: { sentCopyReads: 1 } });
  const ref = await mail.send(access, aDraft());
  expect(ref.threadExternalId).not.toBeNull();
  expect(arrived()).toHaveLength(1);
  expect(await mail.findByMessageId(access, aDraft().messageId)).toMatchObject({ externalId: ref.externalId });
});

test("that the copy cannot be looked for is no reason either", async () => {
  const { access, mail, faults, arrived } = await begin();
  faults.add({ url: /\/me\/messages\?/, fault: refusal(503, "ServiceUnavailable"), after: 1 });
  expect((await mail.send(access, aDraft())).externalId).not.toBe("");
  expect([arrived().length, faults.waiting]).toEqual([1, 0]);
});

test("words arrive as they were written, in any script and from any line", async () => {
  const { access, mail, arrived } = await begin();
  const draft = aDraft({
    subject: '見積り, "März" & more',
    text: "Erste Zeile\n.\nFrom here on\n=3D and ünïcödé 東京\n",
    to: [{ name: 'Iyer, Ravi "R"', address: colleague.address, role: "to" }],
  });
  await mail.send(access, draft);
  expect(arrived()).toMatchObject([{ subject: draft.subject, from: { address: mine } }]);
  expect(arrived()[0]?.text.trim()).toBe(draft.text.trim());
});

test("an answer names what it answers, once each", async () => {
  const { access, mail, arrived } = await begin();
  const inReplyTo = {
    externalId: "x",
    messageId: "<b@norvik.example>",
    references: ["a@norvik.example", "<b@norvik.example>"],
  };
  await mail.send(access, aDraft({ inReplyTo }));
  expect(arrived()[0]?.references).toEqual(["<a@norvik.example>", "<b@norvik.example>"]);
});
