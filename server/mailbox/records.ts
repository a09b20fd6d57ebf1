// From what mailboxes hold to records. Done again it changes nothing; with other levels it moves what is seen, without
// asking a vendor.
import type { OwnFields } from "#shared/entity.ts";
import { putRecords, removeRecords } from "../store/bulk.ts";
import { type Row, rowToRecord } from "../store/codec.ts";
import type { PrismaTransaction } from "../store/database.ts";
import { idOf } from "./keys.ts";
import { type Held, type Kind, layOne, type SharedRecord } from "./lay.ts";

/** Where a message or meeting is to be found; null where there is no such record. */
export interface Laid {
  readonly sharedId: string | null;
  privateIdOf(memberId: string): string | null;
}

export interface Place {
  readonly workspaceId: string;
  readonly version: bigint;
  readonly now: string;
}

export const sharedIdOf = (workspaceId: string, key: string) => idOf(workspaceId, key, "shared");

/** Records that have one of the names, private ones too. */
export async function findByNames<R extends SharedRecord>(
  prisma: PrismaTransaction,
  workspaceId: string,
  { entity, names }: Kind<R>,
  wanted: readonly string[],
): Promise<R[]> {
  if (wanted.length === 0) return [];
  const rows = await prisma.$queryRawUnsafe<Row[]>(
    `select record.* from "${entity.name}" as record where record."workspaceId" = $1::uuid and record."id" = any(array(
      select item."recordId" from unnest($4::text[]) as given("value")
      cross join lateral (
        select "recordId" from "list_item" where "workspaceId" = $1::uuid and "entity" = $2 and "field" = $3
          and "value" = given."value" offset 0
      ) as item))`,
    workspaceId,
    entity.name,
    names,
    [...wanted],
  );
  return rows.map((row) => rowToRecord(entity, row));
}

/** Brings the records of these messages or meetings to what they must be; returns where they are and what changed for whom. */
export async function layDown<R extends SharedRecord>(
  prisma: PrismaTransaction,
  place: Place,
  kind: Kind<R>,
  held: readonly Held<R>[],
): Promise<{ laid: Map<string, Laid>; written: R[]; left: string[]; changes: number }> {
  const { workspaceId, now } = place;
  const namesOf = (own: OwnFields<R>) => own[kind.names as keyof OwnFields<R>] as unknown as string[];
  const existing = await findByNames(prisma, workspaceId, kind, [...new Set(held.flatMap(({ own }) => namesOf(own)))]);
  const byName = new Map<string, R[]>();
  for (const record of existing) {
    for (const name of record[kind.names] as unknown as string[]) {
      byName.set(name, [...(byName.get(name) ?? []), record]);
    }
  }
  const put = new Map<string, R>();
  const remove = new Set<string>();
  const laid = new Map<string, Laid>();
  for (const one of held) {
    const known = [...new Set(namesOf(one.own).flatMap((name) => byName.get(name) ?? []))];
    const lain = layOne(kind, one, known, { now, sharedId: sharedIdOf(workspaceId, one.key) });
    for (const record of lain.put) put.set(record.id, record);
    for (const id of lain.remove) remove.add(id);
    laid.set(one.key, { sharedId: lain.sharedId, privateIdOf: (memberId) => lain.privateIds.get(memberId) ?? null });
  }
  for (const id of put.keys()) remove.delete(id);
  const records = [...put.values()];
  // Who was in something everybody sees, and is not in it any more.
  const left = existing.flatMap(({ id, privateTo, contactIds }) => {
    const after = remove.has(id) ? undefined : (put.get(id)?.contactIds ?? contactIds);
    return privateTo === null ? contactIds.filter((contactId) => !after?.includes(contactId)) : [];
  });
  const changes =
    (await putRecords(prisma, place, kind.entity, records)) +
    (await removeRecords(prisma, place, kind.entity, [...remove]));
  return { laid, written: records, left: [...new Set(left)], changes };
}
