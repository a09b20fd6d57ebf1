// How a record lies in the replica: the record itself, and beside it what it is found and sorted by.
import type { Company } from "#shared/crm/company.ts";
import type { Contact } from "#shared/crm/contact.ts";
import { type EntityName, entities } from "#shared/crm/index.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import { isListKind } from "#shared/fields.ts";

export interface Row<R extends BaseRecord = BaseRecord> {
  id: string;
  record: R;
  /** Words it is found by, folded; a prefix of any finds it. */
  terms?: string[];
  sortName?: string;
  /** Last contact for sorting: an empty string where there was none, since null is not indexed. */
  sortContact?: string;
}

/** Lower case, without accents: what is compared when a person types. */
export const fold = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

/** The words of a text, folded. */
export const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(Boolean);

const termsOf = (...texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => [...wordsOf(text), fold(text)]).filter(Boolean)),
];

type Derived = Pick<Row, "terms" | "sortName" | "sortContact">;

const derivations: { contact: (contact: Contact) => Derived; company: (company: Company) => Derived } = {
  contact: (contact) => ({
    terms: termsOf(contact.name, ...contact.emails, ...contact.phones),
    sortName: fold(contact.name),
    sortContact: contact.lastContactAt ?? "",
  }),
  company: (company) => ({ terms: termsOf(company.name, company.domain ?? ""), sortName: fold(company.name) }),
};

export function toRow<R extends BaseRecord>(entity: Entity<R>, record: R): Row<R> {
  const derive = (derivations as Record<string, ((record: never) => Derived) | undefined>)[entity.name];
  return { id: record.id, record, ...derive?.(record as never) };
}

const derivedIndexes: Partial<Record<EntityName, string[]>> = {
  contact: ["*terms", "sortName", "sortContact", "record.createdAt"],
  company: ["*terms", "sortName"],
};

/** Dexie's stores, from the registry: the indexes each entity declares plus what rows derive. */
export function storesOf(): Record<string, string> {
  const stores = Object.values(entities).map((entity) => {
    const declared = entity.indexes.map((field) =>
      isListKind(entity.fields[field]?.kind) ? `*record.${field}` : `record.${field}`,
    );
    const derived = derivedIndexes[entity.name as EntityName] ?? [];
    return [entity.name, ["id", ...declared, ...derived].join(", ")];
  });
  return Object.fromEntries(stores);
}
