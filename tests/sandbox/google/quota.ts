// How much of its quota a mailbox has used, in a window that slides.
import { type Reason, Refusal, refusalAnswer } from "./errors.ts";

const windowMs = 60_000;

/** Refusals in turn: vendors answer with either status, and Retry-After is there only sometimes. */
const turns: readonly { reason: Reason; status: number; tells: "header" | "text" | "nothing" }[] = [
  { reason: "rateLimitExceeded", status: 429, tells: "header" },
  { reason: "userRateLimitExceeded", status: 403, tells: "nothing" },
  // "Retry after" in the message instead of a header: elie222/inbox-zero apps/web/utils/gmail/retry.ts.
  { reason: "userRateLimitExceeded", status: 429, tells: "text" },
  { reason: "rateLimitExceeded", status: 403, tells: "header" },
];

interface Use {
  readonly recent: { at: number; units: number }[];
  inWindow: number;
  total: number;
  refused: number;
}

export class Quota {
  isOn = true;
  readonly #perMinute: number;
  readonly #clock: () => number;
  readonly #uses = new Map<string, Use>();
  #turn = 0;

  constructor(perMinute: number, clock: () => number) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  #use(address: string): Use {
    const use = this.#uses.get(address) ?? { recent: [], inWindow: 0, total: 0, refused: 0 };
    this.#uses.set(address, use);
    return use;
  }

  /** Counts the units, or throws what Google says when there are none left. What is refused costs nothing. */
  spend(address: string, units: number): void {
    const now = this.#clock();
    const use = this.#use(address);
    while (use.recent[0] && use.recent[0].at <= now - windowMs) use.inWindow -= use.recent.shift()?.units ?? 0;
    if (this.isOn && use.inWindow + units > this.#perMinute) {
      use.refused += 1;
      throw this.#refusal(Math.max(1000, (use.recent[0]?.at ?? now) + windowMs - now), now);
    }
    use.inWindow += units;
    use.total += units;
    const last = use.recent.at(-1);
    // Hundredths of a second are fine enough, and keep the list short.
    if (last && now - last.at < 10) last.units += units;
    else use.recent.push({ at: now, units });
  }

  #refusal(waitMs: number, now: number): Refusal {
    const { reason, status, tells } = turns[this.#turn++ % turns.length] as (typeof turns)[number];
    return new Refusal(
      refusalAnswer(reason, {
        status,
        ...(tells === "header" && { retryAfter: String(Math.ceil(waitMs / 1000)) }),
        ...(tells === "text" && {
          message: `User-rate limit exceeded.  Retry after ${new Date(now + waitMs).toISOString()}`,
        }),
      }),
    );
  }

  used(address: string): number {
    return this.#use(address).total;
  }

  refused(address: string): number {
    return this.#use(address).refused;
  }
}
