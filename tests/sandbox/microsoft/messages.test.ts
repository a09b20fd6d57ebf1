// Messages and folders, read and written with the real Graph client.
import { expect, test } from "vitest";
import { aMessage, anna, immutable, type Json, lena, ravi, stage } from "./stage.ts";

const begin = stage();
const only = (value: unknown) => (value as Json[])[0] as Json;

test("folders are listed in pages, hidden ones when asked, and found by their well-known names", async () => {
  const { world, get, microsoft } = await begin();
  for (const name of ["A", "B", "C"]) world.addFolder(lena.address, name);
  const first = await get("/me/mailFolders");
  const second = await get(first["@odata.nextLink"] as string);
  const names = [first, second].flatMap((page) => (page.value as Json[]).map((folder) => folder.displayName));
  expect(names).toHaveLength(11);
  expect(names.slice(0, 2)).toEqual(["Inbox", "Sent Items"]);
  const all = await get("/me/mailFolders?includeHiddenFolders=true&$top=100");
  expect(all.value).toHaveLength(12);
  microsoft.switches.localFolderNames = true;
  expect(await get("/me/mailFolders/junkemail")).toMatchObject({ displayName: "Junk-E-Mail" });
});

test("a body is HTML or text, and what is unique in it comes when it is selected", async () => {
  const { world, get } = await begin();
  world.put(lena.address, aMessage({ text: "New\n\nOn Monday Lena wrote:\n> Old" }));
  const id = only((await get("/me/messages")).value).id;
  expect((await get(`/me/messages/${id}`)).body).toMatchObject({ contentType: "html" });
  const text = await get(`/me/messages/${id}?$select=body,uniqueBody`, 'outlook.body-content-type="text"');
  expect(text.body).toEqual({ contentType: "text", content: "New\r\n\r\nOn Monday Lena wrote:\r\n> Old" });
  expect(text.uniqueBody).toEqual({ contentType: "text", content: "New" });
});

test("headers come with received mail that asks for them, and never with sent mail", async () => {
  const { world, get } = await begin();
  world.put(lena.address, aMessage({ headers: { "List-Id": "<news.example>" }, references: ["<a@x>", "<b@x>"] }));
  world.send(aMessage({ from: lena, to: [anna], references: ["<a@x>"] }));
  const select = "$select=internetMessageHeaders&$expand=singleValueExtendedProperties($filter=id eq 'String 0x1039')";
  const received = only((await get(`/me/mailFolders/inbox/messages?${select}`)).value);
  expect(received.internetMessageHeaders).toContainEqual({ name: "List-Id", value: "<news.example>" });
  expect(received.internetMessageHeaders).toContainEqual({ name: "In-Reply-To", value: "<b@x>" });
  const sent = only((await get(`/me/mailFolders/sentitems/messages?${select}`)).value);
  expect(sent).not.toHaveProperty("internetMessageHeaders");
  expect(sent.singleValueExtendedProperties).toEqual([{ id: "String 0x1039", value: "<a@x>" }]);
  expect(only((await get("/me/messages")).value)).not.toHaveProperty("internetMessageHeaders");
});

test("what does not exist cannot be selected", async () => {
  const { world, get } = await begin();
  world.put(lena.address, aMessage());
  for (const path of [
    "/me/messages?$select=id,@removed",
    "/me/mailFolders?$select=wellKnownName",
    "/me/mailFolders/inbox/messages/delta?$select=threadId",
    "/me?$select=aliases",
  ]) {
    await expect(get(path)).rejects.toMatchObject({ statusCode: 400 });
  }
});

test("messages are found by Message-ID and counted by time", async () => {
  const { world, get, ask } = await begin();
  for (const at of ["2026-03-01T08:00:00.000Z", "2026-03-02T08:00:00.000Z"]) world.put(lena.address, aMessage({ at }));
  const message = aMessage({ messageId: "<it's+one@x.example>", at: "2026-03-03T08:00:00.000Z" });
  world.put(lena.address, message);
  const filter = encodeURIComponent("internetMessageId eq '<it''s+one@x.example>'");
  expect((await get(`/me/messages?$filter=${filter}`)).value).toMatchObject([{ subject: message.subject }]);
  const since = "$filter=receivedDateTime ge 2026-03-02T00:00:00Z";
  expect((await get(`/me/messages?${since}&$count=true&$top=1`))["@odata.count"]).toBe(2);
  const counted = ask(`/me/mailFolders/inbox/messages/$count?${since}`).header("ConsistencyLevel", "eventual");
  expect(await counted.get()).toBe("2");
});

