/** The shape of the demo world. */

export interface Participant {
  name: string;
  address: string;
}

export interface SandboxMessage {
  id: string;
  from: Participant;
  to: readonly Participant[];
  cc: readonly Participant[];
  /** ISO, UTC. */
  sentAt: string;
  /** The message's own part, without what it quotes. */
  html: string;
  /** What a person reads in `html`; equal to its rendered text but for white space. */
  text: string;
  /** Shown below the own part, each webmail wrapping it in its own way; may quote in turn. */
  quoted?: SandboxMessage;
  draft?: boolean;
  /** Sent from this browser seconds ago: Gmail has no server-made id for it yet. */
  justSent?: boolean;
  attachments?: readonly string[];
}

export type Folder = "inbox" | "sent" | "archive";

export interface SandboxThread {
  id: string;
  subject: string;
  folder: Folder;
  labels: readonly string[];
  unread: boolean;
  starred: boolean;
  messages: readonly SandboxMessage[];
}

export interface MailWorld {
  account: Participant;
  /** What the pages take for the present, so that "today" in a list never depends on the clock. */
  now: string;
  timeZone: string;
  /** Newest first, as a list shows them. */
  threads: readonly SandboxThread[];
}
