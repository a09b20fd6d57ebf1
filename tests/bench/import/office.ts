// Workspaces to import into: a member with a mailbox, and the people they know.
import { randomUUID } from "node:crypto";
import { contactEntity } from "#shared/crm/contact.ts";
import type { MailboxId } from "../../../server/mailbox/mailboxes.ts";
import type { Engine } from "../../../server/mailbox/turn.ts";
import type { Vendor } from "../../../server/providers/vendor.ts";
import { defaultConfig, openDatabase } from "../../../server/start.ts";
import { putRecords } from "../../../server/store/bulk.ts";
import { type Database, everybody, transact } from "../../../server/store/database.ts";
import { addMember, advanceWorkspace, createWorkspace, lockWorkspace } from "../../../server/store/workspace.ts";
import { silentLog } from "../../conformance/tx-databases.ts";
import type { Stage } from "../stage.ts";
import { customers, type Person, rep } from "./corpus.ts";

export const noPostgres = {
  ratio: null,
  min: null,
  max: null,
  met: false,
  note: "No PostgreSQL: set KITH_TEST_DATABASE_URL, or let one listen on 127.0.0.1:5432",
} as const;

/** Kith's database on the bench's PostgreSQL; null where there is none. */
export async function openBenchDatabase(stage: Stage): Promise<{ database: Database; url: string } | null> {
  const found = await stage.postgres();
  if (!found) return null;
  const config = { ...defaultConfig, databaseUrl: found.url };
  // The server of other rows may be up on it, whose role has this password.
  const database = await openDatabase(config, "a secret of the bench and of nobody else", silentLog);
  return { database, url: found.url };
}

export interface Office extends MailboxId {
  readonly memberId: string;
}

export const within = <T>(database: Database, workspaceId: string, run: Parameters<typeof transact<T>>[2]) =>
  transact(database, { workspaceId, memberId: everybody }, run);

export async function openOffice(database: Database, now: Date): Promise<Office> {
  const workspaceId = randomUUID();
  await within(database, workspaceId, (prisma) => createWorkspace(prisma, workspaceId, "Kontor", now));
  const office = await addMailbox(database, workspaceId, rep, now);
  await within(database, workspaceId, async (prisma) => {
    const version = (await lockWorkspace(prisma, workspaceId)) + 1n;
    const at = now.toISOString();
    const contacts = customers.map(({ name, address }, index) => ({
      id: contactIdOf(index),
      createdAt: at,
      updatedAt: at,
      createdBy: null,
      updatedBy: null,
      name,
      title: null,
      companyId: null,
      emails: [address],
      phones: [],
      address: null,
      lifecycle: "customer" as const,
      source: "mail" as const,
      ownerId: office.memberId,
      lastContactAt: null,
    }));
    await putRecords(prisma, { workspaceId, version }, contactEntity, contacts as never);
    await advanceWorkspace(prisma, workspaceId, version);
  });
  return office;
}

/** The same in every workspace, so that rows can be laid into another. */
const contactIdOf = (index: number) => `00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`;

export async function addMailbox(
  database: Database,
  workspaceId: string,
  { name, address }: Person,
  now: Date,
): Promise<Office> {
  const id = randomUUID();
  const memberId = await within(database, workspaceId, async (prisma) => {
    const userId = randomUUID();
    const email = `${userId}@kontor.example`;
    await prisma.user.create({ data: { id: userId, email, name } });
    const memberId = await addMember(prisma, workspaceId, { userId, email, name, role: "rep" }, now);
    await prisma.mailbox.create({
      data: {
        workspaceId,
        id,
        memberId,
        vendor: "google",
        subject: id,
        address,
        aliases: [],
        name,
        features: ["mail"],
        since: new Date("2025-01-01T00:00:00.000Z"),
        sharing: "everything",
        tokens: "sealed",
        nextAt: now,
        createdAt: now,
      },
    });
    return memberId;
  });
  return { workspaceId, id, memberId };
}

export function engineOf(
  database: Database,
  vendor: Vendor,
  more: Pick<Engine, "now"> & Partial<Pick<Engine, "openAccess" | "timer">>,
): Engine {
  return {
    database,
    vendors: new Map([[vendor.name, vendor]]),
    openAccess: (_mailbox, _vendor, limiter, signal) => {
      const token = () => Promise.resolve("bench");
      return { token, renew: token, limiter, signal };
    },
    disconnectMember: () => Promise.resolve(),
    log: silentLog,
    pollMs: 120_000,
    ...more,
  };
}
