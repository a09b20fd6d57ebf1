// Mail: one stream for each folder, because Microsoft tells changes by folder only.
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../access.ts";
import {
  type ChangePage,
  type Fetched,
  isPlainAddress,
  type MailProvider,
  type MailScope,
  type MessageRef,
} from "../mail-provider.ts";
import { READS_AT_ONCE, readEach } from "./batch.ts";
import { type Ask, encode, type Graph, readAs } from "./client.ts";
import { type MailCursor, mailCursor, parseCursor } from "./cursor.ts";
import { isDeadLink, isGone, unanswered } from "./errors.ts";
import { type Folders, readFolders } from "./folders.ts";
import { answerToMessage, type MessageAnswer, messageAnswer, readOf, threadIdsOf } from "./message.ts";
import { findByMessageId, send } from "./send.ts";
import { findInstant, type PageAnswer, pageAnswer, removedAnswer } from "./words.ts";

/** Three small fields each; fewer pages of a big folder mean fewer requests. */
const PAGE_SIZE = 500;

const refAnswer = z.object({
  id: z.string(),
  conversationId: z.string().nullish(),
  receivedDateTime: z.string().nullish(),
});

/** In one search: its text must fit into an address line. */
const ADDRESSES_AT_ONCE = 20;
/** Of the newest a search finds; it never gives more than 1,000 (concepts/search-query-parameter.md). */
const SEARCH_PAGE = 500;

const idsAnswer = z.object({ value: z.array(z.object({ id: z.string() })) });

const countAnswer = z.object({ "@odata.count": z.number() });

const dead = (cursor: string): ChangePage => ({ upserted: [], removedIds: [], cursor, more: false, reset: true });

/** Microsoft's times have no fractions. */
const wholeSecond = (instant: string) => instant.slice(0, 19);

const folderPath = (id: string) => `/me/mailFolders/${encode(id)}`;

/**
 * The whole folder, ids first. Not `$filter=receivedDateTime ge …`, which would be a smaller round: with it at most
 * 5,000 messages come, and nothing says that more were there.
 */
const firstPage = (folder: string): Ask => ({
  path: `${folderPath(folder)}/messages/delta`,
  query: { $select: "id,conversationId,receivedDateTime", $orderby: "receivedDateTime desc" },
});

function readPage(answer: unknown, since: string): { upserted: MessageRef[]; removedIds: string[]; page: PageAnswer } {
  const page = readAs(pageAnswer, answer);
  const upserted: MessageRef[] = [];
  const removedIds: string[] = [];
  for (const entry of page.value) {
    const removed = removedAnswer.safeParse(entry).data;
    if (removed) {
      removedIds.push(removed.id);
      continue;
    }
    const { id, conversationId, receivedDateTime } = readAs(refAnswer, entry);
    const at = findInstant(receivedDateTime) ?? null;
    if (at !== null && at < wholeSecond(since)) continue;
    upserted.push({ externalId: id, threadExternalId: conversationId ?? null, at });
  }
  return { upserted, removedIds, page };
}

