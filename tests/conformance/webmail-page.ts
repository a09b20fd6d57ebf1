// A stand-in page in a real Chromium with our reader in it, in an isolated world like a content script's.
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { build, type Rolldown } from "vite";
import type { MailContext } from "#shared/mail.ts";
import { answer, type Scene } from "../sandbox/webmail/sandbox.ts";
import { demoWorld, type MailWorld } from "../sandbox/webmail/world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** One file that leaves `makeReader` in the world it runs in. */
async function bundleReader(webmail: Scene["webmail"]): Promise<string> {
  const entry = "virtual:reader";
  const file = `${root}extension/webmail/${webmail}/reader.ts`;
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    plugins: [
      {
        name: "reader-entry",
        resolveId: (id: string) => (id === entry ? id : undefined),
        load: (id: string) =>
          id === entry
            ? `import { ${webmail}Reader as make } from ${JSON.stringify(file)}; export { make };`
            : undefined,
      },
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        output: { format: "iife", name: "kithReader" },
      },
    },
  });
  const outputs = [result].flat() as Rolldown.RolldownOutput[];
  return outputs.map(({ output }) => output[0].code).join("\n");
}

const bundles = new Map<string, Promise<string>>();
const readerCode = (webmail: Scene["webmail"]) => {
  const known = bundles.get(webmail) ?? bundleReader(webmail);
  bundles.set(webmail, known);
  return known;
};

export interface ReadPage {
  page: Page;
  /** Opens an address anew, with the reader started as at `document_idle`. */
  open(url: string): Promise<void>;
  read(): Promise<MailContext>;
  /** All that `watch` reported since the page was opened. */
  reported(): Promise<MailContext[]>;
  /** Waits until the last report is as asked; answers it, or the last one when time is up. */
  settled(isSettled: (context: MailContext) => boolean, ms?: number): Promise<MailContext>;
  /** In the reader's own world, where `reader` and `reports` are. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

const starting = `
  globalThis.reports = [];
  globalThis.reader = kithReader.make();
  reader.watch(new AbortController().signal, (context) => reports.push(context));
`;

type Respond = (url: URL) => { status: number; headers: Record<string, string>; body: string };

async function openReading(
  browser: Browser,
  webmail: Scene["webmail"],
  locale: string,
  respond: Respond,
): Promise<ReadPage> {
  const code = await readerCode(webmail);
  const context: BrowserContext = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
  await context.route("**/*", (route) => route.fulfill(respond(new URL(route.request().url()))));
  const page = await context.newPage();
  const session: CDPSession = await context.newCDPSession(page);
  let contextId = 0;
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression,
      contextId,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  };
  const started = async () => {
    const { frameTree } = await session.send("Page.getFrameTree");
    const made = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "kith" });
    contextId = made.executionContextId;
    await evaluate(`${code}\n${starting}`);
  };
  const reported = () => evaluate<MailContext[]>("reports");
  return {
    page,
    async open(url) {
      await page.goto("about:blank");
      await page.goto(url, { waitUntil: "domcontentloaded" });
      await started();
    },
    read: () => evaluate<MailContext>("reader.read()"),
    reported,
    evaluate,
    async settled(isSettled, ms = 10_000) {
      const until = Date.now() + ms;
      for (;;) {
        const last = (await reported()).at(-1);
        if (last && (isSettled(last) || Date.now() > until)) return last;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () => context.close(),
  };
}

/** A stand-in's page; `open` takes its addresses. */
export const openPage = (browser: Browser, scene: Scene, world: MailWorld = demoWorld): Promise<ReadPage> =>
  openReading(browser, scene.webmail, scene.language, (url) => answer(scene, world, url));

/** Any markup as if the webmail had served it, read at once. */
export async function openReader(
  browser: Browser,
  webmail: Scene["webmail"],
  html: string,
  at = "/mail/",
): Promise<ReadPage> {
  const headers = { "content-type": "text/html; charset=utf-8" };
  const reading = await openReading(browser, webmail, "en", ({ pathname }) =>
    pathname.startsWith("/mail") ? { status: 200, headers, body: html } : { status: 404, headers, body: "" },
  );
  await reading.open(`https://${webmail === "gmail" ? "mail.google.com" : "outlook.office.com"}${at}`);
  return reading;
}
