// What was decided of mail and meetings, decided anew, because the people, the blocks or the sharing have changed.
import { isBlockedBy, type SharingLevel } from "#shared/crm/sharing.ts";
import { type Database, everybody, type PrismaTransaction, transact } from "../store/database.ts";
import { lockWorkspace } from "../store/workspace.ts";
import { keepWritten } from "./items.ts";
import { layAnew } from "./leave.ts";
import { type Mailbox, type MailboxId, wake } from "./mailboxes.ts";
import { readCircle } from "./people.ts";
import { ownerLevel } from "./sharing.ts";
import { threadKeyOf } from "./threads.ts";

const PAGE = 500;

/**
 * A transaction over all mailboxes of a workspace. It takes their rows and the workspace's first, as their writers do:
 * in another order the two would wait for each other.
 */
const inAll = <T>(database: Database, workspaceId: string, run: (prisma: PrismaTransaction) => Promise<T>) =>
  transact(database, { workspaceId, memberId: everybody }, async (prisma) => {
    await prisma.$queryRaw`
      select "id"::text from "mailbox" where "workspaceId" = ${workspaceId}::uuid order by "id" for update`;
    await lockWorkspace(prisma, workspaceId);
    return run(prisma);
  });

type Reopened = { mailboxId: string; kind: string };

/** Their mailboxes get a turn; calendars, whose events are not kept, are listed again. */
async function follow(prisma: PrismaTransaction, workspaceId: string, reopened: readonly Reopened[], now: Date) {
  for (const id of new Set(reopened.map(({ mailboxId }) => mailboxId))) await wake(prisma, { workspaceId, id }, now);
  const calendars = new Set(reopened.flatMap(({ kind, mailboxId }) => (kind === "event" ? [mailboxId] : [])));
  await relistCalendars(prisma, workspaceId, [...calendars]);
}

const relistCalendars = (prisma: PrismaTransaction, workspaceId: string, mailboxIds: readonly string[]) =>
  prisma.$executeRaw`
    update "mail_stream" set "cursor" = null, "roundCursor" = null, "isListing" = true, "generation" = "generation" + 1
    where "workspaceId" = ${workspaceId}::uuid and "kind" = 'calendar' and "mailboxId" = any(${[...mailboxIds]}::uuid[])`;

/** Everything is listed anew: another beginning was chosen, or other places. What was too old or not chosen may be now. */
export async function relist(prisma: PrismaTransaction, { workspaceId, id }: MailboxId): Promise<void> {
  await prisma.$executeRaw`
    update "mail_stream" set "cursor" = null, "roundCursor" = null, "isListing" = true, "generation" = "generation" + 1
    where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid`;
  await keepWritten(prisma, { workspaceId, id });
  await prisma.mailItem.updateMany({
    where: { workspaceId, mailboxId: id, kind: "message", state: "skipped", reason: { in: ["too_old", "not_chosen"] } },
    data: { state: "pending", attempts: 0, retryAt: null },
  });
}

/** Somebody has become known under these addresses: older mail and meetings with them are theirs. */
export function refileAddresses(database: Database, workspaceId: string, addresses: readonly string[], now: Date) {
  const wanted = addresses.map((address) => address.toLowerCase());
  return inAll(database, workspaceId, async (prisma) => {
    const reopened = await prisma.$queryRaw<Reopened[]>`
      update "mail_item" set "state" = case "kind" when 'message' then 'pending' else "state" end, "attempts" = 0, "retryAt" = null
      where "workspaceId" = ${workspaceId}::uuid and "addresses" && ${wanted}::text[]
        and ("state" = 'skipped' and "reason" in ('nobody_known', 'bulk') or "state" = 'linked')
      returning "mailboxId"::text, "kind"`;
    await follow(prisma, workspaceId, reopened, now);
    return reopened.length;
  });
}

