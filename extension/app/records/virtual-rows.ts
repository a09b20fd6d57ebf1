import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

interface VirtualRows {
  count: number;
  /** Height of every row, in CSS pixels. */
  size: number;
  /** What stands above the rows inside the scroller and sticks there. */
  headerSize: number;
}

/** Which of many rows of one height are in view, told again whenever that changes. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, { count, size, headerSize }: VirtualRows) {
  const [, rerender] = useReducer((times: number) => times + 1, 0);
  const options = {
    count,
    estimateSize: () => size,
    getScrollElement: () => scroller.current,
    scrollPaddingStart: headerSize,
    scrollMargin: 0,
    overscan: 12,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => rerender(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  // A change of density changes every height at once.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, size]);
  return virtualizer;
}
