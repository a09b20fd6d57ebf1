// P18: people as one types, out of 100,000.
import { compare, quantile } from "../measure.ts";
import { type Row, times } from "../row.ts";

/** What people type: the beginnings of first names, of family names, of addresses, and a whole word. */
const typed = [
  "an",
  "ann",
  "anna",
  "be",
  "ber",
  "berg",
  "lin",
  "lind",
  "sa",
  "kar",
  "nor",
  "firm12",
  "hugo",
  "zo",
  "yu",
];

const textOf = (run: number) => typed[run % typed.length] as string;

export const typeahead: Row = {
  id: "P18",
  subject: "search over 100,000 people and 4,000 companies, joined for the list",
  baseline: "bare Dexie startsWith().limit(20) on the same store",
  unit: "ms",
  target: "ratio <= 2.0, p95 by message <= 16 ms",
  async measure(stage) {
    const lab = await (await stage.device()).lab();
    const outcome = await compare(
      (run) => lab.evaluate((text) => globalThis.lab.type(text), textOf(run)),
      (run) => lab.evaluate((text) => globalThis.lab.bareType(text), textOf(run)),
      { rounds: 9, runs: typed.length, warmUps: typed.length },
    );
    const byMessage: number[] = [];
    for (let run = 0; run < 10 * typed.length; run += 1) {
      byMessage.push(await lab.evaluate((text) => globalThis.lab.typeByMessage(text), textOf(run)));
    }
    const messageP95Ms = quantile(byMessage, 0.95);
    return {
      ...times(outcome),
      messageP50Ms: quantile(byMessage, 0.5),
      messageP95Ms,
      met: outcome.ratio <= 2 && messageP95Ms <= 16,
    };
  },
};
