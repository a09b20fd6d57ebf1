// A message as Microsoft has it → Message.
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Message } from "../mail-provider.ts";
import type { Read } from "./batch.ts";
import { encode } from "./client.ts";
import { findInstant, findPerson, findUrl, lineOf, peopleToParticipants, recipientAnswer, storable } from "./words.ts";

/** In-Reply-To and References as Exchange keeps them: the headers themselves are there for received mail only. */
const IN_REPLY_TO = "String 0x1042";
const REFERENCES = "String 0x1039";

const fields = [
  "id",
  "conversationId",
  "receivedDateTime",
  "sentDateTime",
  "createdDateTime",
  "subject",
  "from",
  "sender",
  "toRecipients",
  "ccRecipients",
  "bccRecipients",
  "body",
  "internetMessageId",
  "internetMessageHeaders",
  "parentFolderId",
  "webLink",
  "isDraft",
];

export const readOf = (id: string): Read => ({
  path: `/me/messages/${encode(id)}`,
  query: {
    $select: fields.join(","),
    $expand: `singleValueExtendedProperties($filter=id eq '${IN_REPLY_TO}' or id eq '${REFERENCES}')`,
  },
  prefer: ['outlook.body-content-type="text"'],
});

/** No list of answers is longer in mail that people write. */
const REFERENCE_LIMIT = 200;
const ID_LIMIT = 998;
const SUBJECT_LIMIT = 2_000;

const text = z.string().nullish();

export const messageAnswer = z.object({
  id: z.string(),
  conversationId: text,
  receivedDateTime: text,
  sentDateTime: text,
  createdDateTime: text,
  subject: text,
  from: recipientAnswer.nullish(),
  sender: recipientAnswer.nullish(),
  toRecipients: z.array(recipientAnswer).nullish(),
  ccRecipients: z.array(recipientAnswer).nullish(),
  bccRecipients: z.array(recipientAnswer).nullish(),
  body: z.object({ contentType: text, content: text }).nullish(),
  internetMessageId: text,
  internetMessageHeaders: z.array(z.object({ name: z.string(), value: text })).nullish(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: text })).nullish(),
  parentFolderId: text,
  webLink: text,
  isDraft: z.boolean().nullish(),
});
export type MessageAnswer = z.infer<typeof messageAnswer>;

/**
 * A thread's id as the API has it, and as Outlook's page writes it: the same bytes in another alphabet. (Compared on
 * 2026-11 with `conversationIndex` in published answers: `+` became `_`, and `/` became `-`.)
 */
export function threadKeysOf(conversationId: string): string[] {
  const shown = conversationId.replaceAll("_", "+").replaceAll("-", "/");
  return [...new Set([shown, conversationId])].map((id) => `outlook:${id}`);
}

/** The way back; the page's alphabet tells nothing of the API's, so both are tried. */
export function threadIdsOf(shownThreadKey: string): string[] {
  // `-:` begins the name of a thread whose conversation the page did not tell.
  if (!/^outlook:(?!-:)/.test(shownThreadKey)) return [];
  const shown = shownThreadKey.slice("outlook:".length);
  return [...new Set([shown.replaceAll("+", "_").replaceAll("/", "-"), shown])];
}

function headerOf({ internetMessageHeaders }: MessageAnswer, name: string): string | undefined {
  const header = internetMessageHeaders?.find((one) => one.name.toLowerCase() === name);
  return header?.value ?? undefined;
}

/** Exchange writes a property's id in its own way (`String 0x1039`), in any case. */
function propertyOf({ singleValueExtendedProperties }: MessageAnswer, id: string): string | undefined {
  const property = singleValueExtendedProperties?.find((one) => one.id.toLowerCase() === id.toLowerCase());
  return property?.value ?? undefined;
}

const idsIn = (header: string | undefined): string[] =>
  (storable(header ?? "").match(/<[^<>\s]+>/g) ?? []).filter((id) => id.length <= ID_LIMIT);

function referencesOf(answer: MessageAnswer): string[] {
  const references = idsIn(headerOf(answer, "references") ?? propertyOf(answer, REFERENCES));
  const answered = idsIn(headerOf(answer, "in-reply-to") ?? propertyOf(answer, IN_REPLY_TO));
  return [...new Set([...references, ...answered])].slice(-REFERENCE_LIMIT);
}

/** Of several in one header, as some senders write them, the first. */
function findMessageId(header: string | null | undefined): string | null {
  const text = storable(header ?? "").trim();
  const id = text.match(/<[^<>\s]+>/)?.[0] ?? /^\S+@\S+$/.exec(text)?.[0];
  return id && id.length <= ID_LIMIT ? id : null;
}

function isBulk(answer: MessageAnswer): boolean {
  if (headerOf(answer, "list-id") !== undefined || headerOf(answer, "list-unsubscribe") !== undefined) return true;
  if (/^\s*(bulk|list|junk)\b/i.test(headerOf(answer, "precedence") ?? "")) return true;
  const submitted = headerOf(answer, "auto-submitted");
  return submitted !== undefined && !/^\s*no\b/i.test(submitted);
}

export function answerToMessage(answer: MessageAnswer): Message {
  const { id, conversationId } = answer;
  const at =
    findInstant(answer.receivedDateTime) ?? findInstant(answer.sentDateTime) ?? findInstant(answer.createdDateTime);
  if (!at) throw new AppError("invalid", "A message has no date");
  const from = findPerson(answer.from) ?? findPerson(answer.sender);
  return {
    externalId: id,
    threadExternalId: conversationId ?? id,
    at,
    messageId: findMessageId(answer.internetMessageId),
    references: referencesOf(answer),
    subject: lineOf(answer.subject, SUBJECT_LIMIT),
    participants: [
      ...(from ? [{ ...from, role: "from" as const }] : []),
      ...peopleToParticipants(answer.toRecipients, "to"),
      ...peopleToParticipants(answer.ccRecipients, "cc"),
      ...peopleToParticipants(answer.bccRecipients, "bcc"),
    ],
    body: {
      kind: answer.body?.contentType?.toLowerCase() === "html" ? "html" : "text",
      content: storable(answer.body?.content ?? ""),
    },
    isBulk: isBulk(answer),
    placeIds: answer.parentFolderId ? [answer.parentFolderId] : [],
    link: findUrl(answer.webLink) ?? `https://outlook.office.com/mail/deeplink/read/${encode(id)}`,
    // The page names a message by a hash of its words as shown, which the API does not know.
    shownKeys: [],
    shownThreadKeys: conversationId ? threadKeysOf(conversationId) : [],
  };
}
