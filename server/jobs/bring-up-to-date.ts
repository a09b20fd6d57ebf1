// Mailboxes brought up to date in this very process, without a server: for the command line and for tests.
import { PgBoss } from "pg-boss";
import { followUp } from "../mailbox/follow-up.ts";
import { inWorkspace, type Mailbox, type MailboxId } from "../mailbox/mailboxes.ts";
import { type Engine, takeTurn } from "../mailbox/turn.ts";
import { everybody, transact } from "../store/database.ts";
import type { Committed } from "../store/effects.ts";
import { FOLLOW_UP_QUEUE, QUEUE_SCHEMA } from "../store/queue-schema.ts";

/** A lease of a process that was killed runs out within this; there is no point in waiting longer for one. */
const LONGEST_WAIT_MS = 15 * 60_000;

/** Mailboxes with this address, or all. */
export const findMailboxes = (engine: Pick<Engine, "database">, address?: string): Promise<Mailbox[]> =>
  transact(engine.database, { memberId: everybody }, (prisma) =>
    prisma.mailbox.findMany({
      where: address === undefined ? {} : { address: { equals: address, mode: "insensitive" } },
      orderBy: { createdAt: "asc" },
    }),
  );

/** Runs what follows from mutations and has not been run yet. */
export async function runFollowUps(engine: Engine): Promise<void> {
  const { database, now } = engine;
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.runSql(text, values) },
    backend: database.kind,
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: false,
  });
  await boss.start();
  try {
    for (;;) {
      const [job] = await boss.fetch<Committed>(FOLLOW_UP_QUEUE);
      if (!job) return;
      await followUp(engine, job.data, now());
      await boss.complete(FOLLOW_UP_QUEUE, job.id);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

export type Rest = "quiet" | "not_started" | "paused" | "reconnect" | "failing";

/** Takes turns, and waits as the vendor wants it to, until nothing is left to do or only a person can help. */
export async function bringUpToDate(engine: Engine, id: MailboxId, onTurn: (mailbox: Mailbox) => void): Promise<Rest> {
  let waitedMs = 0;
  for (;;) {
    const turn = await takeTurn(engine, id, new AbortController().signal);
    const mailbox = await inWorkspace(engine.database, id, (prisma) =>
      prisma.mailbox.findUniqueOrThrow({ where: { workspaceId_id: { ...id } } }),
    );
    onTurn(mailbox);
    if (mailbox.tokens === null || mailbox.reconnect !== null) return "reconnect";
    if (mailbox.since === null) return "not_started";
    if (mailbox.pausedAt !== null) return "paused";
    if (turn.ran && turn.isQuiet) return "quiet";
    if (mailbox.failures >= 5) return "failing";
    const dueMs = turn.nextAt ? turn.nextAt.getTime() - engine.now().getTime() : 1_000;
    const waitMs = Math.max(turn.ran ? 0 : 250, Math.min(dueMs, 60_000));
    waitedMs = turn.ran && dueMs <= 0 ? 0 : waitedMs + waitMs;
    if (waitedMs > LONGEST_WAIT_MS) return "failing";
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
