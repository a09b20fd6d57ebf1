// Turns of mailboxes as jobs, in any number of processes: whoever is free takes the next. The queue decides who works;
// that two never write at once is the lease's business.
import { fromPrisma, PgBoss } from "pg-boss";
import { followUp, hasFollowUp } from "../mailbox/follow-up.ts";
import type { MailboxId } from "../mailbox/mailboxes.ts";
import { findDue } from "../mailbox/mailboxes.ts";
import { type Engine, takeTurn } from "../mailbox/turn.ts";
import type { Committed, PutEffects } from "../store/effects.ts";
import { FOLLOW_UP_QUEUE, QUEUE_SCHEMA, TURN_QUEUE } from "../store/queue-schema.ts";

/** Turns at once in one process: enough that mailboxes which wait do not hold up others, few enough for a small host. */
const TURNS_AT_ONCE = 6;
const MOST_DUE = 200;
const LONGEST_TICK_MS = 1_000;
/** What a vendor's minute may still ask for: longer pauses need no better than the next look. */
const SHORT_PAUSE_MS = 90_000;

export interface Jobs {
  /** Puts follow-ups down in the transaction of what they follow from. */
  readonly putEffects: PutEffects;
  /** Asks for a turn of this mailbox now; asked twice it is one. */
  wake(mailbox: MailboxId): Promise<void>;
  /** Lets turns that are under way end where they are, and takes no more. */
  stop(): Promise<void>;
}

export async function startJobs(engine: Engine): Promise<Jobs> {
  const { database, log, pollMs, now } = engine;
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.runSql(text, values) },
    backend: database.kind,
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    // Only the owner of the tables may do these; autovacuum is enough for a queue this small.
    reindex: false,
    monitorVacuum: false,
  });
  boss.on("error", (error) => log.warn({ error: error.message }, "the job queue stumbled"));
  await boss.start();
  const stopping = new AbortController();

  const wake = async ({ workspaceId, id }: MailboxId) => {
    await boss.send(TURN_QUEUE, { workspaceId, id }, { singletonKey: id });
  };

  await boss.work<MailboxId>(
    TURN_QUEUE,
    { pollingIntervalSeconds: 0.5, localConcurrency: TURNS_AT_ONCE },
    async ([job]) => {
      if (!job) return;
      const { ran, nextAt } = await takeTurn(engine, job.data, stopping.signal);
      if (!ran || !nextAt || stopping.signal.aborted) return;
      const pauseMs = nextAt.getTime() - now().getTime();
      if (pauseMs <= 0) await wake(job.data);
      else if (pauseMs < SHORT_PAUSE_MS) lookAfter(pauseMs);
    },
  );

  await boss.work<Committed>(FOLLOW_UP_QUEUE, { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    if (job) await followUp(engine, job.data, now());
  });

  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      for (const mailbox of await findDue(database, now(), MOST_DUE)) await wake(mailbox);
    } catch (error) {
      // The database was away: the next tick looks again.
      log.warn({ error: error instanceof Error ? error.message : String(error) }, "due mailboxes could not be found");
    }
  };
  let isLooking = false;
  const tick = () => {
    if (isLooking || stopping.signal.aborted) return;
    isLooking = true;
    looking = look().finally(() => {
      isLooking = false;
    });
  };
  const ticker = setInterval(tick, Math.min(LONGEST_TICK_MS, pollMs));
  /** An import that waits for its minute to pass loses each time what it waits longer. */
  function lookAfter(ms: number) {
    setTimeout(tick, ms).unref();
  }

  return {
    wake,
    putEffects: async (prisma, committed) => {
      const jobs = committed.filter(hasFollowUp).map((data) => ({ data: { ...data } }));
      if (jobs.length > 0) await boss.insert(FOLLOW_UP_QUEUE, jobs, { db: fromPrisma(prisma) });
    },
    async stop() {
      clearInterval(ticker);
      stopping.abort();
      await looking;
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
