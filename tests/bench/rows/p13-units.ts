// P13: what a message costs of Gmail's quota, everything counted that an import asks for.
import { noPostgres } from "../import/office.ts";
import { getProviderRun } from "../import/provider-run.ts";
import type { Row } from "../row.ts";

const TARGET = 0.65;
const NAIVE = 20;

export const unitsPerMessage: Row = {
  id: "P13",
  subject: "quota units for each message of an import, 3.5 messages a thread, lists and histories included",
  baseline: "messages.get for each",
  unit: "units",
  target: `ratio <= ${TARGET}`,
  async measure(stage) {
    const run = await getProviderRun(stage);
    if (!run) return noPostgres;
    const each = run.units / run.messages;
    const ratio = each / NAIVE;
    // The same every time: nothing here depends on the clock.
    return {
      ratio,
      min: ratio,
      max: ratio,
      met: ratio <= TARGET,
      subjectUnits: each,
      baselineUnits: NAIVE,
      leastUnits: run.leastUnits / run.messages,
    };
  },
};
