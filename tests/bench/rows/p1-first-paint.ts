// P1: from the moment the frame is put into the page to its first paint.
import type { Page } from "@playwright/test";
import { compare, median } from "../measure.ts";
import { findFrame, readPaints } from "../painting.ts";
import { type Row, times } from "../row.ts";

/** The mount puts its frame back when the page takes it away, this often at most. */
const REPAIRS = 8;
const SETTLED_MS = 350;

async function newFrame(page: Page, of: "kith" | "bare", act: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await page.evaluate(() => globalThis.benchMountedAt);
  await act();
  await page.waitForFunction((earlier) => globalThis.benchMountedAt > earlier, before);
  // Nothing is asked of the frame until it has painted, so as not to be in its way.
  await page.waitForTimeout(SETTLED_MS);
  const frame = await findFrame(page, of);
  const mountedAt = await page.evaluate(() => globalThis.benchMountedAt);
  const paints = await readPaints(frame);
  return Object.fromEntries(Object.entries(paints).map(([name, at]) => [name, at - mountedAt]));
}

export const firstPaint: Row = {
  id: "P1",
  subject: "sidebar's frame put into Gmail to its first paint",
  baseline: "empty extension frame put into the same page to its first paint",
  unit: "ms",
  target: "ratio <= 1.35",
  async measure(stage) {
    const page = await (await stage.device()).mail();
    const contentful: number[] = [];
    const outcome = await compare(
      async (run) => {
        if (run % REPAIRS === 0) {
          await page.reload();
          await findFrame(page, "kith");
          await page.waitForTimeout(1_000);
        }
        const paints = await newFrame(page, "kith", () =>
          page.evaluate(() => document.querySelector("html > div:not([data-bare])")?.remove()),
        );
        contentful.push(paints["first-contentful-paint"] ?? Number.NaN);
        return paints["first-paint"] ?? Number.NaN;
      },
      async () => {
        const paints = await newFrame(page, "bare", () => page.evaluate(() => dispatchEvent(new Event("bare-frame"))));
        await page.evaluate(() => dispatchEvent(new Event("bare-unframe")));
        return paints["first-paint"] ?? Number.NaN;
      },
      { runs: 4 },
    );
    const contentfulMs = median(contentful);
    const contentfulRatio = contentfulMs / outcome.baselineMs;
    return { ...times(outcome), contentfulMs, contentfulRatio, met: outcome.ratio <= 1.35 };
  },
};
