// Which messages are one conversation, across the team's mailboxes: by the ids they refer to, and in one mailbox by the
// vendor's own threads. Where a message shows that two threads are one, they become one.
import { randomUUID } from "node:crypto";
import { isMoreThan, type SharingLevel, shareRuleEntity } from "#shared/crm/sharing.ts";
import { removeRecords } from "../store/bulk.ts";
import type { PrismaTransaction } from "../store/database.ts";

export interface Threaded {
  readonly id: string;
  /** Everything that names its conversation. */
  readonly keys: readonly string[];
}

/** What an activity's `threadKeys` calls a thread of ours. */
export const threadKeyOf = (threadId: string) => `thread:${threadId}`;

/** Groups whose members share a key, directly or through others. */
function groupByKeys(items: readonly Threaded[]): Threaded[][] {
  const groupOf = new Map<string, Threaded[]>();
  for (const item of items) {
    const touching = new Set(item.keys.map((key) => groupOf.get(key)).filter((group) => group !== undefined));
    const group = [...[...touching].flat(), item];
    for (const { keys } of group) for (const key of keys) groupOf.set(key, group);
  }
  return [...new Set(groupOf.values())];
}

/**
 * Thread ids by item. `moved` are threads that have become part of another; what was filed under the old id has to be
 * told. Runs behind the workspace's lock, so that two mailboxes do not open one thread twice.
 */
export async function threadsOf(
  prisma: PrismaTransaction,
  workspaceId: string,
  items: readonly Threaded[],
): Promise<{ byItem: Map<string, string>; moved: Map<string, string> }> {
  const keys = [...new Set(items.flatMap((item) => item.keys))];
  const rows = await prisma.$queryRaw<{ key: string; threadId: string }[]>`
    select "key", "threadId"::text from "mail_thread"
    where "workspaceId" = ${workspaceId}::uuid and "key" = any(${keys}::text[])`;
  const known = new Map(rows.map(({ key, threadId }) => [key, threadId]));
  const byItem = new Map<string, string>();
  const moved = new Map<string, string>();
  // Items meet through the database too: a thread that exists is one more key.
  const met = items.map(({ id, keys: own }) => {
    const through = own.flatMap((key) => known.get(key) ?? []);
    return { id, keys: [...own, ...through.map(threadKeyOf)] };
  });
  const fresh: { key: string; threadId: string }[] = [];
  for (const group of groupByKeys(met)) {
    const groupKeys = [...new Set(group.flatMap((item) => item.keys))];
    const ids = [...new Set(groupKeys.flatMap((key) => known.get(key) ?? []))].sort();
    const threadId = ids[0] ?? randomUUID();
    for (const id of ids.slice(1)) moved.set(id, threadId);
    for (const { id } of group) byItem.set(id, threadId);
    for (const key of groupKeys) if (!key.startsWith("thread:") && !known.has(key)) fresh.push({ key, threadId });
  }
  if (moved.size > 0) {
    await prisma.$executeRaw`
      update "mail_thread" as thread set "threadId" = merge."to"
      from unnest(${[...moved.keys()]}::uuid[], ${[...moved.values()]}::uuid[]) as merge("from", "to")
      where thread."workspaceId" = ${workspaceId}::uuid and thread."threadId" = merge."from"`;
  }
  if (fresh.length > 0) {
    await prisma.$executeRaw`
      insert into "mail_thread" ("workspaceId", "key", "threadId")
      select ${workspaceId}::uuid, "key", "threadId"
      from unnest(${fresh.map(({ key }) => key)}::text[], ${fresh.map(({ threadId }) => threadId)}::uuid[]) as given("key", "threadId")
      on conflict ("workspaceId", "key") do nothing`;
  }
  return { byItem, moved };
}

/**
 * Threads that have become part of another: what was filed under them is told, and what was decided and is waited for in
 * them goes along. Returns how many records changed.
 */
export async function mergeThreads(
  prisma: PrismaTransaction,
  { workspaceId, version }: { workspaceId: string; version: bigint },
  moved: ReadonlyMap<string, string>,
): Promise<number> {
  let changed = 0;
  for (const [from, to] of moved) {
    await prisma.$executeRaw`
      update "mail_item" set "threadId" = ${to}::uuid
      where "workspaceId" = ${workspaceId}::uuid and "threadId" = ${from}::uuid`;
    changed += await prisma.$executeRaw`
      update "activity" set "threadKeys" = array_replace("threadKeys", ${threadKeyOf(from)}, ${threadKeyOf(to)}),
        "version" = ${version}
      where "workspaceId" = ${workspaceId}::uuid and "id" in (
        select "recordId" from "list_item" where "workspaceId" = ${workspaceId}::uuid and "entity" = 'activity'
          and "field" = 'threadKeys' and "value" = ${threadKeyOf(from)})`;
    changed += await prisma.$executeRaw`
      update "task" set "threadKey" = ${threadKeyOf(to)}, "version" = ${version}
      where "workspaceId" = ${workspaceId}::uuid and "threadKey" = ${threadKeyOf(from)}`;
    changed += await mergeRules(prisma, { workspaceId, version }, threadKeyOf(from), threadKeyOf(to));
  }
  return changed;
}

/** What a member has decided for a thread holds for what it has become part of; of two decisions the one that shows less. */
async function mergeRules(
  prisma: PrismaTransaction,
  place: { workspaceId: string; version: bigint },
  from: string,
  to: string,
): Promise<number> {
  const { workspaceId, version } = place;
  const rules = await prisma.shareRule.findMany({
    where: { workspaceId, threadKey: { in: [from, to] } },
    select: { id: true, threadKey: true, privateTo: true, level: true },
  });
  const doubles: string[] = [];
  let changed = 0;
  for (const moved of rules.filter(({ threadKey }) => threadKey === from)) {
    const kept = rules.find(({ threadKey, privateTo }) => threadKey === to && privateTo === moved.privateTo);
    const isLess = kept && isMoreThan(kept.level as SharingLevel, moved.level as SharingLevel);
    if (kept) doubles.push(moved.id);
    const change = kept ? (isLess ? { level: moved.level } : null) : { threadKey: to };
    if (!change) continue;
    const id = kept?.id ?? moved.id;
    await prisma.shareRule.update({ where: { workspaceId_id: { workspaceId, id } }, data: { ...change, version } });
    changed += 1;
  }
  return changed + (await removeRecords(prisma, place, shareRuleEntity, doubles));
}

/** Earlier messages of threads that were merged show what the rules for the whole say; returns those that show less or more. */
export async function obeyThreadRules(
  prisma: PrismaTransaction,
  workspaceId: string,
  threadIds: readonly string[],
): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ itemKey: string }[]>`
    update "mail_item" as item set "level" = rule."level"
    from unnest(${[...threadIds]}::uuid[]) as given("id")
      join "shareRule" as rule on rule."threadKey" = 'thread:' || given."id"::text
      join "mailbox" as box on box."workspaceId" = rule."workspaceId" and box."memberId" = rule."privateTo"
    where rule."workspaceId" = ${workspaceId}::uuid and item."workspaceId" = rule."workspaceId"
      and item."mailboxId" = box."id" and item."threadId" = given."id" and item."level" <> rule."level"
    returning item."itemKey"`;
  return [...new Set(rows.map(({ itemKey }) => itemKey))];
}
