// P10: what an import leaves in the database for messages that are known already to be linked.
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import type { OwnFields } from "#shared/entity.ts";
import { closeFeed, touchContacts } from "../../../server/mailbox/feed.ts";
import type { Outcome } from "../../../server/mailbox/file-mail.ts";
import { putOutcomes, putPending } from "../../../server/mailbox/items.ts";
import { activityKind, type Held } from "../../../server/mailbox/lay.ts";
import { layDown } from "../../../server/mailbox/records.ts";
import { type Threaded, threadsOf } from "../../../server/mailbox/threads.ts";
import { takeTurn } from "../../../server/mailbox/turn.ts";
import { type Row as DatabaseRow, rowToRecord } from "../../../server/store/codec.ts";
import type { Database } from "../../../server/store/database.ts";
import { lockWorkspace } from "../../../server/store/workspace.ts";
import { Corpus } from "../import/corpus.ts";
import { memoryVendor } from "../import/memory-gmail.ts";
import { engineOf, noPostgres, type Office, openBenchDatabase, openOffice, within } from "../import/office.ts";
import { RawCopy } from "../import/raw-copy.ts";
import { compare, median } from "../measure.ts";
import type { Row } from "../row.ts";

const MESSAGES = 10_000;
const TARGET = 0.65;
/** As an import files them. */
const BATCH = 500;
const now = new Date("2026-11-02T08:00:00.000Z");
const stream = { kind: "mail", key: "mailbox", generation: 0 } as const;

/** A message that is to be laid down, and the names of its conversation. */
interface Ready extends Threaded {
  readonly held: Held<Activity>;
  readonly outcome: Outcome;
}

export const importStore: Row = {
  id: "P10",
  subject: `records, their index, threads, feed and ledger of ${MESSAGES} linked messages`,
  baseline: "COPY of the same rows into tables without indexes",
  unit: "rows/s",
  target: `throughput ratio >= ${TARGET}`,
  async measure(stage) {
    const opened = await openBenchDatabase(stage);
    if (!opened) return noPostgres;
    const { database, url } = opened;
    const office = await importOnce(database);
    const ready = await readBack(database, office);
    const copy = await RawCopy.of(url, office.workspaceId, { linkedOnly: true });
    try {
      const outcome = await compare(
        () => layAll(database, ready),
        () => copy.run(),
        { rounds: 5, runs: 1, warmUps: 1 },
      );
      const ratio = 1 / outcome.ratio;
      const indexedMs = await timeIndexedCopy(url, office.workspaceId);
      return {
        ratio,
        min: 1 / outcome.max,
        max: 1 / outcome.min,
        met: ratio >= TARGET,
        subjectPerSecond: (copy.rows / outcome.subjectMs) * 1_000,
        baselinePerSecond: (copy.rows / outcome.baselineMs) * 1_000,
        rowsPerMessage: copy.rows / ready.length,
        ratioToIndexedCopy: indexedMs / outcome.subjectMs,
      };
    } finally {
      await copy.close();
      await database.close();
    }
  },
};

/** How long the same rows take into tables that keep the real ones' indexes, which the target leaves out; median. */
async function timeIndexedCopy(url: string, workspaceId: string): Promise<number> {
  const copy = await RawCopy.of(url, workspaceId, { linkedOnly: true, isIndexed: true });
  try {
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) times.push(await copy.run());
    return median(times);
  } finally {
    await copy.close();
  }
}

async function importOnce(database: Database): Promise<Office> {
  const office = await openOffice(database, now);
  // Half of a corpus is with people Kith knows.
  const engine = engineOf(database, memoryVendor(new Corpus(2 * MESSAGES)), { now: () => now });
  await takeTurn(engine, office, new AbortController().signal);
  return office;
}

function readBack(database: Database, { workspaceId }: Office): Promise<Ready[]> {
  return within(database, workspaceId, async (prisma) => {
    const rows = await prisma.$queryRaw<DatabaseRow[]>`select * from "activity"`;
    const activities = new Map(rows.map((row) => [row.id as string, rowToRecord(activityEntity, row)]));
    const items = await prisma.mailItem.findMany({ where: { workspaceId, state: "linked" } });
    const names = await prisma.mailThread.findMany({ where: { workspaceId } });
    const namesOf = Map.groupBy(names, ({ threadId }) => threadId);
    return items.flatMap((item): Ready[] => {
      const activity = activities.get(item.sharedId ?? "");
      if (!activity || !item.itemKey || !item.at) return [];
      const { id: _id, createdAt: _created, updatedAt: _updated, createdBy: _by, updatedBy: _who, ...own } = activity;
      const { externalId, itemKey, subject, addresses, threadExternalId } = item;
      const held = { key: itemKey, own: own as OwnFields<Activity>, from: null, owners: new Map() };
      const [state, level] = ["linked", "everything"] as const;
      const facts = { externalId, itemKey, addresses, state, level, reason: null, placeIds: [], privateId: null };
      const outcome: Outcome = {
        ...facts,
        at: item.at.toISOString(),
        subject: subject ?? "",
        threadExternalId: threadExternalId ?? "",
        threadId: item.threadId,
        sharedId: null,
      };
      const keys = (namesOf.get(item.threadId ?? "") ?? []).map(({ key }) => key);
      return [{ id: externalId, keys, held, outcome }];
    });
  });
}

/** Into a workspace of its own; milliseconds. */
async function layAll(database: Database, ready: readonly Ready[]): Promise<number> {
  const office = await openOffice(database, now);
  const { workspaceId, memberId } = office;
  const refs = ready.map(({ outcome }) => ({ ...outcome, at: null }));
  await within(database, workspaceId, (prisma) => putPending(prisma, office, stream, refs));
  const started = performance.now();
  for (let at = 0; at < ready.length; at += BATCH) {
    const batch = ready.slice(at, at + BATCH);
    const owners = new Map([[memberId, "everything" as const]]);
    await within(database, workspaceId, async (prisma) => {
      const place = { workspaceId, version: (await lockWorkspace(prisma, workspaceId)) + 1n, now: now.toISOString() };
      await threadsOf(prisma, workspaceId, batch);
      const held = batch.map((one) => ({ ...one.held, from: memberId, owners }));
      const { laid, written } = await layDown(prisma, place, activityKind, held);
      await touchContacts(prisma, place, written);
      await closeFeed(prisma, place);
      const outcomes = batch.map(({ held: { key }, outcome }) => ({
        ...outcome,
        sharedId: laid.get(key)?.sharedId ?? null,
      }));
      await putOutcomes(prisma, office, "message", outcomes);
    });
  }
  return performance.now() - started;
}
