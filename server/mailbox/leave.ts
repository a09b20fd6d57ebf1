// Messages and events that have left a mailbox: its claim on their records ends, and with the last claim the records.
// What somebody has logged by hand stays.
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import type { Meeting } from "#shared/crm/meeting.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { PrismaTransaction } from "../store/database.ts";
import { lockWorkspace } from "../store/workspace.ts";
import { closeFeed, untouchContacts } from "./feed.ts";
import { activityKind, type Held, type Kind, meetingKind, ownFields } from "./lay.ts";
import type { MailboxId } from "./mailboxes.ts";
import { findByNames, layDown } from "./records.ts";
import { addOwner } from "./sharing.ts";

/** Lays the records of these messages or meetings anew, from the claims that the ledger has now. */
export async function layAnew(
  prisma: PrismaTransaction,
  workspaceId: string,
  which: "message" | "event",
  itemKeys: readonly string[],
  now: Date,
): Promise<void> {
  if (itemKeys.length === 0) return;
  if (which === "message") return layKind(prisma, workspaceId, activityKind, itemKeys, now);
  return layKind(prisma, workspaceId, meetingKind, itemKeys, now);
}

async function layKind<R extends Activity | Meeting>(
  prisma: PrismaTransaction,
  workspaceId: string,
  kind: Kind<R>,
  itemKeys: readonly string[],
  now: Date,
): Promise<void> {
  const place = { workspaceId, version: (await lockWorkspace(prisma, workspaceId)) + 1n, now: now.toISOString() };
  const claims = await prisma.$queryRaw<{ itemKey: string; memberId: string; level: SharingLevel }[]>`
    select item."itemKey", box."memberId"::text, item."level" from "mail_item" as item
    join "mailbox" as box on box."workspaceId" = item."workspaceId" and box."id" = item."mailboxId"
    where item."workspaceId" = ${workspaceId}::uuid and item."itemKey" = any(${[...itemKeys]}::text[])
      and item."state" <> 'skipped' and item."level" is not null`;
  const ownersOf = new Map<string, Map<string, SharingLevel>>();
  for (const { itemKey, memberId, level } of claims) {
    ownersOf.set(itemKey, addOwner(ownersOf.get(itemKey) ?? new Map(), memberId, level));
  }
  const records = await findByNames(prisma, workspaceId, kind, itemKeys);
  const byName = new Map<string, R[]>();
  for (const record of records) {
    for (const name of record[kind.names] as unknown as string[]) {
      byName.set(name, [...(byName.get(name) ?? []), record]);
    }
  }
  const held: Held<R>[] = [];
  for (const key of new Set(itemKeys)) {
    const named = byName.get(key) ?? [];
    // Nobody's record is more than the owner's own; where there is none, everybody has all of it.
    const fullest = named.find(({ privateTo }) => privateTo !== null) ?? named[0];
    if (!fullest) continue;
    const own = ownFields(fullest);
    held.push({ key, own, from: fullest.privateTo, owners: ownersOf.get(key) ?? new Map() });
  }
  const { laid, changes } = await layDown(prisma, place, kind, held);
  const places = claims.flatMap(({ itemKey, memberId }) => {
    const where = laid.get(itemKey);
    return where ? [{ itemKey, memberId, sharedId: where.sharedId, privateId: where.privateIdOf(memberId) }] : [];
  });
  await prisma.$executeRaw`
    update "mail_item" as item set "sharedId" = given."sharedId", "privateId" = given."privateId"
    from json_to_recordset(${JSON.stringify(places)}::text::json)
        as given("itemKey" text, "memberId" uuid, "sharedId" uuid, "privateId" uuid)
      join "mailbox" as box on box."memberId" = given."memberId"
    where item."workspaceId" = ${workspaceId}::uuid and box."workspaceId" = item."workspaceId"
      and box."id" = item."mailboxId" and item."itemKey" = given."itemKey" and item."level" is not null
      and item."state" <> 'skipped'`;
  const contactIds = records.flatMap((record) => record.contactIds);
  const isMail = kind.entity.name === activityEntity.name;
  const touched = changes > 0 && isMail ? await untouchContacts(prisma, place, contactIds) : 0;
  if (changes + touched > 0) await closeFeed(prisma, place);
}

/** Ends a mailbox's claim on items that are gone from it. */
export async function dropItems(
  prisma: PrismaTransaction,
  { workspaceId, id }: MailboxId,
  which: "message" | "event",
  externalIds: readonly string[],
  now: Date,
): Promise<number> {
  if (externalIds.length === 0) return 0;
  // Before the rows are touched: whoever files another mailbox's copy takes them in this order too.
  await lockWorkspace(prisma, workspaceId);
  const rows = await prisma.$queryRaw<{ itemKey: string | null }[]>`
    delete from "mail_item" where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid
      and "kind" = ${which} and "externalId" = any(${[...externalIds]}::text[]) returning "itemKey"`;
  const keys = [...new Set(rows.flatMap(({ itemKey }) => (itemKey === null ? [] : [itemKey])))];
  await layAnew(prisma, workspaceId, which, keys, now);
  return rows.length;
}
