// P14 and P15: an authenticated read within one tenant, at a fixed rate and as fast as it goes.
import { WORKSPACE_HEADER } from "#shared/api.ts";
import type { BareOptions, BareReady } from "../baselines/express.ts";
import type { Load, LoadResult } from "../load.ts";
import { compare, median, quantile } from "../measure.ts";
import { LOAD_CORE, SERVER_CORE, startProgram } from "../processes.ts";
import type { Measured, Row } from "../row.ts";
import type { Stage } from "../stage.ts";

const RATE = 1_000;
/** A bare read takes half a millisecond where there is room. */
const OVERLOADED_MS = 20;
const how = { rounds: 5, runs: 1, warmUps: 1 };

const subject = "GET /api/records/contact/:id, session and tenant checked, row-level security";
const baseline = "bare Express and one prepared read of the same row";

type Target = Pick<Load, "url" | "headers">;

async function targets(stage: Stage): Promise<{ kith: Target; bare: Target; close(): Promise<void> } | null> {
  const database = await stage.postgres();
  if (!database) return null;
  const { ready } = await stage.server();
  const [{ email, password, workspaceId }] = ready.people;
  const signedIn = await fetch(`${ready.url}/api/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  const program = new URL("../baselines/express.ts", import.meta.url);
  const options: BareOptions = { databaseUrl: database.url };
  const bare = await startProgram<BareReady>(program, options, SERVER_CORE);
  return {
    kith: {
      url: `${ready.url}/api/records/contact/${ready.contactId}`,
      headers: { authorization: `Bearer ${token}`, [WORKSPACE_HEADER]: workspaceId },
    },
    bare: { url: `${bare.ready.url}/contacts/${workspaceId}/${ready.contactId}`, headers: {} },
    close: bare.close,
  };
}

async function run(target: Target, load: Pick<Load, "rate" | "seconds" | "connections">): Promise<LoadResult> {
  const file = new URL("../load.ts", import.meta.url);
  const { ready, close } = await startProgram<LoadResult>(file, { ...target, ...load }, LOAD_CORE);
  await close();
  if (ready.failed > 0) throw new Error(`${ready.failed} requests to ${target.url} failed`);
  return ready;
}

async function onPostgres(stage: Stage, measure: (kith: Target, bare: Target) => Promise<Measured>): Promise<Measured> {
  const found = await targets(stage);
  if (!found) {
    const note = "No PostgreSQL: set KITH_TEST_DATABASE_URL, or let one listen on 127.0.0.1:5432";
    return { ratio: null, min: null, max: null, met: false, note };
  }
  try {
    return await measure(found.kith, found.bare);
  } finally {
    await found.close();
  }
}

export const apiLatency: Row = {
  id: "P14",
  subject: `${subject}: p99 at ${RATE} requests a second`,
  baseline,
  unit: "ms",
  target: "ratio <= 1.8, p50 ratio <= 1.5",
  measure: (stage) =>
    onPostgres(stage, async (kith, bare) => {
      const medians = { kith: [] as number[], bare: [] as number[] };
      const leg = (target: Target, into: number[]) => async (number: number) => {
        const { latencies } = await run(target, { rate: RATE, seconds: 3, connections: 64 });
        if (number > 0) into.push(median(latencies));
        return quantile(latencies, 0.99);
      };
      const outcome = await compare(leg(kith, medians.kith), leg(bare, medians.bare), how);
      const { ratio, min, max, subjectMs, baselineMs } = outcome;
      const [subjectP50Ms, baselineP50Ms] = [median(medians.kith), median(medians.bare)];
      const p50Ratio = subjectP50Ms / baselineP50Ms;
      // Then both are queues, and their ratio says nothing about the servers.
      const isOverloaded = baselineP50Ms > OVERLOADED_MS;
      const note = isOverloaded ? { note: "The machine is too busy for this rate: even the bare server queued" } : {};
      const met = !isOverloaded && ratio <= 1.8 && p50Ratio <= 1.5;
      return { ...note, ratio, min, max, subjectMs, baselineMs, p50Ratio, subjectP50Ms, baselineP50Ms, met };
    }),
};

export const apiThroughput: Row = {
  id: "P15",
  subject: `${subject}: as fast as it goes`,
  baseline,
  unit: "requests/s",
  target: "ratio >= 0.6",
  measure: (stage) =>
    onPostgres(stage, async (kith, bare) => {
      const leg = (target: Target) => async () =>
        (await run(target, { rate: null, seconds: 3, connections: 32 })).perSecond;
      const { ratio, min, max, subjectMs, baselineMs } = await compare(leg(kith), leg(bare), how);
      return { ratio, min, max, subjectPerSecond: subjectMs, baselinePerSecond: baselineMs, met: ratio >= 0.6 };
    }),
};
