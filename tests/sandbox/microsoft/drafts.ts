// Writing and sending (learn.microsoft.com/graph/api/user-post-messages, message-send, message-createreply, user-sendmail).
import { randomUUID } from "node:crypto";
import type { Answer } from "../mailboxes/faults.ts";
import type { WorldMessage, WorldPerson } from "../mailboxes/world.ts";
import type { Entry } from "./box.ts";
import { type Call, jsonOf, ok, type Route } from "./call.ts";
import { isOwn } from "./event-json.ts";
import { getFolder } from "./folders.ts";
import { badRequest, GraphError, notFound } from "./graph-error.ts";
import { entryJson, getEntry } from "./messages.ts";
import { messageOfMime } from "./mime.ts";

interface Draft {
  readonly message: WorldMessage;
  readonly bcc: readonly WorldPerson[];
}

const textOf = (html: string) =>
  html
    .replace(/<(br|\/p|\/div)[^>]*>/gi, "\n")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();

function peopleIn(value: unknown): WorldPerson[] {
  if (!Array.isArray(value)) throw badRequest("Recipients are a list.", "ErrorInvalidRecipients");
  return value.map((recipient: { emailAddress?: { name?: string; address?: string } }) => {
    const address = recipient.emailAddress?.address;
    if (!address) throw badRequest("A recipient needs an address.", "ErrorInvalidRecipients");
    return { name: recipient.emailAddress?.name ?? address, address };
  });
}

/** Nobody may set the standard headers this way (resources/internetmessageheader). */
function customHeaders(value: unknown): Record<string, string> {
  const given = value as { name: string; value: string }[];
  const forbidden = given.find(({ name }) => !/^x-/i.test(name));
  if (forbidden) {
    const message = `The internet message header name '${forbidden.name}' should start with 'x-' or 'X-'.`;
    throw badRequest(message, "InvalidInternetMessageHeader");
  }
  return Object.fromEntries(given.map((header) => [header.name, header.value]));
}

const idsIn = (text: string | undefined): string[] => text?.match(/<[^>]+>/g) ?? [];

function referencesIn(value: unknown, before: readonly string[]): readonly string[] {
  const given = new Map((value as { id: string; value: string }[]).map((one) => [one.id.toLowerCase(), one.value]));
  const ids = [...idsIn(given.get("string 0x1039")), ...idsIn(given.get("string 0x1042"))];
  return ids.length > 0 ? [...new Set(ids)] : before;
}

const readers: Record<string, (value: never, before: Draft) => Partial<WorldMessage>> = {
  subject: (subject: string) => ({ subject }),
  body: ({ contentType, content }: { contentType?: string; content: string }) =>
    contentType?.toLowerCase() === "html" ? { html: content, text: textOf(content) } : { html: null, text: content },
  toRecipients: (value: unknown) => ({ to: peopleIn(value) }),
  ccRecipients: (value: unknown) => ({ cc: peopleIn(value) }),
  from: (value: unknown, { message }) => ({ from: peopleIn([value])[0] ?? message.from }),
  internetMessageId: (messageId: string) => ({ messageId }),
  internetMessageHeaders: (value: unknown, { message }) => ({
    headers: { ...message.headers, ...customHeaders(value) },
  }),
  singleValueExtendedProperties: (value: unknown, { message }) => ({
    references: referencesIn(value, message.references),
  }),
};

/** What a request says of a message, on top of what it was. */
function written(before: Draft, given: Record<string, unknown>): Draft {
  let { message } = before;
  for (const [name, value] of Object.entries(given)) {
    const reader = readers[name];
    if (reader && value !== null) message = { ...message, ...reader(value as never, { ...before, message }) };
  }
  return { message, bcc: given.bccRecipients ? peopleIn(given.bccRecipients) : before.bcc };
}

function blank({ state, box }: Call): Draft {
  const id = randomUUID();
  const { name, address } = box.mailbox;
  const message: WorldMessage = {
    id,
    // Exchange gives a draft its Message-ID at once (resources/message, internetMessageId).
    messageId: `<${id.toUpperCase()}@prod.outlook.example>`,
    references: [],
    at: state.world.now,
    subject: "",
    from: { name, address },
    to: [],
    cc: [],
    text: "",
    html: null,
    headers: {},
  };
  return { message, bcc: [] };
}

/** JSON, or MIME in base64 sent as text/plain. */
function draftIn(call: Call, given: () => Record<string, unknown>): Draft {
  const empty = blank(call);
  if (!/^text\/plain/i.test(call.contentType)) return written(empty, given());
  if (!/^[A-Za-z0-9+/=\s]+$/.test(call.text))
    throw badRequest("Invalid base64 string for MIME content.", "ErrorMimeContentInvalidBase64String");
  const { bcc, ...message } = messageOfMime(Buffer.from(call.text, "base64").toString("utf8"), empty.message);
  const from = message.from.address === "" ? empty.message.from : message.from;
  return { message: { ...message, from, messageId: message.messageId ?? empty.message.messageId }, bcc };
}

function put(call: Call, { message, bcc }: Draft, folder: string, thread?: string): Entry {
  const { state, box } = call;
  state.world.put(box.mailbox.address, message, folder, thread);
  box.catchUp();
  const entry = box.entryOf(message.id) as Entry;
  entry.bcc = bcc;
  return entry;
}

