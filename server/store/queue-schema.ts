// pg-boss's own schema, put in place by whoever owns the database, so that the role that serves needs no right to.
import { PgBoss } from "pg-boss";

export const QUEUE_SCHEMA = "pgboss";

/** One job per mailbox waits and one runs; a turn that dies with its process is tried by another. */
export const TURN_QUEUE = "mailbox-turn";

/** What follows from a mutation for the mailboxes; in the order it was put. */
export const FOLLOW_UP_QUEUE = "mailbox-follow-up";

type Query = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** Installs or upgrades the schema and its queues. */
export async function putQueueSchema(query: Query, backend: "postgres" | "pglite"): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: query },
    backend,
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => undefined);
  await boss.start();
  const limits = { retryLimit: 3, retryDelay: 10, expireInSeconds: 300, retentionSeconds: 3_600 };
  if (await boss.getQueue(TURN_QUEUE)) await boss.updateQueue(TURN_QUEUE, limits);
  else await boss.createQueue(TURN_QUEUE, { ...limits, policy: "stately" });
  if (!(await boss.getQueue(FOLLOW_UP_QUEUE))) {
    await boss.createQueue(FOLLOW_UP_QUEUE, {
      retryLimit: 10,
      retryDelay: 5,
      retryBackoff: true,
      expireInSeconds: 900,
    });
  }
  await boss.stop({ graceful: false });
}

/** What the serving role needs to use it. */
export const grantQueue = (role: string): string[] => [
  `grant usage on schema ${QUEUE_SCHEMA} to ${role}`,
  `grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${role}`,
  `grant usage, select on all sequences in schema ${QUEUE_SCHEMA} to ${role}`,
  `grant execute on all functions in schema ${QUEUE_SCHEMA} to ${role}`,
];
