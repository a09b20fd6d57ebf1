// Packages: those of the lockfile, exactly.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run, withoutTools } from "./exec.mjs";
import { root } from "./root.mjs";
import { Stop, say } from "./say.mjs";

function packagesIn(lockfile) {
  return JSON.parse(readFileSync(lockfile, "utf8")).packages;
}

/** npm writes what it installed beside the packages; compared by version, since a checkout's dates mean nothing. */
function isInstalled() {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  const there = packagesIn(installed);
  return Object.entries(packagesIn(join(root, "package-lock.json"))).every(
    ([path, wanted]) =>
      path === "" ||
      there[path]?.version === wanted.version ||
      // Another system's build of a package is left out.
      (there[path] === undefined && (wanted.optional || wanted.devOptional || wanted.peer)),
  );
}

/** No package's install script is run: none is needed (Prisma's fetches engines that nothing of ours uses). */
export async function ensurePackages() {
  if (isInstalled()) return;
  say("installing packages (npm ci), once per change of the lockfile");
  const started = Date.now();
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const code = await run("npm", args, withoutTools(process.env)).catch(() => {
    throw new Stop("npm was not found; install Node 20 or newer, which brings it.");
  });
  if (code !== 0) throw new Stop("npm could not install the packages; its message is above. Is the network there?");
  say(`packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
}
