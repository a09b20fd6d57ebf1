// Connecting a mailbox: off to the vendor, back with a code, and what of it is kept.
import { randomBytes } from "node:crypto";
import { AppError } from "#shared/errors.ts";
import type { MailboxFeature } from "#shared/mailbox.ts";
import type { Identity, Vendor, VendorName } from "../providers/vendor.ts";
import { everybody, type PrismaTransaction, transact } from "../store/database.ts";
import { type AttemptOf, putAttempt, takeAttempt } from "./attempts.ts";
import { accessOnce, type Connecting, redirectUriOf } from "./connecting.ts";
import { type Kept, keepMailbox } from "./keep.ts";
import { beginJourney, exchangeCode, type Grant, isIssuedBy } from "./oauth.ts";
import { takeBack } from "./rights.ts";

/** Why nothing came of it; the page says what to do. */
export type Failure =
  /** The link was used, or is too old, or was never given out. */
  | "expired"
  | "denied"
  /** The organisation's administrator has to allow Kith first. */
  | "blocked"
  /** The vendor did not take its own code back, or could not be asked who somebody is. */
  | "refused"
  | "unavailable"
  | "otherPerson"
  | "colleague"
  /** The vendor gave no refresh token. */
  | "notLasting"
  | "notMember";

export type Outcome =
  | ({ readonly kind: "connected"; readonly vendor: VendorName } & Omit<Kept, "id">)
  | {
      readonly kind: "confirm";
      readonly vendor: VendorName;
      readonly token: string;
      readonly address: string;
      readonly member: Person;
    }
  | { readonly kind: "failed"; readonly vendor: VendorName; readonly reason: Failure };

interface Person {
  readonly name: string;
  readonly email: string;
}

interface Wanted {
  readonly vendor: string;
  readonly features: readonly MailboxFeature[];
  readonly mailboxId: string | null;
}

export function getVendor({ vendors }: Pick<Connecting, "vendors">, name: string): Vendor {
  const vendor = [...vendors.values()].find((known) => known.name === name);
  if (!vendor) throw new AppError("not_found", "This server cannot connect to that vendor");
  return vendor;
}

/** Where to send the member. */
export async function beginConnect(
  connecting: Connecting,
  { workspaceId, memberId }: { readonly workspaceId: string; readonly memberId: string },
  wanted: Wanted,
): Promise<string> {
  const { database, vault } = connecting;
  const vendor = getVendor(connecting, wanted.vendor);
  const { mailboxId } = wanted;
  const known =
    mailboxId === null
      ? null
      : await transact(database, { workspaceId, memberId }, (prisma) =>
          prisma.mailbox.findUnique({ where: { workspaceId_id: { workspaceId, id: mailboxId } } }),
        );
  if (mailboxId !== null && known?.vendor !== vendor.name) {
    throw new AppError("not_found", "There is no such mailbox at this vendor");
  }
  // What was granted before stays: asking for more must not take anything away.
  const features = [...new Set([...wanted.features, ...((known?.features ?? []) as MailboxFeature[])])];
  const redirectUri = redirectUriOf(connecting, vendor.name);
  const { url, state, verifier } = await beginJourney(vendor.oauth, {
    redirectUri,
    features: ["identity", ...features],
    isLasting: true,
    hint: known?.address ?? null,
  });
  const member = { workspaceId, memberId };
  const journey = { vendor: vendor.name, redirectUri, state, verifier };
  await putAttempt(database, vault, state, { kind: "connect", ...journey, ...member, features, mailboxId });
  return url;
}

/** What every callback is checked for before anything is asked of the vendor. */
export function findFailure(
  vendor: Vendor,
  attempt: { readonly vendor: VendorName },
  search: URLSearchParams,
): Failure | null {
  // Begun at one vendor, answered by another: nothing of it is sent anywhere.
  if (attempt.vendor !== vendor.name || !isIssuedBy(vendor.oauth, search)) return "expired";
  const error = search.get("error");
  if (error === "access_denied") {
    // Microsoft's one code for two things: the person declined, or has nothing to decide.
    return /\badmin/iu.test(search.get("error_description") ?? "") ? "blocked" : "denied";
  }
  if (error === "consent_required" || error === "admin_policy_enforced") return "blocked";
  return error !== null || !search.get("code") ? "refused" : null;
}

