// Pictures of the sidebar in every state, in light and dark, and what axe finds wrong with it.
import { mkdirSync } from "node:fs";
import type { Frame, Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";
import type { MessageAnswer, MessageArgs, MessageName, Reply } from "../../extension/messages.ts";

const folder = "test-results/states";

/** As the sidebar's own code asks. */
export async function ask<N extends MessageName>(
  frame: Frame | Page,
  name: N,
  args: MessageArgs<N>,
): Promise<MessageAnswer<N>> {
  const message = { kith: name, args };
  const reply = (await frame.evaluate((sent) => chrome.runtime.sendMessage(sent), message)) as Reply<MessageAnswer<N>>;
  if (!reply.ok) throw new Error(`${name}: ${reply.message}`);
  return reply.value;
}

/** Rules for whole pages; the sidebar is a part of the webmail's. */
const notOurs = ["landmark-one-main", "page-has-heading-one", "region"];

export async function findViolations(frame: Frame | Page): Promise<string[]> {
  await frame.evaluate(axe.source);
  const { violations } = (await frame.evaluate((off) => {
    const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { axe: inPage } = globalThis as unknown as { axe: { run(on: Document, how: object): Promise<unknown> } };
    return inPage.run(document, { rules, runOnly: { type: "tag", values: tags } });
  }, notOurs)) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

async function take(page: Page, frame: Frame, name: string) {
  const path = `${folder}/${name}.png`;
  if (frame === page.mainFrame()) {
    await page.screenshot({ path });
    return;
  }
  const clip = await (await frame.frameElement()).boundingBox();
  if (!clip) throw new Error("The sidebar is not on screen");
  await page.screenshot({ path, clip, animations: "disabled" });
}

/** Two frames: what the settings changed is drawn. */
const drawn = (frame: Frame) =>
  frame.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

interface PictureOptions {
  compact?: boolean;
}

/** Pictures in light and dark; answers with what axe found in either. */
export async function picture(page: Page, frame: Frame, name: string, options: PictureOptions = {}): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const found: string[] = [];
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await drawn(frame);
    await take(page, frame, `${name}-${theme}`);
    found.push(...(await findViolations(frame)).map((violation) => `${theme}: ${violation}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (options.compact) {
    await ask(frame, "settings.set", { density: "compact" });
    await frame.locator('html[data-density="compact"]').waitFor({ state: "attached" });
    await take(page, frame, `${name}-compact`);
    await ask(frame, "settings.set", { density: "comfortable" });
    await frame.locator('html[data-density="comfortable"]').waitFor({ state: "attached" });
  }
  return found;
}
