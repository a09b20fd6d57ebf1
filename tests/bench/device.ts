// A browser of the bench: the extension's own pages to talk to its worker from, and a tab with mail.
import type { CDPSession, Page } from "@playwright/test";
import { extensionUrl } from "../browser.ts";
import type { Bare } from "./baselines/bare/page.ts";
import { type BenchBrowser, openChromium } from "./chromium.ts";
import { bareId } from "./extensions.ts";
import type { Lab } from "./lab/page.ts";
import { answerMail, inboxUrl } from "./mail.ts";
import { watchPage } from "./painting.ts";
import type { Ready } from "./server/process.ts";

declare global {
  var lab: Lab;
  var bare: Bare;
}

/** For everything that is waited for; nothing hangs for ever. */
const PATIENCE_MS = 600_000;

export interface Device {
  readonly browser: BenchBrowser;
  /** Kith's page to drive from; only where its extension is loaded. */
  lab(): Promise<Page>;
  /** The bare extension's page. */
  bare(): Promise<Page>;
  /** The sandbox's Gmail, in front. */
  mail(): Promise<Page>;
  /** Signs in and waits until all people are in the replica. */
  signIn(server: Ready, person: 0 | 1, people: number): Promise<void>;
  /** Stops every service worker, as the browser does with idle ones. */
  stopWorkers(): Promise<void>;
  close(): Promise<void>;
}

export const openBare = () => open([]);
export const openDevice = (extensions: string[]) => open(extensions);

async function waitFor(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (Date.now() > until) throw new Error(`Waited too long for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function open(extensions: string[]): Promise<Device> {
  const browser = await openChromium(extensions);
  const { context } = browser;
  context.setDefaultTimeout(PATIENCE_MS);
  const pages = new Map<string, Page>();

  const page = async (name: string, go: (fresh: Page) => Promise<unknown>): Promise<Page> => {
    let known = pages.get(name);
    if (!known) {
      known = await context.newPage();
      pages.set(name, known);
      await go(known);
    }
    await known.bringToFront();
    return known;
  };

  const lab = () =>
    page("lab", async (fresh) => {
      await fresh.goto(extensionUrl("lab/page.html"));
      await fresh.waitForFunction(() => "lab" in globalThis);
    });

  let control: CDPSession | undefined;
  return {
    browser,
    lab,
    bare: () =>
      page("bare", async (fresh) => {
        await fresh.goto(`chrome-extension://${bareId}/page.html`);
        await fresh.waitForFunction(() => "bare" in globalThis);
        await fresh.evaluate((count) => globalThis.bare.fill(count), 100_000);
      }),
    mail: () =>
      page("mail", async (fresh) => {
        await answerMail(fresh);
        await fresh.addInitScript(watchPage);
        await fresh.goto(inboxUrl);
      }),
    signIn: async ({ url, people: persons }, person, people) => {
      const from = await lab();
      const { email, password, workspaceId } = persons[person];
      await from.evaluate((typed) => globalThis.lab.ask("session.signIn", typed), { server: url, email, password });
      await from.evaluate((chosen) => globalThis.lab.ask("session.choose", { workspaceId: chosen }), workspaceId);
      await waitFor("the first pull", () => from.evaluate(() => globalThis.lab.isReady()));
      const count = await from.evaluate((some) => globalThis.lab.open(some), 5_000);
      if (count < people) throw new Error(`The replica holds ${count} people instead of ${people}`);
    },
    stopWorkers: async () => {
      const [first] = context.pages();
      if (!first) throw new Error("No page to stop workers from");
      control ??= await context.newCDPSession(first);
      await control.send("ServiceWorker.enable");
      await control.send("ServiceWorker.stopAllWorkers");
    },
    close: () => browser.close(),
  };
}
