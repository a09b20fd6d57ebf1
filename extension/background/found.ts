// Mails the server found in mailboxes, as one member sees them: their own record before everybody's, and who else's it is.
import type { Activity } from "#shared/crm/activity.ts";
import { type ShareRule, shareRuleEntity } from "#shared/crm/sharing.ts";
import type { FoundIn } from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";
import { findMembers } from "./join.ts";

/** Of a message with a record of mine, everybody's record says less and is left out. */
export function ownFirst(activities: readonly Activity[]): Activity[] {
  const mine = new Set(activities.flatMap(({ privateTo, messageKeys }) => (privateTo === null ? [] : messageKeys)));
  return activities.filter(
    ({ privateTo, messageKeys }) => privateTo !== null || !messageKeys.some((key) => mine.has(key)),
  );
}

/** What somebody logged is theirs, whatever mailboxes it lies in as well. */
const isFound = ({ kind, createdBy, ownerIds }: Activity) =>
  kind === "mail" && createdBy === null && ownerIds.length > 0;

async function rulesOf(db: ReplicaDatabase, index: "threadKey" | "contactId", values: readonly string[]) {
  const rows = await db
    .records(shareRuleEntity)
    .where(`record.${index}`)
    .anyOf([...new Set(values)])
    .toArray();
  return rows.map((row) => row.record);
}

/** By the activity's id; of one person's timeline with the rule for that person. */
export async function describeFound(
  db: ReplicaDatabase,
  memberId: string,
  contactId: string | null,
  activities: readonly Activity[],
): Promise<Map<string, FoundIn>> {
  const found = activities.filter(isFound);
  if (found.length === 0) return new Map();
  const isMine = (rule: ShareRule) => rule.privateTo === memberId;
  const [members, ofThreads, ofPerson] = await Promise.all([
    findMembers(
      db,
      found.flatMap(({ ownerIds }) => ownerIds),
    ),
    rulesOf(
      db,
      "threadKey",
      found.flatMap(({ threadKeys }) => threadKeys),
    ),
    contactId ? rulesOf(db, "contactId", [contactId]) : [],
  ]);
  const personRule = ofPerson.find(isMine) ?? null;
  return new Map(
    found.map(({ id, ownerIds, threadKeys, privateTo, sharing }) => {
      const isOwner = ownerIds.includes(memberId);
      const about: FoundIn = {
        owners: ownerIds.flatMap((ownerId) => members.get(ownerId) ?? []),
        isMine: isOwner,
        isLocked: !isOwner && privateTo === null && sharing !== "everything",
        threadRule: ofThreads.find((rule) => isMine(rule) && threadKeys.includes(rule.threadKey ?? "")) ?? null,
        personRule,
      };
      return [id, about];
    }),
  );
}
