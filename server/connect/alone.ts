// One at a time per mailbox, in all processes: who refreshes its tokens, or ends its connection.
import { type Database, everybody, type PrismaTransaction, type Scope, transact } from "../store/database.ts";

export interface MailboxId {
  readonly workspaceId: string;
  readonly id: string;
}

/** The server itself, in the mailbox's workspace. */
export const scopeOf = ({ workspaceId }: MailboxId): Scope => ({ workspaceId, memberId: everybody });

export const keyOf = ({ workspaceId, id }: MailboxId) => `mailbox ${workspaceId} ${id}`;

/** Runs statements; several of them are one transaction. */
export type Run = <T>(work: (prisma: PrismaTransaction) => Promise<T>) => Promise<T>;

/** Longer than a vendor's token endpoint may take. */
const LOCK_TIMEOUT = "20s";
/** Each holds a connection while it talks to a vendor; a vendor that hangs must leave some to everybody else. */
const MOST_HELD = 3;

const turns = new WeakMap<Database, Map<string, Promise<unknown>>>();
const seats = new WeakMap<Database, Seats>();

/**
 * Calls back when nobody else is at this mailbox. PGlite is one connection, and one process has it: waiting in memory
 * is the whole lock there, and no transaction stands open, with everybody behind it, while a vendor takes its time. On
 * PostgreSQL an advisory lock keeps other processes out; it is not the mailbox's row, which its writer goes on updating.
 */
export async function alone<T>(database: Database, mailbox: MailboxId, work: (run: Run) => Promise<T>): Promise<T> {
  const queue = turns.get(database) ?? new Map<string, Promise<unknown>>();
  turns.set(database, queue);
  const key = keyOf(mailbox);
  const before = queue.get(key);
  const turn = (async () => {
    // Whatever became of the one before is its own caller's business.
    await before?.catch(() => undefined);
    return database.kind === "pglite"
      ? work((statements) => transact(database, scopeOf(mailbox), statements))
      : holdLock(database, mailbox, work);
  })();
  queue.set(key, turn);
  try {
    return await turn;
  } finally {
    if (queue.get(key) === turn) queue.delete(key);
  }
}

async function holdLock<T>(database: Database, mailbox: MailboxId, work: (run: Run) => Promise<T>): Promise<T> {
  const held = seats.get(database) ?? new Seats(MOST_HELD);
  seats.set(database, held);
  await held.take();
  try {
    return await transact(database, scopeOf(mailbox), async (prisma) => {
      await prisma.$queryRaw`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`;
      await prisma.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${keyOf(mailbox)}, 0))::text`;
      return work((statements) => statements(prisma));
    });
  } finally {
    held.leave();
  }
}

class Seats {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
