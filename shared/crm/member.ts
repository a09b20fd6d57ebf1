import { z } from "zod";
import { isAtLeast, roles } from "../access.ts";
import { revised } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { AppError } from "../errors.ts";
import { choice, emails, flag, recordId, requiredText } from "../fields.ts";
import { defineMutation, type Tx } from "../mutation.ts";

/** Somebody of the workspace. Members come by invitation, on the server; here they are renamed, promoted, disabled. */
export const memberEntity = defineEntity({
  name: "member",
  fields: {
    name: requiredText(),
    /** The sign-in address first, then the member's other addresses; mail from any of them is a colleague's. */
    emails: emails(),
    role: choice(roles),
    disabled: flag(),
  },
  indexes: ["emails", "role"],
});
export type Member = RecordOf<typeof memberEntity>;

async function getMember(tx: Tx, id: string): Promise<Member> {
  const member = await tx.find(memberEntity, id);
  if (!member) throw new AppError("not_found", "This member is no longer here");
  return member;
}

/** A workspace without an owner could never be administered again. */
async function assertOwnerRemains(tx: Tx, leaving: Member) {
  const owners = await tx.list(memberEntity, "role", "owner");
  if (!owners.some((owner) => owner.id !== leaving.id && !owner.disabled)) {
    throw new AppError("conflict", "A workspace needs at least one owner");
  }
}

export const memberMutations = {
  rename: defineMutation(
    "member.rename",
    z.strictObject({ id: recordId, name: memberEntity.fieldSchemas.name }),
    async (tx, { id, name }, context) => {
      const member = await getMember(tx, id);
      if (member.id !== context.actor.memberId && !isAtLeast(context.actor.role, "owner")) {
        throw new AppError("forbidden", "Only an owner can rename somebody else");
      }
      await tx.put(memberEntity, revised(member, { name }, context));
    },
  ),
  setRole: defineMutation(
    "member.setRole",
    z.strictObject({ id: recordId, role: z.enum(roles) }),
    async (tx, { id, role }, context) => {
      if (!isAtLeast(context.actor.role, "owner")) throw new AppError("forbidden", "Only an owner can change roles");
      const member = await getMember(tx, id);
      if (member.role === "owner" && role !== "owner") await assertOwnerRemains(tx, member);
      await tx.put(memberEntity, revised(member, { role }, context));
    },
  ),
  setDisabled: defineMutation(
    "member.setDisabled",
    z.strictObject({ id: recordId, disabled: z.boolean() }),
    async (tx, { id, disabled }, context) => {
      if (!isAtLeast(context.actor.role, "owner"))
        throw new AppError("forbidden", "Only an owner can disable somebody");
      const member = await getMember(tx, id);
      if (disabled && member.role === "owner") await assertOwnerRemains(tx, member);
      await tx.put(memberEntity, revised(member, { disabled }, context));
    },
  ),
};
