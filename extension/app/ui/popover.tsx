import type { ComponentChildren, RefObject } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import "./menu.css";

interface PopoverProps {
  /** What it belongs to; it opens under it, or above where there is more room. */
  anchor: RefObject<HTMLElement | null>;
  label: string;
  role?: "menu" | "dialog" | "listbox";
  /** Also called when the person clicks elsewhere or presses Escape. */
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ComponentChildren;
}

const MARGIN = 8;

function place(popover: HTMLElement, anchor: HTMLElement) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const isRtl = getComputedStyle(anchor).direction === "rtl";
  const start = isRtl ? at.right - width : at.left;
  const left = Math.max(MARGIN, Math.min(start, innerWidth - width - MARGIN));
  const below = at.bottom + 4;
  const fitsBelow = below + height <= innerHeight - MARGIN;
  const top = fitsBelow ? below : Math.max(MARGIN, at.top - height - 4);
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
}

/** Rendered while open; closes itself on Escape and on a click elsewhere, and gives focus back to its anchor. */
export function Popover({ anchor, label, role = "dialog", onClose, onKeyDown, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const popover = box.current;
    const owner = anchor.current;
    if (!popover || !owner) return;
    popover.showPopover();
    place(popover, owner);
    const first =
      popover.querySelector<HTMLElement>("[data-first=true]") ??
      popover.querySelector<HTMLElement>("[role^=menuitem],[role=option],input,button,textarea");
    first?.focus({ preventScroll: true });
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState !== "closed") return;
      onClose();
    };
    const onResize = () => place(popover, owner);
    popover.addEventListener("toggle", onToggle);
    addEventListener("resize", onResize);
    // What is inside may grow, as when a date is picked.
    const grown = new ResizeObserver(onResize);
    grown.observe(popover);
    return () => {
      popover.removeEventListener("toggle", onToggle);
      removeEventListener("resize", onResize);
      grown.disconnect();
      const hadFocus = popover.contains(document.activeElement) || document.activeElement === document.body;
      if (hadFocus && owner.isConnected) owner.querySelector("button")?.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: every role it can have takes a label
    // biome-ignore lint/a11y/noStaticElementInteractions: the role is given, only not literally
    <div
      ref={box}
      id={id}
      popover="auto"
      class="menu"
      role={role}
      aria-label={label}
      onKeyDown={(event) => {
        // Escape belongs to what is open, not to the page under it.
        if (event.key === "Escape") event.stopPropagation();
        onKeyDown?.(event);
      }}
    >
      {children}
    </div>
  );
}
