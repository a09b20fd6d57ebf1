import { useEffect, useRef, useState } from "preact/hooks";
import { type FeedPage, type FeedWindow, openFeedWindow } from "../../records/feed-window.ts";

export interface Feed<Row> {
  window: FeedWindow<Row>;
  /** What kept the last page from coming. */
  error: unknown;
}

/**
 * The rows of one query of a feed; those of the query before stay in view until the first page is here. `key` names
 * the query; `fetchPage` is read when the key changes.
 */
export function useFeed<Row>(
  key: string,
  fetchPage: (after: string | null) => Promise<FeedPage<Row>>,
): Feed<Row> | null {
  const [shown, setShown] = useState<Feed<Row> | null>(null);
  const latest = useRef<FeedWindow<Row> | null>(null);
  useEffect(() => {
    const previous = latest.current;
    const opened: FeedWindow<Row> = openFeedWindow(
      fetchPage,
      () => {
        if (latest.current !== opened) return;
        previous?.close();
        setShown({ window: opened, error: null });
      },
      (error) => {
        if (latest.current === opened) setShown({ window: opened, error });
      },
    );
    latest.current = opened;
  }, [key]);
  useEffect(() => () => latest.current?.close(), []);
  return shown;
}
