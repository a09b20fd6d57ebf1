// Gmail as a MailProvider.
import { z } from "zod";
import type { Access } from "../access.ts";
import { isPlainAddress, type MailProvider, type MailScope } from "../mail-provider.ts";
import { queryOf, readChanges } from "./changes.ts";
import type { GoogleClient } from "./client.ts";
import { isUnknown } from "./errors.ts";
import { FETCH_SIZE, fetchMessages } from "./fetch.ts";
import { listPlaces } from "./labels.ts";
import { findByMessageId, sendDraft } from "./send.ts";
import { units } from "./units.ts";

/** Labels are no folders: one history tells of them all. */
const STREAM = "mailbox";
/** As many as one list gives. */
const LIST_PAGE = 500;

export function googleMail(client: GoogleClient): MailProvider {
  return {
    fetchSize: FETCH_SIZE,
    listPlaces: (access) => listPlaces(client, access),
    listStreams: async () => [STREAM],
    changes: (access, _stream, cursor, scope) => readChanges(client, access, cursor, scope),
    fetch: (access, refs) => fetchMessages(client, access, refs),
    listWith: (access, addresses, scope) => listWith(client, access, addresses, scope),
    count: (access, scope) => count(client, access, scope),
    send: (access, draft) => sendDraft(client, access, draft),
    threadIdsOf: (key) => (key.startsWith("gmail:") ? [key.slice("gmail:".length)] : []),
    findByMessageId: (access, messageId) => findByMessageId(client, access, messageId),
  };
}

const idList = z.object({
  messages: z.array(z.object({ id: z.string() })).default([]),
  nextPageToken: z.string().optional(),
  resultSizeEstimate: z.number().optional(),
});

/** Three words for each of them in one query, which has to fit into an address line. */
const ADDRESSES_AT_ONCE = 20;

/** The newest page for each group of addresses: five units, as many as a quarter of one message costs. */
async function listWith(client: GoogleClient, access: Access, addresses: readonly string[], scope: MailScope) {
  const ids = new Set<string>();
  const plain = addresses.filter(isPlainAddress);
  for (let at = 0; at < plain.length; at += ADDRESSES_AT_ONCE) {
    const group = plain.slice(at, at + ADDRESSES_AT_ONCE);
    const people = group.flatMap((address) => [`from:${address}`, `to:${address}`, `cc:${address}`]);
    const q = `${queryOf(scope)} {${people.join(" ")}}`;
    const { messages } = await client.ask(access, units.messageList, idList, (options) =>
      client.gmail.users.messages.list({ userId: "me", q, maxResults: LIST_PAGE }, options),
    );
    for (const { id } of messages) ids.add(id);
  }
  return [...ids];
}

/** Exact up to one page for each place; beyond, Gmail only estimates, and a message in two places counts twice. */
async function count(client: GoogleClient, access: Access, scope: MailScope): Promise<number> {
  let sum = 0;
  for (const label of scope.places ?? [null]) {
    const { messages, nextPageToken, resultSizeEstimate } = await client
      .ask(access, units.messageList, idList, (options) =>
        client.gmail.users.messages.list(
          { userId: "me", q: queryOf(scope), maxResults: LIST_PAGE, ...(label !== null && { labelIds: [label] }) },
          options,
        ),
      )
      .catch((error): z.infer<typeof idList> => {
        if (label !== null && isUnknown(error)) return { messages: [] };
        throw error;
      });
    sum += nextPageToken === undefined ? messages.length : Math.max(messages.length + 1, resultSizeEstimate ?? 0);
  }
  return sum;
}
