// P3: from the thread on screen to its person, company and tasks beside it.
import { knownThreads } from "../mail.ts";
import { compare } from "../measure.ts";
import { findFrame, whenPainted } from "../painting.ts";
import { type Row, times } from "../row.ts";

export const timeToContext: Row = {
  id: "P3",
  subject: "thread shown by Gmail to its person painted in the sidebar",
  baseline: "message to a bare worker, one IndexedDB get, answer, two frames",
  unit: "ms",
  target: "ratio <= 2.0, p95 <= 100 ms",
  async measure(stage) {
    const page = await (await stage.device()).mail();
    const outcome = await compare(
      async (run) => {
        const { hash, shows } = knownThreads[run % knownThreads.length] as (typeof knownThreads)[number];
        const frame = await findFrame(page, "kith");
        const painted = whenPainted(frame, shows, 2);
        await page.evaluate((to) => {
          location.hash = to;
        }, hash);
        const paintedAt = await painted;
        return paintedAt - (await page.evaluate(() => globalThis.benchShownAt));
      },
      (run) =>
        page.evaluate(
          (id) =>
            new Promise<number>((resolve) => {
              addEventListener("bare-painted", (event) => resolve((event as CustomEvent<number>).detail), {
                once: true,
              });
              dispatchEvent(new CustomEvent("bare-read", { detail: id }));
            }),
          String(run),
        ),
      { rounds: 9, runs: 6, warmUps: 4 },
    );
    const measured = times(outcome);
    return { ...measured, met: outcome.ratio <= 2 && measured.subjectP95Ms <= 100 };
  },
};
