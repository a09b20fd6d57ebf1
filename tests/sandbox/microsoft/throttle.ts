// What one app may do with one mailbox, mail and calendar together (learn.microsoft.com/graph/throttling-limits,
// "Outlook service limits"): four requests at once, 10,000 in ten minutes.
import { GraphError } from "./graph-error.ts";
import type { Switches } from "./switches.ts";

export interface MailboxLimits {
  readonly concurrent: number;
  readonly requests: number;
  readonly windowMs: number;
}

export const outlookLimits: MailboxLimits = { concurrent: 4, requests: 10_000, windowMs: 600_000 };

interface Use {
  running: number;
  /** The most that were asked for at once, refused ones included. */
  peak: number;
  refused: number;
  total: number;
  /** When the requests of the window came, oldest first from `first` on. */
  times: number[];
  first: number;
}

export class Throttle {
  readonly #limits: MailboxLimits;
  readonly #clock: () => number;
  readonly #switches: Switches;
  readonly #uses = new Map<string, Use>();

  constructor(limits: MailboxLimits, clock: () => number, switches: Switches) {
    this.#limits = limits;
    this.#clock = clock;
    this.#switches = switches;
  }

  useOf(address: string): Readonly<Use> {
    return this.#useOf(address);
  }

  #useOf(address: string): Use {
    const known = this.#uses.get(address);
    if (known) return known;
    const use: Use = { running: 0, peak: 0, refused: 0, total: 0, times: [], first: 0 };
    this.#uses.set(address, use);
    return use;
  }

  /** Counts begin anew; what is running stays. */
  reset(): void {
    for (const use of this.#uses.values()) Object.assign(use, { peak: use.running, refused: 0, total: 0 });
  }

  /** Runs a request of the mailbox, or refuses it. */
  async run<T>(address: string, work: () => Promise<T>): Promise<T> {
    const use = this.#useOf(address);
    use.total += 1;
    use.peak = Math.max(use.peak, use.running + 1);
    if (use.running >= this.#limits.concurrent) {
      use.refused += 1;
      throw this.refusal("ApplicationThrottled", "Application is over its MailboxConcurrency limit.");
    }
    const now = this.#clock();
    while ((use.times[use.first] ?? now) < now - this.#limits.windowMs) use.first += 1;
    if (use.times.length - use.first >= this.#limits.requests) {
      use.refused += 1;
      throw this.refusal("TooManyRequests", "Too many requests for this mailbox.");
    }
    use.times.push(now);
    if (use.first > this.#limits.requests) {
      use.times.splice(0, use.first);
      use.first = 0;
    }
    use.running += 1;
    try {
      return await work();
    } finally {
      use.running -= 1;
    }
  }

  /** Retry-After may be missing (OfficeDev/outlook-dev-docs #144). */
  refusal(code: string, message: string): GraphError {
    const { retryAfter, retryAfterSeconds } = this.#switches;
    const at = new Date(this.#clock() + retryAfterSeconds * 1_000).toUTCString();
    const value = { seconds: String(retryAfterSeconds), date: at, missing: null }[retryAfter];
    return new GraphError(429, code, message, value === null ? {} : { "retry-after": value });
  }
}