function checkSending({ box }: Call, { message, bcc }: Draft): void {
  if (!isOwn(box, message.from.address)) {
    throw new GraphError(403, "ErrorSendAsDenied", "The user account does not have the right to send as this sender.");
  }
  if (message.to.length + message.cc.length + bcc.length === 0) {
    throw badRequest("At least one recipient is needed.", "ErrorInvalidRecipients");
  }
}

function getDraft(call: Call): { entry: Entry; draft: Draft; thread: string } {
  const entry = getEntry(call.box, call.given.message ?? "");
  const placed = call.box.placedOf(entry);
  if (!placed) throw notFound();
  return { entry, draft: { message: placed.message, bcc: entry.bcc }, thread: placed.thread };
}

const accepted: Answer = { status: 202, body: "" };

/** Accepted is not sent: the copy in sent mail, and everybody else's, come some time later. */
function send(call: Call): Answer {
  const { state, box } = call;
  const { address } = box.mailbox;
  const { entry, draft, thread } = getDraft(call);
  if (entry.folder?.name !== "drafts") throw badRequest("Only a draft can be sent.", "ErrorInvalidOperation");
  checkSending(call, draft);
  const message = { ...draft.message, at: state.world.now };
  let sent = entry;
  if (state.switches.sentCopyHasNewId) {
    state.world.erase(address, message.id);
    sent = put(call, { ...draft, message }, "sent", thread);
  } else {
    state.world.rewrite(address, message);
    state.world.move(address, message.id, "sent");
    box.catchUp();
  }
  sent.hiddenReads = state.switches.sentCopyReads;
  state.world.deliver(message, draft.bcc);
  return accepted;
}

function sendMail(call: Call): Answer {
  let keeps = true;
  const draft = draftIn(call, () => {
    const { message, saveToSentItems } = jsonOf(call);
    keeps = saveToSentItems !== false;
    return (message ?? {}) as Record<string, unknown>;
  });
  checkSending(call, draft);
  if (keeps) put(call, draft, "sent").hiddenReads = call.state.switches.sentCopyReads;
  call.state.world.deliver(draft.message, draft.bcc);
  return accepted;
}

/** A draft in the same conversation, addressed and quoted; what the request says of it counts more. */
function createReply(call: Call, toAll: boolean): Answer {
  const { draft, thread } = getDraft(call);
  const original = draft.message;
  const { message: more = {}, comment } = call.text ? jsonOf(call) : {};
  const quoted = original.text.replace(/^/gm, "> ");
  const others = [...original.to, ...original.cc].filter((person) => !isOwn(call.box, person.address));
  const empty = blank(call);
  const reply: WorldMessage = {
    ...empty.message,
    references: [...original.references, ...(original.messageId === null ? [] : [original.messageId])],
    subject: /^re:/i.test(original.subject) ? original.subject : `RE: ${original.subject}`,
    to: isOwn(call.box, original.from.address) ? original.to : [original.from],
    cc: toAll ? others : [],
    text: `${typeof comment === "string" ? comment : ""}\n\nOn ${original.at} ${original.from.name} wrote:\n${quoted}`,
  };
  const entry = put(call, written({ message: reply, bcc: [] }, more as Record<string, unknown>), "drafts", thread);
  return ok(call, entryJson(call, entry), 201);
}

function update(call: Call): Answer {
  const { entry, draft } = getDraft(call);
  const given = jsonOf(call);
  const isDraft = entry.folder?.name === "drafts";
  if (!isDraft && Object.keys(given).some((name) => name in readers)) {
    throw badRequest("Only a draft can be written on.", "ErrorInvalidPropertySet");
  }
  if (isDraft) {
    const { message, bcc } = written(draft, given);
    call.state.world.rewrite(call.box.mailbox.address, message);
    entry.bcc = bcc;
  }
  call.box.touch(entry);
  return ok(call, entryJson(call, entry));
}

function move(call: Call): Answer {
  const { entry } = getDraft(call);
  const folder = getFolder(call.box, String(jsonOf(call).destinationId ?? ""));
  call.state.world.move(call.box.mailbox.address, entry.worldId, folder.name);
  call.box.catchUp();
  return ok(call, entryJson(call, entry), 201);
}

/** Into the deleted items, and from there for good (api/message-delete). */
function remove(call: Call): Answer {
  const { entry } = getDraft(call);
  const { address } = call.box.mailbox;
  if (entry.folder?.name === "trash") call.state.world.erase(address, entry.worldId);
  else call.state.world.move(address, entry.worldId, "trash");
  return { status: 204, body: "" };
}

const write = ["Mail.ReadWrite"];
const route = (method: string, path: string, scopes: readonly string[], answer: Route["answer"]): Route => ({
  method,
  path,
  scopes,
  isOutlook: true,
  answer,
});

export const draftRoutes: readonly Route[] = [
  route("POST", "/me/messages", write, (call) => {
    const entry = put(
      call,
      draftIn(call, () => jsonOf(call)),
      "drafts",
    );
    return ok(call, entryJson(call, entry), 201);
  }),
  route("PATCH", "/me/messages/:message", write, update),
  route("DELETE", "/me/messages/:message", write, remove),
  route("POST", "/me/messages/:message/send", ["Mail.Send"], send),
  route("POST", "/me/messages/:message/createReply", write, (call) => createReply(call, false)),
  route("POST", "/me/messages/:message/createReplyAll", write, (call) => createReply(call, true)),
  route("POST", "/me/messages/:message/move", write, move),
  route("POST", "/me/sendMail", ["Mail.Send"], sendMail),
];
