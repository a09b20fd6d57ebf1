// Which rows of a list are picked, whether or not they are in view.
import { useCallback, useState } from "preact/hooks";
import type { Page } from "../records/row-window.ts";

/** More than this at once is an import's business, not a list's. */
export const MOST_PICKED = 5_000;
const LIMIT = 500;

/** Ids of a whole list, page by page, at most `MOST_PICKED`. */
export async function idsOfAll<Row>(
  fetchPage: (offset: number, limit: number) => Promise<Page<Row>>,
  idOf: (row: Row) => string,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let offset = 0; offset < MOST_PICKED; offset += LIMIT) {
    const { rows, total } = await fetchPage(offset, LIMIT);
    for (const row of rows) ids.add(idOf(row));
    if (rows.length === 0 || offset + rows.length >= total) break;
  }
  return ids;
}

/** Mutations take at most so many ids at once. */
export function inPortions(ids: Iterable<string>, size = LIMIT): string[][] {
  const all = [...ids];
  const portions = [];
  for (let at = 0; at < all.length; at += size) portions.push(all.slice(at, at + size));
  return portions;
}

export function usePicked() {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const pick = useCallback((ids: readonly string[], isPicked: boolean) => {
    setPicked((before) => {
      const after = new Set(before);
      for (const id of ids) isPicked ? after.add(id) : after.delete(id);
      return after;
    });
  }, []);
  return { picked, pick, setPicked, clear: useCallback(() => setPicked(new Set()), []) };
}
