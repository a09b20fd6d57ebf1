// Mail as every vendor has it. No vendor's word and no vendor's type appears here.
import type { Participant } from "#shared/fields.ts";
import type { Access } from "./access.ts";

/** A label or folder a rep can choose. */
export interface Place {
  readonly id: string;
  /** As the vendor shows it, with its parents: "Customers / Berlin". */
  readonly name: string;
}

/** Which part of a mailbox is followed. */
export interface MailScope {
  /** ISO instant; older messages are not listed (some may still be: the reader checks `at`). */
  readonly since: string;
  /** Ids of places; null is the whole mailbox but drafts, spam and trash. */
  readonly places: readonly string[] | null;
}

/** A message by the ids of its mailbox. */
export interface MessageRef {
  readonly externalId: string;
  /** Null where the vendor tells only with the message itself. */
  readonly threadExternalId: string | null;
  /** When it arrived, where the list says so: newest first is how an import goes. */
  readonly at: string | null;
}

/** One page of changes of one stream. */
export interface ChangePage {
  /** New or changed, to be fetched; may repeat, may be gone by then, may be old news. */
  readonly upserted: readonly MessageRef[];
  /** No longer in this stream. Where a mailbox has several streams, it may have moved to another. */
  readonly removedIds: readonly string[];
  /** Where to go on: the next page while `more`, else the next round. Opaque; never shown to another vendor. */
  readonly cursor: string;
  readonly more: boolean;
  /** The given cursor is dead, and nothing else in this page counts: begin again with null. */
  readonly reset: boolean;
}

export interface Body {
  readonly kind: "text" | "html";
  readonly content: string;
}

export interface Message extends MessageRef {
  readonly threadExternalId: string;
  readonly at: string;
  /** As the header has it, angle brackets and folding included or not; null where there is none. */
  readonly messageId: string | null;
  /** `References` and `In-Reply-To`, oldest first. */
  readonly references: readonly string[];
  readonly subject: string;
  /** The sender has the role `from`; there may be none, and addresses may be null where they make no sense. */
  readonly participants: readonly Participant[];
  /** `text` wherever the vendor has it. */
  readonly body: Body;
  /** A list, newsletter or machine wrote it: List-Id, List-Unsubscribe, Precedence, Auto-Submitted. */
  readonly isBulk: boolean;
  /** Ids of the places it is in. */
  readonly placeIds: readonly string[];
  /** The webmail's address that opens it. */
  readonly link: string;
  /** Names the page's reader may know it by (`ShownMessage.key` and `ThreadContext.threadKey`), where they can be told. */
  readonly shownKeys: readonly string[];
  readonly shownThreadKeys: readonly string[];
}

export type Fetched =
  | { readonly kind: "message"; readonly message: Message }
  /** No longer there, or a draft, spam or trash by now. */
  | { readonly kind: "gone"; readonly externalId: string }
  /** This one only; `error` says whether another try is worth it. */
  | { readonly kind: "failed"; readonly externalId: string; readonly error: Error };

export interface Draft {
  /** Without angle brackets; the vendor keeps it, so that a send of unknown outcome can be found again. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly Participant[];
  readonly subject: string;
  readonly text: string;
  /** The message that is answered. */
  readonly inReplyTo: {
    readonly externalId: string;
    readonly messageId: string;
    readonly references: readonly string[];
  } | null;
}

export interface MailProvider {
  /** Everything a rep may choose from. */
  listPlaces(access: Access): Promise<Place[]>;
  /** Keys of the streams a scope consists of; changes of each are asked for on their own. */
  listStreams(access: Access, scope: MailScope): Promise<string[]>;
  /** Changes after the cursor, one page; null means from the beginning, newest first where the vendor can. */
  changes(access: Access, stream: string, cursor: string | null, scope: MailScope): Promise<ChangePage>;
  /**
   * Whole messages, one answer for each ref in any order; one bad message fails alone. At most `fetchSize` refs; those of
   * one thread together cost less. Where a pause is asked for half-way, the rest `failed` with `rate_limited`.
   */
  fetch(access: Access, refs: readonly MessageRef[]): Promise<Fetched[]>;
  readonly fetchSize: number;
  /**
   * Ids of mail of the scope that any of these addresses wrote or got, found in few calls: what an import begins with.
   * May leave some out, and name some that lie in no chosen place.
   */
  listWith(access: Access, addresses: readonly string[], scope: MailScope): Promise<string[]>;
  /** How many messages the scope holds, as exactly as one or two calls can tell. */
  count(access: Access, scope: MailScope): Promise<number>;
  /** Sends exactly once, or throws: `unavailable` leaves the outcome unknown, every other code means nothing was sent. */
  send(access: Access, draft: Draft): Promise<MessageRef>;
  /** Thread ids that a page's key may stand for; none where the key is another vendor's, or names no thread. */
  threadIdsOf(shownThreadKey: string): string[];
  /** Finds a message by its Message-ID; how an unknown send is settled. */
  findByMessageId(access: Access, messageId: string): Promise<MessageRef | null>;
}

/** Whether an address means the same inside a vendor's search as outside: nothing in it is a word of the search's. */
export const isPlainAddress = (address: string) => /^[\w.+%~-]+@[\w.-]+$/.test(address);
