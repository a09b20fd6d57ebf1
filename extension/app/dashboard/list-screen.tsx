// What People and Companies share: head with count, filters, grid, bulk bar, and the peek panel at the side.
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { live, watchChanges } from "../live.ts";
import { type Column, Grid } from "../records/grid.tsx";
import type { Page } from "../records/row-window.ts";
import { useRows } from "../records/use-rows.ts";
import { Button } from "../ui/button.tsx";
import { useShortcuts } from "../ui/keys.ts";
import { Notice } from "../ui/notice.tsx";
import { showToast } from "../ui/toast.tsx";
import { formatNumber, t } from "../words.ts";
import { isGathering } from "./announcement.tsx";
import "./list.css";
import { idsOfAll, MOST_PICKED, usePicked } from "./picking.ts";

interface ListScreenProps<Row> {
  isShown: boolean;
  title: string;
  /** How the count is worded, as in "1,203 people". */
  countWords(total: number): string;
  /** Names the query: rows of another key are other rows. */
  queryKey: string;
  fetchPage(offset: number, limit: number): Promise<Page<Row>>;
  /** Kinds of records the rows are made of. */
  what: readonly string[];
  columns: readonly Column<Row>[];
  sort: string;
  descending: boolean;
  onSort(sort: string, descending: boolean): void;
  idOf(row: Row): string;
  nameOf(row: Row): string;
  onOpen(id: string): void;
  newLabel: string;
  onNew(): void;
  filters: ComponentChildren;
  tools: ComponentChildren;
  empty: ComponentChildren;
  bulk(ids: ReadonlySet<string>, clear: () => void): ComponentChildren;
  peek(id: string, close: () => void): ComponentChildren;
}

export function ListScreen<Row>(props: ListScreenProps<Row>) {
  const { isShown, fetchPage, idOf, what } = props;
  const rows = useRows(props.queryKey, fetchPage, (onChange) =>
    watchChanges((changed) => {
      if (!changed || changed.some((entity) => what.includes(entity))) onChange();
    }),
  );
  const [active, setActive] = useState(0);
  const [peeked, setPeeked] = useState<string | null>(null);
  const { picked, pick, setPicked, clear } = usePicked();
  const screen = useRef<HTMLElement>(null);
  const grid = () => screen.current?.querySelector<HTMLElement>("[role=grid]");

  useEffect(() => {
    setActive(0);
    clear();
  }, [props.queryKey]);
  useEffect(() => {
    if (isShown) grid()?.focus({ preventScroll: true });
  }, [isShown]);

  // An empty list of a workspace that is still coming is not yet known to be empty.
  const found = rows?.window.total ?? null;
  const total = found === 0 && isGathering() ? null : found;
  const inHand = Math.min(active, Math.max(0, (total ?? 1) - 1));
  const onActive = useCallback(
    (index: number) => {
      setActive(index);
      const row = rows?.window.find(index);
      if (row) setPeeked((before) => before && idOf(row));
    },
    [rows, idOf],
  );
  const closePeek = () => {
    setPeeked(null);
    grid()?.focus();
  };

  useShortcuts(
    isShown
      ? {
          n: props.onNew,
          j: () => grid()?.focus(),
          k: () => grid()?.focus(),
          ...(peeked ? { Escape: closePeek } : {}),
        }
      : {},
  );

  const pickAll = async (isPicked: boolean) => {
    if (!isPicked) return clear();
    setPicked(await idsOfAll(fetchPage, idOf));
    if ((total ?? 0) > MOST_PICKED) showToast(t("dashboard.mostPicked", [formatNumber(MOST_PICKED)]));
  };

  const density = live.settings.value?.density ?? "comfortable";
  return (
    <section class="list" ref={screen} hidden={!isShown} aria-label={props.title}>
      <div class="list-main">
        <div class="list-head">
          <h1>{props.title}</h1>
          <span class="list-count numbers" role="status">
            {total !== null && props.countWords(total)}
          </span>
          <div class="list-tools">
            {props.tools}
            <Button
              look={peeked || picked.size > 0 || total === 0 ? "secondary" : "primary"}
              icon="add"
              onPress={props.onNew}
            >
              {props.newLabel}
            </Button>
          </div>
        </div>
        <div class="list-filters">{props.filters}</div>
        {rows?.error instanceof Error && (
          <Notice tone="late" icon="warning" title={t("dashboard.listFailed")}>
            {rows.error.message}
          </Notice>
        )}
        {total === 0 ? (
          props.empty
        ) : (
          <Grid
            label={props.title}
            columns={props.columns}
            rows={total === null ? null : (rows?.window ?? null)}
            idOf={idOf}
            nameOf={props.nameOf}
            rowHeight={density === "compact" ? 32 : 40}
            sort={props.sort}
            descending={props.descending}
            onSort={props.onSort}
            active={inHand}
            onActive={onActive}
            picked={picked}
            onPick={(some, isPicked) => pick(some.map(idOf), isPicked)}
            onPickAll={(isPicked) => void pickAll(isPicked)}
            onOpen={(row) => props.onOpen(idOf(row))}
            onPeek={(row) => setPeeked(idOf(row))}
          />
        )}
        {picked.size > 0 && (
          <div class="bulk" role="toolbar" aria-label={t("dashboard.bulk")}>
            <span class="bulk-count numbers">{t("dashboard.picked", picked.size, [formatNumber(picked.size)])}</span>
            {props.bulk(picked, clear)}
            <Button look="quiet" icon="close" onPress={clear}>
              {t("dashboard.unpick")}
            </Button>
          </div>
        )}
      </div>
      {peeked && (
        <aside class="peek" aria-label={t("dashboard.peek")}>
          {props.peek(peeked, closePeek)}
        </aside>
      )}
    </section>
  );
}
