// `node .tools/run.mjs COMMAND [ARGUMENTS]`: makes ready what the command needs, then runs it on the pinned Node.
// Plain JavaScript without packages: it runs on any Node from 20 on, in a clone where nothing is installed yet.
import { ensureChromium } from "./chromium.mjs";
import { commands } from "./commands.mjs";
import { run, withTools } from "./exec.mjs";
import { ensureExtension, ensurePrismaClient, ensureTypes, generatePrismaClient } from "./generate.mjs";
import { ensurePackages } from "./install.mjs";
import { findNode } from "./node.mjs";
import { Stop, say } from "./say.mjs";

const [name, ...rest] = process.argv.slice(2);
const environment = withTools(process.env);

const ready = {
  packages: ensurePackages,
  prisma: ensurePrismaClient,
  client: generatePrismaClient,
  types: ensureTypes,
  extension: ensureExtension,
  chromium: async () => {
    environment.KITH_CHROMIUM = await ensureChromium();
  },
};

async function main() {
  const command = commands[name];
  if (!command) throw new Stop(`"${name ?? ""}" is none of ${Object.keys(commands).join(", ")}.`);
  for (const need of command.needs) await ready[need]();
  if (!command.runs) return 0;
  // Reading our own TypeScript is experimental to Node 24 and not worth a warning on every command.
  return await run(findNode(), ["--disable-warning=ExperimentalWarning", ...command.runs, ...rest], environment);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = 1;
}
