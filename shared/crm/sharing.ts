import { z } from "zod";
import { crud, stamped } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { AppError } from "../errors.ts";
import { choice, recordId, ref, requiredText, text } from "../fields.ts";
import { defineMutation, type MutationContext, type Tx } from "../mutation.ts";

/** How much of a mail or meeting everybody in the workspace sees, from least to most. */
export const sharingLevels = ["nothing", "metadata", "subject", "everything"] as const;
export type SharingLevel = (typeof sharingLevels)[number];

export const isMoreThan = (a: SharingLevel, b: SharingLevel) => sharingLevels.indexOf(a) > sharingLevels.indexOf(b);

/** What a member has decided for one person or one thread, against what their mailbox says in general. */
export const shareRuleEntity = defineEntity({
  name: "shareRule",
  fields: {
    contactId: ref("contact").nullable(),
    /** As the server calls it: one of an activity's `threadKeys`. */
    threadKey: text().nullable(),
    level: choice(sharingLevels),
    /** Whose mail it is about. */
    privateTo: ref("member").nullable(),
  },
  indexes: ["contactId", "threadKey"],
  readers: ["privateTo"],
});
export type ShareRule = RecordOf<typeof shareRuleEntity>;

type RuleFor = Pick<ShareRule, "contactId" | "threadKey" | "level">;

/** One rule for each person or thread, whoever sets it again. */
export async function putShareRule(tx: Tx, wanted: RuleFor, id: string, context: MutationContext) {
  const { memberId } = context.actor;
  const [index, value] = wanted.threadKey
    ? (["threadKey", wanted.threadKey] as const)
    : (["contactId", wanted.contactId ?? ""] as const);
  const known = (await tx.list(shareRuleEntity, index, value)).find((rule) => rule.privateTo === memberId);
  const own = { ...wanted, privateTo: memberId };
  await tx.put(shareRuleEntity, stamped<ShareRule>(known?.id ?? id, own, context));
}

export const shareRuleMutations = {
  /** A thread's level stands above a person's, and a person's above the mailbox's. */
  setThread: defineMutation(
    "shareRule.setThread",
    z.strictObject({ id: recordId, threadKey: z.string().min(1).max(500), level: z.enum(sharingLevels) }),
    (tx, { id, threadKey, level }, context) => putShareRule(tx, { contactId: null, threadKey, level }, id, context),
  ),
  setPerson: defineMutation(
    "shareRule.setPerson",
    z.strictObject({ id: recordId, contactId: recordId, level: z.enum(sharingLevels) }),
    (tx, { id, contactId, level }, context) => putShareRule(tx, { contactId, threadKey: null, level }, id, context),
  ),
  remove: crud(shareRuleEntity).remove,
};

/** An address, or a domain with everything under it, whose mail Kith must not have. */
export const blockEntity = defineEntity({
  name: "block",
  fields: {
    /** `somebody@example.com`, or `example.com` for it and its subdomains. Lower case. */
    pattern: requiredText(),
    /** Null blocks it for the whole team. */
    privateTo: ref("member").nullable(),
  },
  indexes: ["pattern"],
  readers: ["privateTo"],
});
export type Block = RecordOf<typeof blockEntity>;

const blockPattern = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .regex(/^(?:[^\s@<>"(),;:]+@)?(?:[^\s@<>"(),;:.]+\.)+[^\s@<>"(),;:.]+$/u, { error: "Not an address or a domain" });

const blockBasics = crud(blockEntity);

export const blockMutations = {
  add: defineMutation(
    "block.add",
    z.strictObject({ id: recordId, pattern: blockPattern, forAll: z.boolean() }),
    async (tx, { id, pattern, forAll }, context) => {
      if (forAll && context.actor.role === "rep") {
        throw new AppError("forbidden", "Only a manager can block an address for everybody");
      }
      const privateTo = forAll ? null : context.actor.memberId;
      const known = (await tx.list(blockEntity, "pattern", pattern)).find((block) => block.privateTo === privateTo);
      if (!known) await tx.put(blockEntity, stamped<Block>(id, { pattern, privateTo }, context));
    },
  ),
  remove: blockBasics.remove,
};

/** Whether an address falls under a pattern of a block. */
export function isBlockedBy(pattern: string, address: string): boolean {
  if (pattern.includes("@")) return address === pattern;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return domain === pattern || domain.endsWith(`.${pattern}`);
}
