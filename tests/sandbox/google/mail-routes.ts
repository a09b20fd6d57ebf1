// Gmail API v1: what a mailbox holds. Costs: the table of 2026-05-01 (developers.google.com/workspace/gmail/api/reference/quota).
import type { gmail_v1 } from "googleapis/build/src/apis/gmail/v1.js";
import type { Answer } from "../mailboxes/faults.ts";
import { refuse } from "./errors.ts";
import { listHistory } from "./mail-history.ts";
import type { Entry } from "./mail-index.ts";
import { messageOf, refOf, type Shape } from "./mail-message.ts";
import { searchMail } from "./mail-search.ts";
import { sendMail } from "./mail-send.ts";
import { type Call, ok, type Route, sizeOf } from "./route.ts";

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
const everything = "https://mail.google.com/";
// Which scopes open which method: "Requires one of" in googleapis 188 apis/gmail/v1.d.ts.
const reads = [everything, scope("gmail.modify"), scope("gmail.readonly")];
const knows = [...reads, scope("gmail.metadata")];
const sends = [everything, scope("gmail.modify"), scope("gmail.compose"), scope("gmail.send")];
const settings = [...reads, scope("gmail.settings.basic")];
const profiles = [...knows, scope("gmail.compose")];

const at = (
  id: string,
  path: string,
  units: number,
  scopes: readonly string[],
  answer: (call: Call) => Answer,
  method = "GET",
): Route => ({
  id: `gmail.users.${id}`,
  method,
  path: `/gmail/v1/users/:user${path}`,
  api: "gmail",
  units,
  scopes,
  answer,
});

function indexOf({ room, mailbox, params }: Call) {
  const { user = "me" } = params;
  if (user !== "me" && user.toLowerCase() !== mailbox.address.toLowerCase()) {
    return refuse("forbidden", { message: `Delegation denied for ${mailbox.address}` });
  }
  return room.mail(mailbox.address);
}

const shapeOf = ({ query }: Call): Shape => ({
  format: query.get("format"),
  metadataHeaders: query.getAll("metadataHeaders"),
});

/** An id of another kind than sixteen hexadecimal digits is an error of its own. */
function checkId(id: string | undefined): string {
  return id !== undefined && /^[0-9a-f]{1,16}$/.test(id)
    ? id
    : refuse("invalidArgument", { message: "Invalid id value" });
}

function profile(call: Call): gmail_v1.Schema$Profile {
  const index = indexOf(call);
  return {
    emailAddress: call.mailbox.address,
    messagesTotal: index.size,
    threadsTotal: index.threadCount,
    historyId: index.historyId(),
  };
}

function labels(call: Call): gmail_v1.Schema$ListLabelsResponse {
  const shown = { messageListVisibility: "show", labelListVisibility: "labelShow" };
  return {
    labels: indexOf(call)
      .labels()
      .map((label) => ({ ...label, ...(label.type === "user" && shown) })),
  };
}

function label(call: Call): gmail_v1.Schema$Label {
  const index = indexOf(call);
  const found = index.labels().find(({ id }) => id === call.params.id) ?? refuse("notFound");
  const bearing = index.sorted.filter((entry) => !entry.isErased && entry.labels.includes(found.id));
  const unread = bearing.filter((entry) => entry.labels.includes("UNREAD"));
  const threads = (entries: Entry[]) => new Set(entries.map((entry) => entry.threadId)).size;
  return {
    ...found,
    messagesTotal: bearing.length,
    messagesUnread: unread.length,
    threadsTotal: threads(bearing),
    threadsUnread: threads(unread),
  };
}

function list(call: Call): gmail_v1.Schema$ListMessagesResponse {
  const { query } = call;
  const { entries, nextPageToken, estimate } = searchMail(indexOf(call), {
    q: query.get("q") ?? "",
    labelIds: query.getAll("labelIds"),
    includeSpamTrash: query.get("includeSpamTrash") === "true",
    size: sizeOf(query, "maxResults", 100, 500),
    pageToken: query.get("pageToken"),
  });
  return {
    // Left out when there are none.
    ...(entries.length > 0 && { messages: entries.map(refOf) }),
    ...(nextPageToken !== null && { nextPageToken }),
    resultSizeEstimate: estimate,
  };
}

function message(call: Call): gmail_v1.Schema$Message {
  const index = indexOf(call);
  return messageOf(index, index.find(checkId(call.params.id)) ?? refuse("notFound"), shapeOf(call));
}

function thread(call: Call): gmail_v1.Schema$Thread {
  const index = indexOf(call);
  const id = checkId(call.params.id);
  const entries = index.listThread(id);
  if (entries.length === 0) return refuse("notFound");
  const stamp = Math.max(...entries.map((entry) => entry.stamp));
  return {
    id,
    historyId: index.historyId(stamp),
    messages: entries.map((entry) => messageOf(index, entry, shapeOf(call))),
  };
}

function sendAs({ mailbox }: Call): gmail_v1.Schema$ListSendAsResponse {
  const own = { sendAsEmail: mailbox.address, displayName: mailbox.name, replyToAddress: "", isPrimary: true };
  const others = mailbox.aliases.map((sendAsEmail) => ({
    sendAsEmail,
    displayName: mailbox.name,
    treatAsAlias: true,
    verificationStatus: "accepted",
  }));
  return { sendAs: [{ ...own, isDefault: true }, ...others] };
}

function watch(call: Call): gmail_v1.Schema$WatchResponse {
  const index = indexOf(call);
  const { topicName } = JSON.parse(call.body.toString() || "{}") as gmail_v1.Schema$WatchRequest;
  const expiration = call.room.push.watch(index, topicName ?? "");
  return { historyId: index.historyId(), expiration: String(expiration) };
}

export const mailRoutes: readonly Route[] = [
  at("getProfile", "/profile", 1, profiles, (call) => ok(profile(call))),
  at("labels.list", "/labels", 1, knows, (call) => ok(labels(call))),
  at("labels.get", "/labels/:id", 1, knows, (call) => ok(label(call))),
  at("messages.list", "/messages", 5, knows, (call) => ok(list(call))),
  at("messages.get", "/messages/:id", 20, knows, (call) => ok(message(call))),
  at("threads.get", "/threads/:id", 40, knows, (call) => ok(thread(call))),
  at("history.list", "/history", 2, knows, (call) => ok(listHistory(call))),
  at("settings.sendAs.list", "/settings/sendAs", 1, settings, (call) => ok(sendAs(call))),
  at("messages.send", "/messages/send", 100, sends, (call) => ok(sendMail(call)), "POST"),
  at("watch", "/watch", 100, knows, (call) => ok(watch(call)), "POST"),
  at(
    "stop",
    "/stop",
    50,
    knows,
    ({ room, mailbox }) => {
      room.push.stop(mailbox.address);
      return { status: 204, body: undefined };
    },
    "POST",
  ),
];
