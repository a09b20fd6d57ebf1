// A list of any length as a grid: sort by header, a row in hand moved by keys, rows picked, only what is in view drawn.
import type { ComponentChild } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import "./grid.css";
import { moveBy } from "./grid-keys.ts";
import { gridWords } from "./labels.ts";
import type { RowWindow } from "./row-window.ts";
import { useVirtualRows } from "./virtual-rows.ts";

export interface Column<Row> {
  key: string;
  label: string;
  /** The order a click on the header asks for; null where there is none. */
  sort: string | null;
  /** As in `grid-template-columns`. */
  width: string;
  align?: "end";
  cell(row: Row): ComponentChild;
}

export interface GridProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: RowWindow<Row> | null;
  idOf(row: Row): string;
  nameOf(row: Row): string;
  rowHeight: number;
  sort: string;
  descending: boolean;
  onSort(sort: string, descending: boolean): void;
  /** Index of the row in hand. */
  active: number;
  onActive(index: number): void;
  picked: ReadonlySet<string>;
  onPick(rows: readonly Row[], isPicked: boolean): void;
  onPickAll(isPicked: boolean): void;
  /** Enter, or a double click. */
  onOpen(row: Row): void;
  /** A click, or the space bar. */
  onPeek(row: Row): void;
  /** Keys the grid itself has no use for. */
  onKey?(event: KeyboardEvent, row: Row | undefined): void;
}

const HEADER_HEIGHT = 36;
/** As many skeleton rows as fill a tall window, while nothing is known yet. */
const SKELETON_ROWS = 24;

export function Grid<Row>(props: GridProps<Row>) {
  const { rows, columns, active, picked, rowHeight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const pickedFrom = useRef(0);
  const gridId = useId();
  const total = rows?.total ?? null;
  const count = total ?? SKELETON_ROWS;
  const virtualizer = useVirtualRows(scroller, { count, size: rowHeight, headerSize: HEADER_HEIGHT });
  const items = virtualizer.getVirtualItems();
  const [start, end] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];

  useEffect(() => rows?.show(start, end), [rows, start, end]);

  const move = (index: number) => {
    props.onActive(index);
    virtualizer.scrollToIndex(index);
  };

  const pickRange = (to: number) => {
    const [low, high] = [Math.min(pickedFrom.current, to), Math.max(pickedFrom.current, to)];
    const range = [];
    for (let index = low; index <= high; index += 1) {
      const row = rows?.find(index);
      if (row) range.push(row);
    }
    props.onPick(range, true);
  };

  const toggle = (index: number) => {
    const row = rows?.find(index);
    if (row) props.onPick([row], !picked.has(props.idOf(row)));
    pickedFrom.current = index;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!scroller.current || event.target !== scroller.current) return;
    const row = rows?.find(active);
    const perPage = Math.max(1, Math.floor((scroller.current.clientHeight - HEADER_HEIGHT) / rowHeight) - 1);
    const to = moveBy(event, active, count, perPage);
    if (to !== null) {
      if (event.shiftKey && !picked.size) pickedFrom.current = active;
      move(to);
      if (event.shiftKey) pickRange(to);
    } else if (event.key === "Enter" && row) props.onOpen(row);
    else if (event.key === " " && row) props.onPeek(row);
    else if (event.key === "x" && !event.ctrlKey && !event.metaKey && !event.altKey) toggle(active);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) props.onPickAll(true);
    else if (event.key === "Escape" && picked.size > 0) props.onPickAll(false);
    else {
      props.onKey?.(event, row);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const areAllPicked = total !== null && total > 0 && picked.size >= total;
  const template = `36px ${columns.map((column) => column.width).join(" ")}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be cut to what is in view
    <div
      class="grid"
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={total === null ? -1 : total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-busy={total === null}
      aria-activedescendant={total && active >= start && active <= end ? `${gridId}-${active}` : undefined}
      tabIndex={0}
      style={{ "--grid-columns": template, "--row-height": `${rowHeight}px` }}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      <div class="grid-head" role="rowgroup">
        {/* biome-ignore lint/a11y: see the grid */}
        <div class="grid-row grid-header" role="row" aria-rowindex={1}>
          {/* biome-ignore lint/a11y: see the grid */}
          <div class="grid-cell grid-pick" role="columnheader">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={gridWords.pickAll()}
              checked={areAllPicked}
              ref={(box: HTMLInputElement | null) => {
                if (box) box.indeterminate = picked.size > 0 && !areAllPicked;
              }}
              onChange={(event) => props.onPickAll(event.currentTarget.checked)}
            />
          </div>
          {columns.map((column) => (
            <Header key={column.key} column={column} {...props} />
          ))}
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      <div class="grid-body" role="rowgroup" style={{ blockSize: `${virtualizer.getTotalSize()}px` }}>
        {items.map((item) => {
          const row = rows?.find(item.index);
          const isPicked = row !== undefined && picked.has(props.idOf(row));
          const isActive = item.index === active && total !== null;
          return (
            // biome-ignore lint/a11y: keys are handled by the grid, which has the focus
            <div
              key={item.index}
              id={`${gridId}-${item.index}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={isPicked}
              class={`grid-row ${isActive ? "grid-row-active" : ""} ${isPicked ? "grid-row-picked" : ""}`}
              style={{ insetBlockStart: `${item.start}px` }}
              onClick={(event) => {
                if (!row) return;
                props.onActive(item.index);
                scroller.current?.focus({ preventScroll: true });
                if (event.shiftKey) pickRange(item.index);
                else if (event.ctrlKey || event.metaKey) toggle(item.index);
                else props.onPeek(row);
              }}
              onDblClick={() => row && props.onOpen(row)}
            >
              {/* biome-ignore lint/a11y: see the grid */}
              <div class="grid-cell grid-pick" role="gridcell">
                {row && (
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    aria-label={gridWords.pick(props.nameOf(row))}
                    checked={isPicked}
                    onClick={(event) => {
                      event.stopPropagation();
                      if (event.shiftKey) pickRange(item.index);
                    }}
                    onChange={() => toggle(item.index)}
                  />
                )}
              </div>
              {columns.map((column) => (
                // biome-ignore lint/a11y: see the grid
                <div key={column.key} role="gridcell" class={`grid-cell ${column.align === "end" ? "grid-end" : ""}`}>
                  {row ? column.cell(row) : <span class="skeleton" aria-hidden="true" />}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Header<Row>({ column, sort, descending, onSort }: { column: Column<Row> } & GridProps<Row>) {
  const isSorted = column.sort !== null && column.sort === sort;
  const direction = descending ? "descending" : "ascending";
  return (
    // biome-ignore lint/a11y: see the grid
    <div
      role="columnheader"
      class={`grid-cell ${column.align === "end" ? "grid-end" : ""}`}
      aria-sort={isSorted ? direction : undefined}
    >
      {column.sort === null ? (
        <span class="grid-title">{column.label}</span>
      ) : (
        <button
          type="button"
          class="grid-title"
          onClick={() => column.sort && onSort(column.sort, isSorted ? !descending : false)}
        >
          {column.label}
          <span class="grid-arrow" aria-hidden="true">
            {isSorted ? (descending ? "↓" : "↑") : ""}
          </span>
        </button>
      )}
    </div>
  );
}
