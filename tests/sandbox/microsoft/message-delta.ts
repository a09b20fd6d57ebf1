// Changes of one folder (microsoft-graph-docs-contrib concepts/delta-query-messages.md).
import type { Entry, Folder, FolderChange } from "./box.ts";
import { type Call, numberIn, type Route } from "./call.ts";
import { answerDelta, replayFrom } from "./delta.ts";
import type { Item, Round } from "./delta-tokens.ts";
import { getFolder } from "./folders.ts";
import { badRequest, notFound } from "./graph-error.ts";
import { messageIdFor, messageJson, messageSelect } from "./message-json.ts";
import { mailRead, type TimeClause, timeClause } from "./messages.ts";

/** A filtered delta never lists more than this. */
export const filteredLimit = 5_000;

interface Query {
  readonly folder: Folder;
  readonly select: readonly string[] | null;
  readonly expand: string;
  readonly since: TimeClause | null;
  readonly changeType: string | null;
  readonly isOrdered: boolean;
  readonly pageSize: number;
  readonly text: string;
}

function queryOf(call: Call): Query {
  const folder = getFolder(call.box, call.given.folder ?? "");
  if (call.query.has("$search")) throw badRequest("$search is not supported with change tracking.");
  const order = call.query.get("$orderby");
  if (order && !/^receivedDateTime\s+desc$/i.test(order)) throw badRequest(`$orderby=${order} is not supported.`);
  const filter = call.query.get("$filter");
  const since = filter ? timeClause(filter) : undefined;
  if (filter && (since?.operator ?? "le").startsWith("l")) throw badRequest(`$filter=${filter} is not supported.`);
  const kept = [...call.query].filter(([name]) => name !== "$deltatoken" && name !== "$skiptoken");
  return {
    folder,
    select: messageSelect(call),
    expand: call.query.get("$expand") ?? "",
    since: since ?? null,
    changeType: call.query.get("changetype") ?? null,
    isOrdered: order !== undefined,
    pageSize: numberIn(call, "$top") ?? 10,
    text: kept.map(([name, value]) => `&${name}=${encodeURIComponent(value)}`).join(""),
  };
}

/** The message as it is when its page is asked for; nothing, when it has left the folder by then. */
function present(call: Call, query: Query, entry: Entry): Item {
  const { state, box } = call;
  return (prefer) => {
    const placed = box.placedOf(entry);
    if (!placed || entry.folder !== query.folder) return [];
    return [messageJson({ state, box, entry, placed, prefer }, query.select, query.expand)];
  };
}

/**
 * `changed` is for what can be restored (delta-query-overview): mail in the trash. Of mail that moved elsewhere Graph
 * says `deleted` as well, so the reason alone never tells that a message is gone.
 */
function removed({ box }: Call, { entry, moves, other }: FolderChange): Item {
  const reason = other?.name === "trash" ? "changed" : "deleted";
  return (prefer) => [
    { "@odata.type": "#microsoft.graph.message", id: messageIdFor(box, entry, prefer, moves), "@removed": { reason } },
  ];
}

function roundOf(call: Call, query: Query, items: readonly Item[], resume: Resume): Round {
  return {
    collection: "messages",
    path: `/me/mailFolders('${encodeURIComponent(query.folder.id)}')/messages/delta`,
    query: query.text,
    pageSize: query.pageSize,
    items,
    check: () => {
      call.box.catchUp();
      if (query.folder.isGone) throw notFound();
    },
    next: () => laterRound(call, query, resume),
  };
}

interface Resume {
  readonly position: number;
  /** Changes that were held back, to be told in the next round. */
  readonly held: readonly FolderChange[];
}

function firstRound(call: Call): Round {
  const { box } = call;
  const query = queryOf(call);
  const { folder, since } = query;
  // Without $orderby the order is nobody's promise: here it is the one in which messages came into the folder.
  const members = query.isOrdered ? box.listOf(folder) : [...folder.members];
  const listed = since ? members.filter((entry) => since.test(box.atOf(entry))) : members;
  const entries = since ? listed.slice(0, filteredLimit) : listed;
  const resume = { position: folder.changes.length, held: [] };
  return roundOf(
    call,
    query,
    entries.map((entry) => present(call, query, entry)),
    resume,
  );
}

function laterRound(call: Call, query: Query, { position, held }: Resume): Round {
  const { box, state } = call;
  const { folder } = query;
  const late = state.switches.moves;
  const isLate = ({ kind, other }: FolderChange) =>
    other !== null && ((late === "removedFirst" && kind === "in") || (late === "createdFirst" && kind === "out"));
  const fresh = folder.changes.slice(position);
  const hold = fresh.filter(isLate);
  const replayed = folder.changes.slice(replayFrom(position, state.switches.replays), position);
  const told = [...replayed, ...held, ...fresh.filter((change) => !isLate(change))];
  // What happened to an entry last is what is told of it: an entry that came back is there.
  const last = new Map<Entry, FolderChange>();
  for (const change of told) {
    last.delete(change.entry);
    last.set(change.entry, change);
  }
  const waiting = new Set(hold.map((change) => change.entry));
  const items = [...last.values()].flatMap((change): Item[] => {
    const { entry, kind } = change;
    const isHere = entry.folder === folder;
    if (isHere && kind !== "out") {
      const type = kind === "in" ? "created" : "updated";
      if (query.changeType !== null && query.changeType !== type) return [];
      if (query.since && !query.since.test(box.atOf(entry))) return [];
      return [present(call, query, entry)];
    }
    // It is here, or it was, and the word of the other half of its way is still to come.
    if (waiting.has(entry)) return kind === "out" ? [removed(call, change)] : [];
    if (isHere) return [];
    if (query.changeType !== null && query.changeType !== "deleted") return [];
    const out = kind === "out" ? change : folder.changes.findLast((one) => one.entry === entry && one.kind === "out");
    return out ? [removed(call, out)] : [];
  });
  return roundOf(call, query, items, { position: folder.changes.length, held: hold });
}

export const messageDeltaRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/me/mailFolders/:folder/messages/delta",
    scopes: mailRead,
    isOutlook: true,
    answer: (call) => answerDelta(call, firstRound),
  },
];
