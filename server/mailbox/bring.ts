// Fetches what the ledger has as pending and files it, batch by batch. One bad message fails alone.
import { setImmediate } from "node:timers/promises";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../providers/access.ts";
import type { Fetched, MailProvider, MessageRef } from "../providers/mail-provider.ts";
import type { PrismaTransaction } from "../store/database.ts";
import { refreshStatistics } from "../store/statistics.ts";
import { lockWorkspace } from "../store/workspace.ts";
import { fileMessages } from "./file-mail.ts";
import { putFailure, putOutcomes, takePending } from "./items.ts";
import { dropItems, layAnew } from "./leave.ts";
import { type Letter, readLetter } from "./letter.ts";
import { asWriter, inWorkspace, type Mailbox, readMailbox } from "./mailboxes.ts";
import { readCircle } from "./people.ts";
import type { Writer } from "./round.ts";

/** Finding what is next looks at everything that waits: done for each fetch, an import would take the square of its size. */
const TAKEN_AT_ONCE = 10_000;

/** In one transaction: what it costs on top of its messages is shared by them, and others wait for it to end. */
const FILED_AT_ONCE = 500;
/** Of text that waits to be filed; a few mails may be enormous. */
const MOST_WAITING = 16_000_000;

/** What was fetched and is not filed yet. */
interface Gathered {
  readonly refs: MessageRef[];
  readonly letters: Letter[];
  readonly others: Unread[];
  size: number;
}

type Unread = Exclude<Fetched, { kind: "message" }>;

const nothing = (): Gathered => ({ refs: [], letters: [], others: [], size: 0 });

/** Then others get their turn: the database, which is filing, and whoever asks the server something. */
const READ_AT_ONCE = 8;

/** Reads what was fetched while others are filed; one that cannot be read fails alone. */
async function gather(into: Gathered, refs: readonly MessageRef[], fetched: readonly Fetched[]): Promise<void> {
  into.refs.push(...refs);
  for (const [at, one] of fetched.entries()) {
    if (at % READ_AT_ONCE === 0) await setImmediate();
    if (one.kind !== "message") {
      into.others.push(one);
      continue;
    }
    try {
      into.letters.push(readLetter(one.message));
      into.size += one.message.body.content.length;
    } catch (error) {
      into.others.push({ kind: "failed", externalId: one.message.externalId, error: error as Error });
    }
  }
}

/**
 * Until nothing is pending that could be fetched now, or `mayGoOn` says no; returns false in that case. While a batch is
 * filed the next is fetched, and grows as long as that takes.
 */
export async function bringPending(
  writer: Writer,
  mail: MailProvider,
  access: Access,
  mailbox: Mailbox,
  mayGoOn: () => boolean,
): Promise<boolean> {
  let filing: Promise<void> = Promise.resolve();
  let isFiling = false;
  let gathered = nothing();
  let filed = 0;
  const file = async () => {
    await filing;
    if (filed >= FILED_AT_ONCE) {
      filed = 0;
      await refreshStatistics(writer.database);
    }
    if (gathered.refs.length === 0) return;
    const full = gathered;
    filed += full.refs.length;
    gathered = nothing();
    isFiling = true;
    filing = fileGathered(writer, mailbox, full).finally(() => {
      isFiling = false;
    });
    // Awaited above; until then a failure must not end the process.
    filing.catch(() => undefined);
  };
  const fileAllGathered = async () => {
    await file();
    await file();
  };
  let waiting: MessageRef[] = [];
  for (;;) {
    if (!mayGoOn()) {
      await fileAllGathered();
      return false;
    }
    if (waiting.length === 0) {
      await fileAllGathered();
      waiting = await inWorkspace(writer.database, writer.mailbox, (prisma) =>
        takePending(prisma, writer.mailbox, writer.now(), TAKEN_AT_ONCE),
      );
    }
    const refs = takeWhole(waiting, mail.fetchSize);
    if (refs.length === 0) return true;
    let fetched: Fetched[];
    try {
      fetched = await mail.fetch(access, refs);
    } catch (error) {
      await fileAllGathered();
      throw error;
    }
    await gather(gathered, refs, fetched);
    if (fetched.some(isStruck)) await fileAllGathered();
    const isFull = gathered.refs.length + mail.fetchSize > FILED_AT_ONCE || gathered.size > MOST_WAITING;
    if (!isFiling || isFull) await file();
  }
}