export async function finishConnect(
  connecting: Connecting,
  vendor: Vendor,
  attempt: AttemptOf<"connect">,
  search: URLSearchParams,
): Promise<Outcome> {
  const failed = (reason: Failure): Outcome => ({ kind: "failed", vendor: vendor.name, reason });
  const failure = findFailure(vendor, attempt, search);
  if (failure) return failed(failure);
  let grant: Grant;
  let identity: Identity;
  try {
    grant = await exchangeCode(vendor.oauth, { ...attempt, search });
    identity = await vendor.identify(accessOnce(grant.accessToken));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    connecting.log.warn({ vendor: vendor.name, code: error.code, reason: reasonOf(error) }, "mailbox not connected");
    return failed(error.code === "unavailable" || error.code === "rate_limited" ? "unavailable" : "refused");
  }
  return settle(connecting, vendor, attempt, grant, identity);
}

/** The owner of a mailbox has seen whose it will be, and agrees. */
export async function confirmConnect(connecting: Connecting, token: string): Promise<Outcome | undefined> {
  const attempt = await takeAttempt(connecting.database, connecting.vault, token);
  const vendor = attempt && connecting.vendors.get(attempt.vendor);
  if (attempt?.kind !== "confirm" || !vendor) return undefined;
  const { grant, identity } = attempt;
  return settle(connecting, vendor, { ...attempt, mailboxId: null }, grant, { ...identity, provenAddress: null });
}

type Settled = Pick<AttemptOf<"connect">, "workspaceId" | "memberId" | "features" | "mailboxId"> & {
  readonly kind: "connect" | "confirm";
};

async function settle(
  connecting: Connecting,
  vendor: Vendor,
  attempt: Settled,
  grant: Grant,
  identity: Identity,
): Promise<Outcome> {
  const { database, vault, log } = connecting;
  const { workspaceId, memberId, features, mailboxId } = attempt;
  const member = await findMember(connecting, attempt);
  const wanted = { vendor, workspaceId, memberId, features, mailboxId, grant, identity };
  const kept = member
    ? await keepMailbox(database, vault, {
        ...wanted,
        // A link that was sent on must not bring one person's mail into another's account: whoever allowed it at the
        // vendor is asked, unless the mailbox is the one the member signs in to Kith with.
        mayInsert: attempt.kind === "confirm" || identity.address === member.email,
        userId: member.userId,
      })
    : "notMember";
  if (kept === "unconfirmed" && member) {
    const token = randomBytes(24).toString("base64url");
    const { subject, address, name, aliases } = identity;
    await putAttempt(database, vault, token, {
      kind: "confirm",
      vendor: vendor.name,
      workspaceId,
      memberId,
      features,
      identity: { subject, address, name, aliases: [...aliases] },
      grant: { ...grant, scopes: grant.scopes && [...grant.scopes] },
    });
    const { name: memberName, email } = member;
    return { kind: "confirm", vendor: vendor.name, token, address, member: { name: memberName, email } };
  }
  if (typeof kept === "string") {
    const token = grant.refreshToken ?? grant.accessToken;
    await takeBack(connecting, { vendor: vendor.name, subject: identity.subject, token }, null);
    return { kind: "failed", vendor: vendor.name, reason: kept === "unconfirmed" ? "expired" : kept };
  }
  const { id, ...shown } = kept;
  log.info({ workspaceId, mailboxId: id, vendor: vendor.name }, "mailbox connected");
  await connecting.onConnected({ workspaceId, id }).catch((error: unknown) => {
    // It is connected, and its turn comes with the next round.
    log.warn({ error, mailboxId: id }, "first round could not be asked for");
  });
  return { kind: "connected", vendor: vendor.name, ...shown };
}

/** Undefined for somebody who has left, or was shut out, since they began. */
function findMember({ database }: Connecting, { workspaceId, memberId }: Settled) {
  return transact(database, { workspaceId, memberId: everybody }, async (prisma: PrismaTransaction) => {
    const member = await prisma.member.findUnique({ where: { workspaceId_id: { workspaceId, id: memberId } } });
    const membership = await prisma.membership.findUnique({
      where: { workspaceId_memberId: { workspaceId, memberId } },
    });
    const user = membership && (await prisma.user.findUnique({ where: { id: membership.userId } }));
    if (!member || member.disabled || !user) return undefined;
    return { userId: user.id, name: member.name, email: user.email };
  });
}

const reasonOf = ({ message, cause }: AppError) => (cause instanceof Error ? cause.message : message);
