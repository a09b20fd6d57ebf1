import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * On a machine that others use too a browser or a clock may be late once in thousands of tests. There a test that failed
 * is tried once more, and `npm test` names it at the end: it needs mending, and the change at hand need not wait for that.
 */
const retry = process.env.CI ? 1 : 0;

const part = (name: string, include: string[], more: object = {}) => ({
  root,
  test: { name, include, environment: "node" as const, retry, ...more },
});

// The parts of `npm test`; tests/run.ts runs them one after the other.
export default defineConfig({
  root,
  test: {
    projects: [
      part("agreements", ["tests/*.test.ts"], { testTimeout: 60_000 }),
      part("unit", ["{shared,extension,server,prisma,tests/sandbox}/**/*.test.{ts,tsx}"]),
      part("conformance", ["tests/conformance/**/*.test.{ts,tsx}"], { testTimeout: 60_000, hookTimeout: 60_000 }),
      part("sync", ["tests/sync/**/*.test.ts"], { testTimeout: 60_000, hookTimeout: 60_000 }),
      part("attack", ["tests/attack/**/*.test.ts"], { testTimeout: 60_000, hookTimeout: 60_000 }),
      // Not part of `npm test`: real mailboxes, only with credentials (docs/live-suite.md).
      part("live", ["tests/live/**/*.test.ts"], { testTimeout: 120_000 }),
      // Each starts a browser and a server of its own: more than one at a time is slower on two cores.
      part("e2e", ["tests/e2e/**/*.test.ts"], { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }),
    ],
  },
});
