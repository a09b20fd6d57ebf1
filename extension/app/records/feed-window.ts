// The rows of a list whose server tells no total and gives one page after another: fetched on as the end comes near.
import type { RowWindow } from "./row-window.ts";

export interface FeedPage<Row> {
  rows: Row[];
  /** Leads to the page behind this one; null at the end. */
  next: string | null;
}

export interface FeedWindow<Row> extends RowWindow<Row> {
  /** True when everything has come. */
  readonly isWhole: boolean;
  /** Rows that came, as they are from now on; asks nobody. */
  change(to: (row: Row) => Row): void;
}

/** Rows shown as on their way while there is more. */
const AHEAD = 20;
/** The next page is asked for when this few rows are left below. */
const MARGIN = 60;

export function openFeedWindow<Row>(
  fetchPage: (after: string | null) => Promise<FeedPage<Row>>,
  onChange: () => void,
  onError: (error: unknown) => void,
): FeedWindow<Row> {
  let rows: Row[] | null = null;
  /** Of the page to come; undefined before the first. */
  let next: string | null | undefined;
  let wanted = 0;
  let isFetching = false;
  let isClosed = false;
  let isStale = false;

  const isNear = (count: number) => wanted + MARGIN >= count;

  /** From the beginning until as much is there as is in view, and then all at once. */
  async function fetchAnew() {
    let fresh: Row[] = [];
    let after: string | null = null;
    do {
      const page: FeedPage<Row> = await fetchPage(after);
      fresh = [...fresh, ...page.rows];
      after = page.next;
    } while (after !== null && isNear(fresh.length) && !isClosed);
    rows = fresh;
    next = after;
  }

  async function fetchMore(after: string) {
    const page = await fetchPage(after);
    if (isStale) return;
    rows = [...(rows ?? []), ...page.rows];
    next = page.next;
  }

  async function pump() {
    if (isClosed || isFetching) return;
    const isAnew = isStale || next === undefined;
    if (!isAnew && (next === null || !isNear(rows?.length ?? 0))) return;
    isFetching = true;
    isStale = false;
    try {
      if (isAnew) await fetchAnew();
      else await fetchMore(next as string);
      isFetching = false;
      if (isClosed) return;
      onChange();
      void pump();
    } catch (error) {
      // Asked again at the next wish; an unanswered page must not be asked for without end.
      isFetching = false;
      if (!isClosed) onError(error);
    }
  }

  void pump();
  return {
    get total() {
      return rows && rows.length + (next ? AHEAD : 0);
    },
    get isWhole() {
      return next === null;
    },
    find: (index) => rows?.[index],
    loaded: () => rows ?? [],
    show(_start, end) {
      wanted = end;
      void pump();
    },
    refresh() {
      isStale = true;
      void pump();
    },
    change(to) {
      if (!rows) return;
      rows = rows.map(to);
      onChange();
    },
    close() {
      isClosed = true;
    },
  };
}
