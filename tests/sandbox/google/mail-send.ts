// users.messages.send: takes a message as RFC 5322 text and lets the world deliver it.
import { randomUUID } from "node:crypto";
import type { gmail_v1 } from "googleapis/build/src/apis/gmail/v1.js";
import type { WorldMessage, WorldPerson } from "../mailboxes/world.ts";
import { refuse } from "./errors.ts";
import { findHeader, type Part, parseMime } from "./mime.ts";
import { bodyOf, type Call } from "./route.ts";

/** The people in a header: `Name <a@b>, "Na, me" <c@d>, e@f`. */
export function parsePeople(value: string): WorldPerson[] {
  const pieces = value.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,"<])+/g) ?? [];
  return pieces.flatMap((piece) => {
    const angled = /^(.*)<([^>]*)>\s*$/s.exec(piece.trim());
    const address = (angled?.[2] ?? piece).trim();
    const name = (angled?.[1] ?? "")
      .trim()
      .replace(/^"(.*)"$/s, "$1")
      .replace(/\\(.)/g, "$1");
    return address.includes("@") ? [{ name, address }] : [];
  });
}

const find = (part: Part, mimeType: string): string | null =>
  part.mimeType === mimeType && part.filename === ""
    ? part.body.toString().replaceAll("\r\n", "\n")
    : (part.parts.map((inner) => find(inner, mimeType)).find((found) => found !== null) ?? null);

/** Headers that a message in the world has as a field of its own, or that belong to the way it came. */
const taken =
  /^(message-id|references|in-reply-to|date|subject|from|to|cc|bcc|mime-version|content-.*|delivered-to|received)$/i;

export function sendMail(call: Call): gmail_v1.Schema$Message {
  const { room, mailbox } = call;
  const { raw, threadId } = bodyOf<gmail_v1.Schema$Message>(call);
  if (!raw)
    return refuse("invalidArgument", {
      message: "'raw' RFC822 payload message string or uploading message via /upload/* URL required",
    });
  const part = parseMime(Buffer.from(raw, "base64url"));
  const people = (name: string) => parsePeople(findHeader(part, name) ?? "");
  const [to, cc, bcc] = [people("to"), people("cc"), people("bcc")];
  if (to.length + cc.length + bcc.length === 0)
    return refuse("invalidArgument", { message: "Recipient address required" });
  const index = room.mail(mailbox.address);
  if (threadId && index.listThread(threadId).length === 0) return refuse("notFound");
  const [from] = people("from");
  const own = [mailbox.address, ...mailbox.aliases].map((address) => address.toLowerCase());
  const ids = (name: string) => findHeader(part, name)?.match(/<[^<>\s]+>/g) ?? [];
  const [messageId = `<CA${randomUUID()}@mail.gmail.com>`] = ids("message-id");
  const message: WorldMessage = {
    id: `google-${randomUUID()}`,
    messageId,
    references: [...new Set([...ids("references"), ...ids("in-reply-to")])],
    at: room.world.now,
    subject: findHeader(part, "subject") ?? "",
    // A sender the account may not send as is replaced by the account itself.
    from: from && own.includes(from.address.toLowerCase()) ? from : { name: mailbox.name, address: mailbox.address },
    to,
    cc,
    text: find(part, "text/plain") ?? "",
    html: find(part, "text/html"),
    headers: Object.fromEntries(
      part.headers.filter(({ name }) => !taken.test(name)).map(({ name, value }) => [name, value]),
    ),
  };
  room.world.put(mailbox.address, message, "sent");
  room.world.deliver(message, bcc);
  const entry = room.mail(mailbox.address).findByWorldId(message.id) ?? refuse("backendError");
  return { id: entry.id, threadId: entry.threadId, labelIds: [...entry.labels] };
}
