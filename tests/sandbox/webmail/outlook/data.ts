/** World → what the Outlook stand-in's script is given. Type-only for the browser side. */
import { openingStates, type SeenPerson, type SeenState } from "../truth.ts";
import { directionOf, type Words, wordsFor } from "../words.ts";
import type { Folder, MailWorld, Participant, SandboxMessage, SandboxThread } from "../world/types.ts";
import { escapeHtml } from "../world/write.ts";
import { hostileHtml } from "./hostile.ts";
import { conversationId, elementKey, itemId, rowKey, visitsKept } from "./ids.ts";
import { shownPerson } from "./people.ts";
import type { OutlookSkin } from "./skins.ts";

export interface OutlookPerson extends SeenPerson {
  /** For writing to them; not shown where `address` is null. */
  mail: string;
}

export interface OutlookMessage {
  key: string;
  state: SeenState | "draft";
  from: OutlookPerson;
  to: OutlookPerson[];
  cc: OutlookPerson[];
  sentAt: string;
  html: string;
  quoteHtml: string;
  text: string;
  attachments: readonly string[];
}

export interface OutlookThread {
  conversationId: string;
  rowKey: string;
  key: string;
  /** All the item ids that lead here; one unless they vary. */
  itemIds: string[];
  subject: string;
  folder: Folder;
  labels: readonly string[];
  unread: boolean;
  starred: boolean;
  messages: OutlookMessage[];
}

export interface OutlookData {
  skin: OutlookSkin;
  language: string;
  direction: "ltr" | "rtl";
  words: Words;
  account: Participant;
  now: string;
  timeZone: string;
  threads: OutlookThread[];
}

/** Recipients named before Outlook cuts the list, unless the skin says otherwise. */
export const recipientsShown = 10;

function quoteHtml(
  skin: OutlookSkin,
  message: SandboxMessage | undefined,
  words: Words,
  subject: string,
  depth = 0,
): string {
  if (!message) return "";
  const prefix = "x_".repeat(depth + (skin.prefixedQuotes ? 1 : 0));
  const date = new Intl.DateTimeFormat("sv", { dateStyle: "short", timeStyle: "short", timeZone: "UTC" }).format(
    new Date(message.sentAt),
  );
  const label = (pattern: string, value: string): string =>
    `<b>${escapeHtml(pattern.replace("{}", "").trim())}</b> ${escapeHtml(value)}<br>`;
  const head = `<hr style="display:inline-block;width:98%" tabindex="-1"><div id="${prefix}divRplyFwdMsg" dir="ltr">${label(words.fromLabel, `${message.from.name} <${message.from.address}>`)}${label(words.sentLabel, date)}${label(words.toLabel, message.to.map(({ name }) => name).join("; "))}${label(`${words.subject}:`, subject)}</div>`;
  const rest = `<div>&nbsp;</div><div>${message.html}${quoteHtml(skin, message.quoted, words, subject, depth + 1)}</div>`;
  // Two programs, two ways: the newer one wraps what it quotes.
  return message.html.includes("MsoNormal")
    ? `<div id="${prefix}appendonsend"></div>${head}${rest}`
    : `<div id="${prefix}mail-editor-reference-message-container">${head}${rest}</div>`;
}

export function outlookData(skin: OutlookSkin, language: string, world: MailWorld): OutlookData {
  const words = wordsFor(language);
  const person = (participant: Participant): OutlookPerson => ({
    ...shownPerson(skin, world.account, participant),
    mail: participant.address,
  });
  const threadData = (thread: SandboxThread): OutlookThread => {
    const states = openingStates(thread, Number.POSITIVE_INFINITY);
    return {
      conversationId: conversationId(skin, thread),
      rowKey: rowKey(thread),
      key: elementKey(thread.id),
      itemIds: Array.from({ length: skin.idsVary ? visitsKept : 1 }, (_, visit) => itemId(skin, thread, visit)),
      subject: thread.subject,
      folder: thread.folder,
      labels: thread.labels,
      unread: thread.unread,
      starred: thread.starred,
      messages: thread.messages.map((message) => ({
        key: elementKey(message.id),
        state: message.draft ? "draft" : (states.shift() ?? "collapsed"),
        from: person(message.from),
        to: message.to.map(person),
        cc: message.cc.map(person),
        sentAt: message.sentAt,
        html: skin.hostileBody ? message.html + hostileHtml : message.html,
        quoteHtml: quoteHtml(skin, message.quoted, words, thread.subject),
        text: message.text,
        attachments: message.attachments ?? [],
      })),
    };
  };
  return {
    skin,
    language,
    direction: directionOf(language),
    words,
    account: world.account,
    now: world.now,
    timeZone: world.timeZone,
    threads: world.threads.map(threadData),
  };
}
