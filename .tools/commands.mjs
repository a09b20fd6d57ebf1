// Every command of package.json that needs something made ready first: what it needs, and what it then runs.

const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts"];
const sources = ["packages", "prisma", "types"];
const everything = [...sources, "extension", "chromium"];

/**
 * `needs`: packages, prisma (its client), types (WXT's), extension (built), chromium.
 * `runs`: the arguments Node gets; what the person typed after `--` comes behind them.
 */
export const commands = {
  start: { needs: ["packages", "prisma", "types", "extension"], runs: ["server/main.ts"] },
  kith: { needs: ["packages", "prisma"], runs: ["server/kith.ts"] },
  demo: { needs: everything, runs: ["tests/demo/main.ts"] },
  dev: { needs: [...sources, "chromium"], runs: [".tools/dev.mjs"] },
  build: { needs: sources, runs: ["node_modules/wxt/bin/wxt.mjs", "build"] },
  "build:firefox": { needs: sources, runs: ["node_modules/wxt/bin/wxt.mjs", "build", "--browser", "firefox"] },
  bench: { needs: everything, runs: ["tests/bench/main.ts"] },
  "db:generate": { needs: ["packages", "client"], runs: null },
  new: { needs: ["packages"], runs: [".tools/new.mjs"] },
  check: { needs: [...sources, "extension"], runs: ["tests/run.ts", "check"] },
  test: { needs: everything, runs: ["tests/run.ts"] },
  "test:unit": { needs: [...sources, "extension"], runs: [...vitest, "--project", "unit"] },
  "test:conformance": { needs: everything, runs: [...vitest, "--project", "conformance"] },
  "test:sync": { needs: sources, runs: [...vitest, "--project", "sync"] },
  "test:attack": { needs: everything, runs: [...vitest, "--project", "attack"] },
  "test:live": { needs: sources, runs: [...vitest, "--project", "live"] },
  "test:e2e": { needs: everything, runs: [...vitest, "--project", "e2e"] },
};
