// How a mailbox is doing, from the facts alone: what is pending, what failed, when it last went well.
import type { MailboxFeature, MailboxView, mailboxStates } from "#shared/mailbox.ts";
import type { Vendor } from "../providers/vendor.ts";
import type { PrismaTransaction } from "../store/database.ts";
import type { Mailbox } from "./mailboxes.ts";

type State = (typeof mailboxStates)[number];

/** A mailbox is said to fail only when that has lasted: one refused connection is no news. */
const FAILURES_TO_TELL = 3;

interface Counts {
  readonly pending: number;
  readonly linked: number;
  readonly skipped: number;
  readonly failed: number;
}

function stateOf(mailbox: Mailbox, counts: Counts, isListed: boolean, now: Date): State {
  if (mailbox.reconnect !== null || mailbox.tokens === null) return "reconnect";
  if (mailbox.since === null) return "choosing";
  if (mailbox.pausedAt !== null) return "paused";
  if (mailbox.failures >= FAILURES_TO_TELL) return "failing";
  const isFirst = !isListed || mailbox.lastSuccessAt === null;
  if (isFirst) return "importing";
  if (mailbox.retryAt && mailbox.retryAt > now && counts.pending > 0) return "waiting";
  return counts.pending > 0 ? "behind" : "current";
}

/** Needs a scope that may see the mailbox. `vendor` is null where this server no longer has a client there. */
export async function viewMailbox(
  prisma: PrismaTransaction,
  mailbox: Mailbox,
  vendor: Vendor | null,
  now: Date,
): Promise<MailboxView> {
  const where = { workspaceId: mailbox.workspaceId, mailboxId: mailbox.id };
  const groups = await prisma.$queryRaw<{ state: keyof Counts; count: bigint; oldest: Date | null }[]>`
    select "state", count(*) as "count", min("at") as "oldest" from "mail_item"
    where "workspaceId" = ${mailbox.workspaceId}::uuid and "mailboxId" = ${mailbox.id}::uuid group by "state"`;
  const countOf = (state: keyof Counts) => Number(groups.find((group) => group.state === state)?.count ?? 0);
  const counts = {
    pending: countOf("pending"),
    linked: countOf("linked"),
    skipped: countOf("skipped"),
    failed: countOf("failed"),
  };
  const streams = await prisma.mailStream.findMany({ where, select: { isListing: true } });
  const isListed = streams.length > 0 && streams.every((stream) => !stream.isListing);
  const allowed = vendor?.limits.unitsPerMinute ?? 0;
  const isRecent = mailbox.quotaAt !== null && now.getTime() - mailbox.quotaAt.getTime() < 60_000;
  const features = mailbox.features.filter((name): name is MailboxFeature => name !== "identity");
  return {
    id: mailbox.id,
    memberId: mailbox.memberId,
    vendor: mailbox.vendor,
    address: mailbox.address,
    name: mailbox.name,
    features,
    placeIds: mailbox.placeIds as string[] | null,
    since: mailbox.since?.toISOString() ?? null,
    sharing: mailbox.sharing as MailboxView["sharing"],
    state: stateOf(mailbox, counts, isListed, now),
    counts,
    isListed,
    secondsLeft:
      counts.pending > 0 && allowed > 0
        ? Math.ceil((counts.pending * (vendor?.limits.unitsPerMessage ?? 1) * 60) / allowed)
        : null,
    lastSuccessAt: mailbox.lastSuccessAt?.toISOString() ?? null,
    oldestPendingAt: groups.find(({ state }) => state === "pending")?.oldest?.toISOString() ?? null,
    quota: { used: isRecent ? mailbox.quotaUsed : 0, allowed },
    nextTryAt: mailbox.nextAt?.toISOString() ?? null,
    problem: mailbox.lastError,
    endsAt: mailbox.endsAt?.toISOString() ?? null,
  };
}
