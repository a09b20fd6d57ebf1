// Starts the server and stops it in order; the environment's problems are said in one sentence each.
import { fileURLToPath } from "node:url";
import { ConfigError, readConfig } from "./config.ts";
import { startServer } from "./start.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

async function main() {
  const server = await startServer(readConfig());
  if (server.setUpLink) say(`Open this link once to make your workspace: ${server.setUpLink}`);
  say(`Load the extension from ${fileURLToPath(new URL("../.output/chrome-mv3", import.meta.url))}`);
  say(`Kith is ready at ${server.url}`);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
}

try {
  await main();
} catch (error) {
  complain(
    error instanceof ConfigError ? `Kith cannot start:\n${error.message}` : `Kith cannot start: ${messageOf(error)}`,
  );
  process.exitCode = 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
}
