// How fast one mailbox may be asked: a budget for any minute, and so many calls at once.
import { AppError } from "#shared/errors.ts";
import type { Limiter, Limits } from "../providers/access.ts";

/** From a call's end, which the vendor has counted by then; its minute and ours are not quite as long. */
const WINDOW_MS = 60_200;
/** How far two clocks may be from each other within a minute. */
const MOST_APART_MS = 1_000;
/** Longer waits belong to the queue. */
const LONGEST_WAIT_MS = 2_000;

/** Milliseconds since whenever, and a way to let some pass. */
export interface Timer {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Not the clock on the wall, which somebody may set back. */
const processTimer: Timer = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export class MailboxLimiter implements Limiter {
  readonly #limits: Limits;
  readonly #timer: Timer;
  #spent: { at: number; units: number }[] = [];
  #used = 0;
  /** Of calls that are under way. */
  #reserved = 0;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** `before`: what an earlier writer of this mailbox had used, and how long ago it last said so. */
  constructor(limits: Limits, before: { agoMs: number; units: number } | null = null, timer: Timer = processTimer) {
    this.#limits = limits;
    this.#timer = timer;
    if (before && before.units > 0) {
      this.#spent.push({ at: timer.now() - Math.max(0, before.agoMs), units: before.units });
      this.#used = before.units;
    }
  }

  /** Units of the last minute, and of what is under way. */
  get used(): number {
    const since = this.#timer.now() - WINDOW_MS;
    while (this.#spent[0] && this.#spent[0].at <= since) this.#used -= this.#spent.shift()?.units ?? 0;
    return this.#used + this.#reserved;
  }

  async run<T>(units: number, call: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      await this.#reserve(units);
      return await call().finally(() => this.#spend(units));
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    while (this.#running >= this.#limits.concurrency) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
  }

  async #reserve(units: number): Promise<void> {
    for (;;) {
      const waitMs = this.#waitFor(units);
      if (waitMs === 0) break;
      if (waitMs > LONGEST_WAIT_MS) {
        throw new AppError("rate_limited", "This mailbox has used up its minute", { retryAfterMs: waitMs });
      }
      await this.#timer.sleep(waitMs);
    }
    this.#reserved += units;
  }

  #spend(units: number): void {
    this.#reserved -= units;
    this.#spent.push({ at: this.#timer.now(), units });
    this.#used += units;
  }

  #waitFor(units: number): number {
    const { used } = this;
    let over = used + units - this.#limits.unitsPerMinute;
    if (over <= 0 || used === 0) return 0;
    for (const { at, units: past } of this.#spent) {
      over -= past;
      if (over <= 0) return Math.max(1, at + WINDOW_MS - this.#timer.now());
    }
    // More than a minute's units at once goes alone; what is under way comes free a minute after its end.
    return this.#reserved > 0 ? WINDOW_MS : Math.max(1, (this.#spent.at(-1)?.at ?? 0) + WINDOW_MS - this.#timer.now());
  }
}

/**
 * What this process has spent of mailboxes' minutes, call by call. The row of a mailbox has only the sum: taken for
 * spent when it was written down, it would cost every turn what its predecessor took to spend it.
 */
export class Limiters {
  readonly #timer: Timer;
  readonly #kept = new Map<string, { limiter: MailboxLimiter; saidAt: number; at: number }>();

  constructor(timer: Timer = processTimer) {
    this.#timer = timer;
  }

  /**
   * `said` is what the mailbox's last writer left in its row. Where that was this process it is known better, unless the
   * clock says that another time has passed than we have counted.
   */
  take(mailboxId: string, limits: Limits, said: { at: Date; units: number } | null, now: Date): MailboxLimiter {
    const kept = this.#kept.get(mailboxId);
    this.#kept.delete(mailboxId);
    const agoMs = said ? now.getTime() - said.at.getTime() : 0;
    const isSame = kept?.saidAt === said?.at.getTime();
    if (kept && isSame && Math.abs(agoMs - (this.#timer.now() - kept.at)) < MOST_APART_MS) return kept.limiter;
    const before = said && { agoMs, units: said.units };
    return new MailboxLimiter(limits, before, this.#timer);
  }

  /** `saidAt` goes into the mailbox's row. */
  keep(mailboxId: string, limiter: MailboxLimiter, saidAt: Date): void {
    this.#kept.set(mailboxId, { limiter, saidAt: saidAt.getTime(), at: this.#timer.now() });
    for (const [id, { limiter }] of this.#kept) if (limiter.used === 0) this.#kept.delete(id);
  }
}
