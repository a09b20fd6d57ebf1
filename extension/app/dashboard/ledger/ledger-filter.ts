// What a ledger is narrowed to, as it stands in the address. Pure.
import type { itemStates, LedgerEntry, skipReasons } from "#shared/mailbox.ts";

export type ItemState = (typeof itemStates)[number];
export type LedgerKind = LedgerEntry["kind"];
/** What was recognised on arrival, and so is its owner's alone whatever is shared. */
export const reasonsForPrivacy = ["code", "password", "bank", "private_event"] as const;
export type LedgerReason = (typeof skipReasons)[number] | (typeof reasonsForPrivacy)[number];

export interface LedgerFilter {
  state: ItemState | null;
  reason: LedgerReason | null;
  kind: LedgerKind | null;
  text: string | null;
}

// As in shared/mailbox.ts, which brings Zod; the compiler holds the two together.
export const ledgerStates = ["linked", "skipped", "failed", "pending"] as const satisfies readonly ItemState[];
export const ledgerKinds = ["message", "event"] as const satisfies readonly LedgerKind[];
export const reasonsToSkip = [
  "nobody_known",
  "internal",
  "blocked",
  "bulk",
  "too_old",
  "not_chosen",
  "no_meeting",
  "out_of_window",
  "unlogged",
] as const satisfies readonly (typeof skipReasons)[number][];

export const everyEntry: LedgerFilter = { state: null, reason: null, kind: null, text: null };

export const isEveryEntry = (filter: LedgerFilter) => Object.values(filter).every((value) => value === null);

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find((value) => value === text) ?? null;

export function parseLedgerFilter(params: URLSearchParams): LedgerFilter {
  return {
    state: oneOf(ledgerStates, params.get("state")),
    reason: oneOf([...reasonsToSkip, ...reasonsForPrivacy], params.get("reason")),
    kind: oneOf(ledgerKinds, params.get("kind")),
    text: params.get("text")?.slice(0, 200) || null,
  };
}

/** The filter as the server takes it. */
export function ledgerQueryOf({ state, reason, kind, text }: LedgerFilter, after: string | null) {
  return {
    ...(state && { state }),
    ...(reason && { reason }),
    ...(kind && { kind }),
    ...(text && { text }),
    ...(after && { after }),
  };
}
