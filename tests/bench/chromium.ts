// A Chromium under its own flags with any number of unpacked extensions. The tests' `openBrowser` loads one, and a
// baseline must run in the very browser its subject runs in.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { getChromium } from "../browser.ts";

const flags = [
  "--headless=new",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--window-size=1280,800",
  "--remote-debugging-port=0",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

export interface BenchBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

export async function openChromium(extensions: readonly string[]): Promise<BenchBrowser> {
  const profile = mkdtempSync(join(tmpdir(), "kith-bench-profile-"));
  const list = extensions.join(",");
  const loaded = list ? [`--disable-extensions-except=${list}`, `--load-extension=${list}`] : [];
  const args = [...flags, ...loaded, `--user-data-dir=${profile}`, "about:blank"];
  // A group of its own: on Debian the browser is the child of a shell script.
  const child = spawn(getChromium(), args, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = async (name: "SIGTERM" | "SIGKILL") => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, name);
    await gone;
  };
  // Being a group of its own it would outlive a bench that dies.
  const kill = () => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGKILL");
  };
  process.once("exit", kill);
  void gone.then(() => process.off("exit", kill));
  const browser = await chromium.connectOverCDP(await readAddress(child));
  const [context] = browser.contexts();
  if (!context) throw new Error("The browser came up without a window");
  return {
    context,
    close: async () => {
      const session = await browser.newBrowserCDPSession();
      await session.send("Browser.close").catch(() => undefined);
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5_000))]);
      await end("SIGTERM");
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
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
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Chromium ended at once:\n${said}`)));
  });
}
