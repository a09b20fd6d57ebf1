// Everything real for one journey: the built extension in a Chromium, the stand-in webmails at their real addresses,
// a server in its own process, and a wire between them that can be cut.
import type { BrowserContext, Frame, Page, Worker } from "@playwright/test";
import type { Role } from "#shared/access.ts";
import { type BrowserOptions, extensionUrl, killWorker, type OpenBrowser, openBrowser } from "../browser.ts";
import { answer, hosts, listUrl, type Scene, threadUrl, type WebmailName } from "../sandbox/webmail/sandbox.ts";
import { demoWorld, type MailWorld } from "../sandbox/webmail/world.ts";
import { openWire, type Wire } from "../wire.ts";
import type { TestServer } from "./server.ts";

export interface Person {
  name: string;
  email: string;
  password: string;
}

const password = "pumps and their service";
export const lena: Person = { name: "Lena Vogt", email: "lena@brightwater.example", password };
export const robin: Person = { name: "Robin Ekström", email: "robin@brightwater.example", password };

/** A workspace with these people; the first is its owner. */
export async function addTeam(server: TestServer, people: Person[], workspaceName = "Brightwater Pumps") {
  let workspaceId: string | undefined;
  for (const [at, person] of people.entries()) {
    const role: Role = at === 0 ? "owner" : "rep";
    const added = await server.addUser({ ...person, role, ...(workspaceId ? { workspaceId } : { workspaceName }) });
    workspaceId = added.workspaceId;
  }
  return workspaceId ?? "";
}

export interface KithOptions extends BrowserOptions {
  server: TestServer;
  scenes?: Partial<Record<WebmailName, Scene>>;
  world?: MailWorld;
  /** The wire to the server, where it outlives this browser; otherwise each browser has its own. */
  wire?: Wire;
}

export interface Kith {
  readonly context: BrowserContext;
  /** The server's address as this browser knows it. */
  readonly serverUrl: string;
  /** From now on this is what the webmail's addresses answer. */
  show(scene: Scene, world?: MailWorld): void;
  openThread(webmail: WebmailName, threadId: string, page?: Page): Promise<Page>;
  openList(webmail: WebmailName, page?: Page): Promise<Page>;
  openPage(path: "dashboard.html" | "options.html" | `dashboard.html#${string}`): Promise<Page>;
  sidebar(page: Page): Promise<Frame>;
  worker(): Promise<Worker>;
  /** Through the form, as a person does it. */
  signIn(person: Person, where?: Page | Frame): Promise<void>;
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  killWorker(): Promise<void>;
  close(): Promise<void>;
  /** The browser dies; `profile` of the options is kept. */
  kill(): Promise<void>;
}

const defaultScenes: Record<WebmailName, Scene> = {
  gmail: { webmail: "gmail", skin: "current", language: "en" },
  outlook: { webmail: "outlook", skin: "current", language: "en" },
};

interface OnShow {
  scenes: Record<WebmailName, Scene>;
  world: MailWorld;
}

async function routeWebmails(context: BrowserContext, now: OnShow) {
  for (const webmail of ["gmail", "outlook"] as const) {
    for (const host of hosts[webmail]) {
      await context.route(`https://${host}/**`, async (route) => {
        const { status, headers, body } = answer(now.scenes[webmail], now.world, new URL(route.request().url()));
        await route.fulfill({ status, headers, body });
      });
    }
  }
}

export async function openKith(options: KithOptions): Promise<Kith> {
  const now: OnShow = { scenes: { ...defaultScenes, ...options.scenes }, world: options.world ?? demoWorld };
  const wire = options.wire ?? (await openWire(options.server.port));
  const closeWire = async () => {
    if (!options.wire) await wire.close();
  };
  const browser: OpenBrowser = await openBrowser(options);
  const { context } = browser;
  await routeWebmails(context, now);
  const goTo = async (url: string, page?: Page) => {
    const shown = page ?? (await context.newPage());
    await shown.goto(url);
    return shown;
  };
  return {
    context,
    serverUrl: wire.url,
    show: (scene, world) => {
      now.scenes = { ...now.scenes, [scene.webmail]: scene };
      if (world) now.world = world;
    },
    openThread: (webmail, threadId, page) => goTo(threadUrl(now.scenes[webmail], now.world, threadId), page),
    openList: (webmail, page) => goTo(listUrl(now.scenes[webmail]), page),
    openPage: (path) => goTo(extensionUrl(path)),
    sidebar: findSidebar,
    worker: async () =>
      context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", { timeout: 10_000 })),
    signIn: async (person, where) => {
      const form = where ?? (await goTo(extensionUrl("options.html")));
      await signIn(form, person, wire.url);
      if (!where && "close" in form) await form.close();
    },
    goOffline: async () => {
      await context.setOffline(true);
      // A stream that is already open survives the line above (docs/decisions/0001).
      wire.cut();
    },
    goOnline: async () => {
      wire.mend();
      await context.setOffline(false);
    },
    killWorker: async () => {
      const page = await goTo(extensionUrl("options.html"));
      await killWorker(context, page);
      await page.close();
    },
    close: async () => {
      await browser.close();
      await closeWire();
    },
    kill: async () => {
      await browser.kill();
      await closeWire();
    },
  };
}

/** The frame our content script put into the page; it stands in a closed shadow root, where no selector reaches. */
async function findSidebar(page: Page): Promise<Frame> {
  const until = Date.now() + 15_000;
  for (;;) {
    const frame = page.frames().find((one) => one.url().startsWith(extensionUrl("sidebar.html")));
    if (frame) {
      await frame.waitForLoadState("domcontentloaded");
      return frame;
    }
    if (Date.now() > until) throw new Error(`No sidebar in ${page.url()} after 15 s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function signIn(form: Page | Frame, { email, password: word }: Person, serverUrl: string): Promise<void> {
  await form.getByLabel("Server address").fill(serverUrl);
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Password").fill(word);
  await form.getByRole("button", { name: "Sign in", exact: true }).click();
  await form.getByLabel("Password").waitFor({ state: "detached", timeout: 15_000 });
}
