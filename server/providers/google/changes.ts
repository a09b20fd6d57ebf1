// Gmail's lists and histories → pages of changes: the whole mailbox newest first, then what has happened since.
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../access.ts";
import type { ChangePage, MailScope, MessageRef } from "../mail-provider.ts";
import type { GoogleClient } from "./client.ts";
import { keyOf, parseCursor, writeCursor } from "./cursor.ts";
import { isUnknown } from "./errors.ts";
import { isHidden } from "./labels.ts";
import { getProfile } from "./profile.ts";
import { units } from "./units.ts";

const PAGE_SIZE = 500;
/** How often a history that does not move is asked for again before the round ends where it got to. */
const IDLE_LIMIT = 3;

const historyId = z.string().regex(/^\d+$/);

const snapshot = z.object({
  phase: z.literal("snapshot"),
  /** Taken before the first list: what happens meanwhile is told again by the history. */
  historyId,
  /** Which of the scope's places is being listed. */
  place: z.int().nonnegative(),
  page: z.string().nullable(),
});
const delta = z.object({
  phase: z.literal("delta"),
  start: historyId,
  page: z.string().nullable(),
  /** Of the last record seen in this round. */
  seen: historyId.nullable(),
  idle: z.int().nonnegative(),
});
const mailCursor = z.object({
  v: z.literal(1),
  of: z.literal("mail"),
  scope: z.string(),
  state: z.discriminatedUnion("phase", [snapshot, delta]),
});
type Snapshot = z.infer<typeof snapshot>;
type Delta = z.infer<typeof delta>;

interface Round {
  readonly client: GoogleClient;
  readonly access: Access;
  readonly scope: MailScope;
  /** Sorted. */
  readonly places: readonly string[] | null;
}

const dead: ChangePage = { upserted: [], removedIds: [], cursor: "", more: false, reset: true };

/** A search in seconds, a little early: whoever reads checks the time. */
export const queryOf = ({ since }: MailScope) =>
  `after:${Math.max(0, Math.floor(Date.parse(since) / 1000) - 1)} -in:drafts -in:chats`;

export async function readChanges(
  client: GoogleClient,
  access: Access,
  cursor: string | null,
  scope: MailScope,
): Promise<ChangePage> {
  const places = scope.places && [...scope.places].sort();
  const round: Round = { client, access, scope, places };
  if (cursor === null) {
    const { historyId } = await getProfile(client, access);
    return listPage(round, { phase: "snapshot", historyId, place: 0, page: null });
  }
  const known = parseCursor(mailCursor, cursor);
  if (known?.scope !== scopeKey(round)) return dead;
  try {
    return known.state.phase === "snapshot"
      ? await listPage(round, known.state)
      : await historyPage(round, known.state);
  } catch (error) {
    // A history id that is too old is a 404; a list's page token of yesterday a 400. Neither gets better.
    if (isUnknown(error)) return dead;
    throw error;
  }
}

const scopeKey = ({ scope, places }: Round) => keyOf([scope.since, places]);

function pageOf(round: Round, upserted: MessageRef[], removedIds: string[], state: Snapshot | Delta, more: boolean) {
  const cursor = writeCursor({ v: 1, of: "mail", scope: scopeKey(round), state });
  return { upserted, removedIds, cursor, more, reset: false };
}

const startAt = (start: string): Delta => ({ phase: "delta", start, page: null, seen: null, idle: 0 });

const messageRef = z.object({ id: z.string(), threadId: z.string().nullish() });
const messageList = z.object({ messages: z.array(messageRef).default([]), nextPageToken: z.string().optional() });

const toRef = ({ id, threadId }: z.infer<typeof messageRef>): MessageRef => ({
  externalId: id,
  threadExternalId: threadId ?? null,
  at: null,
});

async function listPage(round: Round, state: Snapshot): Promise<ChangePage> {
  const { client, access, scope, places } = round;
  const label = places?.[state.place];
  if (places && label === undefined) return pageOf(round, [], [], startAt(state.historyId), true);
  const { messages, nextPageToken = null } = await client
    .ask(access, units.messageList, messageList, (options) =>
      client.gmail.users.messages.list(
        {
          userId: "me",
          q: queryOf(scope),
          maxResults: PAGE_SIZE,
          ...(label !== undefined && { labelIds: [label] }),
          ...(state.page !== null && { pageToken: state.page }),
        },
        options,
      ),
    )
    .catch((error): z.infer<typeof messageList> => {
      // The rep has deleted a label they had chosen: there is nothing in it.
      if (label !== undefined && state.page === null && isUnknown(error)) return { messages: [] };
      throw error;
    });
  if (nextPageToken !== null && nextPageToken === state.page) return dead;
  const refs = messages.map(toRef);
  if (nextPageToken !== null) return pageOf(round, refs, [], { ...state, page: nextPageToken }, true);
  const next = { ...state, place: state.place + 1, page: null };
  const isLast = places === null || next.place >= places.length;
  return pageOf(round, refs, [], isLast ? startAt(state.historyId) : next, true);
}

