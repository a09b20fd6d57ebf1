import { useEffect, useRef, useState } from "preact/hooks";
import { openRowWindow, type Page, type RowWindow } from "./row-window.ts";

export interface Rows<Row> {
  window: RowWindow<Row>;
  /** What kept the last page from coming. */
  error: unknown;
}

/**
 * The rows of one query. While a new query is on its way the rows of the one before stay in view, so that sorting and
 * filtering never flash. `key` names the query; `fetchPage` is read when the key changes.
 */
export function useRows<Row>(
  key: string,
  fetchPage: (offset: number, limit: number) => Promise<Page<Row>>,
  /** Calls back when what is shown may be outdated; answers how to stop. */
  watch: (onChange: () => void) => () => void,
): Rows<Row> | null {
  const [shown, setShown] = useState<Rows<Row> | null>(null);
  const latest = useRef<RowWindow<Row> | null>(null);

  useEffect(() => {
    const previous = latest.current;
    const opened = openRowWindow(
      fetchPage,
      () => {
        if (latest.current !== opened) return;
        previous?.close();
        setShown({ window: opened, error: null });
      },
      (error) => {
        if (latest.current === opened) setShown((before) => ({ window: before?.window ?? opened, error }));
      },
    );
    latest.current = opened;
    const stop = watch(() => opened.refresh());
    return stop;
  }, [key]);

  useEffect(() => () => latest.current?.close(), []);
  return shown;
}
