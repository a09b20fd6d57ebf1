// Makes room beside the webmail: its own layout becomes narrower, so the sidebar covers nothing.

const important = "important";

/** What is set on the element that gives way; `undefined` takes it off again. */
function roomStyle(width: number): Record<string, string> {
  return {
    width: `calc(100% - ${width}px)`,
    // The pair fills the page whichever side a right-to-left page starts from.
    "margin-right": `${width}px`,
    "min-width": "0",
    // Fixed parts of the page (compose windows, toasts) keep inside the narrower page too.
    ...(fillsWindow() ? { contain: "layout" } : {}),
  };
}

/** A page that scrolls as a whole would carry its fixed parts away with it. */
const fillsWindow = () => document.documentElement.scrollHeight <= innerHeight + 1;

export interface Room {
  make(width: number): void;
  /** Puts right what the page changed; true when something was. */
  repair(): boolean;
  giveBack(): void;
}

export function roomIn(element: HTMLElement): Room {
  let wanted: Record<string, string> = {};
  const before = new Map<string, [value: string, priority: string]>();
  const apply = () => {
    for (const [name, value] of Object.entries(wanted)) {
      if (!before.has(name))
        before.set(name, [element.style.getPropertyValue(name), element.style.getPropertyPriority(name)]);
      element.style.setProperty(name, value, important);
    }
  };
  // Webmails measure themselves when the window changes.
  const tell = () => dispatchEvent(new Event("resize"));
  return {
    make(width) {
      wanted = roomStyle(width);
      apply();
      tell();
    },
    repair() {
      const isWhole = Object.keys(wanted).every((name) => element.style.getPropertyPriority(name) === important);
      if (!isWhole) apply();
      return !isWhole;
    },
    giveBack() {
      for (const [name, [value, priority]] of before) element.style.setProperty(name, value, priority);
      before.clear();
      wanted = {};
      tell();
    },
  };
}
