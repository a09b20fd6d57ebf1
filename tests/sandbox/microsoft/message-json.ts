// A message in Graph's words (learn.microsoft.com/graph/api/resources/message), property by property: only what was
// asked for is built.
import type { Message, Recipient } from "@microsoft/microsoft-graph-types";
import { convert } from "html-to-text";
import type { Placed, WorldMessage, WorldPerson } from "../mailboxes/world.ts";
import type { Box, Entry } from "./box.ts";
import { type Call, selectIn } from "./call.ts";
import { messageOfMime } from "./mime.ts";
import type { Preferences } from "./prefer.ts";
import type { State } from "./state.ts";

export interface MessageView {
  readonly state: State;
  readonly box: Box;
  readonly entry: Entry;
  readonly placed: Placed;
  readonly message: WorldMessage;
  readonly prefer: Preferences;
}

export const recipientOf = ({ name, address }: WorldPerson): Recipient => ({ emailAddress: { name, address } });

export function messageIdFor(box: Box, entry: Entry, prefer: Preferences, moves = entry.moves): string {
  const { serial } = entry;
  return box.ids.item({ kind: "message", serial, moves: prefer.immutableIds ? null : moves, occurrence: null });
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const windowsLines = (text: string) => text.replace(/\r?\n/g, "\r\n");

const wordsOf = (html: string) => convert(html, { wordwrap: false });

/** HTML unless Prefer says text, whatever the message came as: Exchange makes the one of the other (api/message-get). */
export function bodyOf(
  text: string,
  html: string | null,
  prefer: Preferences,
): { contentType: "text" | "html"; content: string } {
  if (prefer.bodyAsText) {
    return { contentType: "text", content: windowsLines(text === "" && html !== null ? wordsOf(html) : text) };
  }
  const content =
    html ?? `<html><head></head><body><div>${escaped(text).replace(/\r?\n/g, "<br>\r\n")}</div></body></html>`;
  return { contentType: "html", content };
}

/** Without what is quoted below. */
function uniqueText(text: string): string {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) =>
    /^>|^-{3,}\s*Original|^(On|Am|Le) .*(wrote|schrieb|écrit)\s*:$/.test(line.trim()),
  );
  return (end === -1 ? lines : lines.slice(0, end)).join("\n").trimEnd();
}

/** Transport headers: mail that was sent from here never went through transport (microsoft-graph-docs #2716). */
function headersOf({ state, entry, message }: MessageView): { name: string; value: string }[] | undefined {
  const isOwn = entry.folder?.name === "sent" || entry.folder?.name === "drafts";
  if (isOwn && !state.switches.sentMailHasHeaders) return undefined;
  const people = (given: readonly WorldPerson[]) => given.map((one) => `${one.name} <${one.address}>`).join(", ");
  const headers: [string, string][] = [
    ["Received", `from mail.example by outlook.example; ${new Date(message.at).toUTCString()}`],
    ["From", people([message.from])],
    ["To", people(message.to)],
    ...(message.cc.length > 0 ? [["Cc", people(message.cc)] as [string, string]] : []),
    ["Subject", message.subject],
    ["Date", new Date(message.at).toUTCString()],
    ...(message.messageId === null ? [] : [["Message-ID", message.messageId] as [string, string]]),
    ...(message.references.length === 0
      ? []
      : ([
          ["References", message.references.join("\r\n ")],
          ["In-Reply-To", message.references.at(-1) ?? ""],
        ] as [string, string][])),
    ...Object.entries(message.headers),
  ];
  return headers.map(([name, value]) => ({ name, value }));
}

/** Extended properties by their tags: what is left of the headers of sent mail (MS-OXPROPS 2.751, 2.757, 2.765). */
const extended: Record<string, (message: WorldMessage) => string | null> = {
  "0x1035": (message) => message.messageId,
  "0x1039": (message) => message.references.join(" ") || null,
  "0x1042": (message) => message.references.at(-1) ?? null,
};

