/** World → what the Gmail stand-in's script is given. Type-only for the browser side. */
import { openingStates, type SeenState } from "../truth.ts";
import { directionOf, type Words, wordsFor } from "../words.ts";
import type { Folder, MailWorld, Participant, SandboxMessage, SandboxThread } from "../world/types.ts";
import { escapeHtml } from "../world/write.ts";
import { hostileHtml } from "./hostile.ts";
import { messageId, threadId, threadToken } from "./ids.ts";
import type { GmailSkin } from "./skins.ts";

export interface GmailPerson {
  /** What the page shows: localized for the user, the address for the nameless. */
  name: string;
  address: string;
}

export interface GmailMessage {
  perm: string;
  legacy: string | null;
  state: SeenState | "draft";
  from: GmailPerson;
  to: GmailPerson[];
  cc: GmailPerson[];
  sentAt: string;
  html: string;
  quoteHtml: string;
  text: string;
  attachments: readonly string[];
}

export interface GmailThread {
  token: string;
  perm: string;
  legacy: string | null;
  subject: string;
  folder: Folder;
  labels: readonly string[];
  unread: boolean;
  starred: boolean;
  messages: GmailMessage[];
}

export interface GmailData {
  skin: GmailSkin;
  language: string;
  direction: "ltr" | "rtl";
  words: Words;
  account: Participant;
  now: string;
  timeZone: string;
  threads: GmailThread[];
}

/** Recipients named in a message's head before Gmail cuts the list. */
export const shownRecipients = 7;
/** From so many messages on, those in the middle fold behind a bar. */
export const foldFrom = 6;

export const shownName = (person: Participant, account: Participant, words: Words): string =>
  person.address === account.address ? words.me : person.name || person.address;

function quoteHtml(message: SandboxMessage | undefined, words: Words, language: string): string {
  if (!message) return "";
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(
    new Date(message.sentAt),
  );
  const who = escapeHtml(`${message.from.name} <${message.from.address}>`);
  const intro = words.wrote.replace("{date}", escapeHtml(date)).replace("{who}", () => who);
  return `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${intro}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex">${message.html}${quoteHtml(message.quoted, words, language)}</blockquote></div>`;
}

export function gmailData(skin: GmailSkin, language: string, world: MailWorld): GmailData {
  const words = wordsFor(language);
  const person = (participant: Participant): GmailPerson => ({
    name: shownName(participant, world.account, words),
    address: participant.address,
  });
  const threadData = (thread: SandboxThread): GmailThread => {
    const states = openingStates(thread, foldFrom);
    return {
      token: threadToken(thread),
      ...threadId(thread),
      subject: thread.subject,
      folder: thread.folder,
      labels: thread.labels,
      unread: thread.unread,
      starred: thread.starred,
      messages: thread.messages.map((message) => ({
        ...messageId(message),
        state: message.draft ? "draft" : (states.shift() ?? "collapsed"),
        from: person(message.from),
        to: message.to.map(person),
        cc: message.cc.map(person),
        sentAt: message.sentAt,
        html: skin.hostileBody ? message.html + hostileHtml : message.html,
        quoteHtml: quoteHtml(message.quoted, words, language),
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
