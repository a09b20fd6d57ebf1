// What a message says by itself. Reading it takes longer than filing it, and nobody else can change the workspace while
// something is filed: it is read before.
import { compile } from "html-to-text";
import { parseReply } from "#shared/quote.ts";
import type { Body, Message } from "../providers/mail-provider.ts";
import { recognise, type Sensitive } from "./recognise.ts";

/** As much as the timeline keeps of what somebody wrote; the webmail has the rest. */
const TEXT_LIMIT = 20_000;
/** A body longer than this is no letter, and cutting quotes out of it would take seconds. */
const BODY_LIMIT = 200_000;
const SUBJECT_LIMIT = 500;

/** A message that has been read. */
export interface Letter {
  readonly message: Message;
  readonly subject: string;
  /** What its sender wrote, without what they quote. */
  readonly text: string;
  /** What makes it nobody else's business, had somebody sent it who is no colleague. */
  readonly sensitive: Sensitive | null;
}

export const senderOf = ({ participants }: Message) => participants.find(({ role }) => role === "from");

export function readLetter(message: Message): Letter {
  const sender = senderOf(message);
  const [fromName, fromAddress] = [sender?.name ?? "", sender?.address ?? null];
  const subject = line(message.subject, SUBJECT_LIMIT);
  const text = ownWords(message.body, fromName);
  return { message, subject, text, sensitive: recognise({ subject, text, fromAddress, fromName }) };
}

/** Text of a body, quotes and signature taken away where something is left then. */
function ownWords({ kind, content }: Body, from: string): string {
  const text = kind === "text" ? content.slice(0, BODY_LIMIT) : htmlToText(content.slice(0, BODY_LIMIT));
  return (parseReply(text, from).own || text).trim().slice(0, TEXT_LIMIT).toWellFormed();
}

const htmlToText = compile({
  wordwrap: false,
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "a", options: { ignoreHref: true } },
    { selector: "blockquote", options: { trimEmptyLines: true } },
  ],
});

/** One line that any database takes, at most so long. */
export const line = (text: string, limit: number) => text.replaceAll("\0", "").trim().slice(0, limit).toWellFormed();