export function extendedOf(message: WorldMessage, expand: string): { id: string; value: string }[] {
  return [...expand.matchAll(/id eq 'String (0x[0-9a-f]+)'/gi)].flatMap(([, tag = ""]) => {
    const value = extended[tag.toLowerCase()]?.(message);
    return value ? [{ id: `String ${tag.toLowerCase()}`, value }] : [];
  });
}

type Property = { [K in keyof Message]?: (view: MessageView) => Message[K] };

const properties = {
  createdDateTime: ({ message }) => seconds(message.at),
  lastModifiedDateTime: ({ message }) => seconds(message.at),
  changeKey: ({ box, entry }) => box.ids.changeKey(`${entry.serial}/${entry.version}`),
  categories: () => [],
  receivedDateTime: ({ message }) => seconds(message.at),
  sentDateTime: ({ message }) => seconds(message.at),
  hasAttachments: () => false,
  internetMessageId: ({ message }) => message.messageId,
  subject: ({ message }) => message.subject,
  bodyPreview: ({ message }) => windowsLines(message.text).slice(0, 255),
  importance: () => "normal",
  parentFolderId: ({ entry }) => entry.folder?.id ?? null,
  conversationId: ({ box, placed }) => placed.message.shown?.thread ?? box.ids.conversation(placed.thread),
  conversationIndex: ({ box, placed }) => box.ids.conversation(placed.thread).slice(-23, -1),
  isDeliveryReceiptRequested: () => false,
  isReadReceiptRequested: () => false,
  isRead: () => true,
  isDraft: ({ entry }) => entry.folder?.name === "drafts",
  webLink: ({ box, entry, prefer }) =>
    `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(messageIdFor(box, entry, prefer))}&exvsurl=1&viewmodel=ReadMessageItem`,
  inferenceClassification: () => "focused",
  body: ({ message, prefer }) => bodyOf(message.text, message.html, prefer),
  sender: ({ message }) => (message.from.address ? recipientOf(message.from) : null),
  from: ({ message }) => (message.from.address ? recipientOf(message.from) : null),
  toRecipients: ({ message }) => message.to.map(recipientOf),
  ccRecipients: ({ message }) => message.cc.map(recipientOf),
  bccRecipients: ({ entry }) => entry.bcc.map(recipientOf),
  replyTo: () => [],
  flag: () => ({ flagStatus: "notFlagged" }),
} satisfies Property;

/** Come only when they are selected. */
const onlySelected = {
  internetMessageHeaders: (view: MessageView) => headersOf(view) ?? [],
  uniqueBody: ({ message, prefer }: MessageView) => bodyOf(uniqueText(message.text), null, prefer),
} satisfies Property;

const all: Record<string, ((view: MessageView) => unknown) | undefined> = { ...properties, ...onlySelected };
const byDefault = Object.keys(properties);
const names = [...Object.keys(all), "attachments", "extensions", "singleValueExtendedProperties"];

export const messageSelect = (call: Call) => selectIn(call, "message", names);

/** Graph answers in whole seconds. */
const seconds = (at: string) => `${at.slice(0, 19)}Z`;

export function messageJson(
  given: Omit<MessageView, "message">,
  select: readonly string[] | null,
  expand = "",
): object {
  const { box, entry, placed, prefer } = given;
  const message = placed.message.raw === undefined ? placed.message : messageOfMime(placed.message.raw, placed.message);
  const view: MessageView = { ...given, message };
  const found: Record<string, unknown> = { "@odata.etag": `W/"${properties.changeKey(view)}"` };
  for (const name of select ?? byDefault) {
    const property = all[name];
    if (!property) continue;
    if (name === "internetMessageHeaders" && headersOf(view) === undefined) continue;
    found[name] = property(view);
  }
  found.id = messageIdFor(box, entry, prefer);
  const more = extendedOf(message, expand);
  if (more.length > 0) found.singleValueExtendedProperties = more;
  return found;
}
