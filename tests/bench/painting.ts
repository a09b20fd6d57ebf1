// When things are on screen, told in the browser's own clock, which all pages of a machine share.
import type { Frame, Page } from "@playwright/test";
import { EXTENSION_ID } from "#shared/extension-id.ts";
import { bareId } from "./extensions.ts";

declare global {
  /** When a child was last put beside the body: where both extensions hang their frame. */
  var benchMountedAt: number;
  /** When the webmail last showed another thing, as its title says. */
  var benchShownAt: number;
}

/** Runs in every document of the page before anything else. */
export function watchPage(): void {
  if (window.top !== window) return;
  const now = () => performance.timeOrigin + performance.now();
  globalThis.benchMountedAt = 0;
  globalThis.benchShownAt = 0;
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target === document.documentElement && [...addedNodes].some((node) => node.nodeName === "DIV")) {
        globalThis.benchMountedAt = now();
      }
      if (target.nodeName === "TITLE") globalThis.benchShownAt = now();
    }
  }).observe(document, { childList: true, subtree: true });
}

export async function findFrame(page: Page, of: "kith" | "bare"): Promise<Frame> {
  const id = of === "kith" ? EXTENSION_ID : bareId;
  const until = Date.now() + 15_000;
  for (;;) {
    // The newest: one that is being replaced may still be listed.
    const frame = page.frames().findLast((one) => one.url().startsWith(`chrome-extension://${id}/`));
    if (frame) return frame;
    if (Date.now() > until) throw new Error(`No frame of ${of}'s in the page`);
    await page.waitForTimeout(20);
  }
}

/** The frame's paint timing as moments; undefined for what has not been painted. */
export const readPaints = (frame: Frame): Promise<Record<string, number>> =>
  frame.evaluate(() => {
    const entries = performance.getEntriesByType("paint");
    return Object.fromEntries(entries.map(({ name, startTime }) => [name, performance.timeOrigin + startTime]));
  });

/** Resolves with the moment the text is on screen: so many frames after it is in the document, one at least. */
export const whenPainted = (frame: Frame, text: string, frames: 1 | 2): Promise<number> =>
  frame.evaluate(
    ([wanted, count]) =>
      new Promise<number>((resolve) => {
        const isThere = () => document.body.textContent?.includes(wanted) ?? false;
        const onThere = (left: number): unknown => {
          if (left > 0) return requestAnimationFrame(() => onThere(left - 1));
          // Behind the frame just drawn.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
          return port2.postMessage(0);
        };
        if (isThere()) return onThere(count);
        const watcher = new MutationObserver(() => {
          if (!isThere()) return;
          watcher.disconnect();
          onThere(count);
        });
        watcher.observe(document.body, { childList: true, characterData: true, subtree: true });
      }),
    [text, frames] as const,
  );