/** From the front, as many as fit, but no thread cut in two unless it is the only one: each half would cost the whole. */
function takeWhole(waiting: MessageRef[], most: number): MessageRef[] {
  const threadAt = (at: number) => waiting[at]?.threadExternalId ?? null;
  let end = Math.min(most, waiting.length);
  while (end > 0 && threadAt(end) !== null && threadAt(end) === threadAt(end - 1)) end -= 1;
  return waiting.splice(0, end || most);
}

async function fileGathered(writer: Writer, mailbox: Mailbox, { refs, letters, others }: Gathered): Promise<void> {
  const settle = (run: (prisma: PrismaTransaction) => Promise<void>) =>
    asWriter(writer.database, mailbox, writer.writer, run);
  const answered = new Set([...letters.map(({ message }) => message), ...others].map(({ externalId }) => externalId));
  const unanswered = refs.filter(({ externalId }) => !answered.has(externalId));
  const lost = new AppError("unavailable", "The vendor's answer left this message out");
  const gone = others.flatMap((one) => (one.kind === "gone" ? [one.externalId] : []));
  const failed = [
    ...others.flatMap((one) => (one.kind === "failed" && !isStruck(one) ? [one] : [])),
    ...unanswered.map(({ externalId }) => ({ externalId, error: lost })),
  ];
  if (gone.length + failed.length > 0) {
    await settle(async (prisma) => {
      await dropItems(prisma, mailbox, "message", gone, writer.now());
      for (const { externalId, error } of failed) {
        await putFailure(prisma, mailbox, externalId, error, writer.now());
      }
    });
  }
  await fileAll(writer, mailbox, letters, settle);
  const struck = others.find(isStruck);
  if (struck?.kind === "failed") throw struck.error;
}

/**
 * The rows of the ledger and what they were called until now: whom nobody in a message knows any more, its record leaves
 * the timelines. A message that is no longer asked for has none, and must not be filed.
 */
const keysBefore = (prisma: PrismaTransaction, { workspaceId, id }: Mailbox, letters: readonly Letter[]) =>
  prisma.$queryRaw<{ externalId: string; itemKey: string | null }[]>`
    select given."id" as "externalId", item."itemKey"
    from unnest(${letters.map(({ message }) => message.externalId)}::text[]) as given("id")
    cross join lateral (
      select "itemKey" from "mail_item"
      where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid and "kind" = 'message'
        and "externalId" = given."id" offset 0
    ) as item`;

/** Not the message's fault: the mailbox has to wait, or its owner to help. */
const isStruck = (one: Fetched) =>
  one.kind === "failed" &&
  one.error instanceof AppError &&
  (one.error.code === "rate_limited" || one.error.code === "unauthenticated");

/** Together; where that fails in halves, down to the one message that is at fault. */
async function fileAll(
  writer: Writer,
  id: Mailbox,
  letters: readonly Letter[],
  settle: (run: (prisma: PrismaTransaction) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (letters.length === 0) return;
  try {
    await settle(async (prisma) => {
      // Before anything is read: a block or rule that comes later finds what is filed here.
      await lockWorkspace(prisma, id.workspaceId);
      const mailbox = await readMailbox(prisma, id);
      const circle = await readCircle(prisma, mailbox);
      const before = new Map(
        (await keysBefore(prisma, mailbox, letters)).map(({ externalId, itemKey }) => [externalId, itemKey]),
      );
      const wanted = letters.filter(({ message }) => before.has(message.externalId));
      const outcomes = await fileMessages(prisma, mailbox, circle, wanted, writer.now());
      await putOutcomes(prisma, mailbox, "message", outcomes);
      const left = outcomes.flatMap(({ externalId, itemKey }) => {
        const key = before.get(externalId) ?? null;
        return key === null || key === itemKey ? [] : [key];
      });
      await layAnew(prisma, mailbox.workspaceId, "message", [...new Set(left)], writer.now());
    });
  } catch (error) {
    // The database's own trouble and a lost lease strike every message alike.
    if (error instanceof AppError) throw error;
    const [only] = letters;
    if (letters.length === 1 && only) {
      await settle((prisma) => putFailure(prisma, id, only.message.externalId, error, writer.now()));
      return;
    }
    const half = Math.ceil(letters.length / 2);
    await fileAll(writer, id, letters.slice(0, half), settle);
    await fileAll(writer, id, letters.slice(half), settle);
  }
}
