// What a hostile webmail page may try against the sidebar in it (ids as in the list of promised attacks).
import type { CDPSession, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXTENSION_ID } from "#shared/extension-id.ts";
import { addTeam, type Kith, lena, openKith } from "./extension.ts";
import { openServer, type TestServer } from "./server.ts";

/** Stands in the replica and nowhere in the page. */
const CANARY = "canary-in-the-replica";

let server: TestServer;
let kith: Kith;
let page: Page;

beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena]);
  kith = await openKith({ server });
  await kith.signIn(lena);
  page = await kith.openThread("gmail", "aldermoor");
  const sidebar = await kith.sidebar(page);
  await sidebar.getByRole("button", { name: "Save as lead" }).first().click();
  await sidebar.getByRole("button", { name: "Undo" }).first().waitFor();
  const dashboard = await kith.openPage("dashboard.html#/people");
  const lead = { id: crypto.randomUUID(), name: CANARY, email: `${CANARY}@norvik.example`, title: null, phones: [] };
  const args = { ...lead, address: null, source: "mail", company: null };
  const sent = { kith: "mutate", args: { name: "contact.saveLead", args, seen: null } };
  const reply = await dashboard.evaluate((message) => chrome.runtime.sendMessage(message), sent);
  expect(reply).toMatchObject({ ok: true });
  await dashboard.close();
  await page.bringToFront();
});

afterAll(async () => {
  await kith?.close();
  await server?.close();
});

const framedText = (source: string) =>
  page.evaluate(async (src) => {
    const frame = document.createElement("iframe");
    frame.src = src;
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return frame.contentWindow?.length ?? -1;
  }, source);

test("A2: the page cannot fetch our files by the extension's id", async () => {
  const files = ["manifest.json", "sidebar.html", "dashboard.html", "background.js"];
  const answers = await page.evaluate(
    (urls) =>
      Promise.all(
        urls.map((url) =>
          fetch(url).then(
            () => "read",
            () => "refused",
          ),
        ),
      ),
    files.map((file) => `chrome-extension://${EXTENSION_ID}/${file}`),
  );
  expect(answers).toEqual(files.map(() => "refused"));
});

test("A2: a frame on the extension's id shows nothing of ours", async () => {
  await framedText(`chrome-extension://${EXTENSION_ID}/sidebar.html`);
  const ours = page.frames().filter((frame) => frame.url() === `chrome-extension://${EXTENSION_ID}/sidebar.html`);
  // The one our content script made.
  expect(ours).toHaveLength(1);
});

test("A3: a second frame on the sidebar's address of today is told nothing about anybody", async () => {
  const address = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => entry.name)
      .find((name) => name.startsWith("chrome-extension:")),
  );
  const known = new Set(page.frames());
  // Where the page cannot learn the address there is nothing to copy; ours is the worst case.
  await framedText(address ?? (await dynamicAddress()));
  const second = page.frames().find((frame) => !known.has(frame) && frame.url().includes("sidebar.html"));
  expect(second).toBeDefined();
  const text = () => second?.locator("body").textContent();
  await expect.poll(text, { timeout: 10_000 }).toContain("toolbar");
  expect(await text()).not.toContain("Priya");
  const reply = await second?.evaluate(() => chrome.runtime.sendMessage({ kith: "shown.get", args: {} }));
  expect(reply).toMatchObject({ ok: false, code: "forbidden" });
});

async function dynamicAddress(): Promise<string> {
  const script = await contentScriptWorld();
  const { result } = await script.evaluate("chrome.runtime.getURL('/sidebar.html')");
  return String(result.value);
}

/** The isolated world our content script runs in: what a page that broke out of its renderer would have. */
async function contentScriptWorld() {
  const session: CDPSession = await kith.context.newCDPSession(page);
  const worlds: { id: number; origin: string; frame: string }[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => {
    worlds.push({ id: context.id, origin: context.origin, frame: String(context.auxData?.frameId) });
  });
  await session.send("Runtime.enable");
  await expect.poll(() => worlds.some((world) => world.origin.includes(EXTENSION_ID))).toBe(true);
  const ours = worlds.filter((world) => world.origin === `chrome-extension://${EXTENSION_ID}`);
  return {
    evaluate: (expression: string) =>
      session.send("Runtime.evaluate", {
        expression,
        contextId: ours[0]?.id ?? -1,
        awaitPromise: true,
        returnByValue: true,
      }),
  };
}

test("A10: the page finds no shadow root and no document of ours", async () => {
  const reach = await page.evaluate(() => {
    const hosts = [...document.querySelectorAll("*")].filter((element) => element.shadowRoot !== null);
    const readable = [...Array(window.length).keys()].map((at) => {
      try {
        return window[at]?.document !== undefined;
      } catch {
        return false;
      }
    });
    return { open: hosts.length, readable: readable.filter(Boolean).length };
  });
  expect(reach.open).toBe(0);
});

test("A16: nothing of the replica is in the page's DOM, storage, cookies or databases", async () => {
  const everything = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const storage = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases]);
    const globals = Object.keys(window).join(" ");
    return `${document.documentElement.outerHTML} ${storage} ${globals}`;
  });
  expect(everything).not.toContain(CANARY);
  expect(everything.toLowerCase()).not.toContain("kith");
});

test("C1: our own content script's world gets none of the app's messages answered", async () => {
  const script = await contentScriptWorld();
  for (const name of ["shown.get", "people.list", "session.get", "mutate", "sync.status", "frame.bind", "no.such"]) {
    const { result } = await script.evaluate(
      `chrome.runtime.sendMessage({ kith: ${JSON.stringify(name)}, args: {} }).then((reply) => JSON.stringify(reply))`,
    );
    expect(JSON.parse(String(result.value)), name).toMatchObject({ ok: false });
    expect(String(result.value)).not.toContain(CANARY);
  }
});

test("C1: a port from the content script's world is closed and told nothing", async () => {
  const script = await contentScriptWorld();
  const { result } = await script.evaluate(`new Promise((resolve) => {
    const heard = [];
    const port = chrome.runtime.connect({ name: "live" });
    port.onMessage.addListener((message) => heard.push(message));
    port.onDisconnect.addListener(() => resolve(JSON.stringify(heard)));
    setTimeout(() => resolve("open"), 3000);
  })`);
  expect(result.value).toBe("[]");
});

test("A15: malformed messages in the right shape are refused and hurt nothing", async () => {
  const dashboard = await kith.openPage("dashboard.html#/people");
  const replies = await dashboard.evaluate(async () => {
    const hostile = [
      null,
      42,
      [],
      { kith: "people.list" },
      { kith: "__proto__", args: {} },
      { kith: "constructor", args: {} },
      { kith: "mutate", args: { name: "contact.update", args: { __proto__: { id: 1 } }, seen: null } },
      { kith: "mutate", args: { name: "x".repeat(1_000_000), args: {}, seen: null } },
      { kith: "person.get", args: { id: "' or 1=1" } },
    ];
    return Promise.all(hostile.map((message) => chrome.runtime.sendMessage(message)));
  });
  for (const reply of replies) expect(reply).toMatchObject({ ok: false, code: "invalid" });
  const alive = await dashboard.evaluate(() => chrome.runtime.sendMessage({ kith: "sync.status", args: {} }));
  expect(alive).toMatchObject({ ok: true });
  await dashboard.close();
});
