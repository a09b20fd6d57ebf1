// `npm run dev`: the extension rebuilt and reloaded on every change, the server started again on every change.
import { spawn } from "node:child_process";
import { withTools } from "./exec.mjs";
import { root } from "./root.mjs";

const environment = withTools({ ...process.env, NODE_ENV: "development" });
const children = [
  spawn("wxt", [], { cwd: root, env: environment, stdio: "inherit" }),
  spawn(process.execPath, ["--watch", "server/main.ts"], { cwd: root, env: environment, stdio: "inherit" }),
];

let ending = false;
function end(signal) {
  ending = true;
  for (const child of children) child.kill(signal);
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => end(signal));
for (const child of children) {
  child.on("exit", (code) => {
    if (!ending) {
      process.exitCode = code ?? 1;
      end("SIGTERM");
    }
  });
}
