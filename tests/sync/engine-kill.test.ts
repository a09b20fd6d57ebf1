// A writer that dies between any two steps, or in the middle of one: whoever comes next ends where one that never died
// would have ended. And two at once never double anything.
import { afterEach, describe, expect, test } from "vitest";
import { type Engine, takeTurn } from "../../server/mailbox/turn.ts";
import { aMessage, anEvent, colleague, customer, rep } from "../conformance/provider-world.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { World } from "../sandbox/mailboxes/world.ts";
import { expireLeases, mortal, portrait } from "./engine-mortal.ts";
import { openStage, type Rep, type Stage } from "./engine-stage.ts";
import { Random } from "./engine-world.ts";

const begin = "2026-03-20T08:00:00.000Z";
const stranger = { name: "Omar Haddad", address: "omar@levant.example" };

interface Story {
  readonly stage: Stage;
  readonly reps: readonly Rep[];
  /** What happens next, chapter by chapter. */
  readonly chapters: readonly (() => void)[];
}

/** The same story each time it is told. */
async function tell(place: TestDatabase): Promise<Story> {
  const world = new World(begin);
  world.addMailbox({ vendor: "google", ...rep });
  world.addMailbox({ vendor: "microsoft", ...colleague });
  const stage = await openStage(place, world, { pollMs: 60_000 });
  const lena = await stage.addRep(rep.address);
  const ravi = await stage.addRep(colleague.address, { sharing: "metadata" });
  await stage.addContact(lena.memberId, customer);
  let minutes = 0;
  const send = (id: string, given: Parameters<typeof aMessage>[0] = {}) => {
    minutes += 1;
    const at = new Date(Date.parse("2026-03-18T08:00:00.000Z") + minutes * 60_000).toISOString();
    world.send(aMessage({ id, at, ...given }));
  };
  const event = anEvent({
    id: "x1",
    attendees: [rep, colleague, customer].map((person) => ({ person, answer: "none" })),
  });
  return {
    stage,
    reps: [lena, ravi],
    chapters: [
      () => {
        for (let n = 0; n < 24; n += 1)
          send(`k${n}`, { to: n % 3 === 0 ? [rep, colleague] : [n % 2 ? rep : colleague] });
        for (let n = 0; n < 6; n += 1) send(`s${n}`, { from: stranger });
        world.putEvent(event);
        world.putEvent(anEvent({ id: "x2", recurrence: { every: "week", interval: 1, count: 5 } }));
      },
      () => {
        send("r1", { references: ["<k0@norvik.example>", "<k1@norvik.example>"], to: [rep, colleague] });
        world.erase(rep.address, "k3");
        world.move(rep.address, "k5", "trash");
        world.move(colleague.address, "k6", "archive");
        world.erase(colleague.address, "k2");
        stage.google.expireHistory(rep.address);
        stage.google.expireSyncTokens(rep.address);
        stage.microsoft.forget(colleague.address);
        Object.assign(event, { start: "2026-03-27T09:00:00", end: "2026-03-27T10:00:00" });
        world.putEvent(event);
      },
      () => {
        world.erase(rep.address, "k0");
        world.move(colleague.address, "k6", "inbox");
        event.isCancelled = true;
        world.putEvent(event);
      },
    ],
  };
}

async function uninterrupted(place: TestDatabase): Promise<Record<string, string[]>[]> {
  const { stage, reps, chapters } = await tell(place);
  const portraits: Record<string, string[]>[] = [];
  for (const happen of chapters) {
    happen();
    for (const one of reps) await stage.settle(one);
    portraits.push(await portrait(stage));
  }
  await stage.close();
  return portraits;
}

/** One life of a writer after another, each ended after a few steps, until a life is long enough to come to rest. */
async function liveOnAndOn({ stage }: Story, who: Rep, random: Random): Promise<number> {
  const id = { workspaceId: stage.workspaceId, id: who.mailboxId };
  for (let lives = 1; lives < 400; lives += 1) {
    const { database, dead } = mortal(stage.database, { after: 1 + random.below(16), isInside: random.chance(0.4) });
    const engine: Engine = { ...stage.engine, database };
    const turn = await Promise.race([takeTurn(engine, id, AbortSignal.timeout(60_000)), dead]);
    await expireLeases(stage);
    if (turn?.ran && turn.isQuiet) return lives;
    if (turn?.nextAt && turn.nextAt.toISOString() > stage.world.now) stage.world.now = turn.nextAt.toISOString();
  }
  throw new Error("It never came to rest");
}

describe.each(databases)("on $kind", ({ kind, create }) => {
  const open: Stage[] = [];
  afterEach(async () => {
    for (const stage of open.splice(0)) await stage.close();
  });

  test("killed at any step, any number of times, it ends where one that never died ends", async () => {
    const expected = await uninterrupted(await create());
    for (const seed of [1, 2, 3]) {
      const story = await tell(await create());
      open.push(story.stage);
      const random = new Random(seed);
      let lives = 0;
      for (const [at, happen] of story.chapters.entries()) {
        happen();
        for (const one of story.reps) lives += await liveOnAndOn(story, one, random);
        expect(await portrait(story.stage), `seed ${seed}, chapter ${at}`).toEqual(expected[at]);
      }
      expect(lives).toBeGreaterThan(15);
    }
  }, 180_000);

  test("several writers at once, in any order, are one", async () => {
    const expected = await uninterrupted(await create());
    const story = await tell(await create());
    open.push(story.stage);
    const { stage, reps, chapters } = story;
    for (const [at, happen] of chapters.entries()) {
      happen();
      const turns = [...reps, ...reps, ...reps].map((one) => {
        const id = { workspaceId: stage.workspaceId, id: one.mailboxId };
        return takeTurn(stage.engine, id, AbortSignal.timeout(60_000));
      });
      await Promise.all(turns);
      for (const one of reps) await stage.settle(one);
      expect(await portrait(stage), `chapter ${at}`).toEqual(expected[at]);
    }
  }, 120_000);

  test.runIf(kind === "postgres")(
    "a database that throws everybody out in mid-turn costs only that turn",
    async () => {
      const expected = await uninterrupted(await create());
      const story = await tell(await create());
      open.push(story.stage);
      const { stage, reps, chapters } = story;
      for (const [at, happen] of chapters.entries()) {
        happen();
        for (const one of reps) {
          const id = { workspaceId: stage.workspaceId, id: one.mailboxId };
          for (const afterMs of [15, 60, 140]) {
            const turn = takeTurn(stage.engine, id, AbortSignal.timeout(60_000)).catch(() => null);
            await new Promise((resolve) => setTimeout(resolve, afterMs));
            await stage.database.prisma
              .$queryRawUnsafe(
                `select pg_terminate_backend("pid") from "pg_stat_activity"
               where "datname" = current_database() and "usename" = current_user and "pid" <> pg_backend_pid()`,
              )
              .catch(() => undefined);
            await turn;
            // The pool still has connections of which it does not know that they are gone.
            const expired = () =>
              expireLeases(stage).then(
                () => true,
                () => false,
              );
            await expect.poll(expired, { timeout: 10_000 }).toBe(true);
          }
          await stage.settle(one);
        }
        expect(await portrait(stage), `chapter ${at}`).toEqual(expected[at]);
      }
    },
    120_000,
  );
});
