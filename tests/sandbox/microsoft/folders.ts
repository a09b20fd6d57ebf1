// Mail folders (learn.microsoft.com/graph/api/resources/mailfolder; api/mailfolder-delta).
import type { MailFolder } from "@microsoft/microsoft-graph-types";
import type { Answer } from "../mailboxes/faults.ts";
import { systemFolders } from "../mailboxes/world.ts";
import type { Box, Folder } from "./box.ts";
import { type Call, numberIn, ok, type Route, selectIn } from "./call.ts";
import { answerDelta } from "./delta.ts";
import type { Round } from "./delta-tokens.ts";
import { badRequest, notFound } from "./graph-error.ts";
import type { State } from "./state.ts";

/** Names in the world, well-known names, and what a rep reads. */
const known: readonly [name: string, wellKnownName: string, english: string, german: string][] = [
  ["inbox", "inbox", "Inbox", "Posteingang"],
  ["sent", "sentitems", "Sent Items", "Gesendete Elemente"],
  ["archive", "archive", "Archive", "Archiv"],
  ["drafts", "drafts", "Drafts", "Entwürfe"],
  ["spam", "junkemail", "Junk Email", "Junk-E-Mail"],
  ["trash", "deleteditems", "Deleted Items", "Gelöschte Elemente"],
  ["outbox", "outbox", "Outbox", "Postausgang"],
  ["conversationhistory", "conversationhistory", "Conversation History", "Aufgezeichnete Unterhaltungen"],
  ["clutter", "clutter", "Clutter", "Clutter"],
];
const hidden = new Set(["clutter"]);
const isSystem = (name: string) => (systemFolders as readonly string[]).includes(name);

/** A folder called `Customers/Berlin` lies in `Customers`, where there is one. */
function parentOf(box: Box, folder: Folder): Folder | null {
  const cut = folder.name.lastIndexOf("/");
  if (cut <= 0 || isSystem(folder.name)) return null;
  return box.folders.get(folder.name.slice(0, cut)) ?? null;
}

export function wellKnownFolder(box: Box, wellKnownName: string): Folder | undefined {
  const name = known.find(([, candidate]) => candidate === wellKnownName.toLowerCase())?.[0];
  return name === undefined ? undefined : box.folders.get(name);
}

/** By id or well-known name. */
export function getFolder(box: Box, idOrName: string): Folder {
  const folder = box.foldersById.get(idOrName) ?? wellKnownFolder(box, idOrName);
  if (!folder || folder.isGone) throw notFound();
  return folder;
}

export const rootId = (box: Box) => box.ids.folder(9_999);

function folderJson(state: State, box: Box, folder: Folder): MailFolder {
  const parent = parentOf(box, folder);
  const names = known.find(([name]) => name === folder.name);
  const given = parent ? folder.name.slice(parent.name.length + 1) : folder.name;
  return {
    id: folder.id,
    displayName: names?.[state.switches.localFolderNames ? 3 : 2] ?? given,
    parentFolderId: parent?.id ?? rootId(box),
    childFolderCount: childrenOf(box, folder).length,
    unreadItemCount: 0,
    totalItemCount: folder.members.size,
    isHidden: hidden.has(folder.name),
  };
}

const names = ["displayName", "parentFolderId", "childFolderCount", "unreadItemCount", "totalItemCount", "isHidden"];
/** `wellKnownName` is beta's alone. */
const folderSelect = (call: Call) => selectIn(call, "mailFolder", [...names, "sizeInBytes"]);

const childrenOf = (box: Box, parent: Folder | null) =>
  [...box.folders.values()].filter((folder) => parentOf(box, folder) === parent);

/** Ten at a time unless $top says otherwise (api/user-list-mailfolders); hidden ones only when asked for. */
function list(call: Call, folders: readonly Folder[]): Answer {
  const { state, box } = call;
  const withHidden = call.query.get("includehiddenfolders") === "true";
  const shown = folders.filter((folder) => withHidden || !hidden.has(folder.name));
  const from = numberIn(call, "$skip") ?? 0;
  const size = numberIn(call, "$top") ?? call.prefer.maxPageSize ?? 10;
  const select = folderSelect(call);
  const value = shown.slice(from, from + size).map((folder) => picked(folderJson(state, box, folder), select));
  const query = new URLSearchParams([...call.query].filter(([name]) => name !== "$skip"));
  query.set("$skip", String(from + size));
  const parent = call.given.folder === undefined ? "" : `/${encodeURIComponent(call.given.folder)}/childFolders`;
  const link = `${state.graphRoot}/v1.0/me/mailFolders${parent}?${query}`;
  return ok(call, {
    "@odata.context": `${state.graphRoot}/v1.0/$metadata#users('me')/mailFolders`,
    ...(call.query.get("$count") === "true" && { "@odata.count": shown.length }),
    ...(from + size < shown.length && { "@odata.nextLink": link }),
    value,
  });
}

export function picked(of: object, select: readonly string[] | null): object {
  if (!select) return of;
  const wanted = new Set(["id", ...select]);
  return Object.fromEntries(Object.entries(of).filter(([name]) => wanted.has(name) || name.startsWith("@")));
}

function roundOf(call: Call, folders: readonly Folder[]): Round {
  const { box, state } = call;
  const position = box.folderChanges.length;
  const select = folderSelect(call);
  return {
    collection: "folders",
    path: "/me/mailFolders/delta",
    query: "",
    pageSize: 10,
    check: () => {},
    items: folders
      .filter((folder) => !hidden.has(folder.name))
      .map((folder) => () => [
        folder.isGone
          ? { id: folder.id, "@removed": { reason: "deleted" } }
          : picked(folderJson(state, box, folder), select),
      ]),
    next: () => roundOf(call, [...new Set(box.folderChanges.slice(position))]),
  };
}

const read = ["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"];
const route = (path: string, answer: Route["answer"]): Route => ({
  method: "GET",
  path,
  scopes: read,
  isOutlook: true,
  answer,
});

export const folderRoutes: readonly Route[] = [
  route("/me/mailFolders", (call) => list(call, childrenOf(call.box, null))),
  route("/me/mailFolders/delta", (call) =>
    answerDelta(call, () => {
      if (call.query.has("$filter")) throw badRequest("$filter is not supported here.");
      return roundOf(call, [...call.box.folders.values()]);
    }),
  ),
  route("/me/mailFolders/:folder", (call) =>
    ok(
      call,
      picked(folderJson(call.state, call.box, getFolder(call.box, call.given.folder ?? "")), folderSelect(call)),
    ),
  ),
  route("/me/mailFolders/:folder/childFolders", (call) =>
    list(call, childrenOf(call.box, getFolder(call.box, call.given.folder ?? ""))),
  ),
];
