// A running server, a rep whose mailbox and calendar lie at a vendor's stand-in, and colleagues who look over HTTP for a
// trace of what the rep does not share.
import { randomUUID } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { Role } from "#shared/access.ts";
import { entityNames } from "#shared/crm/index.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import { type Engine, takeTurn } from "../../server/mailbox/turn.ts";
import { googleVendor } from "../../server/providers/google/vendor.ts";
import { everybody, transact } from "../../server/store/database.ts";
import { FOLLOW_UP_QUEUE, QUEUE_SCHEMA } from "../../server/store/queue-schema.ts";
import { customer, longAgo, worldBegin } from "../conformance/provider-world.ts";
import { silentLog, type TestDatabase } from "../conformance/tx-databases.ts";
import { openGoogle } from "../sandbox/google/google.ts";
import { trustLocalCertificate } from "../sandbox/mailboxes/certificate.ts";
import { World, type WorldPerson } from "../sandbox/mailboxes/world.ts";
import { aLead, openServer, type Person, type TestServer } from "../sync/server-people.ts";

export interface Rep {
  readonly person: Person;
  readonly mailboxId: string;
  readonly at: WorldPerson;
}

export interface PrivateStage {
  readonly server: TestServer;
  readonly world: World;
  /** The person all mail here is with, whom everybody knows. */
  readonly contactId: string;
  addRep(name: string, sharing: SharingLevel, role?: Role): Promise<Rep>;
  addColleague(role: Role): Promise<Person>;
  /** Turns of a mailbox until nothing is left to do, then what follows from what people did. */
  settle(...reps: Rep[]): Promise<void>;
  close(): Promise<void>;
}

export async function openPrivateStage(place: TestDatabase): Promise<PrivateStage> {
  await trustLocalCertificate();
  const world = new World(worldBegin);
  const google = await openGoogle({ world });
  google.setQuota(false);
  const server = await openServer(place);
  const vendor = googleVendor({
    clientId: google.client.id,
    clientSecret: google.client.secret,
    apiRoot: google.apiRoot,
    oauthRoot: google.oauthRoot,
    timeoutMs: 5_000,
  });
  const scopes = vendor.oauth.scopesFor(["identity", "mail", "calendar"]);
  const engine: Engine = {
    database: server.database,
    vendors: new Map([["google", vendor]]),
    openAccess: ({ address }, _vendor, limiter, signal) => {
      const token = async () => google.tokens.accessToken(address, scopes);
      return { token, renew: token, limiter, signal };
    },
    disconnectMember: async () => undefined,
    log: silentLog,
    pollMs: 0,
    now: () => new Date(world.now),
  };
  const founder = await server.join("owner");
  const { workspaceId } = founder;
  const lead = aLead({ name: customer.name, email: customer.address });
  await founder.push("contact.saveLead", lead);

  const turns = async ({ mailboxId: id }: Rep) => {
    for (let turn = 0; turn < 100; turn += 1) {
      const { ran, isQuiet, nextAt } = await takeTurn(engine, { workspaceId, id }, AbortSignal.timeout(60_000));
      if (ran && isQuiet) return;
      if (nextAt && nextAt.toISOString() > world.now) world.now = nextAt.toISOString();
    }
    throw new Error("The mailbox never came to rest");
  };
  /** The server itself works them off; this waits until it has. */
  const followUps = async () => {
    for (let tries = 0; tries < 300; tries += 1) {
      const { rows } = await server.database.runSql(
        `select 1 from ${QUEUE_SCHEMA}.job where name = '${FOLLOW_UP_QUEUE}' and state in ('created', 'retry', 'active')`,
      );
      if (rows.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("What follows from mutations was never worked off");
  };

  return {
    server,
    world,
    contactId: lead.id,
    async addRep(name, sharing, role = "rep") {
      const person = await server.join(role, workspaceId);
      const at = { name, address: `${name.toLowerCase()}@kontor.example` };
      world.addMailbox({ vendor: "google", ...at });
      const mailboxId = randomUUID();
      const { subject } = world.mailbox(at.address);
      await transact(server.database, { workspaceId, memberId: everybody }, (prisma) =>
        prisma.mailbox.create({
          data: {
            workspaceId,
            id: mailboxId,
            memberId: person.memberId,
            vendor: "google",
            subject,
            address: at.address,
            name,
            features: ["mail", "calendar"],
            since: longAgo,
            sharing,
            tokens: "sealed",
            // The server's own engine knows no vendor here, and must not take a turn.
            nextAt: null,
            createdAt: new Date(world.now),
          },
        }),
      );
      return { person, mailboxId, at };
    },
    addColleague: (role) => server.join(role, workspaceId),
    async settle(...reps) {
      await followUps();
      for (const rep of reps) await turns(rep);
    },
    async close() {
      await server.close();
      await google.close();
      await place.drop();
    },
  };
}

/** Everything a member can get to over HTTP, as text. Positions of the feed are left out: they move for everybody. */
export async function everythingFor(person: Person): Promise<Record<string, string>> {
  const { changes, pages } = await person.pullAll();
  const seen: Record<string, string> = { pull: JSON.stringify(changes), pulls: String(pages.length) };
  for (const name of entityNames) {
    const all = await person.call("GET", `/api/records/${name}?limit=1000`);
    const few = await person.call("GET", `/api/records/${name}?limit=2`);
    seen[name] = `${all.status} ${all.headers.get("content-length")} ${all.text} ${few.text}`;
  }
  seen.mailboxes = (await person.call("GET", "/api/mailboxes")).text;
  return seen;
}

interface Measured<T> {
  readonly answer: T;
  readonly statements: readonly string[];
}

/**
 * Two requests, and the statements that reach the database for each. The server has its own business besides (turns that
 * are due, the queue): of several goes the one with the fewest counts, and there are no more than it takes to be equal.
 */
export async function compareStatements<T>(
  one: () => Promise<T>,
  other: () => Promise<T>,
): Promise<[Measured<T>, Measured<T>]> {
  let [first, second] = [await countStatements(one), await countStatements(other)];
  for (let go = 0; go < 12 && first.statements.length !== second.statements.length; go += 1) {
    const again = [await countStatements(one), await countStatements(other)] as const;
    if (again[0].statements.length < first.statements.length) first = again[0];
    if (again[1].statements.length < second.statements.length) second = again[1];
  }
  return [first, second];
}

async function countStatements<T>(run: () => Promise<T>): Promise<Measured<T>> {
  const statements: string[] = [];
  const note = (query: unknown) => {
    const text = typeof query === "string" ? query : (query as { text?: string }).text;
    if (text) statements.push(text);
  };
  const kept = [
    spyOn(pg.Client.prototype, "query", note),
    spyOn(Object.getPrototypeOf(PGlite.prototype), "query", note),
  ];
  try {
    return { answer: await run(), statements };
  } finally {
    for (const restore of kept) restore();
  }
}

function spyOn(prototype: object, method: string, note: (first: unknown) => void): () => void {
  const holder = prototype as Record<string, (...args: unknown[]) => unknown>;
  const original = holder[method];
  if (!original) throw new Error(`There is no ${method}`);
  holder[method] = function (this: unknown, ...args: unknown[]) {
    note(args[0]);
    return original.apply(this, args);
  };
  return () => {
    holder[method] = original;
  };
}
