// P4: the first answer out of a stopped worker.
import { compare, quantile } from "../measure.ts";
import { type Row, times } from "../row.ts";

export const coldRead: Row = {
  id: "P4",
  subject: "stopped worker to the first person read, 100,000 people",
  baseline: "stopped bare worker to one IndexedDB get out of 100,000 records",
  unit: "ms",
  target: "ratio <= 1.5",
  async measure(stage) {
    const device = await stage.device();
    const [lab, bare] = [await device.lab(), await device.bare()];
    const id = await lab.evaluate(() => globalThis.lab.personId(7));
    const outcome = await compare(
      async () => {
        await device.stopWorkers();
        return lab.evaluate((person) => globalThis.lab.timedAsk("person.get", { id: person }), id);
      },
      async (run) => {
        await device.stopWorkers();
        return bare.evaluate((record) => globalThis.bare.read(record), String(run));
      },
      { runs: 3 },
    );
    return { ...times(outcome), baselineP95Ms: quantile(outcome.sample.baseline, 0.95), met: outcome.ratio <= 1.5 };
  },
};