/** Somebody is no longer known: what was linked to them, in records only its owners see too. */
export function refileContact(database: Database, workspaceId: string, contactId: string, now: Date) {
  return inAll(database, workspaceId, async (prisma) => {
    const reopened = await prisma.$queryRaw<Reopened[]>`
      update "mail_item" as item set "state" = case "kind" when 'message' then 'pending' else "state" end, "attempts" = 0, "retryAt" = null
      where "workspaceId" = ${workspaceId}::uuid and "state" = 'linked' and (
        exists (select from "list_item" as link where link."workspaceId" = item."workspaceId"
          and link."field" = 'contactIds' and link."value" = ${contactId}
          and link."recordId" in (item."sharedId", item."privateId"))
        or not exists (select from "activity" as record where record."workspaceId" = item."workspaceId"
          and record."id" in (item."sharedId", item."privateId"))
        and not exists (select from "meeting" as record where record."workspaceId" = item."workspaceId"
          and record."id" in (item."sharedId", item."privateId")))
      returning "mailboxId"::text, "kind"`;
    await follow(prisma, workspaceId, reopened, now);
    return reopened.length;
  });
}

/**
 * Somebody has taken a mail off the timeline: their own mailboxes do not bring it back. Others' do, as far as its owners
 * share it. Whoever names a record they could not remove has changed nothing.
 */
export function forgetUnlogged(database: Database, workspaceId: string, memberId: string, activityId: string) {
  return inAll(database, workspaceId, async (prisma) => {
    const rows = await prisma.$queryRaw<{ itemKey: string; isOwn: boolean }[]>`
      select distinct item."itemKey", box."memberId" = ${memberId}::uuid as "isOwn" from "mail_item" as item
      join "mailbox" as box on box."workspaceId" = item."workspaceId" and box."id" = item."mailboxId"
      where item."workspaceId" = ${workspaceId}::uuid and item."level" is not null
        and (item."sharedId" = ${activityId}::uuid
          or item."privateId" = ${activityId}::uuid and box."memberId" = ${memberId}::uuid)
        and not exists (select from "activity" where "workspaceId" = item."workspaceId" and "id" = ${activityId}::uuid)`;
    const own = rows.flatMap(({ itemKey, isOwn }) => (isOwn ? [itemKey] : []));
    await prisma.$executeRaw`
      update "mail_item" as item set "state" = 'skipped', "reason" = 'unlogged', "level" = null, "sharedId" = null,
        "privateId" = null
      from "mailbox" as box where box."workspaceId" = item."workspaceId" and box."id" = item."mailboxId"
        and box."memberId" = ${memberId}::uuid and item."workspaceId" = ${workspaceId}::uuid
        and item."itemKey" = any(${own}::text[])`;
    await layAnew(prisma, workspaceId, "message", [...new Set(rows.map(({ itemKey }) => itemKey))], new Date());
  });
}

/** Somebody wants a mail back that they took off the timeline: their mailboxes bring it again. */
export function relog(
  database: Database,
  workspaceId: string,
  memberId: string,
  messageKeys: readonly string[],
  now: Date,
) {
  return inAll(database, workspaceId, async (prisma) => {
    const reopened = await prisma.$queryRaw<Reopened[]>`
      update "mail_item" as item set "state" = 'pending', "reason" = null, "attempts" = 0, "retryAt" = null
      from "mailbox" as box where box."workspaceId" = item."workspaceId" and box."id" = item."mailboxId"
        and box."memberId" = ${memberId}::uuid and item."workspaceId" = ${workspaceId}::uuid
        and item."itemKey" = any(${[...messageKeys]}::text[]) and item."reason" = 'unlogged'
      returning item."mailboxId"::text, item."kind"`;
    await follow(prisma, workspaceId, reopened, now);
  });
}