export function microsoftMail(graph: Graph): MailProvider {
  const known = new WeakMap<Access, Folders>();

  async function foldersOf(access: Access): Promise<Folders> {
    const folders = await readFolders(graph, access);
    known.set(access, folders);
    return folders;
  }

  async function listStreams(access: Access, { places }: MailScope): Promise<string[]> {
    const folders = await foldersOf(access);
    // A chosen one that was deleted stays until it has been told to be empty.
    return places ? [...places] : folders.places.map((place) => place.id);
  }

  async function changes(access: Access, stream: string, cursor: string | null, scope: MailScope): Promise<ChangePage> {
    const state = cursor === null ? null : parseCursor(mailCursor, cursor);
    const isOwn = state?.stream === stream && state.since === scope.since;
    if (cursor !== null && !(isOwn && (state.link === null || graph.isOwnLink(state.link)))) return dead(cursor);
    const next = (link: string | null) =>
      JSON.stringify({ v: 1, stream, since: scope.since, link } satisfies MailCursor);
    /** A folder that went away: what was in it is swept by a round in which it is empty. */
    const gone = (): ChangePage =>
      cursor !== null && state?.link
        ? dead(cursor)
        : { upserted: [], removedIds: [], cursor: next(null), more: false, reset: false };
    if (known.get(access)?.apartIds.has(stream)) return gone();
    let answer: unknown;
    try {
      const ask = state?.link ? { path: state.link } : firstPage(stream);
      answer = await graph.ask(access, { ...ask, prefer: [`odata.maxpagesize=${PAGE_SIZE}`] });
    } catch (error) {
      if (isDeadLink(error) && cursor !== null) return dead(cursor);
      if (isGone(error) && !isDeadLink(error)) return gone();
      throw isGone(error) ? unanswered(error) : error;
    }
    const { page, ...found } = readPage(answer, scope.since);
    const link = page["@odata.nextLink"] ?? page["@odata.deltaLink"];
    // Without one, as seen when a server is in trouble, it is no end: the cursor stays where it was.
    if (!link || !graph.isOwnLink(link)) throw unanswered(new Error("A page without a link to Microsoft"));
    return { ...found, cursor: next(link), more: page["@odata.nextLink"] !== undefined, reset: false };
  }

  /** Whether a message counts no longer, by where it lies now. A folder never seen may be below the trash. */
  async function isApart(access: Access, { isDraft, parentFolderId }: MessageAnswer): Promise<boolean> {
    if (isDraft) return true;
    if (!parentFolderId) return false;
    const folders = known.get(access);
    const isKnown =
      folders?.apartIds.has(parentFolderId) || folders?.places.some((place) => place.id === parentFolderId);
    return (isKnown && folders ? folders : await foldersOf(access)).apartIds.has(parentFolderId);
  }

  async function toFetched(access: Access, externalId: string, body: unknown): Promise<Fetched> {
    const read = messageAnswer.safeParse(body);
    if (!read.success) return { kind: "failed", externalId, error: unanswered(read.error) };
    if (await isApart(access, read.data)) return { kind: "gone", externalId };
    try {
      // Under the id it was asked for: whoever asked keeps it by that.
      return { kind: "message", message: { ...answerToMessage(read.data), externalId } };
    } catch (error) {
      return { kind: "failed", externalId, error: error instanceof AppError ? error : unanswered(error) };
    }
  }

  async function fetch(access: Access, refs: readonly MessageRef[]): Promise<Fetched[]> {
    const answers = await readEach(
      graph,
      access,
      refs.map((ref) => readOf(ref.externalId)),
    );
    const refusals = answers.flatMap((answer) => ("error" in answer ? [answer.error] : []));
    const [refusal] = refusals.filter(({ code }) => code === "forbidden" || code === "rate_limited");
    // Not of one message then, but of the mailbox.
    if (refusal && refusals.length === answers.length) throw refusal;
    const fetched: Fetched[] = [];
    for (const [at, { externalId }] of refs.entries()) {
      const answer = answers[at];
      if (!answer) continue;
      if ("body" in answer) fetched.push(await toFetched(access, externalId, answer.body));
      else if (isGone(answer.error)) fetched.push({ kind: "gone", externalId });
      else fetched.push({ kind: "failed", externalId, error: answer.error });
    }
    return fetched;
  }

  /** A search cannot be cut by time too: what is older than the scope comes along, and counts for nothing. */
  async function listWith(access: Access, addresses: readonly string[]): Promise<string[]> {
    const plain = addresses.filter(isPlainAddress);
    const groups = Array.from({ length: Math.ceil(plain.length / ADDRESSES_AT_ONCE) }, (_, at) =>
      plain.slice(at * ADDRESSES_AT_ONCE, (at + 1) * ADDRESSES_AT_ONCE),
    );
    const answers = await readEach(
      graph,
      access,
      groups.map((group) => ({
        path: "/me/messages",
        query: {
          $search: `"${group.map((address) => `participants:${address}`).join(" OR ")}"`,
          $select: "id",
          $top: `${SEARCH_PAGE}`,
        },
      })),
    );
    const ids = new Set<string>();
    for (const answer of answers) {
      if ("error" in answer) throw answer.error;
      for (const { id } of readAs(idsAnswer, answer.body).value) ids.add(id);
    }
    return [...ids];
  }

  async function count(access: Access, scope: MailScope): Promise<number> {
    const streams = await listStreams(access, scope);
    const answers = await readEach(
      graph,
      access,
      streams.map((id) => ({
        path: `${folderPath(id)}/messages`,
        query: { $count: "true", $top: "1", $select: "id", $filter: `receivedDateTime ge ${scope.since}` },
      })),
    );
    let sum = 0;
    for (const answer of answers) {
      if ("body" in answer) sum += readAs(countAnswer, answer.body)["@odata.count"];
      else if (!isGone(answer.error)) throw answer.error;
    }
    return sum;
  }

  return {
    listPlaces: async (access) => [...(await foldersOf(access)).places],
    listStreams,
    changes,
    fetch,
    fetchSize: READS_AT_ONCE,
    listWith,
    count,
    send: (access, draft) => send(graph, access, draft),
    threadIdsOf,
    findByMessageId: (access, messageId) => findByMessageId(graph, access, messageId),
  };
}
