// What a test can make the stand-in do that Microsoft does on some days only. Every value may be changed at any time.

/** How a dead delta token is answered (learn.microsoft.com/graph/delta-query-overview, "Synchronization reset"). */
export type Death =
  /** 410 SyncStateNotFound. */
  | "gone"
  /** The same words with 400 (microsoft-graph-docs #2162). */
  | "badRequest"
  /** 410 with a Location whose `$deltatoken` is empty: begin again there. */
  | "location"
  /** 410 resyncRequired. */
  | "resync";

export interface Switches {
  /** Added to every answer, so that concurrency can be seen. */
  latencyMs: number;
  retryAfter: "seconds" | "date" | "missing";
  retryAfterSeconds: number;

  /** The old refresh token dies as soon as it was used once. */
  strictRotation: boolean;
  /** A refresh answers with an access token alone. */
  keepsRefreshToken: boolean;
  accessTokenSeconds: number;
  /** Consent pages say that an administrator must approve (AADSTS90094). */
  needsAdminConsent: boolean;

  /** Which half of a move a folder's delta tells late, by one round (delta-query-overview: changes may come late). */
  moves: "together" | "removedFirst" | "createdFirst";
  /** How many old changes every later round tells once more (delta-query-overview: replays). */
  replays: number;
  /** Half of a round's entities come a second time, on a later page. */
  repeats: boolean;
  /** Every round begins with an empty page that has a nextLink. */
  emptyPages: boolean;
  /** The next so many delta answers have neither nextLink nor deltaLink (microsoft-graph-docs #2153). */
  lostLinks: number;

  /** Folder names in German, as in a mailbox whose owner chose so: only well-known names can be relied on. */
  localFolderNames: boolean;
  /** Sent mail has its transport headers after all (microsoft-graph-docs #12726: it came and went). */
  sentMailHasHeaders: boolean;

  /** `originalStartTimeZone` is `tzone://Microsoft/Custom`. */
  customTimeZones: boolean;
  /**
   * A cancelled occurrence of a series is not told: the series comes again as a whole, without it, and never split over
   * two pages (found by experiment in microsoft-graph-docs PR #4501). Else it is told as removed.
   */
  silentOccurrences: boolean;
  /** Occurrences in a delta are stubs of id, type, seriesMasterId, start and end (microsoft-graph-docs #7632). */
  stubOccurrences: boolean;
  /** Occurrences come before the master of their series. */
  masterLast: boolean;

  /** Subscriptions may name an http address. */
  insecureNotifications: boolean;

  batchShuffled: boolean;
  /** The next so many batches lack the answer to their last request (kenn-io/msgvault #260). */
  batchGaps: number;
  /** The next so many inner requests are throttled. */
  batchThrottled: number;

  /** The sent copy of a draft has another id than the draft, also an immutable one (microsoft-graph-docs #1533). */
  sentCopyHasNewId: boolean;
  /** Copies of sent mail appear after this many reads of the sent message (outlook-immutable-id, note on sending). */
  sentCopyReads: number;
}

export const calm: Readonly<Switches> = {
  latencyMs: 0,
  retryAfter: "seconds",
  retryAfterSeconds: 2,
  strictRotation: false,
  keepsRefreshToken: false,
  accessTokenSeconds: 3_599,
  needsAdminConsent: false,
  moves: "together",
  replays: 0,
  repeats: false,
  emptyPages: false,
  lostLinks: 0,
  localFolderNames: false,
  sentMailHasHeaders: false,
  customTimeZones: false,
  silentOccurrences: true,
  stubOccurrences: true,
  masterLast: false,
  insecureNotifications: false,
  batchShuffled: false,
  batchGaps: 0,
  batchThrottled: 0,
  sentCopyHasNewId: false,
  sentCopyReads: 0,
};