/** Somebody has logged a message by hand that lies in a mailbox and was kept from the others: it is one activity. */
export function joinLogged(database: Database, workspaceId: string, messageKeys: readonly string[], now: Date) {
  return inAll(database, workspaceId, async (prisma) => {
    const rows = await prisma.$queryRaw<{ itemKey: string }[]>`
      select distinct item."itemKey" from "mail_item" as item
      join "list_item" as name on name."workspaceId" = item."workspaceId" and name."entity" = 'activity'
        and name."field" = 'messageKeys' and name."recordId" in (item."sharedId", item."privateId")
      where item."workspaceId" = ${workspaceId}::uuid and item."level" is not null
        and name."value" = any(${[...messageKeys]}::text[])`;
    const keys = rows.map(({ itemKey }) => itemKey);
    await layAnew(prisma, workspaceId, "message", keys, now);
  });
}

/** A block goes backwards too: what it covers leaves the timelines. `memberId` is null for everybody's mailboxes. */
export function applyBlock(
  database: Database,
  workspaceId: string,
  pattern: string,
  memberId: string | null,
  now: Date,
) {
  return inAll(database, workspaceId, async (prisma) => {
    // What follows from a change may come late, and after what follows from its undoing.
    const isThere = await prisma.block.findFirst({ where: { workspaceId, pattern, privateTo: memberId } });
    if (!isThere) return 0;
    const items = await prisma.$queryRaw<
      { mailboxId: string; kind: "message" | "event"; externalId: string; addresses: string[] }[]
    >`
      select item."mailboxId"::text, item."kind", item."externalId", item."addresses" from "mail_item" as item
      join "mailbox" as box on box."workspaceId" = item."workspaceId" and box."id" = item."mailboxId"
      where item."workspaceId" = ${workspaceId}::uuid and item."reason" is distinct from 'unlogged'
        and (item."state" in ('linked', 'skipped') or item."level" is not null)
        and (${memberId}::uuid is null or box."memberId" = ${memberId}::uuid)`;
    const covered = items.filter(({ addresses }) => addresses.some((address) => isBlockedBy(pattern, address)));
    for (const kind of ["message", "event"] as const) {
      const ofKind = covered.filter((item) => item.kind === kind);
      const rows = await prisma.$queryRaw<{ itemKey: string | null }[]>`
        with before as (
          select item.* from "mail_item" as item
          join unnest(${ofKind.map(({ mailboxId }) => mailboxId)}::uuid[], ${ofKind.map(({ externalId }) => externalId)}::text[])
            as given("mailboxId", "externalId")
            on given."mailboxId" = item."mailboxId" and given."externalId" = item."externalId"
          where item."workspaceId" = ${workspaceId}::uuid and item."kind" = ${kind}
        )
        update "mail_item" as item set "state" = 'skipped', "reason" = 'blocked', "itemKey" = null, "level" = null,
          "sharedId" = null, "privateId" = null
        from before where before."workspaceId" = item."workspaceId" and before."mailboxId" = item."mailboxId"
          and before."kind" = item."kind" and before."externalId" = item."externalId"
        returning before."itemKey"`;
      const keys = [...new Set(rows.flatMap(({ itemKey }) => (itemKey === null ? [] : [itemKey])))];
      await layAnew(prisma, workspaceId, kind, keys, now);
    }
    return covered.length;
  });
}

/** What came and went with an undo shows in what there is now; what the undo said of it is anybody's word. */
export async function obeyBlock(database: Database, workspaceId: string, id: string, now: Date) {
  const block = await inAll(database, workspaceId, (prisma) =>
    prisma.block.findUnique({ where: { workspaceId_id: { workspaceId, id } } }),
  );
  if (block) await applyBlock(database, workspaceId, block.pattern, block.privateTo, now);
  else await liftBlocks(database, workspaceId, now);
}

/** A block was taken away: what it kept out is looked at again. */
export function liftBlocks(database: Database, workspaceId: string, now: Date) {
  return inAll(database, workspaceId, async (prisma) => {
    const reopened = await prisma.$queryRaw<Reopened[]>`
      update "mail_item" set "state" = case "kind" when 'message' then 'pending' else "state" end, "attempts" = 0, "retryAt" = null
      where "workspaceId" = ${workspaceId}::uuid and "state" = 'skipped' and "reason" = 'blocked'
      returning "mailboxId"::text, "kind"`;
    await follow(prisma, workspaceId, reopened, now);
  });
}

