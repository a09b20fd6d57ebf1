// What vendors hint at → turns of mailboxes. A hint is believed as far as "look now" goes and no further; however many
// there are, a mailbox is looked into every few seconds at most.
import { timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "#shared/log.ts";
import { inWorkspace, type MailboxId } from "../mailbox/mailboxes.ts";
import { hashOf } from "../mailbox/watch.ts";
import type { Hint, HintSource } from "../providers/push.ts";
import type { Vendor } from "../providers/vendor.ts";
import { type Database, everybody, transact } from "../store/database.ts";

/** How long hints that were sent here are gathered, so that a flood of them is one question to the database. */
const GATHER_MS = 200;
/** More are let go: whoever is left out is found by polling. */
const MOST_GATHERED = 1_000;
/** Between two turns of one mailbox that were hinted at. */
const SPACING_MS = 3_000;
/** After a pull that came back empty at once. */
const PULL_PAUSE_MS = 1_000;
const LONGEST_PULL_PAUSE_MS = 60_000;

interface Parts {
  readonly database: Database;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly wake: (mailbox: MailboxId) => Promise<void>;
  readonly log: Logger;
}

export interface Hints {
  /** Takes hints that were sent here; does not wait for what becomes of them. */
  gather(vendor: string, hints: readonly Hint[]): void;
  /** Fetches no more, and lets go of what was not followed yet. */
  stop(): Promise<void>;
}

export function followHints({ database, vendors, wake, log }: Parts): Hints {
  const stopping = new AbortController();
  const spaced = new Spaced(wake, (error) => log.warn({ error: wordsOf(error) }, "a hint could not be followed"));
  const gathered = new Map<string, { vendor: string; hint: Hint }>();
  let flushing: NodeJS.Timeout | undefined;

  const follow = async (vendor: string, hints: readonly Hint[]) => {
    for (const { mailbox, wants } of await findHinted(database, vendor, hints)) {
      if (wants !== "look") await askForWatch(database, mailbox, wants);
      await spaced.wake(mailbox);
    }
  };

  const flush = async () => {
    flushing = undefined;
    const all = [...gathered.values()];
    gathered.clear();
    for (const vendor of new Set(all.map((one) => one.vendor))) {
      const hints = all.filter((one) => one.vendor === vendor).map(({ hint }) => hint);
      // Polling finds what is lost here.
      await follow(vendor, hints).catch((error: unknown) => log.warn({ error: wordsOf(error) }, "hints were lost"));
    }
  };

  const pulls = [...vendors.values()].flatMap(({ name, push }) =>
    push?.source.kind === "fetched"
      ? [
          keepPulling(
            push.source.pull,
            (hints) => follow(name, hints),
            stopping.signal,
            (error) => log.warn({ vendor: name, error: wordsOf(error) }, "hints could not be fetched"),
          ),
        ]
      : [],
  );

  return {
    gather(vendor, hints) {
      if (stopping.signal.aborted) return;
      for (const hint of hints) {
        if (gathered.size >= MOST_GATHERED) break;
        gathered.set(JSON.stringify([vendor, hint.watchId, hint.secret, hint.wants]), { vendor, hint });
      }
      flushing ??= setTimeout(() => void flush(), GATHER_MS);
    },
    async stop() {
      stopping.abort();
      clearTimeout(flushing);
      spaced.stop();
      await Promise.all(pulls);
    },
  };
}

interface Hinted {
  readonly mailbox: MailboxId;
  readonly wants: Hint["wants"];
}

/** The mailboxes that may be followed and whose secret was known. */
async function findHinted(database: Database, vendor: string, hints: readonly Hint[]): Promise<Hinted[]> {
  const ids = [...new Set(hints.map(({ watchId }) => watchId))];
  if (ids.length === 0) return [];
  const rows = await transact(database, { memberId: everybody }, (prisma) =>
    prisma.mailbox.findMany({
      where: {
        vendor,
        pushIds: { hasSome: ids },
        since: { not: null },
        tokens: { not: null },
        reconnect: null,
        pausedAt: null,
      },
      select: { workspaceId: true, id: true, pushIds: true, pushSecretHash: true },
    }),
  );
  return rows.flatMap(({ workspaceId, id, pushIds, pushSecretHash }) => {
    const known = hints.filter(({ watchId, secret }) => pushIds.includes(watchId) && knows(secret, pushSecretHash));
    const most = (["watch", "renew", "look"] as const).find((wants) => known.some((hint) => hint.wants === wants));
    return most ? [{ mailbox: { workspaceId, id }, wants: most }] : [];
  });
}

function knows(secret: string | null, hash: string | null): boolean {
  if (secret === null || hash === null) return secret === hash;
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));
}

/** The turn that follows sees to it; without an end, it watches anew. */
const askForWatch = (database: Database, { workspaceId, id }: MailboxId, wants: "renew" | "watch") =>
  inWorkspace(database, { workspaceId, id }, (prisma) =>
    prisma.mailbox.updateMany({
      where: { workspaceId, id },
      data: { pushDueAt: null, ...(wants === "watch" && { pushEndsAt: null }) },
    }),
  );

async function keepPulling(
  pull: Extract<HintSource, { kind: "fetched" }>["pull"],
  follow: (hints: readonly Hint[]) => Promise<void>,
  signal: AbortSignal,
  onTrouble: (error: unknown) => void,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const from = Date.now();
    try {
      const { hints, acknowledge } = await pull(signal);
      await follow(hints);
      await acknowledge();
      failures = 0;
      if (hints.length === 0) await pause(PULL_PAUSE_MS - (Date.now() - from), signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures === 1) onTrouble(error);
      await pause(Math.min(LONGEST_PULL_PAUSE_MS, PULL_PAUSE_MS * 2 ** failures), signal);
    }
  }
}

const pause = (ms: number, signal: AbortSignal) => sleep(Math.max(0, ms), undefined, { signal }).catch(() => undefined);

const wordsOf = (error: unknown) => {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? inner.message : String(inner);
};

/** Wakes at once, then not again for a while: what is asked for meanwhile is done once, at the end of it. */
class Spaced {
  readonly #wake: (mailbox: MailboxId) => Promise<void>;
  readonly #onError: (error: unknown) => void;
  /** By mailbox: until when it rests, and whether it is to be woken then. */
  readonly #resting = new Map<string, { timer: NodeJS.Timeout; isWanted: boolean }>();

  constructor(wake: (mailbox: MailboxId) => Promise<void>, onError: (error: unknown) => void) {
    this.#wake = wake;
    this.#onError = onError;
  }

  async wake(mailbox: MailboxId): Promise<void> {
    const rest = this.#resting.get(mailbox.id);
    if (rest) {
      rest.isWanted = true;
      return;
    }
    const timer = setTimeout(() => {
      const isWanted = this.#resting.get(mailbox.id)?.isWanted;
      this.#resting.delete(mailbox.id);
      if (isWanted) this.wake(mailbox).catch(this.#onError);
    }, SPACING_MS);
    this.#resting.set(mailbox.id, { timer, isWanted: false });
    await this.#wake(mailbox);
  }

  stop(): void {
    for (const { timer } of this.#resting.values()) clearTimeout(timer);
    this.#resting.clear();
  }
}
