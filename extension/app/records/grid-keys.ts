/** What of a keyboard event decides where a list's row in hand goes. */
export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The row the key leads to, or null when it is no key of movement. `j` and `k` go down and up as in webmail. */
export function moveBy(pressed: Pressed, active: number, count: number, perPage: number): number | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || count === 0) return null;
  const to = (index: number) => Math.min(count - 1, Math.max(0, index));
  switch (pressed.key) {
    case "ArrowDown":
    case "j":
      return to(active + 1);
    case "ArrowUp":
    case "k":
      return to(active - 1);
    case "PageDown":
      return to(active + perPage);
    case "PageUp":
      return to(active - perPage);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
