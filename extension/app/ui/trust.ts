// Which clicks count. The page around our frame is not ours: it can cover it, fade it and move it under the pointer.

/** `trackVisibility` tells what is really painted, whatever the page around us does; Chromium has it, Firefox not yet. */
type VisibilityOptions = IntersectionObserverInit & { trackVisibility: boolean; delay: number };
type VisibilityEntry = IntersectionObserverEntry & { isVisible?: boolean };

const isFramed = typeof window !== "undefined" && window.parent !== window;
/** An observation that is begun is answered in the next frame; without an answer nobody can have seen us. */
const ANSWER_MS = 3_000;

/**
 * Whether our frame is painted as we drew it: not covered, not faded, not filtered, in no part of it. Asked anew at
 * each press, since the browser is slow to tell of a cover that comes later. One of the two being seen proves it: our
 * own toasts may lie over the button, the backdrop of our own popover over the document (docs/decisions/0061).
 */
function isSeen(button: EventTarget | null): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (isVisible: boolean) => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(isVisible);
    };
    const observer = new IntersectionObserver(
      (entries: VisibilityEntry[]) => answer(entries.some((entry) => entry.isVisible !== false)),
      // 100 ms is the shortest the browser allows; it delays later answers, not the first.
      { trackVisibility: true, delay: 100 } as VisibilityOptions,
    );
    const timer = setTimeout(answer, ANSWER_MS, false);
    observer.observe(document.documentElement);
    if (button instanceof Element) observer.observe(button);
  });
}

let onIgnored: () => void = () => undefined;

/** Called when a click was not taken for a person's own. Once per page. */
export function tellIgnored(tell: () => void): void {
  onIgnored = tell;
}

/** Runs the act if the event is a person's own, on something they could see. What a script does never counts. */
export function ifOurs(event: Event, act: () => void): void {
  if (!event.isTrusted) return;
  if (!isFramed) act();
  else void isSeen(event.currentTarget).then((seen) => (seen ? act() : onIgnored()));
}
