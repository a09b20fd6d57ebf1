// How much everybody sees of a mail, as one of its owners sees that. Pure.
import type { Activity } from "#shared/crm/activity.ts";
import type { ShareRule, SharingLevel } from "#shared/crm/sharing.ts";
import type { FoundIn } from "../../views.ts";

// As in shared/crm/sharing.ts, which brings Zod; the compiler holds the two together.
export const sharingLevels = [
  "nothing",
  "metadata",
  "subject",
  "everything",
] as const satisfies readonly SharingLevel[];

/** The server does what a rule says within seconds; after this it has its reasons not to. */
const SETTLED_MS = 5 * 60_000;

export interface ShownSharing {
  /** What stands now. */
  level: SharingLevel;
  /** What I have just asked for and the server has not done yet. */
  soon: SharingLevel | null;
}

const isNewer = (rule: ShareRule, record: Activity, now: Date) =>
  rule.updatedAt > record.updatedAt && now.getTime() - Date.parse(rule.updatedAt) < SETTLED_MS;

/** A thread's rule stands above a person's. */
export function sharingOf(
  record: Activity,
  { threadRule, personRule }: Pick<FoundIn, "threadRule" | "personRule">,
  now: Date,
): ShownSharing {
  const rule = threadRule ?? personRule;
  const { sharing: level } = record;
  return { level, soon: rule && rule.level !== level && isNewer(rule, record, now) ? rule.level : null };
}

/** The name by which the server knows the thread, before those that pages give it. */
export const threadKeyOf = ({ threadKeys }: Pick<Activity, "threadKeys">): string | null =>
  threadKeys.find((key) => key.startsWith("thread:")) ?? threadKeys[0] ?? null;
