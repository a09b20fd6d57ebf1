// The extensions a bench browser loads: a copy of the built one with a page to drive it from, and the bare one.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { extensionFolder } from "../browser.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One source and everything it needs, minified into one file, as WXT would. */
export async function bundle(source: string, file: string): Promise<void> {
  const parts = file.split("/");
  const name = parts.pop() ?? "";
  await build({
    configFile: false,
    logLevel: "error",
    root: here("../.."),
    define: { "import.meta.env.DEV": "false", "process.env.NODE_ENV": '"production"' },
    build: {
      outDir: parts.join("/"),
      emptyOutDir: false,
      copyPublicDir: false,
      target: "esnext",
      lib: { entry: source, formats: ["es"], fileName: () => name },
    },
  });
}

const pageText = (file: string) =>
  readFileSync(file, "utf8").replace("<body></body>", '<body><script type="module" src="page.js"></script></body>');

const bareScripts = [
  new URL("./baselines/bare/worker.ts", import.meta.url),
  new URL("./baselines/bare/content.ts", import.meta.url),
  new URL("./baselines/bare/page.ts", import.meta.url),
];

/** Any bytes will do for a key; the id follows from them. */
const bareKey = Buffer.from("The bare extension of Kith's bench");
export const bareId = [...createHash("sha256").update(bareKey).digest("hex").slice(0, 32)]
  .map((digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)])
  .join("");

function editManifest(folder: string, change: object): void {
  const file = join(folder, "manifest.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change }));
}

export interface Extensions {
  kith: string;
  bare: string;
}

export async function prepareExtensions(folder: string): Promise<Extensions> {
  const kith = join(folder, "kith");
  const bare = join(folder, "bare");
  cpSync(extensionFolder, kith, { recursive: true });
  // The bench's server, without the question a person would be asked at sign-in.
  editManifest(kith, { host_permissions: ["http://127.0.0.1/*"] });
  const lab = join(kith, "lab");
  mkdirSync(lab);
  await bundle(here("lab/page.ts"), join(lab, "page.js"));
  writeFileSync(join(lab, "page.html"), pageText(here("lab/page.html")));

  mkdirSync(bare);
  const source = here("baselines/bare");
  for (const file of readdirSync(source)) {
    const from = join(source, file);
    if (file === "page.html") writeFileSync(join(bare, file), pageText(from));
    else if (file.endsWith(".html") || file.endsWith(".json")) cpSync(from, join(bare, file));
  }
  editManifest(bare, { key: bareKey.toString("base64") });
  for (const script of bareScripts)
    await bundle(fileURLToPath(script), join(bare, basename(script.pathname, ".ts").concat(".js")));
  return { kith, bare };
}
