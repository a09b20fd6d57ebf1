// A message as users.messages answers it, made when it is asked for.
import type { gmail_v1 } from "googleapis/build/src/apis/gmail/v1.js";
import type { WorldMessage, WorldPerson } from "../mailboxes/world.ts";
import { refuse } from "./errors.ts";
import type { Entry, MailIndex } from "./mail-index.ts";
import { type Header, type Part, parseMime } from "./mime.ts";

const nothing = Buffer.alloc(0);

const mailboxOf = ({ name, address }: WorldPerson) => {
  if (name === "") return address;
  return `${/^[\p{L}\p{N} !#$%&'*+/=?^_`{|}~-]+$/u.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`} <${address}>`;
};

/** Senders disagree about the case: elie222/inbox-zero and others look it up without regard to it. */
const messageIdNames = ["Message-ID", "Message-Id", "Message-id", "MESSAGE-ID"];

function headersOf(message: WorldMessage, owner: string, id: string): Header[] {
  const date = new Date(message.at).toUTCString().replace("GMT", "+0000");
  const names = messageIdNames[Number.parseInt(id.slice(-1), 16) % messageIdNames.length] as string;
  const some = (name: string, value: string | null | undefined): Header[] => (value ? [{ name, value }] : []);
  return [
    { name: "Delivered-To", value: owner },
    { name: "Received", value: `by 2002:a05:6a10:1234:b0:5 with SMTP id ${id};        ${date}` },
    { name: "MIME-Version", value: "1.0" },
    { name: "Date", value: date },
    ...some(names, message.messageId),
    ...some("References", message.references.join(" ")),
    ...some("In-Reply-To", message.references.at(-1)),
    { name: "Subject", value: message.subject },
    { name: "From", value: mailboxOf(message.from) },
    ...some("To", message.to.map(mailboxOf).join(", ")),
    ...some("Cc", message.cc.map(mailboxOf).join(", ")),
    ...Object.entries(message.headers).map(([name, value]) => ({ name, value })),
  ];
}

function textPart(kind: "plain" | "html", content: string, before: readonly Header[] = []): Part {
  const value = `text/${kind}; charset="UTF-8"`;
  const body = Buffer.from(content.replace(/\r?\n/g, "\r\n"));
  return {
    headers: [...before, { name: "Content-Type", value }],
    mimeType: `text/${kind}`,
    filename: "",
    body,
    parts: [],
  };
}

function partOf(message: WorldMessage, owner: string, id: string): Part {
  if (message.raw !== undefined) {
    const part = parseMime(Buffer.from(message.raw));
    return { ...part, headers: [{ name: "Delivered-To", value: owner }, ...part.headers] };
  }
  const headers = headersOf(message, owner, id);
  if (message.html === null) return textPart("plain", message.text, headers);
  const value = `multipart/alternative; boundary="000000000000${id}"`;
  return {
    headers: [...headers, { name: "Content-Type", value }],
    mimeType: "multipart/alternative",
    filename: "",
    body: nothing,
    parts: [textPart("plain", message.text), textPart("html", message.html)],
  };
}

/** URL-safe, and padded as Google does it. */
const base64url = (bytes: Buffer) => bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");

function payloadOf(part: Part, partId = ""): gmail_v1.Schema$MessagePart {
  const { mimeType, filename, headers, body, parts } = part;
  const size = body.length;
  const content =
    size === 0
      ? { size }
      : filename === ""
        ? { size, data: base64url(body) }
        : { size, attachmentId: `ANGjdJ-${partId}` };
  return {
    partId,
    mimeType,
    filename,
    headers: [...headers],
    body: content,
    ...(parts.length > 0 && {
      parts: parts.map((inner, index) => payloadOf(inner, partId === "" ? `${index}` : `${partId}.${index}`)),
    }),
  };
}

const firstText = (part: Part): string =>
  part.mimeType === "text/plain" ? part.body.toString() : (part.parts.map(firstText).find((text) => text !== "") ?? "");

/** Snippets are HTML-escaped. */
const snippetOf = (text: string) =>
  text
    .slice(0, 400)
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200)
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function write(part: Part): string {
  const lines = part.headers.map(({ name, value }) => `${name}: ${value}\r\n`).join("");
  if (part.parts.length === 0) {
    return `${lines}Content-Transfer-Encoding: base64\r\n\r\n${part.body.toString("base64").replace(/.{76}/g, "$&\r\n")}\r\n`;
  }
  const boundary = /boundary="([^"]+)"/.exec(part.headers.at(-1)?.value ?? "")?.[1];
  return `${lines}\r\n${part.parts.map((inner) => `--${boundary}\r\n${write(inner)}`).join("")}--${boundary}--\r\n`;
}

export interface Shape {
  /** `full` where null. */
  readonly format: string | null;
  readonly metadataHeaders: readonly string[];
}

/** What lists and histories say of a message. */
export const refOf = ({ id, threadId }: Entry): gmail_v1.Schema$Message => ({ id, threadId });

export function messageOf(index: MailIndex, entry: Entry, { format, metadataHeaders }: Shape): gmail_v1.Schema$Message {
  const { id, threadId, labels, message, at, stamp } = entry;
  const part = partOf(message, index.mailbox.address, id);
  const basics: gmail_v1.Schema$Message = {
    id,
    threadId,
    // Left out when there are none.
    ...(labels.length > 0 && { labelIds: [...labels] }),
    snippet: snippetOf(firstText(part)),
    sizeEstimate: 800 + message.text.length + (message.html?.length ?? 0),
    historyId: index.historyId(stamp),
    internalDate: String(at),
  };
  if (format === null || format === "full") return { ...basics, payload: payloadOf(part) };
  if (format === "minimal") return basics;
  if (format === "raw") return { ...basics, raw: base64url(Buffer.from(message.raw ?? write(part))) };
  if (format !== "metadata") return refuse("invalidArgument", { message: `Invalid format: ${format}` });
  const wanted = metadataHeaders.map((name) => name.toLowerCase());
  const headers = part.headers.filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()));
  return { ...basics, payload: { partId: "", mimeType: part.mimeType, filename: "", headers: [...headers] } };
}
