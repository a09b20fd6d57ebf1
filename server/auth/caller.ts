// Who a request comes from, out of the row the guarded statements answer with.
import { type Actor, isAtLeast, type Role, roles } from "#shared/access.ts";
import { AppError } from "#shared/errors.ts";
import type { CallerRow } from "../store/guarded.ts";

export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
  readonly workspaceId: string;
  readonly actor: Actor;
}

/** Throws unless the row is a member's who may work, and has at least the role wanted. */
export function toCaller(row: CallerRow | undefined, workspaceId: string, wanted: Role = "rep"): Caller {
  if (!row) throw new AppError("unauthenticated", "Sign in to go on");
  const role = roles.find((known) => known === row.role);
  if (row.memberId === null || row.disabled !== false || !role) {
    throw new AppError("forbidden", "You are not a member of this workspace");
  }
  if (!isAtLeast(role, wanted)) throw new AppError("forbidden", `Only the ${wanted} of a workspace can do this`);
  return { userId: row.userId, sessionId: row.sessionId, workspaceId, actor: { memberId: row.memberId, role } };
}
