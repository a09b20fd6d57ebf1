// The Node that runs our TypeScript: the one pinned in the lockfile, else this one when it is new enough.
import { join } from "node:path";
import { root } from "./root.mjs";
import { Stop } from "./say.mjs";
import { versionOf } from "./starts.mjs";

/** From here on Node runs TypeScript without a flag. */
const OLDEST = [22, 18];

function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

export function findNode() {
  const pinned = join(root, "node_modules", ".bin", "node");
  if (isNewEnough(versionOf(pinned) ?? "v0.0")) return pinned;
  if (isNewEnough(process.version)) return process.execPath;
  throw new Stop(
    `Kith needs Node 22.18 or newer; this is ${process.version}, and npm has no Node 24 for ${process.platform} on ${process.arch}.`,
  );
}
