// One round of one stream of mail: its pages of changes become rows of the ledger. A page's rows and the cursor behind
// it are one transaction; where the last round ended is kept until this one has.
import { AppError } from "#shared/errors.ts";
import type { Access } from "../providers/access.ts";
import type { MailProvider, MailScope } from "../providers/mail-provider.ts";
import { type Database, fragment, type PrismaTransaction } from "../store/database.ts";
import { markLeaving, putPending, type StreamKey, WRITTEN_HERE } from "./items.ts";
import { dropItems } from "./leave.ts";
import { asWriter, inWorkspace, type MailboxId } from "./mailboxes.ts";

export interface Writer {
  readonly database: Database;
  readonly mailbox: MailboxId;
  /** Who holds the lease. */
  readonly writer: string;
  readonly now: () => Date;
}

export interface Stream extends StreamKey {
  /** Where the next round begins. */
  readonly cursor: string | null;
  readonly roundCursor: string | null;
  readonly isListing: boolean;
  readonly windowFrom: Date | null;
  readonly windowTo: Date | null;
}

/** A vendor that keeps saying "more" and gives nothing is broken for now; old mail that is passed over gives nothing too. */
const MOST_EMPTY_PAGES = 1_000;
/** How often a round is begun again because its cursor is dead: a listing that dies each time must not go on for ever. */
export const MOST_RESETS = 3;

const where = ({ workspaceId, id }: MailboxId, { kind, key }: Pick<Stream, "kind" | "key">) => ({
  workspaceId_mailboxId_kind_key: { workspaceId, mailboxId: id, kind, key },
});

/** The stream's row, made when it is new. */
export async function openStream({ database, mailbox }: Writer, kind: Stream["kind"], key: string): Promise<Stream> {
  const row = await inWorkspace(database, mailbox, (prisma) =>
    prisma.mailStream.upsert({
      where: where(mailbox, { kind, key }),
      create: { workspaceId: mailbox.workspaceId, mailboxId: mailbox.id, kind, key },
      update: {},
    }),
  );
  return { ...row, kind };
}

type Facts = Partial<
  Pick<Stream, "cursor" | "roundCursor" | "generation" | "isListing" | "windowFrom" | "windowTo">
> & {
  lastSuccessAt?: Date;
};

/** Fails where somebody has meanwhile asked for everything to be listed anew: that must not be overwritten. */
export async function putStream(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  stream: Stream,
  facts: Facts,
) {
  const { kind, key, generation } = stream;
  const { count } = await prisma.mailStream.updateMany({
    where: { workspaceId, mailboxId: id, kind, key, generation },
    data: facts,
  });
  if (count === 0) throw new AppError("conflict", "Everything is to be listed anew");
}

/**
 * The cursor is dead. One in the middle of a round falls back to where the round began; that one dead too, everything is
 * listed anew as the next generation. Nothing is forgotten before that listing is complete.
 */
export async function resetStream(prisma: PrismaTransaction, mailbox: MailboxId, stream: Stream): Promise<Stream> {
  const facts =
    stream.roundCursor !== null && stream.cursor !== null
      ? { roundCursor: null }
      : { cursor: null, roundCursor: null, isListing: true, generation: stream.generation + 1 };
  await putStream(prisma, mailbox, stream, facts);
  return { ...stream, ...facts };
}

/** Follows a stream to its end. Throws what the provider throws; whatever was read until then is kept. */
export async function runRound(
  writer: Writer,
  mail: MailProvider,
  access: Access,
  scope: MailScope,
  opened: Stream,
): Promise<Stream> {
  const { database, mailbox } = writer;
  let stream = opened;
  let empty = 0;
  for (let resets = 0; ; ) {
    const page = await mail.changes(access, stream.key, stream.roundCursor ?? stream.cursor, scope);
    const current = stream;
    if (page.reset) {
      resets += 1;
      const isBeginning = current.cursor === null && current.roundCursor === null;
      if (isBeginning || resets > MOST_RESETS) {
        throw new AppError("unavailable", "The mailbox keeps forgetting where Kith was; Kith will try again");
      }
      stream = await asWriter(database, mailbox, writer.writer, (prisma) => resetStream(prisma, mailbox, current));
      continue;
    }
    const gave = page.upserted.length + page.removedIds.length;
    empty = gave === 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY_PAGES) throw new AppError("unavailable", "The mailbox lists nothing and does not end");
    const facts: Facts = page.more
      ? { roundCursor: page.cursor }
      : { cursor: page.cursor, roundCursor: null, lastSuccessAt: writer.now() };
    await asWriter(database, mailbox, writer.writer, async (prisma) => {
      await putPending(prisma, mailbox, current, page.upserted);
      await markLeaving(prisma, mailbox, current, page.removedIds);
      await putStream(prisma, mailbox, current, facts);
    });
    stream = { ...current, ...facts };
    if (!page.more) return stream;
  }
}

/** So many at a time leave in one transaction. */
const LEAVING_AT_ONCE = 500;

/**
 * The end of a round of all streams: what left one and came to no other, what a complete listing did not see, and what
 * lay in a stream that is no more. Only inside what is listed: mail from before `since` was never asked for. Where there
 * is one stream it is gone. Of several, one may tell late that it has come to it: it is asked for, which will tell.
 */
export async function settleRound(writer: Writer, streams: readonly Stream[], since: Date): Promise<void> {
  const { database, mailbox, now } = writer;
  const keys = streams.map(({ key }) => key);
  const listed = streams.filter(({ isListing }) => isListing);
  const missing = fragment`
    item."workspaceId" = ${mailbox.workspaceId}::uuid and item."mailboxId" = ${mailbox.id}::uuid
    and item."kind" = 'message' and (item."isLeaving"
      or item."streamKey" <> all(${[...keys, WRITTEN_HERE]}::text[]) and item."state" <> 'pending'
      or exists (
        select from unnest(${listed.map(({ key }) => key)}::text[], ${listed.map(({ generation }) => generation)}::int[])
          as given("key", "generation")
        where given."key" = item."streamKey" and item."generation" < given."generation"
          and (item."at" is null or item."at" >= ${since})))`;
  const dropSome = () =>
    asWriter(database, mailbox, writer.writer, async (prisma) => {
      const gone = await prisma.$queryRaw<{ externalId: string }[]>`
        select item."externalId" from "mail_item" as item where ${missing} limit ${LEAVING_AT_ONCE}`;
      const ids = gone.map(({ externalId }) => externalId);
      return dropItems(prisma, mailbox, "message", ids, now());
    });
  const hasSeveral = streams.length > 1;
  while (!hasSeveral && (await dropSome()) > 0);
  await asWriter(database, mailbox, writer.writer, async (prisma) => {
    if (hasSeveral) {
      await prisma.$executeRaw`
        update "mail_item" as item set "state" = 'pending', "isLeaving" = false, "attempts" = 0, "retryAt" = null,
          "generation" = greatest(item."generation", coalesce((
            select max(given."generation")
            from unnest(${listed.map(({ key }) => key)}::text[], ${listed.map(({ generation }) => generation)}::int[])
              as given("key", "generation")
            where given."key" = item."streamKey"), 0))
        where ${missing}`;
    }
    for (const stream of listed) await putStream(prisma, mailbox, stream, { isListing: false });
    await prisma.mailStream.deleteMany({
      where: { workspaceId: mailbox.workspaceId, mailboxId: mailbox.id, kind: "mail", key: { notIn: keys } },
    });
  });
}
