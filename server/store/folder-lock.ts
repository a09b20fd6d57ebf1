// One process per data folder: PGlite does not stop a second one from opening it, and two would destroy it.
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";
import type { Logger } from "#shared/log.ts";

/** The holder touches its lock this often; a lock untouched for much longer belongs to nobody. */
const TOUCH_MS = 2_000;
const STALE_MS = 30_000;

const inUse = "Another Kith server is using this data folder; stop it first.";

/** Returns how to let go. Throws a clear sentence when somebody else holds the folder. */
export async function lockFolder(folder: string, log: Logger): Promise<() => Promise<void>> {
  const files = { lock: `${folder}.lock`, owner: `${folder}.owner` };
  await removeIfAbandoned(files);
  try {
    const unlock = await lock(folder, {
      lockfilePath: files.lock,
      stale: STALE_MS,
      update: TOUCH_MS,
      retries: 0,
      onCompromised: (error) => log.error({ error: error.message }, "the lock on the data folder was lost"),
    });
    await writeFile(files.owner, JSON.stringify({ host: hostname(), pid: process.pid }));
    return unlock;
  } catch (error) {
    if ((error as { code?: string }).code === "ELOCKED") throw new Error(inUse, { cause: error });
    throw error;
  }
}

/**
 * A killed server leaves its lock. It is taken away when its process is gone or it is long untouched, and when, to be
 * sure, nobody touches it while we look: a machine that slept, or a container that shares the folder, would.
 */
async function removeIfAbandoned(files: { lock: string; owner: string }) {
  const touched = await touchedAt(files.lock);
  if (touched === undefined) return;
  if (Date.now() - touched < STALE_MS && (await isOwnerAlive(files.owner))) return;
  await sleep(TOUCH_MS * 1.5);
  if ((await touchedAt(files.lock)) === touched) await rm(files.lock, { recursive: true, force: true });
}

const touchedAt = (file: string) =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

/** Unknown counts as alive. */
async function isOwnerAlive(file: string): Promise<boolean> {
  try {
    const { host, pid } = JSON.parse(await readFile(file, "utf8")) as { host?: unknown; pid?: unknown };
    if (host !== hostname() || typeof pid !== "number") return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== "ESRCH";
  }
}
