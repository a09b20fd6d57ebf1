// Child processes: signals go on to them, their exit code comes back.
import { spawn, spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { root } from "./root.mjs";

const bin = join(root, "node_modules", ".bin");

/** Our tools first, so that whatever a child starts runs on the pinned Node. */
export function withTools(environment) {
  return { ...environment, PATH: `${bin}${delimiter}${environment.PATH ?? ""}` };
}

/** npm must not run on the Node it is about to replace. */
export function withoutTools(environment) {
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  return { ...environment, PATH: folders.join(delimiter) };
}

/** Runs to the end with our terminal; gives the exit code a shell would. */
export function run(command, args, environment = withTools(process.env)) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: "inherit" });
    // Ctrl+C reaches the whole group by itself; a signal sent to us alone does not.
    const pass = (signal) => child.kill(signal);
    const signals = ["SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, pass);
    const wait = () => {};
    process.on("SIGINT", wait);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const one of signals) process.off(one, pass);
      process.off("SIGINT", wait);
      resolve(code ?? 128 + (signal === "SIGINT" ? 2 : signal === "SIGKILL" ? 9 : 15));
    });
  });
}

/** Runs quietly; `ok` and what it printed. */
export function tryRun(command, args, environment = withTools(process.env)) {
  const done = spawnSync(command, args, { cwd: root, env: environment, encoding: "utf8", maxBuffer: 64 << 20 });
  return { ok: done.status === 0, output: `${done.stdout ?? ""}${done.stderr ?? done.error?.message ?? ""}` };
}
