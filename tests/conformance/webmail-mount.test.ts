// How the sidebar sits in a page: in a real Chromium, with a page that works against it.
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build, type Rolldown } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getChromium } from "../browser.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const FRAME = "https://kith.example";

/** `mount.ts` with the extension's side played by the test. */
async function bundleMount(): Promise<string> {
  const modules: Record<string, string> = {
    "virtual:mount": `export { mountSidebar } from ${JSON.stringify(`${root}extension/webmail/mount.ts`)};`,
    "wxt/browser": `export const browser = { runtime: { id: "kith", getURL: (path) => "${FRAME}" + path }, i18n: { getMessage: () => "Width" } };`,
  };
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    plugins: [
      {
        name: "mount-alone",
        enforce: "pre",
        resolveId: (id: string) => (id in modules ? `\0${id}` : undefined),
        load: (id: string) => (id.startsWith("\0") ? modules[id.slice(1)] : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: "virtual:mount",
        preserveEntrySignatures: "strict",
        output: { format: "iife", name: "kithMount" },
      },
    },
  });
  return ([result].flat() as Rolldown.RolldownOutput[]).map(({ output }) => output[0].code).join("\n");
}

const starting = `
  globalThis.said = []; globalThis.asked = 0; globalThis.ending = new AbortController();
  globalThis.mounted = kithMount.mountSidebar({
    roomElement: () => document.body,
    layout: { width: 340, collapsed: false },
    askNonce: async () => "word-" + ++asked,
    onResized: (width) => said.push(width),
    onGivenUp: () => said.push("given up"),
  }, ending.signal);
`;

const html = (
  attributes = "",
) => `<!doctype html><html ${attributes}><style>html,body{margin:0;height:100%;overflow:hidden}
  #all{width:100%;height:100%} #compose{position:fixed;bottom:0;inset-inline-end:0;width:200px;height:100px}
  div{opacity:.5} div:last-child{display:none}</style>
  <body><div id="all">mail</div><main id="compose">compose</main></body></html>`;
const frameHtml = `<!doctype html><script>window.heard = []; addEventListener("message", (event) => heard.push([event.origin, event.data]));
  parent.postMessage({ kith: "ready" }, "*")</script>sidebar`;

let browser: Browser;
let code: string;
beforeAll(async () => {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  [browser, code] = await Promise.all([chromium.launch({ executablePath: getChromium(), args }), bundleMount()]);
});
afterAll(() => browser?.close());

interface MountedPage {
  page: Page;
  evaluate<T>(expression: string): Promise<T>;
}

async function mount(attributes?: string): Promise<MountedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.route("**/*", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: route.request().url().startsWith(FRAME) ? frameHtml : html(attributes),
    }),
  );
  const page = await context.newPage();
  await page.goto("https://mail.google.com/mail/");
  const session = await context.newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const made = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "kith" });
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression,
      contextId: made.executionContextId,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  };
  await evaluate(`${code}\n${starting}; 0`);
  // Not `window.frames`: a page does not even count the frames inside a shadow root.
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith(FRAME))).toBe(true);
  return { page, evaluate };
}

const frameOf = (page: Page) => {
  const frame = page.frames().find((one) => one.url().startsWith(FRAME));
  if (!frame) throw new Error("No frame");
  return frame;
};
const boxes = (page: Page) =>
  page.evaluate(() => {
    const host = document.documentElement.lastElementChild as HTMLElement;
    const edges = (element: Element | null) => {
      const { left, right } = element?.getBoundingClientRect() ?? { left: -1, right: -1 };
      return [Math.round(left), Math.round(right)];
    };
    return {
      host: edges(host),
      mail: edges(document.querySelector("#all")),
      compose: edges(document.querySelector("#compose")),
      opacity: getComputedStyle(host).opacity,
      isOpen: host.shadowRoot !== null,
      children: host.childElementCount,
    };
  });

test.each([
  ["left to right", "", [1080 - 340, 1280 - 340]],
  ["right to left", 'dir="rtl"', [0, 200]],
])("the mail makes room and nothing of it is covered: %s", async (_, attributes, compose) => {
  const { page } = await mount(attributes);
  expect(await boxes(page)).toEqual({
    host: [940, 1280],
    mail: [0, 940],
    compose,
    opacity: "1",
    isOpen: false,
    children: 0,
  });
  expect(
    await frameOf(page)
      .frameElement()
      .then((element) => element.getAttribute("title")),
  ).toBe("Kith");
  await page.context().close();
});

test("folded, a rail is left and the frame stays the same frame", async () => {
  const { page, evaluate } = await mount();
  await frameOf(page).evaluate("window.mark = 1");
  await evaluate("mounted.show({ width: 340, collapsed: true }); 0");
  expect((await boxes(page)).host).toEqual([1236, 1280]);
  expect(await frameOf(page).evaluate("innerWidth")).toBe(44);
  expect((await boxes(page)).mail).toEqual([0, 1236]);
  expect(await frameOf(page).evaluate("window.mark")).toBe(1);
  await evaluate("mounted.show({ width: 340, collapsed: false }); 0");
  expect(await frameOf(page).evaluate("innerWidth")).toBe(340 - 6);
  await page.context().close();
});

