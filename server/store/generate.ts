// Generates the Prisma client into server/generated; offline, in one command.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const prisma = fileURLToPath(new URL("../../node_modules/prisma/build/index.js", import.meta.url));

const { status } = spawnSync(process.execPath, [prisma, "generate", "--config", "prisma/prisma.config.ts"], {
  cwd: root,
  stdio: process.argv.includes("--quiet") ? ["ignore", "ignore", "inherit"] : "inherit",
  env: {
    ...process.env,
    // Prisma wants to download an engine it does not need for this; any executable file keeps it from trying.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  },
});
process.exitCode = status ?? 1;
