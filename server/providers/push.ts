// Hints that something is new. A vendor that gives them is told which mailboxes to watch, and either sends its hints to
// this server or keeps them until they are fetched. They may be late, lost, repeated or forged: polling stays the truth.
import type { Access } from "./access.ts";

/** What is to be watched, and how hints of it are told from forged ones. */
export interface WatchTarget {
  /** Features of the mailbox that were granted. */
  readonly features: readonly string[];
  /** Comes back with every hint that is sent here; nobody but the vendor knows it. */
  readonly secret: string;
}

export interface Watch {
  /** By which hints will name the mailbox, and by which the watch is renewed; a vendor may need several. */
  readonly ids: readonly string[];
  /** ISO instant. */
  readonly endsAt: string;
}

export interface Hint {
  /** One of `Watch.ids`. */
  readonly watchId: string;
  /** As the sender says it; null where the hint was fetched from a place that only the vendor can write to. */
  readonly secret: string | null;
  /** Look for what is new; or renew the watch; or watch anew, since it has ended. */
  readonly wants: "look" | "renew" | "watch";
}

/** What arrived at the address for hints. */
export interface Notice {
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export type NoticeRead =
  /** The vendor asks whether somebody is here: it wants this text back. */
  | { readonly kind: "handshake"; readonly answer: string }
  | { readonly kind: "hints"; readonly hints: readonly Hint[] }
  | { readonly kind: "ignored" };

export interface Pulled {
  readonly hints: readonly Hint[];
  /** To be called once the hints were followed; else they come again. */
  acknowledge(): Promise<void>;
}

/** How hints come here. */
export type HintSource =
  | { readonly kind: "sent"; read(notice: Notice): NoticeRead }
  /** Answers when there are some, or after a while with none. */
  | { readonly kind: "fetched"; pull(signal: AbortSignal): Promise<Pulled> };

export interface PushProvider {
  readonly source: HintSource;
  /** Null where nothing of these features can be watched. */
  watch(access: Access, target: WatchTarget): Promise<Watch | null>;
  /** The watch goes on as it was made; null where that cannot be: make another. */
  renew(access: Access, ids: readonly string[], features: readonly string[]): Promise<Watch | null>;
  unwatch(access: Access, ids: readonly string[]): Promise<void>;
}

/** Where a vendor sends its hints to, below the server's own address. */
export const noticePathOf = (vendor: string) => `/push/${vendor}`;
