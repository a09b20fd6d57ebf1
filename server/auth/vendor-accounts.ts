// Whom a vendor's account lets in: rows of better-auth's table, written by ourselves.
import { randomUUID } from "node:crypto";
import type { PrismaTransaction } from "../store/database.ts";

interface VendorAccount {
  /** The vendor's own id of the person: addresses change, this does not. */
  readonly subject: string;
  readonly address: string;
}

/** The user whose account at the vendor this is. */
export async function findVendorUser(
  prisma: PrismaTransaction,
  vendor: string,
  subject: string,
): Promise<string | undefined> {
  const account = await prisma.account.findFirst({
    where: { providerId: vendor, accountId: subject },
    select: { userId: true },
  });
  return account?.userId;
}

/**
 * From now on the vendor's account signs the user in. Somebody has shown that both are theirs; another address than the
 * one they sign in with, a team's mailbox for example, opens nothing.
 */
export async function linkVendorAccount(
  prisma: PrismaTransaction,
  userId: string,
  vendor: string,
  { subject, address }: VendorAccount,
): Promise<void> {
  const user = await prisma.user.findUnique({ where: { id: userId }, select: { email: true } });
  if (user?.email !== address || (await findVendorUser(prisma, vendor, subject)) !== undefined) return;
  await prisma.account.create({ data: { id: randomUUID(), userId, providerId: vendor, accountId: subject } });
}
