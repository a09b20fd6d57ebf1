// F22: ten mailboxes are imported at once; whether one that its vendor throttles holds up the nine others.
import { setTimeout as sleep } from "node:timers/promises";
import { takeTurn } from "../../../server/mailbox/turn.ts";
import { World } from "../../sandbox/mailboxes/world.ts";
import type { Person } from "../import/corpus.ts";
import { fillMailbox, openGoogleStage } from "../import/google-stage.ts";
import { addMailbox, engineOf, noPostgres, type Office, openBenchDatabase, openOffice } from "../import/office.ts";
import { compare } from "../measure.ts";
import type { Row } from "../row.ts";

const OTHERS = 9;
const MESSAGES = 200;
const TARGET = 0.9;

const owners: readonly Person[] = Array.from({ length: OTHERS }, (_, index) => ({
  name: `Rep ${index + 1}`,
  address: `rep${index + 1}@kontor.example`,
}));
const throttled: Person = { name: "Rep 0", address: "rep0@kontor.example" };

export const oneThrottled: Row = {
  id: "F22",
  subject: `import of ${OTHERS} mailboxes beside a tenth whose every call is refused for a second`,
  baseline: `the same ${OTHERS} mailboxes alone`,
  unit: "messages/s",
  target: `throughput ratio >= ${TARGET}`,
  async measure(stage) {
    const opened = await openBenchDatabase(stage);
    if (!opened) return noPostgres;
    const { database } = opened;
    const world = new World(new Date().toISOString());
    for (const owner of [...owners, throttled]) fillMailbox(world, owner, MESSAGES);
    const { google, vendor, openAccess } = await openGoogleStage(world, Date.now);
    google.setQuota(false);
    const fault = { kind: "status", status: 429, headers: { "retry-after": "1" } } as const;
    google.faults.add({ fault, url: /./u, mailbox: throttled.address, times: Number.MAX_SAFE_INTEGER });
    const unlimited = { ...vendor.limits, unitsPerMinute: Number.MAX_SAFE_INTEGER };
    const engine = engineOf(database, { ...vendor, limits: unlimited }, { now: () => new Date(), openAccess });
    let refusedTurns = 0;

    const importAll = async (withThrottled: boolean): Promise<number> => {
      const { workspaceId } = await openOffice(database, new Date());
      const offices: Office[] = [];
      for (const owner of owners) offices.push(await addMailbox(database, workspaceId, owner, new Date()));
      const slow = withThrottled ? await addMailbox(database, workspaceId, throttled, new Date()) : null;
      const ended = new AbortController();
      const started = performance.now();
      // As the queue does: again when it may.
      const knocking = (async () => {
        while (slow && !ended.signal.aborted) {
          const { nextAt } = await takeTurn(engine, slow, new AbortController().signal);
          refusedTurns += 1;
          const waitMs = Math.max(50, (nextAt ?? new Date()).getTime() - Date.now());
          await sleep(waitMs, undefined, { signal: ended.signal }).catch(() => undefined);
        }
      })();
      await Promise.all(offices.map((office) => settle(office)));
      const ms = performance.now() - started;
      ended.abort();
      await knocking;
      return ms;
    };
    const settle = async (office: Office): Promise<void> => {
      for (let turns = 0; turns < 100; turns += 1) {
        const { ran, isQuiet } = await takeTurn(engine, office, new AbortController().signal);
        if (ran && isQuiet) return;
      }
      throw new Error("A mailbox never came to rest");
    };

    try {
      const how = { rounds: 5, runs: 1, warmUps: 1 };
      const outcome = await compare(
        () => importAll(true),
        () => importAll(false),
        how,
      );
      const ratio = 1 / outcome.ratio;
      const perSecond = (ms: number) => (OTHERS * MESSAGES * 1_000) / ms;
      return {
        ratio,
        min: 1 / outcome.max,
        max: 1 / outcome.min,
        met: ratio >= TARGET,
        subjectPerSecond: perSecond(outcome.subjectMs),
        baselinePerSecond: perSecond(outcome.baselineMs),
        refusedTurns,
      };
    } finally {
      await google.close();
      await database.close();
    }
  },
};
