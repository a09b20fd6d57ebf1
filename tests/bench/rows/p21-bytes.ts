// P21: what has to be loaded, compressed: the script in everybody's webmail, and the sidebar's first paint.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { extensionFolder } from "../../browser.ts";
import { bundle } from "../extensions.ts";
import type { Row } from "../row.ts";

const gzipped = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length;
const inFolder = (address: string, from = ".") =>
  join(extensionFolder, address.startsWith("/") ? address : join(from, address));

/** A page's scripts and styles, and whatever these import before anything can be drawn. */
function firstLoad(page: string): Set<string> {
  const html = readFileSync(inFolder(page), "utf8");
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, address]) => inFolder(address ?? ""));
  const files = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith(".js")) return;
    const imports = readFileSync(file, "utf8").matchAll(/(?:from|import)\s*"(\.{1,2}\/[^"]+)"/g);
    for (const [, address] of imports) visit(join(file, "..", address ?? ""));
  };
  for (const file of named) visit(file);
  return files.add(inFolder(page));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const bytes: Row = {
  id: "P21",
  subject: "sidebar's first load, gzip",
  baseline: "preact, signals and dexie in one bundle, gzip",
  unit: "bytes",
  target: "content script <= 20 KB, ratio <= 1.8",
  async measure(stage) {
    const file = join(stage.folder, "libraries.js");
    await bundle(fileURLToPath(new URL("../baselines/libraries.ts", import.meta.url)), file);
    const baselineBytes = gzipped(file);
    const subjectBytes = sum([...firstLoad("sidebar.html")].map(gzipped));
    const ratio = subjectBytes / baselineBytes;
    const [gmail, outlook] = ["gmail", "outlook"].map((name) => gzipped(inFolder(`content-scripts/${name}.js`)));
    const contentScriptBytes = Math.max(gmail ?? 0, outlook ?? 0);
    const background = inFolder("background.js");
    return {
      ratio,
      min: ratio,
      max: ratio,
      subjectBytes,
      baselineBytes,
      contentScriptBytes,
      backgroundBytes: gzipped(background),
      backgroundRawBytes: statSync(background).size,
      met: contentScriptBytes <= 20_480 && ratio <= 1.8,
    };
  },
};
