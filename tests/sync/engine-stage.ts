// An engine over both vendors' stand-ins and a database of its own: a workspace of reps with mailboxes, and what the
// ledger and the feed hold in the end.
import { randomUUID } from "node:crypto";
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { mutations } from "#shared/crm/index.ts";
import { type Meeting, meetingEntity } from "#shared/crm/meeting.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { Entity } from "#shared/entity.ts";
import { contextOf, type Mutation } from "#shared/mutation.ts";
import type { Mailbox } from "../../server/mailbox/mailboxes.ts";
import { type Engine, takeTurn } from "../../server/mailbox/turn.ts";
import { googleVendor } from "../../server/providers/google/vendor.ts";
import { microsoftVendor } from "../../server/providers/microsoft/vendor.ts";
import type { Vendor, VendorName } from "../../server/providers/vendor.ts";
import { defaultConfig, openDatabase } from "../../server/start.ts";
import { rowToRecord } from "../../server/store/codec.ts";
import { type Database, everybody, transact } from "../../server/store/database.ts";
import { PrismaTx } from "../../server/store/prisma-tx.ts";
import { addMember, advanceWorkspace, createWorkspace, lockWorkspace } from "../../server/store/workspace.ts";
import { silentLog, type TestDatabase } from "../conformance/tx-databases.ts";
import { type Google, openGoogle } from "../sandbox/google/google.ts";
import { trustLocalCertificate } from "../sandbox/mailboxes/certificate.ts";
import type { World, WorldPerson } from "../sandbox/mailboxes/world.ts";
import { type Microsoft, openMicrosoft } from "../sandbox/microsoft/microsoft.ts";

export interface Rep {
  readonly memberId: string;
  readonly mailboxId: string;
  readonly address: string;
}

export interface Stage {
  readonly world: World;
  readonly google: Google;
  readonly microsoft: Microsoft;
  readonly database: Database;
  readonly engine: Engine;
  readonly workspaceId: string;
  /** A member with a mailbox that is in the world, connected and allowed to import. */
  addRep(address: string, given?: { since?: string; sharing?: SharingLevel; placeIds?: string[] }): Promise<Rep>;
  /** Runs a mutation as a member, as a push does. */
  act<A>(memberId: string, mutation: Mutation<A>, args: A): Promise<void>;
  /** A person everybody knows; returns their id. */
  addContact(memberId: string, person: WorldPerson): Promise<string>;
  /** Turns of one mailbox until nothing is left to do. */
  settle(rep: Rep): Promise<void>;
  activities(): Promise<Activity[]>;
  meetings(): Promise<Meeting[]>;
  items(rep: Rep): Promise<Item[]>;
  mailbox(rep: Rep): Promise<Mailbox>;
  close(): Promise<void>;
}

export interface Item {
  readonly kind: string;
  readonly externalId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly error: string | null;
  readonly subject: string | null;
}

export interface StageOptions {
  readonly pollMs?: number;
  readonly timeoutMs?: number;
  /** No budget by the minute, which passes no faster here than anywhere. */
  readonly isUnhurried?: boolean;
}

