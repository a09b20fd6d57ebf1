import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";

/** A press on the button of an open popover closes it twice: the browser does, and the press would open it again. */
const SAME_PRESS_MS = 400;

interface PopoverState {
  open: Signal<boolean>;
  anchor: RefObject<HTMLSpanElement | null>;
  toggle: () => void;
  close: () => void;
}

/** What a button that opens a popover needs to hold; `given` opens it from outside as well. */
export function usePopover(given?: Signal<boolean>): PopoverState {
  const own = useSignal(false);
  const open = given ?? own;
  const anchor = useRef<HTMLSpanElement>(null);
  const closedAt = useRef(Number.NEGATIVE_INFINITY);
  return {
    open,
    anchor,
    toggle: () => {
      if (!open.value && performance.now() - closedAt.current < SAME_PRESS_MS) return;
      open.value = !open.value;
    },
    close: () => {
      open.value = false;
      closedAt.current = performance.now();
    },
  };
}
