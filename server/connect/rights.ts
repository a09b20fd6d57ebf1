// Taking rights back at a vendor: at once where it can be reached, else later.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Disconnected } from "#shared/connect.ts";
import { AppError } from "#shared/errors.ts";
import { type VendorName, vendorNames } from "../providers/vendor.ts";
import { everybody, transact } from "../store/database.ts";
import type { MailboxId } from "./alone.ts";
import type { Connecting } from "./connecting.ts";
import { revokeToken } from "./oauth.ts";

type Needed = Pick<Connecting, "database" | "vault" | "vendors" | "log">;

/** Rows of connect_attempt whose id begins so are tokens still to be revoked. */
const PREFIX = "revocation ";
const KEEP_TRYING_MS = 7 * 24 * 3_600_000;

const revocation = z.object({ vendor: z.enum(vendorNames), token: z.string() });

const placeOf = (id: string) => ({ workspaceId: null, kind: "attempt", id }) as const;

interface Right {
  readonly vendor: VendorName;
  readonly subject: string;
  readonly token: string;
}

/**
 * Takes back what a person has granted. Vendors revoke everything one person has granted one client, so a mailbox that
 * lives on here, in another workspace, keeps its right; `except` is the one that is being disconnected.
 */
export async function takeBack(needed: Needed, right: Right, except: MailboxId | null): Promise<Disconnected["right"]> {
  const { vendors, log } = needed;
  if (await livesOn(needed, right, except)) return "revoked";
  const client = vendors.get(right.vendor)?.oauth;
  try {
    if (!client) throw new AppError("unavailable", "This process has no client at the vendor");
    return (await revokeToken(client, right.token)) ? "revoked" : "byHand";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ vendor: right.vendor, reason: reasonOf(error) }, "right could not be taken back yet");
    await putRevocation(needed, right);
    return "later";
  }
}

function livesOn({ database }: Needed, { vendor, subject }: Right, except: MailboxId | null): Promise<boolean> {
  return transact(database, { memberId: everybody }, async (prisma) => {
    const live = await prisma.mailbox.findMany({
      where: { vendor, subject, tokens: { not: null } },
      select: { workspaceId: true, id: true },
    });
    return live.some(({ workspaceId, id }) => workspaceId !== except?.workspaceId || id !== except.id);
  });
}

async function putRevocation({ database, vault }: Needed, { vendor, token }: Right): Promise<void> {
  const id = PREFIX + randomUUID();
  const expiresAt = new Date(Date.now() + KEEP_TRYING_MS);
  await transact(database, {}, async (prisma) => {
    const secret = await vault.seal(prisma, placeOf(id), JSON.stringify({ vendor, token }));
    await prisma.connectAttempt.create({ data: { id, vendor, features: [], secret, expiresAt } });
  });
}

/** Tries again what could not be taken back; now and then is often enough. */
export async function retryRevocations(needed: Needed): Promise<void> {
  const { database, vault, vendors, log } = needed;
  const rows = await transact(database, {}, (prisma) =>
    prisma.connectAttempt.findMany({ where: { id: { startsWith: PREFIX }, expiresAt: { gt: new Date() } } }),
  );
  for (const { id, secret } of rows) {
    const opened = await vault.find(placeOf(id), secret);
    // A key that is gone for good: nobody can take this right back any more.
    if (opened === undefined) continue;
    const { vendor, token } = revocation.parse(JSON.parse(opened));
    const client = vendors.get(vendor)?.oauth;
    if (!client) continue;
    try {
      await revokeToken(client, token);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn({ vendor, reason: reasonOf(error) }, "right could not be taken back yet");
      continue;
    }
    await transact(database, {}, (prisma) => prisma.connectAttempt.deleteMany({ where: { id } }));
    log.info({ vendor }, "right was taken back");
  }
}

const reasonOf = ({ message, cause }: AppError) => (cause instanceof Error ? cause.message : message);
