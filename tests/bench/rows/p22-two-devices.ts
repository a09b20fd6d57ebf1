// P22: from an edit in one browser to a colleague's screen.
import type { BareOptions, BareReady } from "../baselines/express.ts";
import { knownThreads } from "../mail.ts";
import { compare } from "../measure.ts";
import { findFrame, whenPainted } from "../painting.ts";
import { SERVER_CORE, startProgram } from "../processes.ts";
import { type Row, times } from "../row.ts";

export const twoDevices: Row = {
  id: "P22",
  subject: "edit in one browser to a colleague's sidebar, painted",
  baseline: "a commit by HTTP and a read by HTTP, one after the other, bare Express",
  unit: "ms",
  target: "ratio <= 3.0, p95 <= 1,000 ms",
  async measure(stage) {
    const [mine, theirs] = [await stage.device(), await stage.otherDevice()];
    const options: BareOptions = { databaseUrl: (await stage.postgres())?.url ?? null };
    const bare = await startProgram<BareReady>(
      new URL("../baselines/express.ts", import.meta.url),
      options,
      SERVER_CORE,
    );
    try {
      const lab = await mine.lab();
      const mail = await theirs.mail();
      const [thread] = knownThreads;
      if (!thread) throw new Error("There is no known thread");
      await mail.evaluate((to) => {
        location.hash = to;
      }, thread.hash);
      const frame = await findFrame(mail, "kith");
      await whenPainted(frame, thread.shows, 1);
      const person = await lab.evaluate((name) => globalThis.lab.findPerson(name), thread.person);
      const ask = async (path: string, method: string) => {
        const answer = await fetch(bare.ready.url + path, { method });
        await answer.text();
      };
      const outcome = await compare(
        async (run) => {
          const title = `Head of Run ${run}`;
          const painted = whenPainted(frame, title, 1);
          const editedAt = await lab.evaluate(([id, to]) => globalThis.lab.editTitle(id, to), [person, title] as const);
          return (await painted) - editedAt;
        },
        async () => {
          const started = performance.now();
          await ask("/commit", "POST");
          await ask("/value", "GET");
          return performance.now() - started;
        },
        { runs: 6 },
      );
      const measured = times(outcome);
      return { ...measured, met: outcome.ratio <= 3 && measured.subjectP95Ms <= 1_000 };
    } finally {
      await bare.close();
    }
  },
};