const touched = z.object({
  message: messageRef.extend({ labelIds: z.array(z.string()).default([]) }),
  labelIds: z.array(z.string()).default([]),
});
const touches = z.array(touched).default([]);
const historyRecord = z.object({
  id: historyId,
  messagesAdded: touches,
  messagesDeleted: touches,
  labelsAdded: touches,
  labelsRemoved: touches,
});
const historyList = z.object({
  history: z.array(historyRecord).optional(),
  nextPageToken: z.string().optional(),
  historyId: historyId.optional(),
});

async function historyPage(round: Round, state: Delta): Promise<ChangePage> {
  const { client, access } = round;
  const answer = await client
    .ask(access, units.history, historyList, (options) =>
      client.gmail.users.history.list(
        {
          userId: "me",
          startHistoryId: state.start,
          historyTypes: ["messageAdded", "messageDeleted", "labelAdded", "labelRemoved"],
          maxResults: PAGE_SIZE,
          ...(state.page !== null && { pageToken: state.page }),
        },
        options,
      ),
    )
    .catch((error) => {
      // A page token is too old long before its history is.
      if (state.page !== null && error instanceof AppError && error.code === "invalid") return null;
      throw error;
    });
  if (!answer) return pageOf(round, [], [], startAt(state.seen ?? state.start), true);
  const { history, nextPageToken = null } = answer;
  const seen = history?.at(-1)?.id ?? state.seen;
  const { upserted, removedIds } = sumUp(round, history ?? []);
  // Seen by gauteh/lieer (#24, #120): a page without history that leads on, even to itself, and one that leads nowhere
  // though more was promised. Neither is the end, nor may it go on for ever.
  const isBroken = history === undefined && nextPageToken === null && state.page !== null;
  const isStuck = isBroken || (history === undefined && nextPageToken === state.page && state.page !== null);
  const idle = history !== undefined ? 0 : isStuck ? state.idle + 1 : state.idle;
  if (idle >= IDLE_LIMIT) return pageOf(round, [], [], startAt(seen ?? state.start), false);
  // Asking again from the last record brings the rest, or says honestly that there is none.
  if (isBroken) return pageOf(round, [], [], { ...startAt(seen ?? state.start), idle }, true);
  if (nextPageToken !== null) {
    return pageOf(round, upserted, removedIds, { ...state, page: nextPageToken, seen, idle }, true);
  }
  return pageOf(round, upserted, removedIds, startAt(answer.historyId ?? seen ?? state.start), false);
}

/** What the records come to for each message: in the stream and to be fetched, or not in it. */
function sumUp({ places }: Round, records: readonly z.infer<typeof historyRecord>[]) {
  const chosen = places && new Set(places);
  const isChosen = (labelIds: readonly string[]) => labelIds.some((id) => chosen?.has(id));
  const upserted = new Map<string, MessageRef>();
  const removed = new Set<string>();
  const deleted = new Set<string>();
  const settle = (message: z.infer<typeof touched>["message"], labels: readonly string[], isNews: boolean) => {
    if (isHidden(labels) || (chosen && !isChosen(labels))) {
      removed.add(message.id);
      upserted.delete(message.id);
    } else if (isNews || removed.has(message.id)) {
      removed.delete(message.id);
      upserted.set(message.id, toRef(message));
    }
  };
  for (const record of records) {
    for (const { message } of record.messagesDeleted) deleted.add(message.id);
    for (const { message } of record.messagesAdded) settle(message, message.labelIds, true);
    for (const { message, labelIds } of record.labelsAdded) {
      // From spam to the inbox tells of labels only. Read, starred, archived: no news, and each costs a fetch.
      const isNews = chosen ? isChosen(labelIds) : labelIds.includes("INBOX");
      settle(message, [...message.labelIds, ...labelIds], isNews);
    }
    for (const { message, labelIds } of record.labelsRemoved) {
      const left = message.labelIds.filter((id) => !labelIds.includes(id));
      settle(message, left, isHidden(labelIds));
    }
  }
  for (const id of deleted) upserted.delete(id);
  return { upserted: [...upserted.values()], removedIds: [...new Set([...removed, ...deleted])] };
}
