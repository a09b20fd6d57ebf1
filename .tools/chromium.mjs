// A Chromium that can load our unpacked extension: found, else installed.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "./exec.mjs";
import { Stop, say } from "./say.mjs";
import { versionOf } from "./starts.mjs";

/** Where Playwright keeps its downloads. */
function playwrightCache() {
  const chosen = process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (chosen && chosen !== "0") return chosen;
  return process.platform === "darwin"
    ? join(homedir(), "Library", "Caches", "ms-playwright")
    : join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "ms-playwright");
}

const inDownload = [
  "chrome-linux64/chrome",
  "chrome-linux/chrome",
  "chrome-linux-arm64/chrome",
  ...["chrome-mac", "chrome-mac-arm64", "chrome-mac-x64"].flatMap((folder) => [
    `${folder}/Chromium.app/Contents/MacOS/Chromium`,
    `${folder}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
  ]),
];

function* candidates() {
  const cache = playwrightCache();
  if (existsSync(cache)) {
    const downloads = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
    downloads.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
    for (const download of downloads) for (const path of inDownload) yield join(cache, download, path);
  }
  // Branded Chrome refuses --load-extension since version 137, so it is not looked for.
  const names = ["chromium", "chromium-browser", "ungoogled-chromium"];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder) for (const name of names) yield join(folder, name);
  }
  for (const folder of ["/Applications", join(homedir(), "Applications")]) {
    yield `${folder}/Chromium.app/Contents/MacOS/Chromium`;
    yield `${folder}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`;
  }
}

/** Undefined when this machine has none. `KITH_CHROMIUM` names one and is believed. */
export function findChromium() {
  const named = process.env.KITH_CHROMIUM;
  if (named) {
    if (versionOf(named)) return named;
    throw new Stop(`KITH_CHROMIUM names ${named}, which cannot be started.`);
  }
  for (const path of candidates()) if (versionOf(path)) return path;
  return undefined;
}

/** Installs one where none is found. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  say("no Chromium found; downloading Playwright's");
  await run("playwright", ["install", "chromium"]);
  const downloaded = findChromium();
  if (downloaded) return downloaded;
  const isDebian = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (isDebian) {
    say("the download failed or does not start; installing Debian's package chromium with apt-get");
    await run("apt-get", ["update", "-qq"]);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
    const packaged = findChromium();
    if (packaged) return packaged;
  }
  throw new Stop("No Chromium was found and none could be installed; install one and name it in KITH_CHROMIUM.");
}
