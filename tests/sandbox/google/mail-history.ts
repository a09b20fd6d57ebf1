// users.history.list: googleapis 188 apis/gmail/v1.d.ts and developers.google.com/workspace/gmail/api/guides/sync.
import type { gmail_v1 } from "googleapis/build/src/apis/gmail/v1.js";
import { refuse } from "./errors.ts";
import type { HistoryEntry, MailIndex } from "./mail-index.ts";
import { refOf } from "./mail-message.ts";
import { type Call, sizeOf } from "./route.ts";

const typeOf = {
  messagesAdded: "messageAdded",
  messagesDeleted: "messageDeleted",
  labelsAdded: "labelAdded",
  labelsRemoved: "labelRemoved",
} as const;

function recordOf(index: MailIndex, { stamp, kind, entry, labels, changed }: HistoryEntry): gmail_v1.Schema$History {
  const ref = refOf(entry);
  const message = { ...ref, ...(labels.length > 0 && { labelIds: [...labels] }) };
  const labelIds = [...changed];
  return {
    id: index.historyId(stamp),
    messages: [ref],
    ...(kind === "messagesAdded" && { messagesAdded: [{ message }] }),
    ...(kind === "messagesDeleted" && { messagesDeleted: [{ message }] }),
    ...(kind === "labelsAdded" && { labelsAdded: [{ message, labelIds }] }),
    ...(kind === "labelsRemoved" && { labelsRemoved: [{ message, labelIds }] }),
  };
}

/** Where a page begins in the history; a token of the same request goes on where the one before ended. */
function positionOf(index: MailIndex, query: URLSearchParams): number {
  const start = query.get("startHistoryId");
  if (start === null) return refuse("required", { message: "Missing required parameter: startHistoryId" });
  if (!/^\d{1,20}$/.test(start)) return refuse("invalidArgument", { message: "Invalid value at 'start_history_id'" });
  // Too old, invalid and zero are all 404: a full sync is due.
  const stamp = index.stampOf(start);
  if (stamp === null) return refuse("notFound");
  const pageToken = query.get("pageToken");
  if (pageToken === null) return index.historyAfter(stamp);
  const position = Number(Buffer.from(pageToken, "base64url").toString());
  return Number.isInteger(position) ? position : refuse("invalidArgument", { message: "Invalid pageToken" });
}

const tokenOf = (position: number) => Buffer.from(`${position}`).toString("base64url");

export function listHistory({ room, mailbox, query }: Call): gmail_v1.Schema$ListHistoryResponse {
  const index = room.mail(mailbox.address);
  const { switches } = room;
  const size = sizeOf(query, "maxResults", 100, 500);
  const types = query.getAll("historyTypes");
  const labelId = query.get("labelId");
  const wanted = ({ kind, labels, changed }: HistoryEntry) =>
    (types.length === 0 || types.includes(typeOf[kind])) &&
    (labelId === null || labels.includes(labelId) || changed.includes(labelId));

  const historyId = index.historyId();
  const start = positionOf(index, query);
  const found: HistoryEntry[] = [];
  let next: number | null = null;
  for (let at = start; at < index.history.length && next === null; at += 1) {
    const entry = index.history[at] as HistoryEntry;
    if (!wanted(entry)) continue;
    if (found.length === size) next = at;
    else found.push(entry);
  }
  if (found.length > 0 && switches.emptyHistoryPages > 0) {
    switches.emptyHistoryPages -= 1;
    return { nextPageToken: tokenOf(start), historyId };
  }
  if (found.length > 0 && query.has("pageToken") && switches.brokenHistoryPages > 0) {
    switches.brokenHistoryPages -= 1;
    return { historyId };
  }
  return {
    ...(found.length > 0 && { history: found.map((entry) => recordOf(index, entry)) }),
    ...(next !== null && { nextPageToken: tokenOf(next) }),
    historyId,
  };
}
