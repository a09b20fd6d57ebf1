// `npm test`: every part in order, each with its time; the last line counts them all. `check` stops after the checks.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What is read of Vitest's JSON report. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
  testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
}

const root = fileURLToPath(new URL("..", import.meta.url));
const node = process.execPath;
const reports = mkdtempSync(join(tmpdir(), "kith-test-"));
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const times: string[] = [];
/** Tests that failed once and passed when tried again, which happens only where CI is set. */
const wavering: string[] = [];

let child: ReturnType<typeof spawn> | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    child?.kill(signal);
    rmSync(reports, { recursive: true, force: true });
    process.exit(1);
  });
}

function run(args: string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    child = spawn(node, args, { cwd: root, stdio: "inherit" });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code === 0));
  });
}

function add(name: string, counts: Counts, started: number): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  times.push(
    `${name.padEnd(14)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(3)} failed ${String(counts.skipped).padStart(3)} skipped ${seconds.padStart(7)} s`,
  );
}

/** A tool that says yes or no; counts as one. */
async function check(name: string, args: string[]): Promise<boolean> {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const ok = await run(args);
  add(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }, started);
  return ok;
}

/** A Vitest project; each test counts. A run that ends without a report, or with an error beside the tests, failed. */
async function part(name: string): Promise<boolean> {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const report = join(reports, `${name}.json`);
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts", "--project", name];
  const ok = await run([...vitest, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  const counts = countsIn(report);
  if (!ok && counts.failed === 0) counts.failed = 1;
  add(name, counts, started);
  return ok;
}

function countsIn(report: string): Counts {
  try {
    const read: Report = JSON.parse(readFileSync(report, "utf8"));
    for (const { assertionResults } of read.testResults) {
      const late = assertionResults.filter(({ status, failureMessages }) => status === "passed" && failureMessages[0]);
      wavering.push(...late.map(({ fullName, failureMessages: [why] }) => `${fullName}\n  ${why?.split("\n")[0]}`));
    }
    return {
      passed: read.numPassedTests,
      // A file that does not even load has no tests to fail.
      failed: Math.max(read.numFailedTests, read.success ? 0 : 1),
      skipped: read.numPendingTests + read.numTodoTests,
    };
  } catch {
    // Vitest died before it could write; the exit code says so and `part` counts it.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

const checks: [string, () => Promise<boolean>][] = [
  ["style", () => check("style", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."])],
  ["types", () => check("types", ["node_modules/typescript/bin/tsc", "-b"])],
  ["agreements", () => part("agreements")],
  ["dead code", () => check("dead code", ["node_modules/knip/bin/knip.js", "--no-progress"])],
];
const tests = ["unit", "conformance", "sync", "attack", "e2e"].map((name): [string, () => Promise<boolean>] => [
  name,
  () => part(name),
]);

mkdirSync(reports, { recursive: true });
let isGood = true;
for (const [, step] of checks) isGood = (await step()) && isGood;
// Tests of code that does not pass the checks would only repeat what is wrong with it.
if (isGood && process.argv[2] !== "check") {
  if (!process.env.KITH_TEST_DATABASE_URL) {
    console.log("\nKITH_TEST_DATABASE_URL is not set: the database is PGlite only (.ci/run brings a PostgreSQL too).");
  }
  for (const [, step] of tests) isGood = (await step()) && isGood;
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${times.join("\n")}\n`);
if (wavering.length > 0) console.log(`Passed only when tried again:\n${wavering.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = isGood ? 0 : 1;
