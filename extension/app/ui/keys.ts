// The keyboard inside our own pages. Nothing here listens outside of them.
import { useLayoutEffect, useRef } from "preact/hooks";

const visible = (element: HTMLElement) => element.offsetParent !== null || element.getClientRects().length > 0;

/** Arrows, Home and End move the focus among the items inside the element that hears the key. */
export function moveFocus(event: KeyboardEvent, selector: string): void {
  const root = event.currentTarget as HTMLElement;
  const items = [...root.querySelectorAll<HTMLElement>(selector)].filter(visible);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? items.length - 1 : at - 1,
    Home: 0,
    End: items.length - 1,
  };
  const to = next[event.key];
  if (to === undefined || items.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  items[(to + items.length) % items.length]?.focus();
}

/** True while the keys are somebody's writing. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio]),textarea,select");
}

export type Shortcuts = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>;

/** "k", "/", "Escape", or "mod+k" where mod is Ctrl, on a Mac Cmd. */
export function shortcutOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  return mod + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

/**
 * Single keys act only while nobody types and no menu or dialog is open; Escape and mod+key act while typing too.
 * The newest mounted listener that knows the key gets it.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  // In the layout effect: what is on screen hears its keys, however fast they come.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey || !event.isTrusted) return;
      const name = shortcutOf(event);
      const act = latest.current[name];
      if (!act) return;
      const isPlain = name.length === 1;
      if (isPlain && (isTyping(event.target) || document.querySelector(":popover-open, dialog[open]"))) return;
      event.preventDefault();
      act(event);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
