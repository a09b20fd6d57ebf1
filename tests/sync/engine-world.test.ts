// A simulated month of a company at both vendors, with all that goes wrong: in the end every timeline, every meeting and
// every word of the ledger is what the rules say of the world. KITH_WORLD=full runs 20 mailboxes and 50,000 messages:
// KITH_WORLD=full npx vitest run --config tests/vitest.config.ts --project sync tests/sync/engine-world.test.ts
import { describe, expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import type { Meeting } from "#shared/crm/meeting.ts";
import { databases } from "../conformance/tx-databases.ts";
import { Simulation } from "./engine-month.ts";
import { Oracle, type Seen } from "./engine-oracle.ts";
import { rowsOf } from "./engine-scene.ts";
import { openStage, type Stage } from "./engine-stage.ts";
import { Company } from "./engine-world.ts";

const isFull = process.env.KITH_WORLD === "full";
const size = isFull
  ? { mailboxes: 20, before: 35_000, month: { messages: 15_000, steps: 60, days: 30 } }
  : { mailboxes: 6, before: 900, month: { messages: 600, steps: 15, days: 30 } };
const seed = Number(process.env.KITH_SEED ?? "20260301");

interface Row {
  readonly address: string;
  readonly kind: string;
  readonly subject: string;
  readonly at: Date;
  readonly state: string;
  readonly reason: string | null;
  readonly sharedId: string | null;
  readonly privateId: string | null;
}

const readLedger = (stage: Stage) =>
  rowsOf<Row>(
    stage,
    `select box."address", item."kind", item."subject", item."at", item."state", item."reason", item."sharedId"::text,
       item."privateId"::text from "mail_item" as item join "mailbox" as box on box."id" = item."mailboxId"`,
  );

/** As the oracle tells of it; the ledger's rows are what leads to a record whose name is not shown. */
function seenIn(records: readonly (Activity | Meeting)[], rows: readonly Row[]): Seen[] {
  const names = new Map<string, string>();
  for (const { sharedId, privateId, kind, subject, at } of rows) {
    const name = kind === "message" ? subject : `${subject} ${at.toISOString()}`;
    for (const id of [sharedId, privateId]) if (id !== null) names.set(id, name);
  }
  return records.map((record) => ({
    name: names.get(record.id) ?? `nobody's: ${record.id}`,
    privateTo: record.privateTo,
    at: "at" in record ? record.at : record.startsAt,
    endsAt: "at" in record ? null : record.endsAt,
    direction: "at" in record ? record.direction : null,
    contactIds: [...record.contactIds].sort(),
    ownerIds: [...record.ownerIds].sort(),
    sharing: record.sharing,
    hasTitle: ("at" in record ? record.subject : record.title) !== "",
    hasText: record.text !== "",
  }));
}

/** A newsletter is nobody's, whether or not somebody on its list is known by now. */
const wordOf = (subject: string, said: string) =>
  subject.startsWith("Offers") && said === "nobody_known" ? "bulk" : said;

const lines = (seen: readonly Seen[]) => seen.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();
/** What is on one side only: of tens of thousands of lines nobody wants to see the rest. */
function expectSame(what: string, found: readonly string[], expected: readonly string[]): void {
  const [here, there] = [new Set(found), new Set(expected)];
  const extra = found.filter((line) => !there.has(line)).slice(0, 8);
  const missing = expected.filter((line) => !here.has(line)).slice(0, 8);
  expect({ what, extra, missing, count: found.length }).toEqual({
    what,
    extra: [],
    missing: [],
    count: expected.length,
  });
}

describe.each(databases)("on $kind", ({ kind, create }) => {
  test("the engine's result is the world's truth", { timeout: isFull ? 3_600_000 : 180_000 }, async () => {
    const begun = performance.now();
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 200);
    const company = new Company(seed, size.mailboxes, "2026-03-01T08:00:00.000Z");
    const stage = await openStage(await create(), company.world, {
      timeoutMs: 10_000,
      pollMs: 60_000,
      isUnhurried: true,
    });
    try {
      const simulation = new Simulation(stage, company);
      await simulation.settleIn(size.before);
      await simulation.live(size.month);
      await simulation.end();
      const took = Math.round((performance.now() - begun) / 1000);

      const [window] = await rowsOf<{ windowFrom: Date; windowTo: Date }>(
        stage,
        `select "windowFrom", "windowTo" from "mail_stream" where "kind" = 'calendar' order by "windowFrom" desc limit 1`,
      );
      if (!window) throw new Error("No calendar was followed");
      const from = window.windowFrom.toISOString();
      const truth = new Oracle(company, simulation.decisions).work({ from, to: window.windowTo.toISOString() });
      const rows = await readLedger(stage);
      const ledger = rows.map(({ address, kind: of, subject, at, state, reason }) =>
        of === "message"
          ? `${address} ${subject}: ${wordOf(subject, reason ?? state)}`
          : `${address} ${subject} ${at.toISOString()}: ${reason ?? state}`,
      );
      const isHere = ({ kind: of, at }: Row) => of === "message" || at.toISOString() >= from;
      const said = [...truth.ledger].map(([name, reason]) => `${name}: ${reason}`);
      expectSame(
        "ledger",
        ledger.filter((_, at) => isHere(rows[at] as Row)),
        said,
      );
      expectSame("activities", lines(seenIn(await stage.activities(), rows)), lines(truth.activities));
      const meetings = (await stage.meetings()).filter(({ startsAt }) => startsAt >= from);
      expectSame("meetings", lines(seenIn(meetings, rows)), lines(truth.meetings.filter(({ at }) => at >= from)));
      const contacts = await rowsOf<{ id: string; at: Date | null }>(
        stage,
        `select "id"::text, "lastContactAt" as "at" from "contact"`,
      );
      expectSame(
        "dates of the last contact",
        contacts.map(({ id, at }) => `${id} ${at?.toISOString() ?? null}`),
        [...truth.lastContact].map(([id, at]) => `${id} ${at}`),
      );
      await expectThreads(stage, company, rows);
      clearInterval(watch);
      const facts = {
        database: kind,
        seconds: took,
        messages: company.made,
        placed: [...company.world.mailboxes.values()].reduce((sum, box) => sum + box.messages.size, 0),
        activities: truth.activities.length,
        meetings: truth.meetings.length,
        turns: simulation.turns,
        faults: simulation.faults,
        peakMb: Math.round(peak / 1e6),
      };
      if (isFull || process.env.KITH_SEED) process.stdout.write(`${JSON.stringify(facts)}\n`);
    } finally {
      clearInterval(watch);
      await stage.close();
    }
  });
});

