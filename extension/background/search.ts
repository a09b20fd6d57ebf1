// Search as you type, over indexed words; 100,000 people answer within a frame.
import { companyEntity } from "#shared/crm/company.ts";
import { contactEntity } from "#shared/crm/contact.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { SearchResult } from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";
import { joinPeople } from "./join.ts";
import { fold, type Row } from "./rows.ts";

/** With several words: how many that match the rarest-looking word are checked for the others. */
const CHECKED = 2_000;

/** Rows in which every typed word begins some word of the record. */
async function findRows<R extends BaseRecord>(
  db: ReplicaDatabase,
  entity: Entity<R>,
  words: readonly string[],
  limit: number,
): Promise<Row<R>[]> {
  const [longest, ...others] = words.toSorted((a, b) => b.length - a.length);
  if (!longest) return [];
  const begins = db.records(entity).where("terms").startsWith(longest);
  // A row is found once per word of it that matches.
  const rows = await begins.limit(others.length > 0 ? CHECKED : limit * 2).toArray();
  const matching = rows.filter((row) => others.every((word) => row.terms?.some((term) => term.startsWith(word))));
  return [...new Map(matching.map((row) => [row.id, row])).values()].slice(0, limit);
}

export async function find(db: ReplicaDatabase, text: string, limit: number): Promise<SearchResult> {
  const words = fold(text)
    .split(/[\s,;<>()"]+/)
    .filter(Boolean);
  const [people, companies] = await Promise.all([
    findRows(db, contactEntity, words, limit),
    findRows(db, companyEntity, words, limit),
  ]);
  const contacts = people.map((row) => row.record);
  return { people: await joinPeople(db, contacts), companies: companies.map((row) => row.record) };
}
