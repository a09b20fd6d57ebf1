// What a test can turn on to make the stand-in as awkward as the real one is at times.
import type { Reason } from "./errors.ts";

export interface Switches {
  /** What every call for a mailbox is refused with, of one API or of all. */
  readonly policies: Map<string, { reason: Reason; api: "gmail" | "calendar" | "all" }>;
  /** So many history pages come without `history`, with a nextPageToken to go on by (gauteh/lieer #24). */
  emptyHistoryPages: number;
  /** So many later history pages break the promise of the one before: no `history`, no nextPageToken (lieer #120). */
  brokenHistoryPages: number;
  readonly batch: {
    /** Inner answers in the opposite order. */
    reorder: boolean;
    /** So many inner answers are left out (kenn-io/msgvault #260). */
    dropped: number;
    /** Inner calls beyond so many are refused with 429 "Too many concurrent requests for user". */
    concurrency: number | null;
  };
  /** Every event list begins with a page that is empty and has a nextPageToken. */
  emptyEventPages: boolean;
  /** A cancelled series comes as the master's id alone also where single instances were asked for. */
  cancelsSeriesAsMaster: boolean;
}

export const usualSwitches = (): Switches => ({
  policies: new Map(),
  emptyHistoryPages: 0,
  brokenHistoryPages: 0,
  batch: { reorder: false, dropped: 0, concurrency: null },
  emptyEventPages: false,
  cancelsSeriesAsMaster: false,
});
