// The rows of mailboxes, and the lease that makes one process at a time their writer.
import { AppError } from "#shared/errors.ts";
import { type Database, everybody, type MailboxRow, type PrismaTransaction, transact } from "../store/database.ts";

export type Mailbox = MailboxRow;

export interface MailboxId {
  readonly workspaceId: string;
  readonly id: string;
}

/** Longer than any call to a vendor takes; a writer that has died is followed after this. */
const LEASE_MS = 120_000;

const scopeOf = ({ workspaceId }: MailboxId) => ({ workspaceId, memberId: everybody }) as const;

/** A transaction of the server itself, in the workspace of a mailbox. */
export const inWorkspace = <T>(database: Database, id: MailboxId, run: (prisma: PrismaTransaction) => Promise<T>) =>
  transact(database, scopeOf(id), run);

const keyOf = ({ workspaceId, id }: MailboxId) => ({ workspaceId_id: { workspaceId, id } });

/** As it is now: what its owner shares may have changed since the turn began. */
export const readMailbox = (prisma: PrismaTransaction, id: MailboxId): Promise<Mailbox> =>
  prisma.mailbox.findUniqueOrThrow({ where: keyOf(id) });

/** No pause is longer; a moment that is further away was written down by a clock that has been set back since. */
export const LONGEST_WAIT_MS = 24 * 60 * 60_000;

export const isTooFar = (moment: Date, now: Date) => moment.getTime() > now.getTime() + LONGEST_WAIT_MS;

/**
 * The mailbox with its lease taken by `writer`, or undefined while another writer has it. By the database's clock:
 * processes on several machines have several.
 */
export function claim(database: Database, id: MailboxId, writer: string): Promise<Mailbox | undefined> {
  return inWorkspace(database, id, async (prisma) => {
    const taken = await prisma.$executeRaw`
      update "mailbox" set "leaseBy" = ${writer}::uuid, "leaseUntil" = now() + ${LEASE_MS} * interval '1 millisecond'
      where "workspaceId" = ${id.workspaceId}::uuid and "id" = ${id.id}::uuid
        and ("leaseBy" is null or "leaseUntil" is null or "leaseUntil" < now()
          or "leaseUntil" > now() + ${2 * LEASE_MS} * interval '1 millisecond')`;
    return taken === 0 ? undefined : prisma.mailbox.findUniqueOrThrow({ where: keyOf(id) });
  });
}

/**
 * A transaction of the mailbox's writer. It holds the mailbox's row, and does nothing when the lease has gone to
 * somebody else: a writer that was stopped for minutes must not write over its successor.
 */
export function asWriter<T>(
  database: Database,
  id: MailboxId,
  writer: string,
  run: (prisma: PrismaTransaction) => Promise<T>,
): Promise<T> {
  return inWorkspace(database, id, async (prisma) => {
    const held = await prisma.$executeRaw`
      update "mailbox" set "leaseUntil" = now() + ${LEASE_MS} * interval '1 millisecond'
      where "workspaceId" = ${id.workspaceId}::uuid and "id" = ${id.id}::uuid and "leaseBy" = ${writer}::uuid`;
    if (held === 0) throw new AppError("conflict", "Another process follows this mailbox now");
    return run(prisma);
  });
}

export function release(
  database: Database,
  id: MailboxId,
  writer: string,
  facts: Partial<Omit<Mailbox, "workspaceId" | "id" | "placeIds">>,
): Promise<unknown> {
  return inWorkspace(database, id, (prisma) =>
    prisma.mailbox.updateMany({
      where: { workspaceId: id.workspaceId, id: id.id, leaseBy: writer },
      data: { ...facts, leaseBy: null, leaseUntil: null },
    }),
  );
}

/** Mailboxes whose turn it is, in any workspace; those that cannot be followed are not among them. */
export function findDue(database: Database, now: Date, limit: number): Promise<MailboxId[]> {
  const tooFar = new Date(now.getTime() + LONGEST_WAIT_MS);
  return transact(
    database,
    { memberId: everybody },
    (prisma) => prisma.$queryRaw<MailboxId[]>`
      select "workspaceId"::text, "id"::text from "mailbox"
      where "since" is not null and "tokens" is not null and "reconnect" is null and "pausedAt" is null
        and ("nextAt" <= ${now} or "nextAt" > ${tooFar}) and ("leaseUntil" is null or "leaseUntil" < now())
      order by "nextAt" limit ${limit}`,
  );
}

/** Labels or folders to follow; null is the whole mailbox. */
export const putPlaces = (
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  placeIds: readonly string[] | null,
) =>
  prisma.$executeRaw`
    update "mailbox" set "placeIds" = ${placeIds && JSON.stringify(placeIds)}::text::json
    where "workspaceId" = ${workspaceId}::uuid and "id" = ${id}::uuid`;

/** Asks for a turn as soon as somebody can. */
export const wake = (prisma: PrismaTransaction, { workspaceId, id }: MailboxId, at: Date) =>
  prisma.mailbox.updateMany({ where: { workspaceId, id }, data: { nextAt: at } });
