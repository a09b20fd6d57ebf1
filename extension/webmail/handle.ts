// The edge of the sidebar by which it is made wider or narrower, by pointer and by keyboard.
import { MAX_WIDTH, MIN_WIDTH } from "./limits.ts";

const STEP = 16;

export const clampWidth = (width: number) => Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));

export interface Handle {
  element: HTMLElement;
  show(width: number): void;
}

/** `onMove` follows the pointer; `onDone` comes once at the end. Only what a person does counts. */
export function makeHandle(
  label: string,
  signal: AbortSignal,
  onMove: (width: number) => void,
  onDone: (width: number) => void,
): Handle {
  const element = document.createElement("div");
  let width = MIN_WIDTH;
  for (const [name, value] of Object.entries({
    role: "separator",
    tabindex: "0",
    "aria-orientation": "vertical",
    "aria-label": label,
    "aria-valuemin": `${MIN_WIDTH}`,
    "aria-valuemax": `${MAX_WIDTH}`,
  }))
    element.setAttribute(name, value);
  element.style.cssText =
    // Beside the frame, not over it: the frame takes whatever lies over it for a cover, and no clicks through one.
    "flex:none;width:6px;cursor:col-resize;touch-action:none;background:transparent";

  const paint = (color: string) => element.style.setProperty("background", color);
  let isDragging = false;
  const end = () => {
    if (!isDragging) return;
    isDragging = false;
    paint("transparent");
    onDone(width);
  };
  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void) =>
    element.addEventListener(type, (event) => event.isTrusted && listener(event), { signal });

  on("pointerdown", (event) => {
    if (event.button !== 0) return;
    isDragging = true;
    // Captured, the pointer stays ours over the frame and over the page.
    element.setPointerCapture(event.pointerId);
    event.preventDefault();
    element.focus({ preventScroll: true });
  });
  on("pointermove", (event) => {
    if (isDragging) onMove(clampWidth(document.documentElement.clientWidth - event.clientX));
  });
  on("pointerup", end);
  on("pointercancel", end);
  on("pointerenter", () => paint("rgb(128 128 128 / 0.35)"));
  on("pointerleave", () => !isDragging && paint("transparent"));
  on("focus", () => element.matches(":focus-visible") && paint("Highlight"));
  on("blur", () => paint("transparent"));
  on("keydown", (event) => {
    const step = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(clampWidth(width + step));
    onDone(width);
  });
  return {
    element,
    show(now) {
      width = now;
      element.setAttribute("aria-valuenow", `${now}`);
    },
  };
}
