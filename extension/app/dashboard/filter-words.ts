// A filter as the chips that say it in words.
import type { PeopleFilter } from "../../messages.ts";

export type FilterKey = keyof PeopleFilter;

/** One part of a filter; `value` is a choice, an id, an instant or a text, as the key says. */
export interface FilterPart {
  key: FilterKey;
  value: string;
}

/** In the order they are offered and shown. */
export const filterKeys = [
  "lifecycle",
  "ownerId",
  "quietSince",
  "source",
  "companyId",
  "text",
] as const satisfies readonly FilterKey[];

export function partsOf(filter: PeopleFilter): FilterPart[] {
  return filterKeys.flatMap((key) => {
    const value = filter[key];
    return value === null ? [] : [{ key, value }];
  });
}

export const withPart = (filter: PeopleFilter, key: FilterKey, value: string | null): PeopleFilter => ({
  ...filter,
  [key]: value,
});

export const isEverybody = (filter: PeopleFilter) => partsOf(filter).length === 0;

/** Midnight, where the person is, some months ago: "quiet since". */
export function monthsBefore(now: Date, months: number): string {
  const day = new Date(now.getFullYear(), now.getMonth() - months, now.getDate());
  // 31 March less a month is no day of February; the last one of it is meant.
  if (day.getDate() !== now.getDate()) day.setDate(0);
  return day.toISOString();
}
