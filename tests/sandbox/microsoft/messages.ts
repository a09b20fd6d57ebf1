// Reading messages: one, or those that a filter finds (learn.microsoft.com/graph/api/message-get, user-list-messages).
import type { Answer } from "../mailboxes/faults.ts";
import type { Box, Entry, Folder } from "./box.ts";
import { type Call, numberIn, ok, type Route } from "./call.ts";
import { getFolder } from "./folders.ts";
import { badRequest, notFound } from "./graph-error.ts";
import { messageJson, messageSelect } from "./message-json.ts";

/** By an id of either format; a mutable one is good until the message moves (outlook-immutable-id). */
export function getEntry(box: Box, id: string): Entry {
  const parsed = box.ids.parseItem(id);
  if (parsed?.kind !== "message") throw badRequest("Id is malformed.", "ErrorInvalidIdMalformed");
  const entry = box.entries[parsed.serial];
  if (!entry?.folder || (parsed.moves !== null && parsed.moves !== entry.moves)) throw notFound();
  return entry;
}

/** The copy in sent mail is made some time after the message was accepted (outlook-immutable-id). */
function isHidden(entry: Entry): boolean {
  if (entry.hiddenReads === 0) return false;
  entry.hiddenReads -= 1;
  return true;
}

export function entryJson(call: Call, entry: Entry): object {
  const { state, box, prefer } = call;
  const placed = box.placedOf(entry);
  if (!placed) throw notFound();
  return messageJson({ state, box, entry, placed, prefer }, messageSelect(call), call.query.get("$expand"));
}

type Test = (entry: Entry) => boolean;

function testOf(call: Call, clause: string): Test {
  const { box } = call;
  const text = /^(\w+(?:\/\w+)*)\s+(eq|ne)\s+'((?:[^']|'')*)'$/i.exec(clause);
  const value = text?.[3]?.replaceAll("''", "'") ?? "";
  const isEqual = text?.[2]?.toLowerCase() === "eq";
  const message = (entry: Entry) => box.placedOf(entry)?.message;
  switch (text?.[1]) {
    case "internetMessageId":
      return (entry) => (message(entry)?.messageId === value) === isEqual;
    case "conversationId":
      return (entry) => (box.ids.conversation(box.placedOf(entry)?.thread ?? "") === value) === isEqual;
    case "parentFolderId":
      return (entry) => (entry.folder?.id === value) === isEqual;
    case "from/emailAddress/address":
      return (entry) => (message(entry)?.from.address.toLowerCase() === value.toLowerCase()) === isEqual;
    case undefined:
      break;
    default:
      throw badRequest(`The property '${text?.[1]}' cannot be filtered.`, "ErrorInvalidProperty");
  }
  const draft = /^isDraft\s+(eq|ne)\s+(true|false)$/i.exec(clause);
  if (draft) {
    const wanted = (draft[1]?.toLowerCase() === "eq") === (draft[2]?.toLowerCase() === "true");
    return (entry) => (entry.folder?.name === "drafts") === wanted;
  }
  const time = timeClause(clause);
  if (time) return (entry) => time.test(box.atOf(entry));
  throw badRequest("The query filter contains one or more invalid nodes.", "ErrorInvalidUrlQueryFilter");
}

export interface TimeClause {
  readonly operator: "ge" | "gt" | "le" | "lt";
  readonly at: string;
  readonly test: (at: string) => boolean;
}

export function timeClause(clause: string): TimeClause | undefined {
  const found = /^receivedDateTime\s+(ge|gt|le|lt)\s+(\S+)$/i.exec(clause.trim());
  const given = new Date(found?.[2] ?? "");
  if (!found || Number.isNaN(given.getTime())) return undefined;
  const operator = (found[1] ?? "").toLowerCase() as TimeClause["operator"];
  const limit = given.toISOString();
  const tests = {
    ge: (at: string) => at >= limit,
    gt: (at: string) => at > limit,
    le: (at: string) => at <= limit,
    lt: (at: string) => at < limit,
  };
  return { operator, at: limit, test: tests[operator] };
}

/** A search never gives more than this. */
const searchLimit = 1_000;

