// A real Chromium with the built extension in a profile of its own, in both ways a person and Playwright start it.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { EXTENSION_ID } from "#shared/extension-id.ts";
import { findChromium } from "../.tools/chromium.mjs";

export const extensionFolder = fileURLToPath(new URL("../.output/chrome-mv3", import.meta.url));
export const extensionUrl = (path: string) => `chrome-extension://${EXTENSION_ID}/${path}`;

/** Nothing calls home, nothing asks on first start. */
const quiet = [
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

export function getChromium(): string {
  const found = findChromium();
  if (!found) throw new Error("No Chromium found: run the test through npm, which installs one, or set KITH_CHROMIUM.");
  return found;
}

export interface BrowserOptions {
  /** Playwright's default flags, or none but those that keep it quiet, driven over CDP. */
  flags?: "playwright" | "own";
  blockThirdPartyCookies?: boolean;
  headless?: boolean;
  /** A profile to go on with; it is kept when the browser closes. */
  profile?: string;
  /** An unpacked extension other than the built one; null for none. */
  extension?: string | null;
  locale?: string;
  /** As in `Europe/Stockholm`. */
  timeZone?: string;
  viewport?: { width: number; height: number };
  /** The vendors' stand-ins have certificates that only this machine's tests know. */
  trustsAnyCertificate?: boolean;
  /** False: the bubble for the server's host permission comes, and in a headless browser nobody can answer it. */
  grantsHosts?: boolean;
}

export interface OpenBrowser {
  readonly context: BrowserContext;
  readonly profile: string;
  close(): Promise<void>;
  /** As when the machine loses power. */
  kill(): Promise<void>;
}

/**
 * Chromium does not ask again for a permission it has granted once, so a profile that remembers the grant lets the
 * real call on the real click succeed (docs/decisions/0001).
 */
function writePreferences(
  profile: string,
  { blockThirdPartyCookies = false, grantsHosts = true }: BrowserOptions,
): void {
  const file = join(profile, "Default", "Preferences");
  if (existsSync(file)) return;
  mkdirSync(join(profile, "Default"), { recursive: true });
  const granted = {
    api: [],
    explicit_host: ["http://127.0.0.1/*", "http://localhost/*"],
    manifest_permissions: [],
    scriptable_host: [],
  };
  const preferences = {
    profile: { cookie_controls_mode: blockThirdPartyCookies ? 1 : 0 },
    ...(grantsHosts
      ? {
          extensions: {
            settings: { [EXTENSION_ID]: { granted_permissions: granted, runtime_granted_permissions: granted } },
          },
        }
      : {}),
  };
  writeFileSync(file, JSON.stringify(preferences));
}

/** The profile's own copy: a build made meanwhile would swap files under a running browser. The id stays: it is keyed. */
function copyExtension(profile: string, folder: string): string {
  const copy = join(profile, "Unpacked");
  if (!existsSync(copy)) cpSync(folder, copy, { recursive: true });
  return copy;
}

export async function openBrowser(options: BrowserOptions = {}): Promise<OpenBrowser> {
  const { flags = "playwright", viewport = { width: 1280, height: 800 } } = options;
  const isOurs = options.profile === undefined;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "kith-profile-"));
  writePreferences(profile, options);
  const extension = options.extension === null ? null : copyExtension(profile, options.extension ?? extensionFolder);
  const args = [
    ...quiet,
    ...(options.trustsAnyCertificate ? ["--ignore-certificate-errors"] : []),
    ...((options.headless ?? true) ? ["--headless=new"] : []),
    ...(options.locale ? [`--lang=${options.locale}`] : []),
    ...(extension === null ? [] : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]),
  ];
  const opened =
    flags === "playwright"
      ? await launch(profile, args, options, viewport)
      : await connect(profile, args, viewport, options.timeZone);
  const forget = () => {
    if (isOurs) rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  return {
    context: opened.context,
    profile,
    close: async () => {
      await opened.close();
      forget();
    },
    kill: async () => {
      await opened.kill();
      forget();
    },
  };
}

type Opened = Omit<OpenBrowser, "profile">;

async function launch(
  profile: string,
  args: string[],
  options: BrowserOptions,
  viewport: { width: number; height: number },
): Promise<Opened> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: getChromium(),
    headless: options.headless ?? true,
    args,
    ignoreDefaultArgs: ["--disable-extensions"],
    viewport: options.headless === false ? null : viewport,
    ...(options.locale ? { locale: options.locale } : {}),
    ...(options.timeZone ? { timezoneId: options.timeZone } : {}),
  });
  return {
    context,
    close: () => context.close(),
    kill: async () => {
      const session = await context.browser()?.newBrowserCDPSession();
      await session?.send("Browser.crash").catch(() => undefined);
      await context.close().catch(() => undefined);
    },
  };
}

async function connect(
  profile: string,
  args: string[],
  viewport: { width: number; height: number },
  timeZone: string | undefined,
): Promise<Opened> {
  const size = `--window-size=${viewport.width},${viewport.height}`;
  const child = spawn(
    getChromium(),
    [...args, size, `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"],
    // A group of its own: on Debian the browser is the child of a shell script.
    {
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
      env: { ...process.env, ...(timeZone ? { TZ: timeZone } : {}) },
    },
  );
  const browser = await chromium.connectOverCDP(await readAddress(child));
  const context = browser.contexts()[0];
  if (!context) throw new Error("The browser came up without a window.");
  const gone = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  const signal = async (name: "SIGTERM" | "SIGKILL") => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, name);
    await gone;
  };
  return {
    context,
    close: async () => {
      const session = await browser.newBrowserCDPSession();
      await session.send("Browser.close").catch(() => undefined);
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5_000))]);
      await signal("SIGTERM");
    },
    kill: () => signal("SIGKILL"),
  };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (data) => {
      said += data;
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`Chromium ended at once:\n${said}`)));
  });
}

/** Stops the extension's service worker as the browser does when it is idle, only now; the next message starts it. */
export async function killWorker(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const stopped = new Promise<void>((resolve) => {
    session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      if (versions.some(({ runningStatus }) => runningStatus === "stopped")) resolve();
    });
  });
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  await session.detach();
}
