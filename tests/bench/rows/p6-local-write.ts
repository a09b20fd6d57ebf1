// P6: what saving a change costs on this machine, before any network.
import { compare, quantile } from "../measure.ts";
import { type Row, times } from "../row.ts";

export const localWrite: Row = {
  id: "P6",
  subject: "local write: record, its base, outbox and history in one strict transaction",
  baseline: "one bare Dexie put of the same bytes, strict",
  unit: "ms",
  target: "ratio <= 1.6, p95 of a save by message <= 50 ms",
  async measure(stage) {
    const lab = await (await stage.device()).lab();
    const outcome = await compare(
      () => lab.evaluate(() => globalThis.lab.write()),
      () => lab.evaluate(() => globalThis.lab.barePut("strict")),
      { rounds: 9, runs: 10, warmUps: 5 },
    );
    const relaxed = await compare(
      () => lab.evaluate(() => globalThis.lab.write()),
      () => lab.evaluate(() => globalThis.lab.barePut("relaxed")),
      { runs: 5 },
    );
    // The lab's own changes first: the worker would be busy sending them.
    await lab.evaluate(() => globalThis.lab.ask("sync.now", {}));
    const byMessage: number[] = [];
    for (let run = 0; run < 60; run += 1) {
      byMessage.push(await lab.evaluate(() => globalThis.lab.writeByMessage()));
      // Nobody saves again while the last save is still on its way.
      await lab.waitForTimeout(150);
    }
    const messageP95Ms = quantile(byMessage, 0.95);
    return {
      ...times(outcome),
      messageP50Ms: quantile(byMessage, 0.5),
      messageP95Ms,
      ratioToRelaxedPut: relaxed.ratio,
      met: outcome.ratio <= 1.6 && messageP95Ms <= 50,
    };
  },
};
