// What else follows for the team from mail that was filed, at the same position of the feed.
import type { Activity } from "#shared/crm/activity.ts";
import type { PrismaTransaction } from "../store/database.ts";
import { advanceWorkspace } from "../store/workspace.ts";
import type { Place } from "./records.ts";

/** The newest contact with each person, as far as everybody may see it. */
export function touchContacts(
  prisma: PrismaTransaction,
  { workspaceId, version }: Place,
  written: readonly Pick<Activity, "privateTo" | "contactIds" | "at">[],
): Promise<number> {
  const latest = new Map<string, string>();
  for (const { privateTo, contactIds, at } of written) {
    if (privateTo !== null) continue;
    for (const id of contactIds) if (at > (latest.get(id) ?? "")) latest.set(id, at);
  }
  if (latest.size === 0) return Promise.resolve(0);
  return prisma.$executeRaw`
    update "contact" as contact set "lastContactAt" = given."at", "version" = ${version}
    from unnest(${[...latest.keys()]}::uuid[], ${[...latest.values()]}::timestamptz[]) as given("id", "at")
    where contact."workspaceId" = ${workspaceId}::uuid and contact."id" = given."id"
      and (contact."lastContactAt" is null or contact."lastContactAt" < given."at")`;
}

/** As the activities that are left say; for people something was taken away from. */
export function untouchContacts(
  prisma: PrismaTransaction,
  { workspaceId, version }: Place,
  contactIds: readonly string[],
): Promise<number> {
  if (contactIds.length === 0) return Promise.resolve(0);
  return prisma.$executeRaw`
    with latest as (
      select given."id", max(activity."at") as "at"
      from unnest(${[...new Set(contactIds)]}::uuid[]) as given("id")
      left join "list_item" as item on item."workspaceId" = ${workspaceId}::uuid and item."entity" = 'activity'
        and item."field" = 'contactIds' and item."value" = given."id"::text
      left join "activity" as activity on activity."workspaceId" = item."workspaceId" and activity."id" = item."recordId"
        and activity."privateTo" is null
        and (activity."outcome" is null or activity."outcome" not in ('no_answer', 'moved'))
      group by given."id"
    )
    update "contact" as contact set "lastContactAt" = latest."at", "version" = ${version}
    from latest
    where contact."workspaceId" = ${workspaceId}::uuid and contact."id" = latest."id"
      and contact."lastContactAt" is distinct from latest."at"`;
}

/**
 * "Remind me if no reply": an answer that came after the reminder was set has answered it. One that only its owner sees
 * has answered nobody else's, who would learn of it by that.
 */
export function finishAnswered(
  prisma: PrismaTransaction,
  { workspaceId, version, now }: Place,
  written: readonly Pick<Activity, "direction" | "threadKeys" | "at" | "privateTo">[],
): Promise<number> {
  const answered = written.flatMap(({ direction, threadKeys, at, privateTo }) =>
    direction === "in" ? threadKeys.map((key) => ({ key, at, privateTo })) : [],
  );
  if (answered.length === 0) return Promise.resolve(0);
  return prisma.$executeRaw`
    update "task" as task set "doneAt" = ${now}::timestamptz, "updatedAt" = ${now}::timestamptz, "updatedBy" = null,
      "version" = ${version}
    from unnest(${answered.map(({ key }) => key)}::text[], ${answered.map(({ at }) => at)}::timestamptz[],
      ${answered.map(({ privateTo }) => privateTo)}::uuid[]) as given("key", "at", "privateTo")
    where (given."privateTo" is null or given."privateTo" = task."ownerId") and task."workspaceId" = ${workspaceId}::uuid and task."threadKey" = given."key" and task."doneBy" = 'reply'
      and task."doneAt" is null and task."createdAt" < given."at"`;
}

/** Everything of this position is written: the feed moves on and everybody who listens is told. */
export const closeFeed = (prisma: PrismaTransaction, { workspaceId, version }: Place) =>
  advanceWorkspace(prisma, workspaceId, version);