test("a draft is written, sent once, and found again", async () => {
  const { world, get, post } = await begin();
  world.put(lena.address, aMessage({ id: "question", messageId: "<q@x.example>", subject: "Price?" }));
  const question = only((await get("/me/messages")).value);
  const draft = await post("/me/messages", {
    subject: "Re: Price?",
    body: { contentType: "text", content: "Ten." },
    toRecipients: [{ emailAddress: ravi }],
    internetMessageId: "<ours@kith.example>",
    singleValueExtendedProperties: [{ id: "String 0x1042", value: "<q@x.example>" }],
  });
  expect(draft).toMatchObject({ isDraft: true, conversationId: question.conversationId });
  await post(`/me/messages/${draft.id}/send`, {});
  const sent = await get(`/me/messages/${draft.id}`);
  const folder = await get("/me/mailFolders/sentitems");
  expect(sent).toMatchObject({ isDraft: false, parentFolderId: folder.id, internetMessageId: "<ours@kith.example>" });
  await expect(post(`/me/messages/${draft.id}/send`, {})).rejects.toMatchObject({ statusCode: 400 });
  const received = [...world.mailbox(ravi.address).messages.values()];
  expect(received.map(({ folder, message }) => [folder, message.messageId])).toEqual([
    ["inbox", "<ours@kith.example>"],
  ]);
});

test("MIME makes a draft, and standard headers cannot be set in JSON", async () => {
  const { post, ask } = await begin();
  const mime = [
    "From: Lena Vogt <lena@kontor.example>",
    'To: "Iyer, Ravi" <ravi@kontor.example>, anna@norvik.example',
    "Subject: =?utf-8?B?R3LDvMOfZQ==?=",
    "Message-ID: <mime@kith.example>",
    "In-Reply-To: <q@x.example>",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Viele Gr=C3=BC=",
    "=C3=9Fe",
  ].join("\r\n");
  const draft: Json = await ask("/me/messages", `${immutable}, outlook.body-content-type="text"`)
    .header("Content-Type", "text/plain")
    .post(Buffer.from(mime).toString("base64"));
  expect(draft).toMatchObject({
    subject: "Grüße",
    internetMessageId: "<mime@kith.example>",
    body: { content: "Viele Grüße" },
    toRecipients: [{ emailAddress: { name: "Iyer, Ravi" } }, { emailAddress: { address: "anna@norvik.example" } }],
  });
  const headers = [{ name: "In-Reply-To", value: "<q@x.example>" }];
  await expect(post("/me/messages", { internetMessageHeaders: headers })).rejects.toMatchObject({
    code: "InvalidInternetMessageHeader",
  });
});

test("a reply is a draft in the conversation, and is sent with its references", async () => {
  const { world, get, post, ask } = await begin();
  world.put(lena.address, aMessage({ messageId: "<q@x.example>", references: ["<p@x.example>"], subject: "Price?" }));
  const question = only((await get("/me/messages")).value);
  const draft = await post(`/me/messages/${question.id}/createReply`, { comment: "Ten." });
  expect(draft).toMatchObject({ subject: "RE: Price?", conversationId: question.conversationId });
  await ask(`/me/messages/${draft.id}`).patch({ body: { contentType: "text", content: "Twelve." } });
  await post(`/me/messages/${draft.id}/send`, {});
  const sent = [...world.mailbox(lena.address).messages.values()].find(({ folder }) => folder === "sent");
  expect(sent?.message).toMatchObject({ text: "Twelve.", references: ["<p@x.example>", "<q@x.example>"], to: [anna] });
});

test("sent copies come late or with another id when a test says so, and nobody sends as somebody else", async () => {
  const { get, post, microsoft } = await begin();
  const toRavi = { toRecipients: [{ emailAddress: ravi }], internetMessageId: "<late@kith.example>" };
  microsoft.switches.sentCopyReads = 1;
  await post("/me/sendMail", { message: toRavi });
  const filter = `/me/messages?$filter=${encodeURIComponent("internetMessageId eq '<late@kith.example>'")}`;
  expect((await get(filter)).value).toEqual([]);
  expect((await get(filter)).value).toHaveLength(1);
  Object.assign(microsoft.switches, { sentCopyReads: 0, sentCopyHasNewId: true });
  const draft = await post("/me/messages", { ...toRavi, internetMessageId: "<new@kith.example>" });
  await post(`/me/messages/${draft.id}/send`, {});
  await expect(get(`/me/messages/${draft.id}`)).rejects.toMatchObject({ statusCode: 404 });
  const from = { emailAddress: ravi };
  await expect(post("/me/sendMail", { message: { ...toRavi, from } })).rejects.toMatchObject({
    code: "ErrorSendAsDenied",
  });
});

test("a right that was not granted is refused, and a token that is none", async () => {
  const { microsoft, clientOf } = await begin();
  const reader = clientOf(lena.address, ["User.Read", "https://graph.microsoft.com/Mail.Read"]);
  await reader.api("/me/messages").get();
  await expect(reader.api("/me/sendMail").post({})).rejects.toMatchObject({
    statusCode: 403,
    code: "ErrorAccessDenied",
  });
  await expect(reader.api(`/users/${ravi.address}/messages`).get()).rejects.toMatchObject({ statusCode: 403 });
  const bare = await fetch(`${microsoft.graphRoot}/v1.0/me`, { headers: { authorization: "Bearer nobody" } });
  expect(bare.status).toBe(401);
  expect(await bare.json()).toMatchObject({ error: { code: "InvalidAuthenticationToken", innerError: {} } });
});
