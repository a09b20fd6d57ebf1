// Invitations: a link that lets one person in, once.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Role } from "#shared/access.ts";
import type { acceptInvitationRequest, Invitation, inviteRequest } from "#shared/api.ts";
import { AppError } from "#shared/errors.ts";
import { parseOrThrow } from "#shared/mutation.ts";
import { type Database, type PrismaTransaction, setScope, transact } from "../store/database.ts";
import { addMember, createUser } from "../store/workspace.ts";
import type { Auth } from "./auth.ts";
import type { Caller } from "./caller.ts";
import { signInAddress } from "./people.ts";

const VALID_MS = 7 * 24 * 60 * 60 * 1_000;

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

type Row = { id: string; email: string; role: string; createdAt: Date; expiresAt: Date };

const toInvitation = ({ id, email, role, createdAt, expiresAt }: Row): Invitation => ({
  id,
  email,
  role: role as Role,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** A new invitation and the token for its link. An earlier one for the same address is void. */
export async function invite(database: Database, caller: Caller, wanted: z.infer<typeof inviteRequest>) {
  const { workspaceId } = caller;
  const email = parseOrThrow(signInAddress, wanted.email);
  const token = randomBytes(24).toString("base64url");
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + VALID_MS);
  const row = { id: randomUUID(), email, role: wanted.role, createdAt, expiresAt };
  await transact(database, { workspaceId }, async (prisma) => {
    const user = await prisma.user.findUnique({ where: { email }, select: { id: true } });
    if (user && (await isMember(prisma, workspaceId, user.id))) {
      throw new AppError("conflict", "This person is a member already");
    }
    await prisma.invitation.deleteMany({ where: { workspaceId, email } });
    const tokenHash = hashOf(token);
    await prisma.invitation.create({ data: { ...row, workspaceId, tokenHash, createdBy: caller.actor.memberId } });
  });
  return { invitation: toInvitation(row), token };
}

const isMember = async (prisma: PrismaTransaction, workspaceId: string, userId: string) =>
  (await prisma.membership.findUnique({ where: { userId_workspaceId: { userId, workspaceId } } })) !== null;

export function listInvitations(database: Database, workspaceId: string): Promise<Invitation[]> {
  return transact(database, { workspaceId }, async (prisma) => {
    const where = { workspaceId, expiresAt: { gt: new Date() } };
    return (await prisma.invitation.findMany({ where, orderBy: { createdAt: "desc" } })).map(toInvitation);
  });
}

export async function revokeInvitation(database: Database, workspaceId: string, id: string) {
  const { count } = await transact(database, { workspaceId }, (prisma) =>
    prisma.invitation.deleteMany({ where: { workspaceId, id } }),
  );
  if (count === 0) throw new AppError("not_found", "This invitation is used or revoked");
}

/** Makes whoever holds the token a member, and returns the address to sign in with. */
export async function acceptInvitation(database: Database, auth: Auth, given: z.infer<typeof acceptInvitationRequest>) {
  const tokenHash = hashOf(given.token);
  const passwordHash = await auth.hashPassword(given.password);
  return transact(database, { invitation: tokenHash }, async (prisma) => {
    const invitation = await prisma.invitation.findUnique({ where: { tokenHash } });
    if (!invitation || invitation.expiresAt <= new Date()) throw used();
    const { workspaceId, id, email } = invitation;
    await setScope(prisma, { workspaceId });
    // Two who accept at once: one deletes it, the other finds nothing to delete.
    const { count } = await prisma.invitation.deleteMany({ where: { workspaceId, id } });
    if (count === 0) throw used();
    const userId = await findOrCreateUser(prisma, auth, { ...given, email, passwordHash });
    await addMember(
      prisma,
      workspaceId,
      { userId, email, name: given.name, role: invitation.role as Role },
      new Date(),
    );
    return { email };
  });
}

const used = () =>
  new AppError("not_found", "This invitation is used, revoked or older than a week; ask for a new one");

/** Somebody who has an account here proves it with its password; a link alone must not open another workspace's. */
async function findOrCreateUser(
  prisma: PrismaTransaction,
  auth: Auth,
  person: { email: string; name: string; password: string; passwordHash: string },
): Promise<string> {
  const known = await prisma.user.findUnique({ where: { email: person.email }, include: { accounts: true } });
  if (!known) return createUser(prisma, person);
  const hash = known.accounts.find((account) => account.providerId === "credential")?.password;
  if (!hash || !(await auth.verifyPassword(hash, person.password))) {
    throw new AppError("forbidden", "This address has an account on this server: enter the password of that account");
  }
  return known.id;
}