/** The words of a search that we speak: people, any of them (concepts/search-query-parameter.md). */
function searched(call: Call, among: readonly Entry[], search: string): readonly Entry[] {
  for (const other of ["$filter", "$orderby", "$count", "$skip"]) {
    if (call.query.has(other)) throw badRequest(`The query parameter '${other}' is not supported with '$search'.`);
  }
  const text = /^"(.*)"$/s.exec(search)?.[1] ?? "";
  const wanted = text.split(" OR ").map((clause) => /^participants:(\S+)$/.exec(clause)?.[1]?.toLowerCase());
  if (wanted.includes(undefined)) throw badRequest("Syntax error in $search.");
  const isIn = (entry: Entry) => {
    const message = call.box.placedOf(entry)?.message;
    const people = message ? [message.from, ...message.to, ...message.cc] : [];
    return people.some(({ address }) => wanted.includes(address.toLowerCase()));
  };
  const newest = [...among].sort((a, b) => call.box.atOf(b).localeCompare(call.box.atOf(a)));
  return newest.filter(isIn).slice(0, searchLimit);
}

/** Newest first, as without $orderby in practice; a filter by Message-ID goes through an index. */
function found(call: Call, folder: Folder | null): readonly Entry[] {
  const { box } = call;
  const filter = call.query.get("$filter");
  const clauses = filter ? filter.split(/\s+and\s+/i).map((clause) => clause.trim()) : [];
  const messageId = /^internetMessageId\s+eq\s+'((?:[^']|'')*)'$/i.exec(clauses[0] ?? "")?.[1];
  const among =
    messageId !== undefined
      ? box.entriesWithMessageId(messageId.replaceAll("''", "'")).filter((entry) => !folder || entry.folder === folder)
      : folder
        ? box.listOf(folder)
        : [...box.folders.values()].flatMap((one) => box.listOf(one));
  const search = call.query.get("$search");
  if (search !== undefined) return searched(call, among, search);
  const tests = clauses.map((clause) => testOf(call, clause));
  const matching = tests.length === 0 ? among : among.filter((entry) => tests.every((test) => test(entry)));
  if (folder && messageId === undefined) return matching;
  return [...matching].sort((a, b) => box.atOf(b).localeCompare(box.atOf(a)));
}

function list(call: Call, folder: Folder | null): Answer {
  const { state } = call;
  const entries = found(call, folder).filter((entry) => !isHidden(entry));
  const ordered = /asc$/i.test(call.query.get("$orderby") ?? "") ? [...entries].reverse() : entries;
  const from = numberIn(call, "$skip") ?? 0;
  const size = numberIn(call, "$top") ?? call.prefer.maxPageSize ?? 10;
  if (size < 1 || size > 1_000) throw badRequest("The limit of $top is 1,000.");
  const query = new URLSearchParams([...call.query].filter(([name]) => name !== "$skip"));
  query.set("$skip", String(from + size));
  const path = folder ? `/me/mailFolders/${encodeURIComponent(folder.id)}/messages` : "/me/messages";
  return ok(call, {
    "@odata.context": `${state.graphRoot}/v1.0/$metadata#users('me')/messages`,
    ...(call.query.get("$count") === "true" && { "@odata.count": entries.length }),
    ...(from + size < ordered.length && { "@odata.nextLink": `${state.graphRoot}/v1.0${path}?${query}` }),
    value: ordered.slice(from, from + size).map((entry) => entryJson(call, entry)),
  });
}

function count(call: Call, folder: Folder | null): Answer {
  return { status: 200, headers: { "content-type": "text/plain" }, body: String(found(call, folder).length) };
}

export const mailRead = ["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"];
const folderOf = (call: Call) => getFolder(call.box, call.given.folder ?? "");

const route = (path: string, answer: Route["answer"]): Route => ({
  method: "GET",
  path,
  scopes: mailRead,
  isOutlook: true,
  answer,
});

export const messageRoutes: readonly Route[] = [
  route("/me/messages", (call) => list(call, null)),
  route("/me/messages/$count", (call) => count(call, null)),
  route("/me/messages/:message", (call) => {
    const entry = getEntry(call.box, call.given.message ?? "");
    if (isHidden(entry)) throw notFound();
    return ok(call, entryJson(call, entry));
  }),
  route("/me/mailFolders/:folder/messages", (call) => list(call, folderOf(call))),
  route("/me/mailFolders/:folder/messages/$count", (call) => count(call, folderOf(call))),
  route("/me/mailFolders/:folder/messages/:message", (call) => {
    const entry = getEntry(call.box, call.given.message ?? "");
    if (entry.folder !== folderOf(call)) throw notFound();
    return ok(call, entryJson(call, entry));
  }),
];
