// Gmail as a MailProvider.
import { z } from "zod";
import type { Access } from "../access.ts";
import type { MailProvider, MailScope } from "../mail-provider.ts";
import { queryOf, readChanges } from "./changes.ts";
import type { GoogleClient } from "./client.ts";
import { isUnknown } from "./errors.ts";
import { FETCH_SIZE, fetchMessages } from "./fetch.ts";
import { listPlaces } from "./labels.ts";
import { findByMessageId, sendDraft } from "./send.ts";
import { units } from "./units.ts";

/** Labels are no folders: one history tells of them all. */
const STREAM = "mailbox";
const COUNT_PAGE = 500;

export function googleMail(client: GoogleClient): MailProvider {
  return {
    fetchSize: FETCH_SIZE,
    listPlaces: (access) => listPlaces(client, access),
    listStreams: async () => [STREAM],
    changes: (access, _stream, cursor, scope) => readChanges(client, access, cursor, scope),
    fetch: (access, refs) => fetchMessages(client, access, refs),
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

/** Exact up to one page for each place; beyond, Gmail only estimates, and a message in two places counts twice. */
async function count(client: GoogleClient, access: Access, scope: MailScope): Promise<number> {
  let sum = 0;
  for (const label of scope.places ?? [null]) {
    const { messages, nextPageToken, resultSizeEstimate } = await client
      .ask(access, units.messageList, idList, (options) =>
        client.gmail.users.messages.list(
          { userId: "me", q: queryOf(scope), maxResults: COUNT_PAGE, ...(label !== null && { labelIds: [label] }) },
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
