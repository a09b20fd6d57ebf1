// Programs of the bench that run in processes of their own, each on one core where the system can do that.
import { fork, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

export interface Program<Ready> {
  ready: Ready;
  close(): Promise<void>;
}

/** Servers on one core, what loads them on the other. */
export const SERVER_CORE = 1;
export const LOAD_CORE = 0;

/** Of util-linux; elsewhere nothing is pinned. */
const hasTaskset = spawnSync("taskset", ["-V"], { stdio: "ignore" }).status === 0;

const canPin = hasTaskset && availableParallelism() > 1;

const pinned = (core: number | undefined) =>
  canPin && core !== undefined
    ? { execPath: "taskset", execArgv: ["-c", String(core % availableParallelism()), process.execPath] }
    : {};

/** Starts a TypeScript file with one JSON argument; it answers `{ready}` or `{failed}`, and ends on SIGTERM. */
export async function startProgram<Ready>(file: URL, argument: unknown, core?: number): Promise<Program<Ready>> {
  const child = fork(file, [JSON.stringify(argument)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    ...pinned(core),
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once("message", (said: { ready: Ready } | { failed: string }) => {
      if ("ready" in said) resolve(said.ready);
      else reject(new Error(said.failed));
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${file.pathname} ended with ${code}`)));
  });
  return {
    ready,
    close: async () => {
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(force);
    },
  };
}

/** For the program itself: says what `run` came to, and ends when its parent does or wants it to. */
export async function answerParent<Argument, Ready>(
  run: (argument: Argument) => Promise<{ ready: Ready; close?: () => Promise<void> }>,
): Promise<void> {
  try {
    const { ready, close } = await run(JSON.parse(process.argv[2] ?? "{}") as Argument);
    const stop = async () => {
      await close?.();
      process.exit(0);
    };
    process.once("SIGTERM", () => void stop());
    process.once("disconnect", () => void stop());
    process.send?.({ ready });
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  }
}
