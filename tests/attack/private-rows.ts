// What a mailbox leaves in every table there is, as rows to be stolen: some for everybody, some for one member alone.
import { randomUUID } from "node:crypto";
import { entityNames } from "#shared/crm/index.ts";
import type { BaseRecord } from "#shared/entity.ts";
import { recordToRow } from "../../server/store/codec.ts";
import { type Database, everybody, transact } from "../../server/store/database.ts";
import { modelOf } from "../../server/store/models.ts";
import { allEntities, aRecord } from "../conformance/samples.ts";

/** Kinds of records that may be somebody's alone. */
export const privateEntities = allEntities.filter(({ readers }) => readers.length > 0);

/** Tables of a mailbox that are no records. */
export const mailboxTables = ["mailbox", "mail_stream", "mail_item", "mail_thread", "mail_send"] as const;

interface Owner {
  readonly workspaceId: string;
  readonly memberId: string;
}

/** Whom a sample names as its readers: the member alone, or the member and a stranger. */
export const readBy = (entity: (typeof allEntities)[number], memberId: string): Record<string, unknown> =>
  Object.fromEntries(entity.readers.map((field) => [field, memberId]));

/** Writes records as the server does, on nobody's behalf. */
export const putRows = (
  database: Database,
  workspaceId: string,
  name: string,
  records: readonly BaseRecord[],
  version = 1n,
) =>
  transact(database, { workspaceId, memberId: everybody }, async (prisma) => {
    const entity = allEntities.find((known) => known.name === name);
    if (!entity) throw new Error(name);
    const data = records.map((record) => ({ ...recordToRow(entity, record), workspaceId, version }));
    await modelOf(prisma, name).createMany({ data });
  });

/** One record of every kind that the member may read; those that can be theirs alone are. Ids by kind. */
export async function seedRecords(database: Database, { workspaceId, memberId }: Owner) {
  const ids = new Map<string, string>();
  for (const name of entityNames) {
    const entity = allEntities.find((known) => known.name === name);
    if (!entity) throw new Error(name);
    const id = randomUUID();
    await putRows(database, workspaceId, name, [aRecord(entity, id, readBy(entity, memberId))]);
    ids.set(name, id);
  }
  return ids;
}

/** A row in every table of a mailbox; each holds the canary where it has room for words. */
export function seedMailbox(database: Database, { workspaceId, memberId }: Owner, canary: string): Promise<string> {
  const [id, at] = [randomUUID(), new Date("2026-11-01T10:00:00.000Z")];
  return transact(database, { workspaceId, memberId: everybody }, async (prisma) => {
    const box = { workspaceId, mailboxId: id };
    const address = `${canary}@example.com`;
    const about = { vendor: "google", subject: canary, address, name: canary, sharing: "nothing", features: ["mail"] };
    await prisma.mailbox.create({ data: { ...about, workspaceId, id, memberId, createdAt: at, nextAt: null } });
    await prisma.mailStream.create({ data: { ...box, kind: "mail", key: "all", cursor: canary } });
    const item = { ...box, kind: "message", externalId: canary, streamKey: "all", state: "linked", generation: 1 };
    await prisma.mailItem.create({ data: { ...item, subject: canary, addresses: [address], seenAt: at } });
    await prisma.mailThread.create({ data: { workspaceId, key: `mid:${canary}`, threadId: randomUUID() } });
    const sent = { messageId: `<${canary}@example.com>`, state: "sent", createdAt: at };
    await prisma.mailSend.create({ data: { ...sent, workspaceId, id: randomUUID(), mailboxId: id, memberId } });
    return id;
  });
}