export async function openStage(place: TestDatabase, world: World, options: StageOptions = {}): Promise<Stage> {
  await trustLocalCertificate();
  const [google, microsoft] = [
    await openGoogle({ world }),
    await openMicrosoft({ world, limits: options.isUnhurried ? { requests: 1e9 } : {} }),
  ];
  google.setQuota(false);
  const database = await openDatabase(
    { ...defaultConfig, ...place.config },
    place.config.secret ?? "",
    silentLog,
    place.options,
  );
  const workspaceId = randomUUID();
  await transact(database, { workspaceId, memberId: everybody }, (prisma) =>
    createWorkspace(prisma, workspaceId, "Kontor", new Date()),
  );
  const timeoutMs = options.timeoutMs ?? 3_000;
  const vendors = new Map<VendorName, Vendor>([
    [
      "google",
      googleVendor({
        clientId: google.client.id,
        clientSecret: google.client.secret,
        apiRoot: google.apiRoot,
        oauthRoot: google.oauthRoot,
        timeoutMs,
      }),
    ],
    [
      "microsoft",
      microsoftVendor({
        clientId: "kith",
        clientSecret: "secret",
        apiRoot: microsoft.graphRoot,
        oauthRoot: microsoft.loginRoot,
        timeoutMs,
      }),
    ],
  ]);
  const unlimited = ({ limits, ...vendor }: Vendor): Vendor => ({
    ...vendor,
    limits: { ...limits, unitsPerMinute: 1e9 },
  });
  if (options.isUnhurried) for (const [name, vendor] of vendors) vendors.set(name, unlimited(vendor));
  const tokenOf = ({ vendor, address }: Mailbox) => {
    const scopes = vendors.get(vendor as VendorName)?.oauth.scopesFor(["identity", "mail", "send", "calendar"]) ?? [];
    return vendor === "google" ? google.tokens.accessToken(address, scopes) : microsoft.access(address, scopes);
  };
  const engine: Engine = {
    database,
    vendors,
    openAccess: (mailbox, _vendor, limiter, signal) => {
      let current: string | undefined;
      const issue = () => {
        current = tokenOf(mailbox);
        return current;
      };
      return {
        token: async () => current ?? issue(),
        renew: async (refused) => (refused === current ? issue() : (current ?? issue())),
        limiter,
        signal,
      };
    },
    disconnectMember: async () => undefined,
    log: silentLog,
    pollMs: options.pollMs ?? 0,
    now: () => new Date(world.now),
  };
  const read = async <R extends Activity | Meeting>(entity: Entity<R>): Promise<R[]> => {
    const rows = await transact(database, { workspaceId, memberId: everybody }, (prisma) =>
      prisma.$queryRawUnsafe<Record<string, unknown>[]>(`select * from "${entity.name}" order by "id"`),
    );
    return rows.map((row) => rowToRecord(entity, row));
  };
  const stage: Stage = {
    world,
    google,
    microsoft,
    database,
    engine,
    workspaceId,
    async addRep(address, { since = "2025-01-01T00:00:00.000Z", sharing = "everything", placeIds } = {}) {
      const { vendor, subject, name, aliases } = world.mailbox(address);
      const mailboxId = randomUUID();
      const memberId = await transact(database, { workspaceId, memberId: everybody }, async (prisma) => {
        const userId = randomUUID();
        await prisma.user.create({ data: { id: userId, email: address, name } });
        const member = { userId, email: address, name, role: "rep" as const };
        const id = await addMember(prisma, workspaceId, member, new Date(world.now));
        await prisma.mailbox.create({
          data: {
            workspaceId,
            id: mailboxId,
            memberId: id,
            vendor,
            subject,
            address,
            aliases: [...aliases],
            name,
            features: ["mail", "send", "calendar"],
            ...(placeIds && { placeIds }),
            since,
            sharing,
            tokens: "sealed",
            nextAt: new Date(world.now),
            createdAt: new Date(world.now),
          },
        });
        return id;
      });
      return { memberId, mailboxId, address };
    },
    async act(memberId, mutation, args) {
      await transact(database, { workspaceId, memberId }, async (prisma) => {
        const version = (await lockWorkspace(prisma, workspaceId)) + 1n;
        const context = contextOf(randomUUID(), { memberId, role: "owner" }, new Date(world.now).toISOString());
        await mutation.run(new PrismaTx(prisma, workspaceId, version), args, context);
        await advanceWorkspace(prisma, workspaceId, version);
      });
    },
    async addContact(memberId, { name, address }) {
      const id = randomUUID();
      const nothing = { title: null, phones: [], address: null, company: null };
      const lead = { id, name, email: address.toLowerCase(), source: "mail" as const, ...nothing };
      await stage.act(memberId, mutations.contact.saveLead, lead);
      return id;
    },
    async settle(rep) {
      const id = { workspaceId, id: rep.mailboxId };
      for (let turns = 0; turns < 500; turns += 1) {
        const turn = await takeTurn(engine, id, AbortSignal.timeout(120_000));
        if (turn.ran && turn.isQuiet) return;
        if (turn.nextAt === null && turn.ran) throw new Error(`Stuck: ${(await stage.mailbox(rep)).lastError}`);
        // Time passes as the mailbox wants it to: waiting is what is being tested elsewhere.
        if (turn.nextAt && turn.nextAt.toISOString() > world.now) world.now = turn.nextAt.toISOString();
      }
      throw new Error("The mailbox never came to rest");
    },
    activities: () => read(activityEntity),
    meetings: () => read(meetingEntity),
    items: (rep) =>
      transact(database, { workspaceId, memberId: everybody }, (prisma) =>
        prisma.mailItem.findMany({
          where: { mailboxId: rep.mailboxId },
          select: { kind: true, externalId: true, state: true, reason: true, error: true, subject: true },
          orderBy: { externalId: "asc" },
        }),
      ),
    mailbox: (rep) =>
      transact(database, { workspaceId, memberId: everybody }, (prisma) =>
        prisma.mailbox.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: rep.mailboxId } } }),
      ),
    async close() {
      await google.close();
      await microsoft.close();
      await database.close();
      await place.drop();
    },
  };
  return stage;
}
