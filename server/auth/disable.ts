// Shuts somebody out of every workspace at once.
import { randomUUID } from "node:crypto";
import { entities, mutations } from "#shared/crm/index.ts";
import { contextOf } from "#shared/mutation.ts";
import { type Database, transact } from "../store/database.ts";
import { PrismaTx } from "../store/prisma-tx.ts";
import { advanceWorkspace, lockWorkspace } from "../store/workspace.ts";
import { getUser } from "./people.ts";

/** Called once a membership is disabled, and again when somebody is disabled again. */
type OnDisabled = (member: { readonly workspaceId: string; readonly memberId: string }) => Promise<void>;

/** Disables every membership and ends every session; refuses where that would leave a workspace without an owner. */
export async function disableUser(database: Database, email: string, onDisabled: OnDisabled): Promise<void> {
  const user = await getUser(database, email);
  for (const { workspaceId, memberId, disabled } of user.memberships) {
    if (!disabled) await disable(database, workspaceId, memberId);
    await onDisabled({ workspaceId, memberId });
  }
  await database.prisma.session.deleteMany({ where: { userId: user.id } });
}

async function disable(database: Database, workspaceId: string, memberId: string): Promise<void> {
  await transact(database, { workspaceId }, async (prisma) => {
    const version = (await lockWorkspace(prisma, workspaceId)) + 1n;
    const context = contextOf(randomUUID(), { memberId, role: "owner" }, new Date().toISOString());
    const tx = new PrismaTx(prisma, workspaceId, version);
    await mutations.member.setDisabled.run(tx, { id: memberId, disabled: true }, context);
    const member = await tx.find(entities.member, memberId);
    // Nobody of the workspace did it.
    if (member) await tx.put(entities.member, { ...member, updatedBy: null });
    await advanceWorkspace(prisma, workspaceId, version);
  });
}
