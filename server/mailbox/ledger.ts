// The ledger as one reads it: what became of each message and event, newest first.

import type { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { LedgerEntry, LedgerPage, ledgerQuery } from "#shared/mailbox.ts";
import type { PrismaTransaction } from "../store/database.ts";
import type { MailboxId } from "./mailboxes.ts";

const PAGE = 100;

interface Row {
  kind: "message" | "event";
  externalId: string;
  state: LedgerEntry["state"];
  reason: string | null;
  error: string | null;
  at: Date | null;
  subject: string | null;
  addresses: string[];
  contactIds: string[];
  attempts: number;
  seenAt: Date;
  doneAt: Date | null;
}

const entryOf = ({ at, seenAt, doneAt, ...row }: Row): LedgerEntry => ({
  ...row,
  at: at?.toISOString() ?? null,
  seenAt: seenAt.toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
});

/** Undated ones come first: they have only just been heard of. */
const NOT_DATED = "9999-12-31T23:59:59.999Z";

function parseAfter(after: string | undefined): [at: string, kind: string, externalId: string] | null {
  if (after === undefined) return null;
  const [at = "", kind = "", ...id] = Buffer.from(after, "base64url").toString().split(" ");
  if (Number.isNaN(Date.parse(at))) throw new AppError("invalid", "This is no place in the ledger");
  return [at, kind, id.join(" ")];
}

const afterOf = ({ at, kind, externalId }: LedgerEntry) =>
  Buffer.from(`${at ?? NOT_DATED} ${kind} ${externalId}`).toString("base64url");

const escapeLike = (text: string) => text.replaceAll(/[\\%_]/gu, "\\$&");

/** Needs a scope that may see the mailbox. */
export async function readLedger(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  asked: z.infer<typeof ledgerQuery>,
  limit = PAGE,
): Promise<LedgerPage> {
  const place = parseAfter(asked.after);
  const { state = null, reason = null, kind = null } = asked;
  const text = asked.text?.trim() ? `%${escapeLike(asked.text.trim())}%` : null;
  const rows = await prisma.$queryRaw<Row[]>`
    select item."kind", item."externalId", item."state", item."reason", item."error", item."at", item."subject",
      item."addresses", item."attempts", item."seenAt", item."doneAt",
      coalesce(mail."contactIds", event."contactIds", '{}')::text[] as "contactIds"
    from "mail_item" as item
    left join "activity" as mail on mail."workspaceId" = item."workspaceId"
      and mail."id" = coalesce(item."privateId", item."sharedId")
    left join "meeting" as event on event."workspaceId" = item."workspaceId"
      and event."id" = coalesce(item."privateId", item."sharedId")
    where item."workspaceId" = ${workspaceId}::uuid and item."mailboxId" = ${id}::uuid
      and (${state}::text is null or item."state" = ${state}) and (${reason}::text is null or item."reason" = ${reason})
      and (${kind}::text is null or item."kind" = ${kind})
      and (${text}::text is null or item."subject" ilike ${text} or array_to_string(item."addresses", ' ') ilike ${text})
      and (${place === null} or (coalesce(item."at", ${NOT_DATED}::timestamptz), item."kind", item."externalId")
        < (${place?.[0] ?? NOT_DATED}::timestamptz, ${place?.[1] ?? ""}, ${place?.[2] ?? ""}))
    order by coalesce(item."at", ${NOT_DATED}::timestamptz) desc, item."kind" desc, item."externalId" desc
    limit ${limit + 1}`;
  const entries = rows.slice(0, limit).map(entryOf);
  const last = entries.at(-1);
  return { entries, next: rows.length > limit && last ? afterOf(last) : null };
}

/** Failed items get new tries: those named, or all. */
export const retryFailed = (
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  externalIds?: readonly string[],
) =>
  prisma.mailItem.updateMany({
    where: {
      workspaceId,
      mailboxId: id,
      state: "failed",
      ...(externalIds && { externalId: { in: [...externalIds] } }),
    },
    data: { state: "pending", attempts: 0, retryAt: null },
  });
