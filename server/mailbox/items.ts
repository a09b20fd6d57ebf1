// The ledger's rows: one for each message or event a mailbox was ever said to hold.
import { AppError } from "#shared/errors.ts";
import type { MessageRef } from "../providers/mail-provider.ts";
import type { PrismaTransaction } from "../store/database.ts";
import type { Outcome } from "./file-mail.ts";
import type { Mailbox, MailboxId } from "./mailboxes.ts";

/** After so many failures an item is left alone until somebody asks; it never holds up the others. */
const MOST_ATTEMPTS = 5;
const FIRST_RETRY_S = 30;

export interface StreamKey {
  readonly kind: "mail" | "calendar";
  readonly key: string;
  readonly generation: number;
}

/**
 * What a page of changes names. A message never changes once it is sent: read, starred or moved, what was decided of it
 * stands, and only what is new here, has failed, lay in no chosen place, or was taken as it was written here is fetched.
 */
export async function putPending(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  { key, generation }: StreamKey,
  refs: readonly MessageRef[],
): Promise<void> {
  const latest = [...new Map(refs.map((ref) => [ref.externalId, ref])).values()];
  if (latest.length === 0) return;
  await prisma.$executeRaw`
    insert into "mail_item" as item ("workspaceId", "mailboxId", "kind", "externalId", "streamKey", "threadExternalId",
      "state", "generation", "at", "addresses", "seenAt")
    select ${workspaceId}::uuid, ${id}::uuid, 'message', given.*, 'pending', ${generation}, null, '{}', now()
    from unnest(${latest.map((ref) => ref.externalId)}::text[], ${latest.map(() => key)}::text[],
      ${latest.map((ref) => ref.threadExternalId)}::text[]) as given
    on conflict ("workspaceId", "mailboxId", "kind", "externalId") do update set
      "streamKey" = excluded."streamKey", "generation" = excluded."generation", "isLeaving" = false,
      "threadExternalId" = coalesce(excluded."threadExternalId", item."threadExternalId"),
      "state" = case when item."state" = 'linked' and item."streamKey" <> ${WRITTEN_HERE}
          or item."state" = 'skipped' and item."reason" not in ('not_chosen', 'too_old')
        then item."state" else 'pending' end,
      "attempts" = case when item."state" = 'failed' then 0 else item."attempts" end`;
  const dated = latest.filter((ref) => ref.at !== null);
  if (dated.length === 0) return;
  await prisma.$executeRaw`
    update "mail_item" as item set "at" = given."at"
    from unnest(${dated.map((ref) => ref.externalId)}::text[], ${dated.map((ref) => ref.at)}::timestamptz[]) as given("id", "at")
    where item."workspaceId" = ${workspaceId}::uuid and item."mailboxId" = ${id}::uuid and item."kind" = 'message'
      and item."externalId" = given."id" and item."at" is null`;
}

/** Said to have left this stream; whether they came to another shows at the end of the round. */
export async function markLeaving(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  { key }: StreamKey,
  externalIds: readonly string[],
): Promise<void> {
  if (externalIds.length === 0) return;
  await prisma.$executeRaw`
    update "mail_item" set "isLeaving" = true
    where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid and "kind" = 'message'
      and "streamKey" = ${key} and "externalId" = any(${[...externalIds]}::text[])`;
}

/** Where mail lies that was written here and may be in no place that is followed: no stream's end takes it away. */
export const WRITTEN_HERE = "written here";

/** A mail that went out from Kith is asked for like any other, unless the vendor's changes have told of it already. */
export async function putWritten(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  { externalId, threadExternalId }: MessageRef,
): Promise<void> {
  await prisma.$executeRaw`
    insert into "mail_item" ("workspaceId", "mailboxId", "kind", "externalId", "streamKey", "threadExternalId", "state",
      "generation", "at", "addresses", "seenAt")
    values (${workspaceId}::uuid, ${id}::uuid, 'message', ${externalId}, ${WRITTEN_HERE}, ${threadExternalId}, 'pending',
      0, null, '{}', now())
    on conflict do nothing`;
}

/** Where places are chosen, mail that was written here stays though no listing of them sees it. */
export const keepWritten = (prisma: PrismaTransaction, { workspaceId, id }: MailboxId) =>
  prisma.$executeRaw`
    update "mail_item" as item set "streamKey" = ${WRITTEN_HERE}
    from "mail_send" as sent, "mailbox" as box
    where box."workspaceId" = ${workspaceId}::uuid and box."id" = ${id}::uuid and box."placeIds" is not null
      and sent."workspaceId" = box."workspaceId" and sent."mailboxId" = box."id"
      and item."workspaceId" = box."workspaceId" and item."mailboxId" = box."id" and item."kind" = 'message'
      and item."externalId" = sent."externalId"`;