/** Everything a mailbox has linked, by what its owner shares now; page by page, so that nobody waits for the whole. */
export async function reshare(database: Database, id: MailboxId, now: Date): Promise<void> {
  let after = { kind: "", externalId: "" };
  for (;;) {
    const last = await inAll(database, id.workspaceId, (prisma) => resharePage(prisma, id, after, now));
    if (!last) return;
    after = last;
  }
}

interface LinkedItem {
  kind: "message" | "event";
  externalId: string;
  itemKey: string;
  threadId: string | null;
  reason: string | null;
  level: SharingLevel;
  contactIds: string[];
}

async function resharePage(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  after: { kind: string; externalId: string },
  now: Date,
): Promise<{ kind: string; externalId: string } | null> {
  const mailbox: Mailbox = await prisma.mailbox.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
  const { threadRules, personRules } = await readCircle(prisma, mailbox);
  const items = await prisma.$queryRaw<LinkedItem[]>`
    select item."kind", item."externalId", item."itemKey", item."threadId"::text, item."reason", item."level",
      coalesce(mail."contactIds", event."contactIds", '{}')::text[] as "contactIds"
    from "mail_item" as item
    left join "activity" as mail on item."kind" = 'message' and mail."workspaceId" = item."workspaceId"
      and mail."id" = coalesce(item."privateId", item."sharedId")
    left join "meeting" as event on item."kind" = 'event' and event."workspaceId" = item."workspaceId"
      and event."id" = coalesce(item."privateId", item."sharedId")
    where item."workspaceId" = ${workspaceId}::uuid and item."mailboxId" = ${id}::uuid and item."level" is not null
      and (item."kind", item."externalId") > (${after.kind}, ${after.externalId})
    order by item."kind", item."externalId" limit ${PAGE}`;
  const changed = items.flatMap((item) => {
    const level = ownerLevel({
      mailbox: mailbox.sharing as SharingLevel,
      thread: (item.threadId && threadRules.get(threadKeyOf(item.threadId))) || null,
      people: item.contactIds.flatMap((contactId) => personRules.get(contactId) ?? []),
      sensitive: item.reason !== null,
    });
    return level === item.level ? [] : [{ ...item, level }];
  });
  for (const kind of ["message", "event"] as const) {
    const ofKind = changed.filter((item) => item.kind === kind);
    if (ofKind.length === 0) continue;
    await prisma.$executeRaw`
      update "mail_item" as item set "level" = given."level"
      from unnest(${ofKind.map(({ externalId }) => externalId)}::text[], ${ofKind.map(({ level }) => level)}::text[])
        as given("externalId", "level")
      where item."workspaceId" = ${workspaceId}::uuid and item."mailboxId" = ${id}::uuid and item."kind" = ${kind}
        and item."externalId" = given."externalId"`;
    await layAnew(prisma, workspaceId, kind, [...new Set(ofKind.map(({ itemKey }) => itemKey))], now);
  }
  return items.length < PAGE ? null : (items.at(-1) ?? null);
}

/** The mailboxes of members who have decided how much of their mail with this person is shown. */
export const mailboxesWithRule = (database: Database, workspaceId: string, contactId: string): Promise<MailboxId[]> =>
  inAll(
    database,
    workspaceId,
    (prisma) => prisma.$queryRaw<MailboxId[]>`
      select distinct box."workspaceId"::text, box."id"::text from "shareRule" as rule
      join "mailbox" as box on box."workspaceId" = rule."workspaceId" and box."memberId" = rule."privateTo"
      where rule."workspaceId" = ${workspaceId}::uuid and rule."contactId" = ${contactId}::uuid`,
  );

/** The mailboxes of a member, or of everybody. */
export function mailboxesOf(database: Database, workspaceId: string, memberId?: string): Promise<MailboxId[]> {
  return inAll(database, workspaceId, (prisma) =>
    prisma.mailbox.findMany({
      where: { workspaceId, ...(memberId && { memberId }) },
      select: { workspaceId: true, id: true },
    }),
  );
}
