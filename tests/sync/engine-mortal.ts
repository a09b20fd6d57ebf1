// A database whose process dies at a chosen step, and what is the same in two runs of one story.
import type { Database } from "../../server/store/database.ts";
import { rowsOf } from "./engine-scene.ts";
import type { Stage } from "./engine-stage.ts";

/** `after` so many transactions, or in the middle of the last of them, as if the process had been killed then. */
export interface Death {
  readonly after: number;
  readonly isInside: boolean;
}

class Killed extends Error {}

/**
 * The same database for a process with so long to live. What it asks for after its death is never answered, as nobody is
 * there to hear; `dead` resolves then.
 */
export function mortal(database: Database, { after, isInside }: Death): { database: Database; dead: Promise<void> } {
  const { promise: dead, resolve } = Promise.withResolvers<void>();
  let left = after;
  const never = new Promise<never>(() => undefined);
  const transaction = async (run: (prisma: unknown) => Promise<unknown>, options: unknown) => {
    if (left <= 0) return never;
    left -= 1;
    const isLast = left === 0;
    const begin = database.prisma.$transaction as unknown as (...args: unknown[]) => Promise<unknown>;
    try {
      const result = await begin.call(
        database.prisma,
        async (prisma: unknown) => {
          const done = await run(prisma);
          if (isLast && isInside) throw new Killed();
          return done;
        },
        options,
      );
      if (!isLast) return result;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    resolve();
    return never;
  };
  const prisma = new Proxy(database.prisma, {
    get: (target, name) => (name === "$transaction" ? transaction : Reflect.get(target, name)),
  });
  return { database: Object.assign(Object.create(database) as Database, { prisma }), dead };
}

/** Its lease runs out, as that of a dead writer does. */
export const expireLeases = (stage: Stage) =>
  rowsOf(stage, `update "mailbox" set "leaseUntil" = now() - interval '1 second' where "leaseBy" is not null`);

/** Everything that counts, by names that are the same in every database: addresses instead of ids. */
export async function portrait(stage: Stage): Promise<Record<string, string[]>> {
  const boxes = await rowsOf<{ memberId: string; address: string }>(
    stage,
    `select "memberId"::text, "address" from "mailbox"`,
  );
  const contacts = await rowsOf<{ id: string; name: string; at: Date | null }>(
    stage,
    `select "id"::text, "name", "lastContactAt" as "at" from "contact"`,
  );
  const names = new Map([
    ...boxes.map(({ memberId, address }) => [memberId, address] as const),
    ...contacts.map(({ id, name }) => [id, name] as const),
  ]);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? "nobody"));
  const activities = await stage.activities();
  const threads = Map.groupBy(activities, ({ threadKeys }) => threadKeys.find((key) => key.startsWith("thread:")));
  const companions = new Map(
    [...threads.values()].flatMap((together) => {
      const subjects = [...new Set(together.map(({ messageKeys }) => messageKeys[0]))].sort().join(" + ");
      return together.map(({ id }) => [id, subjects] as const);
    }),
  );
  const items = await rowsOf<object>(
    stage,
    `select box."address", item."kind", item."externalId", item."state", item."reason", item."error", item."at",
       item."subject", item."addresses", item."itemKey", item."level", item."streamKey", item."isLeaving",
       item."sharedId" is not null as "isShared", item."privateId" is not null as "isPrivate"
     from "mail_item" as item join "mailbox" as box on box."id" = item."mailboxId"`,
  );
  const seen = (record: { ownerIds: string[]; contactIds: string[]; privateTo: string | null }) => ({
    owners: record.ownerIds.map(nameOf).sort(),
    contacts: record.contactIds.map(nameOf).sort(),
    privateTo: nameOf(record.privateTo),
  });
  return {
    items: items.map((item) => JSON.stringify(item)).sort(),
    activities: activities
      .map((activity) => {
        const { subject, text, at, direction, sharing, participants, messageKeys } = activity;
        const own = { subject, text, at, direction, sharing, participants, keys: [...messageKeys].sort() };
        return JSON.stringify({ ...own, ...seen(activity), thread: companions.get(activity.id) });
      })
      .sort(),
    meetings: (await stage.meetings())
      .map((meeting) => {
        const { title, startsAt, endsAt, text, sharing, eventKeys } = meeting;
        return JSON.stringify({ title, startsAt, endsAt, text, sharing, eventKeys, ...seen(meeting) });
      })
      .sort(),
    contacts: contacts.map(({ name, at }) => `${name} ${at?.toISOString() ?? null}`).sort(),
  };
}
