// Which clicks count. The page around our frame is not ours: it can cover it, fade it and move it under the pointer.

let isCovered = false;

/** Told by whoever watches the frame; see `sidebar/visible.ts`. */
export function setCovered(covered: boolean): void {
  isCovered = covered;
}

/** A person's own act, on something they could see. Clicks made by a script never count. */
export const isOurs = (event: Event) => event.isTrusted && !isCovered;
