// Ends connections: one mailbox's by its member, all of a member's when they leave.
import type { Disconnected } from "#shared/connect.ts";
import { AppError } from "#shared/errors.ts";
import { type VendorName, vendorNames } from "../providers/vendor.ts";
import { everybody, transact } from "../store/database.ts";
import { alone, type MailboxId, scopeOf } from "./alone.ts";
import type { Connecting } from "./connecting.ts";
import { takeBack } from "./rights.ts";
import { findTokens, openAccess } from "./tokens.ts";

type Needed = Pick<Connecting, "database" | "vault" | "vendors" | "log">;

const UNWATCH_MS = 5_000;

/** Best effort, before the right to do it is gone: what is left ends by itself within days, and hints at nothing. */
async function unwatch({ database, vault, vendors, log }: Needed, mailbox: MailboxId): Promise<void> {
  const where = { workspaceId_id: { ...mailbox } };
  const row = await transact(database, scopeOf(mailbox), (prisma) => prisma.mailbox.findUnique({ where }));
  const vendor = row && vendors.get(parseVendor(row.vendor));
  if (!row?.tokens || !vendor?.push || row.pushIds.length === 0) return;
  // Another workspace may have the same mailbox under the same name; its hints are not ours to end.
  const { count } = await transact(database, { memberId: everybody }, async (prisma) => ({
    count: await prisma.mailbox.count({ where: { vendor: row.vendor, pushIds: { hasSome: row.pushIds } } }),
  }));
  if (count > 1) return;
  try {
    const limiter = { run: <T>(_units: number, call: () => Promise<T>) => call() };
    const access = openAccess(database, vault, vendor, mailbox, limiter, AbortSignal.timeout(UNWATCH_MS));
    await vendor.push.unwatch(access, row.pushIds);
  } catch (error) {
    const code = error instanceof AppError ? error.code : "internal";
    log.info({ mailboxId: mailbox.id, code }, "watch could not be ended");
  }
}

/** What it brought stays; its tokens do not, neither here nor at the vendor. */
export async function disconnect(needed: Needed, { workspaceId, id }: MailboxId): Promise<Disconnected["right"]> {
  const { database, vault, log } = needed;
  const mailbox = { workspaceId, id };
  await unwatch(needed, mailbox);
  return alone(database, mailbox, async (run) => {
    const row = await run((prisma) => prisma.mailbox.findUnique({ where: { workspaceId_id: mailbox } }));
    if (!row) throw new AppError("not_found", "There is no such mailbox");
    if (row.tokens === null) return "revoked";
    // Without its key nobody can use what is sealed, and nobody can take it back.
    const tokens = await findTokens(vault, mailbox, row.tokens);
    const right = { vendor: parseVendor(row.vendor), subject: row.subject, token: tokens?.refreshToken ?? "" };
    const outcome = tokens ? await takeBack(needed, right, mailbox) : "byHand";
    await run((prisma) =>
      prisma.mailbox.updateMany({
        where: mailbox,
        data: {
          tokens: null,
          features: [],
          endsAt: null,
          reconnect: null,
          nextAt: null,
          pushIds: [],
          pushSecretHash: null,
          pushEndsAt: null,
          pushDueAt: null,
        },
      }),
    );
    log.info({ workspaceId, mailboxId: id, right: outcome }, "mailbox disconnected");
    return outcome;
  });
}

function parseVendor(name: string): VendorName {
  const vendor = vendorNames.find((known) => known === name);
  if (!vendor) throw new AppError("internal", "A mailbox at a vendor that is not known");
  return vendor;
}

/** Everything a member has connected; nothing is left to act in their name. */
export async function disconnectMember(
  needed: Needed,
  { workspaceId, memberId }: { readonly workspaceId: string; readonly memberId: string },
): Promise<void> {
  const connected = await transact(needed.database, { workspaceId, memberId: everybody }, (prisma) =>
    prisma.mailbox.findMany({
      where: { workspaceId, memberId, tokens: { not: null } },
      select: { workspaceId: true, id: true },
    }),
  );
  for (const mailbox of connected) await disconnect(needed, mailbox);
}
