// What a message or event is called across mailboxes, and the ids its records get from that.
import { createHash } from "node:crypto";
import type { CalendarEvent } from "../providers/calendar-provider.ts";
import type { Message } from "../providers/mail-provider.ts";

const LONGEST = 900;

/**
 * `<Local@Host.example>` → `Local@host.example`: brackets, folding and comments gone, the domain in lower case. Null for
 * what cannot name one message.
 */
export function normalMessageId(header: string | null): string | null {
  const bare = (header ?? "").replaceAll(/[\s\p{Cc}]+/gu, "").replace(/^<+|>+$/gu, "");
  const at = bare.lastIndexOf("@");
  if (bare.length < 3 || bare.length > LONGEST) return null;
  return at < 0 ? bare : bare.slice(0, at + 1) + bare.slice(at + 1).toLowerCase();
}

const hashOf = (...parts: readonly string[]) => createHash("sha256").update(parts.join("\0")).digest("hex");

const MESSAGE_ID = "mid:";
/** A name is a thousand characters at most. */
const LONGEST_SENDER = 90;

/** The Message-ID in a message's name, without brackets; null where it has none. */
export const messageIdIn = (key: string): string | null =>
  key.startsWith(MESSAGE_ID) ? (key.slice(MESSAGE_ID.length).split(" ")[0] ?? null) : null;

/** How much of a body tells two messages apart that have neither id nor anything else of their own. */
const TELLING_PREFIX = 500;

/**
 * Message-ID and sender, since a wrong or hostile machine repeats an id under another name; without an id a hash of
 * what the message is made of, within its mailbox.
 */
export function messageKeyOf(message: Message, mailboxId: string): string {
  const id = normalMessageId(message.messageId);
  const from = (message.participants.find(({ role }) => role === "from")?.address ?? "").toLowerCase();
  if (id !== null) return `${MESSAGE_ID}${id} ${from.slice(0, LONGEST_SENDER)}`;
  const hash = hashOf(mailboxId, message.at, from, message.subject, message.body.content.slice(0, TELLING_PREFIX));
  return `hash:${hash}`;
}

/** An occurrence by when it was to begin; an event alone by its id only, since it stays the same when it is put off. */
export const eventKeyOf = ({ uid, originalStart, seriesExternalId }: CalendarEvent) =>
  `event:${uid.slice(0, LONGEST)}:${seriesExternalId === null ? "" : originalStart}`;

/** A UUID (version 8) made of names: the same every time, so that doing something twice is doing it once. */
export function idOf(...names: readonly string[]): string {
  const hex = hashOf(...names).slice(0, 32);
  const variant = ((Number.parseInt(hex[16] ?? "0", 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    "-",
  );
}
