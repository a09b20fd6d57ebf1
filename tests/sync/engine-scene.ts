// What the engine's tests say again and again: a rep with a mailbox at either vendor, changes with what follows from
// them, and the truth of the world that the ledger and the timelines must come to.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Mutation } from "#shared/mutation.ts";
import { followUp } from "../../server/mailbox/follow-up.ts";
import { type Turn, takeTurn } from "../../server/mailbox/turn.ts";
import type { VendorName } from "../../server/providers/vendor.ts";
import { everybody, transact } from "../../server/store/database.ts";
import { aMessage, colleague, customer, rep, repAlias, worldBegin } from "../conformance/provider-world.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import type { Faults } from "../sandbox/mailboxes/faults.ts";
import { World, type WorldMessage } from "../sandbox/mailboxes/world.ts";
import { openStage, type Rep, type Stage, type StageOptions } from "./engine-stage.ts";

export interface Scene extends Stage {
  /** Whose mailbox is at the vendor that is tested. */
  readonly lena: Rep;
  /** Whose mailbox is at the other one. */
  readonly ravi: Rep;
  readonly contactId: string;
  readonly faults: Faults;
  /** A mutation with what follows from it for the mailboxes. */
  change<A>(memberId: string, mutation: Mutation<A>, args: A): Promise<void>;
  turn(who: Rep): Promise<Turn>;
  /** Makes time pass until a mailbox would be asked again. */
  pass(ms: number): void;
  arrive(given?: Partial<WorldMessage>): WorldMessage;
  /** Subject by what became of it, of one mailbox's messages. */
  ledger(who: Rep): Promise<Record<string, string>>;
  /** Subjects of what everybody has. */
  timeline(): Promise<string[]>;
}

export async function openScene(place: TestDatabase, vendor: VendorName, options: StageOptions = {}): Promise<Scene> {
  const world = new World(worldBegin);
  world.addMailbox({ vendor, ...rep, aliases: [repAlias] });
  world.addMailbox({ vendor: vendor === "google" ? "microsoft" : "google", ...colleague });
  const stage = await openStage(place, world, { pollMs: 5 * minute, ...options });
  const lena = await stage.addRep(rep.address);
  const ravi = await stage.addRep(colleague.address);
  const contactId = await stage.addContact(lena.memberId, customer);
  return {
    ...stage,
    lena,
    ravi,
    contactId,
    faults: stage[vendor].faults,
    async change(memberId, mutation, args) {
      await stage.act(memberId, mutation, args);
      const committed = { workspaceId: stage.workspaceId, memberId, name: mutation.name, args };
      await followUp(stage.engine, committed as never, new Date(world.now));
    },
    turn: (who) =>
      takeTurn(stage.engine, { workspaceId: stage.workspaceId, id: who.mailboxId }, AbortSignal.timeout(60_000)),
    pass(ms) {
      world.now = new Date(Date.parse(world.now) + ms).toISOString();
    },
    arrive(given = {}) {
      const message = aMessage(given);
      world.send(message);
      return message;
    },
    async ledger(who) {
      const items = (await stage.items(who)).filter(({ kind }) => kind === "message");
      return Object.fromEntries(items.map((item) => [item.subject ?? "", item.reason ?? item.state]));
    },
    async timeline() {
      const all = await stage.activities();
      return all
        .filter(({ privateTo }) => privateTo === null)
        .map(({ subject }) => subject)
        .sort();
    },
  };
}

/** Google's scenes on PostgreSQL where there is one, Microsoft's on PGlite: both see all of the engine's SQL. */
export function createDatabase(vendor: VendorName): Promise<TestDatabase> {
  const place = vendor === "google" ? databases.at(-1) : databases[0];
  if (!place) throw new Error("No database to test on");
  return place.create();
}

export const minute = 60_000;
export const day = 24 * 60 * minute;

/** Mail of these folders is nobody's correspondence. */
const apart = new Set(["drafts", "spam", "trash"]);

/**
 * What is true for mail between the rep, the customer and colleagues: each message that lies in a mailbox is in its
 * ledger, each with the customer on the timeline, once, and nothing else is.
 */
export async function expectTruth(scene: Scene): Promise<void> {
  const expected = new Set<string>();
  for (const who of [scene.lena, scene.ravi]) {
    const placed = [...scene.world.mailbox(who.address).messages.values()].filter(({ folder }) => !apart.has(folder));
    const ledger = await scene.ledger(who);
    expect(Object.keys(ledger).sort(), who.address).toEqual(placed.map(({ message }) => message.subject).sort());
    for (const { message } of placed) {
      const people = [message.from, ...message.to, ...message.cc].map(({ address }) => address);
      const isKnown = people.includes(customer.address);
      expect([message.subject, ledger[message.subject]]).toEqual([
        message.subject,
        isKnown ? "linked" : expect.stringMatching(/^(nobody_known|internal)$/),
      ]);
      if (isKnown) expected.add(message.subject);
    }
  }
  expect(await scene.timeline()).toEqual([...expected].sort());
}

export const newId = () => randomUUID();

/** One row of the database, for what has no other way to be seen. */
export const rowsOf = <Row>(scene: Stage, sql: string, ...values: unknown[]): Promise<Row[]> =>
  transact(scene.database, { workspaceId: scene.workspaceId, memberId: everybody }, (prisma) =>
    prisma.$queryRawUnsafe<Row[]>(sql, ...values),
  );
