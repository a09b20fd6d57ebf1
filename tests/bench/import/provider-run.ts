// An import over Google's stand-in with its quota of 2026, by a clock that everybody shares: it goes with the machine's,
// and where somebody waits it goes on at once.
import type { Timer } from "../../../server/mailbox/limiter.ts";
import { takeTurn } from "../../../server/mailbox/turn.ts";
import type { Vendor } from "../../../server/providers/vendor.ts";
import { World } from "../../sandbox/mailboxes/world.ts";
import type { Stage } from "../stage.ts";
import { rep } from "./corpus.ts";
import { fillMailbox, openGoogleStage } from "./google-stage.ts";
import { engineOf, openBenchDatabase, openOffice } from "./office.ts";

const MESSAGES = 4_000;
/** A turn that is due begins so much later at worst: the queue's workers look twice a second. */
const LATE_MS = 600;
const begin = Date.parse("2026-11-02T08:00:00.000Z");

class SharedClock implements Timer {
  #skipped = 0;

  now = (): number => begin + performance.now() + this.#skipped;

  sleep = async (ms: number): Promise<void> => {
    this.#skipped += ms;
  };
}

export interface ProviderRun {
  readonly messages: number;
  /** Of the stand-in's count; all calls of the import. */
  readonly units: number;
  /** What the messages cost at least. */
  readonly leastUnits: number;
  /** Milliseconds since the beginning, and how many messages came then. */
  readonly arrivals: readonly { readonly atMs: number; readonly count: number }[];
  /** When each turn began. */
  readonly turnsAtMs: readonly number[];
  /** For want of quota; in all, and after the first minute. */
  readonly refused: number;
  readonly refusedLater: number;
}

const runs = new WeakMap<Stage, Promise<ProviderRun | null>>();

/** One run serves all rows. */
export function getProviderRun(stage: Stage): Promise<ProviderRun | null> {
  const run = runs.get(stage) ?? importOnce(stage);
  runs.set(stage, run);
  return run;
}

async function importOnce(stage: Stage): Promise<ProviderRun | null> {
  const opened = await openBenchDatabase(stage);
  if (!opened) return null;
  const { database } = opened;
  const clock = new SharedClock();
  const world = new World(new Date(clock.now()).toISOString());
  const leastUnits = fillMailbox(world, rep, MESSAGES);
  const { google, vendor, openAccess } = await openGoogleStage(world, clock.now);
  const started = clock.now();
  const sinceMs = () => clock.now() - started;
  const arrivals: { atMs: number; count: number }[] = [];
  const mail: Vendor["mail"] = {
    ...vendor.mail,
    fetch: async (access, refs) => {
      const fetched = await vendor.mail.fetch(access, refs);
      arrivals.push({ atMs: sinceMs(), count: fetched.filter(({ kind }) => kind === "message").length });
      return fetched;
    },
  };
  const engine = engineOf(
    database,
    { ...vendor, mail },
    { now: () => new Date(clock.now()), openAccess, timer: clock },
  );
  const turnsAtMs: number[] = [];
  let refusedEarly = 0;
  try {
    const office = await openOffice(database, engine.now());
    for (;;) {
      turnsAtMs.push(sinceMs());
      const turn = await takeTurn(engine, office, new AbortController().signal);
      if (sinceMs() <= 60_000) refusedEarly = google.refused(rep.address);
      if (turn.ran && turn.isQuiet) break;
      if (turn.nextAt === null) throw new Error("The mailbox cannot be followed");
      await clock.sleep(Math.max(0, turn.nextAt.getTime() - clock.now()) + LATE_MS);
    }
    const refused = google.refused(rep.address);
    const units = google.unitsUsed(rep.address);
    const run = { units, leastUnits, arrivals, turnsAtMs, refused, refusedLater: refused - refusedEarly };
    return { messages: MESSAGES, ...run };
  } finally {
    await google.close();
    await database.close();
  }
}