test("the width follows the keyboard of a person and not a page's events", async () => {
  const { page, evaluate } = await mount();
  await page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    for (const type of ["keydown", "pointerdown", "pointermove", "pointerup"])
      host?.dispatchEvent(Object.assign(new Event(type, { bubbles: true, composed: true }), { key: "ArrowLeft" }));
  });
  expect(await evaluate("said")).toEqual([]);
  await page.mouse.move(942, 300);
  await page.mouse.down();
  await page.mouse.move(800, 300, { steps: 3 });
  await page.mouse.move(100, 300, { steps: 3 });
  await page.mouse.up();
  expect(await evaluate("said")).toEqual([480]);
  expect((await boxes(page)).mail).toEqual([0, 800]);
  await page.keyboard.press("ArrowRight");
  expect(await evaluate("said")).toEqual([480, 464]);
  await page.context().close();
});

test("the frame alone is told its word, and again when it loads anew", async () => {
  const { page } = await mount();
  const heard = () => frameOf(page).evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard);
  await expect.poll(heard).toContainEqual(["https://mail.google.com", { kith: "bind", nonce: "word-1" }]);
  await frameOf(page).evaluate("location.reload()");
  await expect.poll(heard).toContainEqual(["https://mail.google.com", { kith: "bind", nonce: "word-2" }]);
  await page.context().close();
});

test("the page and a frame of its own hear no word, whatever they say", async () => {
  const { page } = await mount();
  const heard = await page.evaluate(async () => {
    const all: unknown[] = [];
    addEventListener("message", (event) => all.push(event.data));
    const frame = document.createElement("iframe");
    frame.src = "https://kith.example/sidebar.html";
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    for (const data of [{ kith: "ready" }, { kith: "bind", nonce: "x" }, null, "ready", { kith: { kith: "ready" } }])
      postMessage(data, "*");
    await new Promise((resolve) => setTimeout(resolve, 300));
    return all;
  });
  expect(JSON.stringify(heard)).not.toContain("word");
  const second = page
    .frames()
    .filter((one) => one.url().startsWith(FRAME))
    .at(-1);
  expect(JSON.stringify(await second?.evaluate("window.heard"))).not.toContain("word");
  await page.context().close();
});

test("A9: a page that throws the sidebar out is answered ten times, then left alone, and stays quick", async () => {
  const { page, evaluate } = await mount();
  const { returns, longTasks } = await page.evaluate(async () => {
    const tasks: number[] = [];
    let count = 0;
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
    const throwOut = () => {
      for (const child of document.documentElement.children) if (child.tagName === "DIV") child.remove();
    };
    new MutationObserver((records) => {
      count += records.flatMap(({ addedNodes }) => [...addedNodes]).length;
      throwOut();
    }).observe(document.documentElement, { childList: true });
    for (let round = 0; round < 1_000; round++) {
      throwOut();
      if (round % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    return { returns: count, longTasks: tasks };
  });
  expect(returns).toBe(10);
  // Two shared cores are not the page's fault: what must not be is one long task per removal.
  expect(longTasks.length).toBeLessThanOrEqual(3);
  expect(await evaluate("said")).toEqual(["given up"]);
  const left = () => page.evaluate(() => [...document.documentElement.children].map(({ tagName }) => tagName));
  expect(await left()).toEqual(["HEAD", "BODY"]);
  expect(await page.evaluate(() => document.body.getBoundingClientRect().width)).toBe(1280);
  await page.context().close();
});

test("thrown out once, as a page does when it builds itself anew, the sidebar comes back", async () => {
  const { page } = await mount();
  await page.evaluate(() => document.documentElement.lastElementChild?.remove());
  await expect.poll(async () => (await boxes(page)).host).toEqual([940, 1280]);
  await page.context().close();
});

test("A5: styles the page puts on the sidebar's place are taken off again", async () => {
  const { page } = await mount();
  await page.evaluate(() => {
    const host = document.documentElement.lastElementChild as HTMLElement;
    host.style.cssText = "opacity:0.01 !important; width:1px; pointer-events:none";
  });
  expect(await boxes(page)).toMatchObject({ host: [940, 1280], opacity: "1" });
  await page.context().close();
});

test("when the script ends, the page is as it was", async () => {
  const { page, evaluate } = await mount();
  await evaluate("ending.abort(); 0");
  expect(
    await page.evaluate(() => [document.body.getAttribute("style") ?? "", document.documentElement.children.length]),
  ).toEqual(["", 2]);
  await page.context().close();
});
