import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";

/** The browser closes an open popover when its own button is pressed; that press must not open it again. */
const SAME_PRESS_MS = 400;

interface PopoverState {
  open: Signal<boolean>;
  anchor: RefObject<HTMLSpanElement | null>;
  toggle: () => void;
  /** Something in it was chosen or done. */
  close: () => void;
  /** The browser has closed it, by Escape or by a press elsewhere, which may be a press on its button. */
  dismissed: () => void;
}

/** What a button that opens a popover needs to hold; `given` opens it from outside as well. */
export function usePopover(given?: Signal<boolean>): PopoverState {
  const own = useSignal(false);
  const open = given ?? own;
  const anchor = useRef<HTMLSpanElement>(null);
  const dismissedAt = useRef(Number.NEGATIVE_INFINITY);
  return {
    open,
    anchor,
    toggle: () => {
      if (!open.value && performance.now() - dismissedAt.current < SAME_PRESS_MS) return;
      open.value = !open.value;
    },
    close: () => {
      open.value = false;
    },
    dismissed: () => {
      open.value = false;
      dismissedAt.current = performance.now();
    },
  };
}