/** Mail with somebody we know in it: an import begins with that. */
export async function putKnown(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  externalIds: readonly string[],
): Promise<void> {
  await prisma.$executeRaw`
    update "mail_item" as item set "hasKnown" = true
    from unnest(${[...externalIds]}::text[]) as given("id")
    where item."workspaceId" = ${workspaceId}::uuid and item."mailboxId" = ${id}::uuid and item."kind" = 'message'
      and item."externalId" = given."id" and item."state" = 'pending'`;
}

/**
 * What to fetch next: conversations with people we know, then the newest first, and with each message the rest of its conversation. Where nobody has said yet
 * when a message came, the higher id counts as the newer: so it is at Google, whose lists have no times.
 */
export async function takePending(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  now: Date,
  limit: number,
): Promise<MessageRef[]> {
  const rows = await prisma.$queryRaw<{ externalId: string; threadExternalId: string | null; at: Date | null }[]>`
    select "externalId", "threadExternalId", "at" from (
      select "externalId", "threadExternalId", "at", coalesce("threadExternalId", "externalId") as "thread",
        bool_or("hasKnown") over "together" as "hasKnown", max("at") over "together" as "newest",
        max("externalId") over "together" as "highest"
      from "mail_item"
      where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid and "kind" = 'message'
        and "state" = 'pending' and ("retryAt" is null or "retryAt" <= ${now})
      window "together" as (partition by coalesce("threadExternalId", "externalId"))
    ) as waiting
    order by "hasKnown" desc, "newest" desc nulls first, "highest" desc, "thread", "at" limit ${limit}`;
  return rows.map(({ at, ...ids }) => ({ ...ids, at: at?.toISOString() ?? null }));
}

const outcomeColumns = `"externalId", "state", "reason", "at", "subject", "addresses", "threadExternalId", "itemKey",
      "threadId", "level", "sharedId", "privateId"`;

/** Every message has its row; as an upsert it is found by its key, whatever the database believes of the table. */
export async function putOutcomes(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  kind: "message" | "event",
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await prisma.$executeRawUnsafe(
    `insert into "mail_item" as item ("workspaceId", "mailboxId", "kind", "generation", "seenAt", "doneAt", "streamKey",
      ${outcomeColumns})
    select $1::uuid, $2::uuid, $3, 0, now(), now(),
      -- A folder's changes tell of a move in halves, and late: where the message itself says it is, counts.
      coalesce((select max(stream."key") from "mail_stream" as stream
        where stream."workspaceId" = $1::uuid and stream."mailboxId" = $2::uuid and stream."kind" = 'mail'
          and stream."key" = any(given."placeIds")), ''),
      ${outcomeColumns}
    from json_to_recordset($4::text::json) as given("externalId" text, "state" text, "reason" text, "at" timestamptz,
      "subject" text, "addresses" text[], "threadExternalId" text, "itemKey" text, "threadId" uuid, "level" text,
      "sharedId" uuid, "privateId" uuid, "placeIds" text[])
    on conflict ("workspaceId", "mailboxId", "kind", "externalId") do update set "state" = excluded."state",
      "reason" = excluded."reason", "error" = null, "attempts" = 0, "retryAt" = null, "at" = excluded."at",
      "subject" = excluded."subject", "addresses" = excluded."addresses",
      "threadExternalId" = excluded."threadExternalId", "itemKey" = excluded."itemKey",
      "threadId" = excluded."threadId", "level" = excluded."level", "sharedId" = excluded."sharedId",
      "privateId" = excluded."privateId", "doneAt" = excluded."doneAt",
      "streamKey" = coalesce(nullif(excluded."streamKey", ''), item."streamKey")`,
    workspaceId,
    id,
    kind,
    JSON.stringify(outcomes),
  );
}

/** The vendor's own words where it had any: what a person can look up, or send to who runs the server. */
export function wordsOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const inner = cause instanceof Error ? cause.message : "";
  const outer = error instanceof Error ? error.message : String(error);
  return (inner || outer).replaceAll("\0", "").toWellFormed().slice(0, 500);
}

/** Another try later, or none: then it is parked, with why. */
export async function putFailure(
  prisma: PrismaTransaction,
  { workspaceId, id }: Pick<Mailbox, "workspaceId" | "id">,
  externalId: string,
  error: unknown,
  now: Date,
): Promise<void> {
  const isFinal = error instanceof AppError && (error.code === "invalid" || error.code === "forbidden");
  await prisma.$executeRaw`
    update "mail_item" set "attempts" = "attempts" + 1, "error" = ${wordsOf(error)},
      "state" = case when ${isFinal} or "attempts" + 1 >= ${MOST_ATTEMPTS} then 'failed' else 'pending' end,
      "retryAt" = case when ${isFinal} or "attempts" + 1 >= ${MOST_ATTEMPTS} then null
        else ${now}::timestamptz + ${FIRST_RETRY_S} * power(4, "attempts") * interval '1 second' end,
      "doneAt" = case when ${isFinal} or "attempts" + 1 >= ${MOST_ATTEMPTS} then now() end
    where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid and "kind" = 'message'
      and "externalId" = ${externalId}`;
}
