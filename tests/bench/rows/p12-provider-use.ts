// P12: how much of what Google allows a mailbox an import makes use of.
import { noPostgres } from "../import/office.ts";
import { getProviderRun } from "../import/provider-run.ts";
import { median } from "../measure.ts";
import type { Row } from "../row.ts";

const TARGET = 0.95;
const UNITS_A_MINUTE = 6_000;
const MINUTE_MS = 60_000;

export const providerUse: Row = {
  id: "P12",
  subject: "messages an import fetches after its first minute, Gmail's quota of 2026 and turns through the queue",
  baseline: "messages the quota allows in that time, threads asked for as a whole",
  unit: "messages/min",
  target: `ratio >= ${TARGET}, nothing refused after the first minute`,
  async measure(stage) {
    const run = await getProviderRun(stage);
    if (!run) return noPostgres;
    const perMinute = UNITS_A_MINUTE / (run.leastUnits / run.messages);
    // From one turn's beginning to the next, with the pause between them; the last goes to the end of the mailbox only.
    const later = run.turnsAtMs.filter((atMs) => atMs > MINUTE_MS);
    const fetchedIn = (from: number, to: number) =>
      run.arrivals.reduce((sum, { atMs, count }) => sum + (atMs >= from && atMs < to ? count : 0), 0);
    const ratios = later.slice(0, -1).map((from, index) => {
      const to = later[index + 1] ?? from;
      return fetchedIn(from, to) / ((perMinute * (to - from)) / MINUTE_MS);
    });
    const [first = 0, last = 0] = [later[0], later.at(-1)];
    const ratio = fetchedIn(first, last) / ((perMinute * (last - first)) / MINUTE_MS);
    return {
      ratio,
      min: Math.min(...ratios),
      max: Math.max(...ratios),
      medianOfTurns: median(ratios),
      met: ratio >= TARGET && run.refusedLater === 0,
      subjectPerMinute: fetchedIn(first, last) / ((last - first) / MINUTE_MS),
      baselinePerMinute: perMinute,
      minutes: last / MINUTE_MS,
      turns: run.turnsAtMs.length,
      refused: run.refused,
      refusedAfterFirstMinute: run.refusedLater,
    };
  },
};
