// P11: a mailbox of 50,000 messages, from the vendor's JSON to the team's timelines.
import { takeTurn } from "../../../server/mailbox/turn.ts";
import { Corpus } from "../import/corpus.ts";
import { memoryVendor } from "../import/memory-gmail.ts";
import { engineOf, noPostgres, openBenchDatabase, openOffice, within } from "../import/office.ts";
import { RawCopy } from "../import/raw-copy.ts";
import { compare, median } from "../measure.ts";
import { progress } from "../progress.ts";
import type { Row } from "../row.ts";

/** The promise is made for 50,000; fewer only while working on the bench itself. */
const MESSAGES = Number(process.env.KITH_BENCH_MESSAGES ?? 50_000);
const FLOOR = 4_000;
const TARGET = 0.25;
const MIB = 1024 * 1024;
/** The imports' clock stands still: one turn takes all. */
const now = new Date("2026-11-02T08:00:00.000Z");

export const wholeImport: Row = {
  id: "P11",
  subject: `import of ${MESSAGES} messages from memory: parse, match people, dedupe, thread, records, feed, ledger`,
  baseline: "COPY of the rows it leaves into tables without indexes",
  unit: "messages/s",
  target: `throughput ratio >= ${TARGET} and >= ${FLOOR} messages/s`,
  async measure(stage) {
    const opened = await openBenchDatabase(stage);
    if (!opened) return noPostgres;
    const { database, url } = opened;
    const corpus = new Corpus(MESSAGES);
    const engine = engineOf(database, memoryVendor(corpus), { now: () => now });
    let peak = 0;
    const growths: number[] = [];
    const cpuMs: number[] = [];
    const importAll = async (): Promise<{ ms: number; workspaceId: string }> => {
      const office = await openOffice(database, now);
      const before = process.memoryUsage.rss();
      peak = before;
      const watch = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage.rss());
      }, 20);
      const cpu = process.cpuUsage();
      const started = performance.now();
      const turn = await takeTurn(engine, office, new AbortController().signal);
      const ms = performance.now() - started;
      clearInterval(watch);
      const { user, system } = process.cpuUsage(cpu);
      cpuMs.push((user + system) / 1_000);
      growths.push((peak - before) / MIB);
      await check(database, office.workspaceId, turn.isQuiet, corpus);
      progress(
        `P11 ${Math.round((MESSAGES / ms) * 1_000)} messages/s, memory grew by ${Math.round(growths.at(-1) ?? 0)} MiB`,
      );
      return { ms, workspaceId: office.workspaceId };
    };
    const first = await importAll();
    const copy = await RawCopy.of(url, first.workspaceId, { linkedOnly: false });
    try {
      const outcome = await compare(
        async () => (await importAll()).ms,
        () => copy.run(),
        { rounds: 5, runs: 1, warmUps: 0 },
      );
      const perSecond = (ms: number) => (MESSAGES / ms) * 1_000;
      const ratio = 1 / outcome.ratio;
      const throughput = perSecond(outcome.subjectMs);
      return {
        ratio,
        min: 1 / outcome.max,
        max: 1 / outcome.min,
        met: ratio >= TARGET && throughput >= FLOOR,
        subjectPerSecond: throughput,
        bestPerSecond: perSecond(Math.min(...outcome.sample.subject)),
        baselinePerSecond: perSecond(outcome.baselineMs),
        nodeCpuMicrosPerMessage: (median(cpuMs) * 1_000) / MESSAGES,
        rowsPerMessage: copy.rows / MESSAGES,
        memoryGrowthMiB: Math.max(...growths),
        peakRssMiB: peak / MIB,
      };
    } finally {
      await copy.close();
      await database.close();
    }
  },
};

async function check(
  database: Parameters<typeof within>[0],
  workspaceId: string,
  isQuiet: boolean,
  { linked }: Corpus,
): Promise<void> {
  const found = await within(database, workspaceId, (prisma) =>
    prisma.mailItem.count({ where: { workspaceId, state: "linked" } }),
  );
  if (!isQuiet || found !== linked) throw new Error(`${found} of ${linked} messages were linked`);
}
