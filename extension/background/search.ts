// Search as you type, over indexed words; 100,000 people answer within a frame.
import { companyEntity } from "#shared/crm/company.ts";
import { contactEntity } from "#shared/crm/contact.ts";
import { memberEntity } from "#shared/crm/member.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { SearchResult } from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";
import { joinPeople } from "./join.ts";
import { fold, type Row } from "./rows.ts";

/** With several words: how many that match the rarest-looking word are checked for the others. */
const CHECKED = 2_000;
/** A row is found once per word of it that matches: how much more to take at first, and where that leaves too few. */
const MORE = 1.5;
const FAR_MORE = 4;

/** Rows in which every typed word begins some word of the record; those that begin with the whole text first. */
async function findRows<R extends BaseRecord>(
  db: ReplicaDatabase,
  entity: Entity<R>,
  words: readonly string[],
  limit: number,
): Promise<Row<R>[]> {
  const [longest, ...others] = words.toSorted((a, b) => b.length - a.length);
  if (!longest) return [];
  const begins = (text: string, most: number) =>
    db.records(entity).where("terms").startsWith(text).limit(most).toArray();
  const found = new Map<string, Row<R>>();
  const keep = (rows: readonly Row<R>[]) => {
    for (const row of rows) found.set(row.id, row);
  };
  const whole = words.join(" ");
  const most = Math.ceil(limit * MORE);
  const first = await begins(whole, most);
  keep(first);
  if (others.length > 0 && found.size < limit) {
    const rows = await begins(longest, CHECKED);
    keep(rows.filter((row) => others.every((word) => row.terms?.some((term) => term.startsWith(word)))));
  } else if (first.length === most && found.size < limit) {
    keep(await begins(whole, limit * FAR_MORE));
  }
  return [...found.values()].slice(0, limit);
}

export async function find(db: ReplicaDatabase, text: string, limit: number): Promise<SearchResult> {
  const words = fold(text)
    .split(/[\s,;<>()"]+/)
    .filter(Boolean);
  const tables = [contactEntity, companyEntity, memberEntity].map((entity) => db.table(entity.name));
  // One transaction for all of it: to open one costs as much as to read.
  return db.transaction("r", tables, async () => {
    const [people, companies] = await Promise.all([
      findRows(db, contactEntity, words, limit),
      findRows(db, companyEntity, words, limit),
    ]);
    const contacts = people.map((row) => row.record);
    return { people: await joinPeople(db, contacts), companies: companies.map((row) => row.record) };
  });
}
