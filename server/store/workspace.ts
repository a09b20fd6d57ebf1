// Workspaces, who is in them, and the position of their feed.
import { randomUUID } from "node:crypto";
import type { Role } from "#shared/access.ts";
import { entities } from "#shared/crm/index.ts";
import { stamped } from "#shared/crud.ts";
import { AppError } from "#shared/errors.ts";
import { contextOf } from "#shared/mutation.ts";
import { type PrismaTransaction, single } from "./database.ts";
import { PrismaTx } from "./prisma-tx.ts";

/** Where every commit is announced, as `<workspace id> <version>`. */
export const FEED_CHANNEL = "kith_feed";

/**
 * Takes the workspace's row until the transaction ends: whoever writes to the feed waits here, so that positions are
 * committed in their order. A sequence would let a slow transaction commit behind a reader's cursor.
 */
export async function lockWorkspace(prisma: PrismaTransaction, workspaceId: string): Promise<bigint> {
  const rows = await prisma.$queryRaw<{ version: bigint }[]>`
    select "version" from "workspace" where "id" = ${workspaceId}::uuid for update`;
  const [row] = rows;
  if (!row) throw new AppError("not_found", "This workspace no longer exists");
  return row.version;
}

/** Moves the feed on and tells everybody who listens, once this transaction commits. */
export async function advanceWorkspace(prisma: PrismaTransaction, workspaceId: string, version: bigint) {
  await prisma.$queryRaw`
    with moved as (update "workspace" set "version" = ${version} where "id" = ${workspaceId}::uuid returning "id")
    select pg_notify(${FEED_CHANNEL}, ${`${workspaceId} ${version}`})::text from moved`;
}

/** The transaction must be in the scope of the new id. */
export async function createWorkspace(prisma: PrismaTransaction, id: string, name: string, now: Date) {
  await prisma.workspace.create({ data: { id, name, createdAt: now, epoch: randomUUID() } });
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** From better-auth; see auth.ts. */
  readonly passwordHash: string;
}

/** A user who signs in with a password, in the rows better-auth reads. */
export async function createUser(prisma: PrismaTransaction, { email, name, passwordHash }: NewUser): Promise<string> {
  if (await prisma.user.findUnique({ where: { email }, select: { id: true } })) {
    throw new AppError("conflict", "Somebody signs in with this address already");
  }
  const id = randomUUID();
  await prisma.user.create({ data: { id, email, name } });
  await prisma.account.create({
    data: { id: randomUUID(), userId: id, accountId: id, providerId: "credential", password: passwordHash },
  });
  return id;
}

export interface NewMember {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

/** Makes a user a member, visible in the feed like any other change. The transaction must be in the scope. */
export async function addMember(
  prisma: PrismaTransaction,
  workspaceId: string,
  { userId, email, name, role }: NewMember,
  now: Date,
): Promise<string> {
  const version = (await lockWorkspace(prisma, workspaceId)) + 1n;
  const known = await prisma.membership.findUnique({ where: { userId_workspaceId: { userId, workspaceId } } });
  if (known) throw new AppError("conflict", "This user is a member already");
  const memberId = randomUUID();
  const context = contextOf(memberId, { memberId, role }, now.toISOString());
  const own = { name, emails: [email], role, disabled: false };
  const member = { ...stamped(memberId, own, context), createdBy: null, updatedBy: null, ...own };
  await new PrismaTx(prisma, workspaceId, version).put(entities.member, member);
  await prisma.membership.create({ data: { userId, workspaceId, memberId } });
  await advanceWorkspace(prisma, workspaceId, version);
  return memberId;
}

/** Whether anybody was ever set up here; users are the one thing every workspace has. */
export async function hasUsers(prisma: PrismaTransaction): Promise<boolean> {
  const rows = await prisma.$queryRaw<{ found: boolean }[]>`select exists (select from "user") as "found"`;
  return single(rows).found;
}

/** Any number that no other user of the database takes. */
const SET_UP_LOCK = 0x6b697469;

/** Two who use the set-up link at once come one after the other. */
export async function lockSetUp(prisma: PrismaTransaction) {
  await prisma.$queryRaw`select pg_advisory_xact_lock(${SET_UP_LOCK})::text`;
}
