// Whether a program found on this machine really starts: a Node for another C library and a browser without its
// system libraries are there and do not.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tryRun } from "./exec.mjs";
import { root } from "./root.mjs";

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not ours to start.
    return false;
  }
}

/** What `--version` prints, undefined when it does not start; remembered per binary, as asking costs up to 200 ms. */
export function versionOf(binary) {
  if (!isExecutable(binary)) return undefined;
  const { mtimeMs, size } = statSync(binary);
  const key = `${binary} ${mtimeMs} ${size}`;
  const memory = join(root, "node_modules", ".cache", "kith", "versions.json");
  const known = existsSync(memory) ? JSON.parse(readFileSync(memory, "utf8")) : {};
  if (known[key]) return known[key];
  const { ok, output } = tryRun(binary, ["--version"]);
  if (!ok) return undefined;
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify({ ...known, [key]: output.trim() }));
  return output.trim();
}
