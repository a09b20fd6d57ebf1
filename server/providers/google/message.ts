// A message as users.messages and users.threads give it → Message.
import { z } from "zod";
import type { Participant } from "#shared/fields.ts";
import { instantValue } from "#shared/fields.ts";
import type { Message } from "../mail-provider.ts";
import { findHeader, type Header, headerList, readBody } from "./body.ts";
import { failure } from "./errors.ts";
import { placeIdsOf } from "./labels.ts";
import { parsePeople } from "./people.ts";
import { decodeWords, storable } from "./text.ts";

const SUBJECT_LIMIT = 2_000;
const REFERENCE_LIMIT = 200;
const ID_LIMIT = 998;

const gmailMessage = z.object({
  id: z.string(),
  threadId: z.string(),
  labelIds: z.array(z.string()).default([]),
  snippet: z.string().catch(""),
  /** Milliseconds: when it arrived, and safer than the header that the sender wrote. */
  internalDate: z.string().optional(),
  payload: z.object({ headers: headerList }).loose(),
});

/** Throws `invalid` where it is none. `address` is the mailbox's own. */
export function parseMessage(raw: unknown, address: string): Message {
  const parsed = gmailMessage.safeParse(raw);
  if (!parsed.success) throw failure("invalid", new Error(parsed.error.message));
  const { id, threadId, labelIds, snippet, internalDate, payload } = parsed.data;
  const { headers } = payload;
  return {
    externalId: id,
    threadExternalId: threadId,
    at: parseInstant(internalDate, headers),
    messageId: findMessageId(headers),
    references: listReferences(headers),
    subject: subjectOf(headers),
    participants: roles.flatMap((role) => valuesOf(headers, role).flatMap((value) => parsePeople(value, role))),
    body: readBody(payload, snippet),
    isBulk: isBulk(headers),
    placeIds: placeIdsOf(labelIds),
    link: `https://mail.google.com/mail/u/?authuser=${encodeURIComponent(address)}#all/${encodeURIComponent(threadId)}`,
    // As the page's reader names them: by the hexadecimal id.
    shownKeys: [`gmail:${id}`],
    shownThreadKeys: [`gmail:${threadId}`],
  };
}

const roles: readonly Participant["role"][] = ["from", "to", "cc", "bcc"];

const valuesOf = (headers: readonly Header[], name: string) =>
  headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);

function parseInstant(internalDate: string | undefined, headers: readonly Header[]): string {
  const moments = [/^-?\d+$/.test(internalDate ?? "") ? Number(internalDate) : Number.NaN];
  moments.push(Date.parse(findHeader(headers, "date") ?? ""));
  for (const moment of moments) {
    const date = new Date(moment);
    const instant = Number.isNaN(date.getTime()) ? null : instantValue.safeParse(date.toISOString()).data;
    if (instant) return instant;
  }
  throw failure("invalid", new Error("No time of arrival"));
}

const subjectOf = (headers: readonly Header[]) =>
  storable(
    decodeWords(findHeader(headers, "subject") ?? "")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, SUBJECT_LIMIT),
  );

const bracketed = /<[^<>\s]+>/g;

/** Some send two, some an empty one: the first that is an id at all. */
function findMessageId(headers: readonly Header[]): string | null {
  for (const value of valuesOf(headers, "message-id")) {
    const text = storable(value.slice(0, 2 * ID_LIMIT));
    const id = text.match(bracketed)?.[0] ?? /^\s*([^\s<>]+@[^\s<>]+)\s*$/.exec(text)?.[1];
    if (id && id.length <= ID_LIMIT) return id;
  }
  return null;
}

/** In-Reply-To names the youngest, and in old mail people as well. */
function listReferences(headers: readonly Header[]): string[] {
  const named = ["references", "in-reply-to"].flatMap((name) => valuesOf(headers, name));
  const ids = named.flatMap((value) => storable(value).match(bracketed) ?? []).filter((id) => id.length <= ID_LIMIT);
  return [...new Set(ids)].slice(-REFERENCE_LIMIT);
}

/** RFC 2919, 2369, 3834 and custom. Feedback-ID alone is on ordinary mail as well. */
function isBulk(headers: readonly Header[]): boolean {
  const has = (name: string, matches: RegExp) => valuesOf(headers, name).some((value) => matches.test(value));
  return (
    has("list-id", /\S/) ||
    has("list-unsubscribe", /\S/) ||
    has("precedence", /^\s*(bulk|list|junk)\b/i) ||
    has("auto-submitted", /^\s*(?!no\b)\S/i)
  );
}
