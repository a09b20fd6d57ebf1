// Which clicks count. The page around our frame is not ours: it can cover it, fade it and move it under the pointer.

/** `trackVisibility` tells what is really painted, whatever the page around us does; Chromium has it, Firefox not yet. */
type VisibilityOptions = IntersectionObserverInit & { trackVisibility: boolean; delay: number };
type VisibilityEntry = IntersectionObserverEntry & { isVisible?: boolean };

const isFramed = typeof window !== "undefined" && window.parent !== window;
/** An observation that is begun is answered in the next frame; without an answer nobody can have seen the button. */
const ANSWER_MS = 3_000;
/** A busy browser may answer from before the page was laid out: what is covered must be so each time. */
const LOOKS = 4;
const LOOK_AGAIN_MS = 120;

function look(element: Element): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (isVisible: boolean) => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(isVisible);
    };
    const observer = new IntersectionObserver(
      ([entry]: VisibilityEntry[]) => answer(entry?.isVisible !== false),
      // 100 ms is the shortest the browser allows; it delays later answers, not the first.
      { trackVisibility: true, delay: 100 } as VisibilityOptions,
    );
    const timer = setTimeout(answer, ANSWER_MS, false);
    observer.observe(element);
  });
}

/**
 * Whether this is painted as we drew it: not covered, not faded, not filtered. Asked anew at each press, since the
 * browser is slow to tell of a cover that comes later (docs/decisions/0061).
 */
async function isSeen(element: Element): Promise<boolean> {
  for (let looks = 1; ; looks += 1) {
    if (await look(element)) return true;
    if (looks === LOOKS) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

let onIgnored: () => void = () => undefined;

/** Called when a click was not taken for a person's own. Once per page. */
export function tellIgnored(tell: () => void): void {
  onIgnored = tell;
}

/** Runs the act if the event is a person's own, on something they could see. What a script does never counts. */
export function ifOurs(event: Event, act: () => void): void {
  const { currentTarget: on } = event;
  if (!event.isTrusted) return;
  if (!isFramed || !(on instanceof Element)) act();
  else void isSeen(on).then((seen) => (seen ? act() : onIgnored()));
}
