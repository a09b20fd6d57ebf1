// A mailbox's row after its member has allowed something at the vendor: a new one, or the old one's rights renewed.
import { randomUUID } from "node:crypto";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { MailboxFeature } from "#shared/mailbox.ts";
import { linkVendorAccount } from "../auth/vendor-accounts.ts";
import type { Identity, Vendor } from "../providers/vendor.ts";
import { type Database, everybody, type PrismaTransaction, transact } from "../store/database.ts";
import type { Grant } from "./oauth.ts";
import { afterGrant, featuresOf, findTokens, sealTokens } from "./tokens.ts";
import type { Vault } from "./vault.ts";

interface ToKeep {
  readonly vendor: Vendor;
  readonly workspaceId: string;
  readonly memberId: string;
  readonly userId: string;
  /** What the rep has chosen. */
  readonly features: readonly MailboxFeature[];
  /** The mailbox that is connected again; any other is refused. */
  readonly mailboxId: string | null;
  readonly mayInsert: boolean;
  readonly grant: Grant;
  readonly identity: Identity;
}

export interface Kept {
  readonly id: string;
  readonly address: string;
  /** Chosen and not granted. */
  readonly missing: readonly MailboxFeature[];
  readonly endsAt: Date | null;
}

type NotKept = "unconfirmed" | "otherPerson" | "colleague" | "notLasting";

/** Until the rep says what to share, nothing is. */
const UNCHOSEN: SharingLevel = "nothing";

export async function keepMailbox(database: Database, vault: Vault, wanted: ToKeep): Promise<Kept | NotKept> {
  const { workspaceId } = wanted;
  const keep = () =>
    transact(database, { workspaceId, memberId: everybody }, (prisma) => keepIn(prisma, vault, wanted));
  try {
    return await keep();
  } catch (error) {
    // Two windows connected the same mailbox at once: now there is one to renew.
    if ((error as { code?: unknown }).code === "P2002") return keep();
    throw error;
  }
}

async function keepIn(prisma: PrismaTransaction, vault: Vault, wanted: ToKeep): Promise<Kept | NotKept> {
  const { vendor, workspaceId, memberId, mailboxId, grant, identity } = wanted;
  const known = await findKnown(prisma, wanted);
  if (mailboxId !== null && known?.id !== mailboxId) return "otherPerson";
  if (known && known.memberId !== memberId) return "colleague";
  if (!known && !wanted.mayInsert) return "unconfirmed";
  const mailbox = { workspaceId, id: known?.id ?? randomUUID() };
  const before = known?.tokens ? await findTokens(vault, mailbox, known.tokens) : undefined;
  const refreshToken = grant.refreshToken ?? before?.refreshToken;
  if (refreshToken === undefined) return "notLasting";
  const scopes = grant.scopes ?? vendor.oauth.scopesFor(["identity", ...wanted.features]);
  const tokens = afterGrant(grant, { refreshToken, scopes: [...scopes], asked: [...wanted.features] });
  const features = featuresOf(vendor.oauth, tokens);
  const now = new Date();
  const facts = {
    address: identity.address,
    aliases: [...identity.aliases],
    name: identity.name,
    features,
    tokens: await sealTokens(vault, prisma, mailbox, tokens),
    endsAt: grant.endsAt,
    reconnect: null,
    retryAt: null,
    nextAt: now,
    // Other things may be watched with another right.
    pushDueAt: null,
    lastError: null,
    lastErrorAt: null,
    failures: 0,
  };
  if (known) await prisma.mailbox.updateMany({ where: mailbox, data: facts });
  else {
    const { subject } = identity;
    const born = { ...mailbox, memberId, vendor: vendor.name, subject, sharing: UNCHOSEN, createdAt: now };
    await prisma.mailbox.create({ data: { ...born, ...facts } });
  }
  await linkVendorAccount(prisma, wanted.userId, vendor.name, identity);
  return {
    id: mailbox.id,
    address: identity.address,
    missing: wanted.features.filter((feature) => !features.includes(feature)),
    endsAt: grant.endsAt,
  };
}

/** The workspace's mailbox of this person, whoever connected it; held until the transaction ends. */
async function findKnown(prisma: PrismaTransaction, { vendor, workspaceId, identity }: ToKeep) {
  const [row] = await prisma.$queryRaw<{ id: string; memberId: string; tokens: string | null }[]>`
    select "id", "memberId", "tokens" from "mailbox"
    where "workspaceId" = ${workspaceId}::uuid and "vendor" = ${vendor.name} and "subject" = ${identity.subject}
    for update`;
  return row;
}
