/** What can be seen on a page, whichever webmail shows it. Tests compare readers against this. */
import type { Participant, SandboxMessage, SandboxThread } from "./world/types.ts";

export interface SeenPerson {
  /** As the page shows it: the user's own is a localized "me" in Gmail; "" when the page shows an address only. */
  name: string;
  /** Null where the page shows a name and nothing else. */
  address: string | null;
}

/** Expanded: with body. Collapsed: a line with the sender. Hidden: behind the "older messages" bar. */
export type SeenState = "expanded" | "collapsed" | "hidden";

export interface SeenMessage {
  state: SeenState;
  /** Id of the world's message, for the test to name it; not on the page. */
  worldId: string;
  /** Gmail: legacy hexadecimal id, or `msg-a:...` just after sending. Outlook: null, its DOM holds none. */
  id: string | null;
  /** Null when hidden. */
  from: SeenPerson | null;
  /** Everyone the page lists, To before Cc; empty unless expanded. */
  recipients: readonly SeenPerson[];
  /** The same, told apart; null where the page does not (Gmail, unless its details are opened). */
  split: { to: readonly SeenPerson[]; cc: readonly SeenPerson[] } | null;
  /** The page lists fewer than there are and says how many more. */
  recipientsCut: boolean;
  /** Only where it follows from the page without parsing a localized date: from Gmail's id. Null in Outlook. */
  sentAt: string | null;
  /** The message's own words with white space collapsed; null unless expanded. */
  text: string | null;
  /** Words below `text` that are quoted and must not be in it. */
  hasQuote: boolean;
}

/** A thread as it stands right after opening. Drafts inside it are left out: nobody has sent them. */
export interface SeenThread {
  readable: boolean;
  /** Gmail: legacy hexadecimal id. Outlook: conversation id of the selected row. Null when the page has none. */
  threadId: string | null;
  /** Outlook: the item id in the address; null in Gmail and where it differs between visits. */
  itemId: string | null;
  subject: string | null;
  account: string | null;
  messages: readonly SeenMessage[];
}

export interface SeenRow {
  worldId: string;
  threadId: string | null;
  subject: string;
  people: readonly SeenPerson[];
}

export const collapseSpace = (text: string): string => text.replace(/\s+/g, " ").trim();

export const unreadable: SeenThread = {
  readable: false,
  threadId: null,
  itemId: null,
  subject: null,
  account: null,
  messages: [],
};

/** Which messages a webmail opens: the last, and those before it folded away once there are many. */
export function openingStates(thread: SandboxThread, foldFrom: number): SeenState[] {
  const sent = sentMessages(thread);
  return sent.map((_, index) => {
    if (index === sent.length - 1) return "expanded";
    if (index === sent.length - 2 && thread.unread) return "expanded";
    if (sent.length >= foldFrom && index > 0 && index < sent.length - 2) return "hidden";
    return "collapsed";
  });
}

export const sentMessages = (thread: SandboxThread): SandboxMessage[] =>
  thread.messages.filter((message) => !message.draft);

export function findThread(threads: readonly SandboxThread[], id: string): SandboxThread {
  const thread = threads.find((candidate) => candidate.id === id);
  if (!thread) throw new Error(`No thread "${id}" in this world`);
  return thread;
}

export const domainOf = (person: Participant): string => person.address.slice(person.address.indexOf("@") + 1);
