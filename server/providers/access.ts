// What a provider's adapter is given with every call: the right to act on one mailbox, and how fast it may.

/** One mailbox's budget at its vendor, shared by everything that acts on the mailbox, mail and calendar alike. */
export interface Limiter {
  /**
   * Runs the call once the budget allows, at most `concurrency` at a time; `units` are the vendor's own. Throws
   * `rate_limited` instead of waiting where the wait would be longer than a few seconds: long waits belong to the queue.
   */
  run<T>(units: number, call: () => Promise<T>): Promise<T>;
}

export interface Access {
  /** A bearer token that is valid now. */
  token(): Promise<string>;
  /** Another one, after the vendor has refused the given; `unauthenticated` when there is none to be had. */
  renew(refused: string): Promise<string>;
  readonly limiter: Limiter;
  /** Aborts what is in flight when the mailbox's writer stops. */
  readonly signal: AbortSignal;
}

/** What a vendor allows for one mailbox. */
export interface Limits {
  readonly unitsPerMinute: number;
  readonly concurrency: number;
  /** What a message costs on average, for estimates. */
  readonly unitsPerMessage: number;
}

/**
 * Failures come out of an adapter as `AppError`, whatever the vendor said: `rate_limited` (with `retryAfterMs` where
 * known), `unavailable` (worth another try), `unauthenticated` (only the rep can help: reconnect), `forbidden` (a right
 * was not granted, or an administrator has closed the API), `not_found`, `invalid` (our own fault). The vendor's own
 * words travel as the message of the `cause`.
 */
export const failureCodes = [
  "rate_limited",
  "unavailable",
  "unauthenticated",
  "forbidden",
  "not_found",
  "invalid",
] as const;