/** Messages of one conversation are one thread, in whosever mailboxes they lie, and of two never. */
async function expectThreads(stage: Stage, company: Company, rows: readonly Row[]): Promise<void> {
  const bySubject = new Map(
    [...company.world.mailboxes.values()].flatMap(({ messages }) =>
      [...messages.values()].map(({ message }) => [message.subject, message] as const),
    ),
  );
  const keys = new Map((await stage.activities()).map(({ id, threadKeys }) => [id, threadKeys[0] ?? ""]));
  const threadsOf = new Map<string, Set<string>>();
  const conversationsOf = new Map<string, Set<string>>();
  for (const { kind, subject, sharedId, privateId } of rows) {
    const message = bySubject.get(subject);
    const thread = keys.get(sharedId ?? privateId ?? "");
    if (kind !== "message" || !message || message.messageId === null || thread === undefined) continue;
    const conversation = company.conversationOf.get(message.id) ?? "";
    threadsOf.set(conversation, (threadsOf.get(conversation) ?? new Set()).add(thread));
    conversationsOf.set(thread, (conversationsOf.get(thread) ?? new Set()).add(conversation));
  }
  expect([...threadsOf].filter(([, threads]) => threads.size !== 1)).toEqual([]);
  expect([...conversationsOf].filter(([, conversations]) => conversations.size !== 1)).toEqual([]);
}
