// The rows of a long list that are at hand: fetched by page as they come into view, thrown away when far from it.

export const PAGE_SIZE = 100;
/** Pages kept when they are out of view; the eye comes back to where it was. */
const KEPT_PAGES = 30;
const FETCHES_AT_ONCE = 2;

export interface Page<Row> {
  rows: Row[];
  total: number;
}

export interface RowWindow<Row> {
  /** Null until the first page has come. */
  readonly total: number | null;
  /** Undefined while the row is on its way. */
  find(index: number): Row | undefined;
  /** Rows that came, in no order. */
  loaded(): Row[];
  /** These rows are in view. Earlier wishes that have not been asked for yet are dropped. */
  show(start: number, end: number): void;
  /** What is shown may be outdated: it stays until the new rows are here. */
  refresh(): void;
  close(): void;
}

/** Indexes of the pages that hold the rows `start` to `end`, both included. */
export function pagesOf(start: number, end: number, size = PAGE_SIZE): number[] {
  const first = Math.floor(Math.max(0, start) / size);
  const last = Math.floor(Math.max(0, end) / size);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

export function openRowWindow<Row>(
  fetchPage: (offset: number, limit: number) => Promise<Page<Row>>,
  onChange: () => void,
  onError: (error: unknown) => void,
): RowWindow<Row> {
  const pages = new Map<number, { rows: Row[]; generation: number }>();
  const fetching = new Set<number>();
  let wanted: number[] = [0];
  let total: number | null = null;
  let generation = 0;
  let isClosed = false;

  const isFresh = (page: number) => pages.get(page)?.generation === generation;

  function trim() {
    for (const page of pages.keys()) {
      if (pages.size <= KEPT_PAGES) return;
      if (!wanted.includes(page)) pages.delete(page);
    }
  }

  async function fetchOne(page: number) {
    const asked = generation;
    fetching.add(page);
    try {
      const answer = await fetchPage(page * PAGE_SIZE, PAGE_SIZE);
      if (isClosed) return;
      total = answer.total;
      pages.delete(page);
      pages.set(page, { rows: answer.rows, generation: asked });
      trim();
      onChange();
    } catch (error) {
      // Asked again at the next wish; an unanswered page must not be asked for without end.
      wanted = wanted.filter((other) => other !== page);
      if (!isClosed) onError(error);
    } finally {
      fetching.delete(page);
      pump();
    }
  }

  function pump() {
    if (isClosed) return;
    for (const page of wanted) {
      if (fetching.size >= FETCHES_AT_ONCE) return;
      if (!fetching.has(page) && !isFresh(page)) void fetchOne(page);
    }
  }

  pump();
  return {
    get total() {
      return total;
    },
    find: (index) => pages.get(Math.floor(index / PAGE_SIZE))?.rows[index % PAGE_SIZE],
    loaded: () => [...pages.values()].flatMap((page) => page.rows),
    show(start, end) {
      wanted = pagesOf(start, end);
      pump();
    },
    refresh() {
      generation += 1;
      pump();
    },
    close() {
      isClosed = true;
    },
  };
}
