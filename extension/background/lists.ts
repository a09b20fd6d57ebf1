// The dashboard's long lists: filtered, sorted, one window at a time.

import type { Collection } from "dexie";
import { type Company, companyEntity } from "#shared/crm/company.ts";
import { type Contact, contactEntity, lifecycles } from "#shared/crm/contact.ts";
import { memberEntity } from "#shared/crm/member.ts";
import type { MessageArgs, PeopleFilter } from "../messages.ts";
import type { CompanySummary, ListPage, PersonSummary } from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";
import { joinPeople } from "./join.ts";
import { fold, type Row } from "./rows.ts";
import { find } from "./search.ts";

/** Sorts that an index answers without reading every row. */
const indexOfSort: Partial<Record<MessageArgs<"people.list">["sort"], string>> = {
  name: "sortName",
  lastContactAt: "sortContact",
  createdAt: "record.createdAt",
};

const isFiltered = (filter: PeopleFilter) => Object.values(filter).some((value) => value !== null);

export async function listPeople(
  db: ReplicaDatabase,
  asked: MessageArgs<"people.list">,
): Promise<ListPage<PersonSummary>> {
  const index = indexOfSort[asked.sort];
  if (index && !isFiltered(asked.filter)) return listByIndex(db, index, asked);
  const rows = await filteredPeople(db, asked.filter);
  const keys = await sortKeys(db, asked.sort);
  const sorted = sortBy(rows, (row) => keys(row), asked.descending);
  const window = sorted.slice(asked.offset, asked.offset + asked.limit);
  const contacts = window.map((row) => row.record);
  return { rows: await joinPeople(db, contacts), total: rows.length };
}

async function listByIndex(
  db: ReplicaDatabase,
  index: string,
  { descending, offset, limit }: MessageArgs<"people.list">,
): Promise<ListPage<PersonSummary>> {
  const table = db.records(contactEntity);
  const ordered = table.orderBy(index);
  const window = (descending ? ordered.reverse() : ordered).offset(offset).limit(limit);
  const [rows, total] = await Promise.all([window.toArray(), table.count()]);
  const contacts = rows.map((row) => row.record);
  return { rows: await joinPeople(db, contacts), total };
}

/** The narrowest index first, the rest of the filter over what it gives. */
async function filteredPeople(db: ReplicaDatabase, filter: PeopleFilter): Promise<Row<Contact>[]> {
  const table = db.records(contactEntity);
  if (filter.text) {
    const found = await find(db, filter.text, 2_000);
    const rows = await table.bulkGet(found.people.map((person) => person.contact.id));
    return rows.filter((row) => row !== undefined).filter((row) => passes(row.record, filter));
  }
  const narrowed: Collection<Row<Contact>, string> = filter.companyId
    ? table.where("record.companyId").equals(filter.companyId)
    : filter.ownerId
      ? table.where("record.ownerId").equals(filter.ownerId)
      : filter.lifecycle
        ? table.where("record.lifecycle").equals(filter.lifecycle)
        : table.toCollection();
  const rows = await narrowed.toArray();
  return rows.filter((row) => passes(row.record, filter));
}

function passes(contact: Contact, filter: PeopleFilter): boolean {
  if (filter.lifecycle && contact.lifecycle !== filter.lifecycle) return false;
  if (filter.ownerId && contact.ownerId !== filter.ownerId) return false;
  if (filter.companyId && contact.companyId !== filter.companyId) return false;
  if (filter.source && contact.source !== filter.source) return false;
  return !filter.quietSince || (contact.lastContactAt ?? "") < filter.quietSince;
}

type SortKey = string | number;

function sortBy<T>(rows: readonly T[], keyOf: (row: T) => SortKey, descending: boolean): T[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  if (descending) keyed.reverse();
  return keyed.map((entry) => entry.row);
}

async function sortKeys(
  db: ReplicaDatabase,
  sort: MessageArgs<"people.list">["sort"],
): Promise<(row: Row<Contact>) => SortKey> {
  switch (sort) {
    case "name":
      return (row) => row.sortName ?? "";
    case "lastContactAt":
      return (row) => row.sortContact ?? "";
    case "createdAt":
      return (row) => row.record.createdAt;
    case "lifecycle":
      return (row) => lifecycles.indexOf(row.record.lifecycle);
    case "company": {
      const names = new Map((await db.records(companyEntity).toArray()).map((row) => [row.id, row.sortName ?? ""]));
      return (row) => names.get(row.record.companyId ?? "") ?? "\uffff";
    }
    case "owner": {
      const names = await memberNames(db);
      return (row) => names.get(row.record.ownerId ?? "") ?? "\uffff";
    }
  }
}

async function memberNames(db: ReplicaDatabase): Promise<Map<string, string>> {
  const rows = await db.records(memberEntity).toArray();
  return new Map(rows.map((row) => [row.id, fold(row.record.name)]));
}

export async function listCompanies(
  db: ReplicaDatabase,
  asked: MessageArgs<"companies.list">,
): Promise<ListPage<CompanySummary>> {
  const all = asked.text
    ? (await find(db, asked.text, 2_000)).companies
    : (await db.records(companyEntity).toArray()).map((row) => row.record);
  const [counts, members] = await Promise.all([asked.sort === "people" ? countPeople(db) : null, memberNames(db)]);
  const keyOf = (company: Company): SortKey => {
    switch (asked.sort) {
      case "name":
        return fold(company.name);
      case "domain":
        return company.domain ?? "\uffff";
      case "createdAt":
        return company.createdAt;
      case "owner":
        return members.get(company.ownerId ?? "") ?? "\uffff";
      case "people":
        return counts?.get(company.id) ?? 0;
    }
  };
  const window = sortBy(all, keyOf, asked.descending).slice(asked.offset, asked.offset + asked.limit);
  const owners = new Map((await db.records(memberEntity).toArray()).map((row) => [row.id, row.record]));
  const rows = await Promise.all(
    window.map(async (company) => ({
      company,
      owner: (company.ownerId && owners.get(company.ownerId)) || null,
      people: await db.records(contactEntity).where("record.companyId").equals(company.id).count(),
    })),
  );
  return { rows, total: all.length };
}

/** People per company, by walking the index's keys. */
async function countPeople(db: ReplicaDatabase): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const ids = await db.records(contactEntity).orderBy("record.companyId").keys();
  for (const id of ids) counts.set(String(id), (counts.get(String(id)) ?? 0) + 1);
  return counts;
}
