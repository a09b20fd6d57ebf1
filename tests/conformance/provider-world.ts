// The seeded world both vendors' suites run over, and how an adapter with its vendor's stand-in is set up for them.
import { afterEach, expect } from "vitest";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../../server/providers/access.ts";
import type { Feature, Vendor, VendorName } from "../../server/providers/vendor.ts";
import type { Fault, Faults } from "../sandbox/mailboxes/faults.ts";
import { World, type WorldEvent, type WorldMessage, type WorldPerson } from "../sandbox/mailboxes/world.ts";

export interface ProviderUnderTest {
  /** The adapter, over real HTTP to the stand-in that serves the world; its `timeoutMs` is 3,000 or less. */
  readonly vendor: Vendor;
  /** A right to act on this mailbox, with every feature unless told. Its limiter does not wait. */
  accessOf(address: string, features?: Feature[]): Access;
  readonly faults: Faults;
  close(): Promise<void>;
}

export type ProviderSetUp = (world: World) => Promise<ProviderUnderTest>;

/** What one test begins with: the rep's mailbox in a world that it may fill and change. */
export interface Stage extends ProviderUnderTest {
  readonly world: World;
  readonly access: Access;
  readonly wire: Wire;
}

export type Begin = (world?: World) => Promise<Stage>;

/** Stages that are taken down after each test. */
export function stages(name: VendorName, setUp: ProviderSetUp): Begin {
  const open: ProviderUnderTest[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  return async (world = aWorld(name)) => {
    const under = await setUp(world);
    open.push(under);
    return { ...under, world, access: under.accessOf(rep.address), wire: wires[name] };
  };
}

/** The error a call ends with; ending well is wrong. */
export async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(AppError);
  return outcome as AppError;
}

export const rep: WorldPerson = { name: "Lena Vogt", address: "lena.vogt@kontor.example" };
export const repAlias = "sales@kontor.example";
export const colleague: WorldPerson = { name: "Ravi Iyer", address: "ravi.iyer@kontor.example" };
export const customer: WorldPerson = { name: "Anna Berg", address: "anna@norvik.example" };

/** When the suites' world begins. */
export const worldBegin = "2026-03-20T08:00:00.000Z";
/** Older than anything the seeded world holds. */
export const longAgo = "2025-01-01T00:00:00.000Z";

/** Two mailboxes of one company at the given vendor, still empty. */
export function aWorld(vendor: VendorName): World {
  const world = new World(worldBegin);
  world.addMailbox({ vendor, ...rep, aliases: [repAlias] });
  world.addMailbox({ vendor, ...colleague });
  return world;
}

let made = 0;

/** From the customer to the rep, a minute younger than the one before. */
export function aMessage(given: Partial<WorldMessage> = {}): WorldMessage {
  made += 1;
  const id = given.id ?? `m${made}`;
  return {
    id,
    messageId: `<${id}@norvik.example>`,
    references: [],
    at: new Date(Date.parse("2026-03-01T08:00:00.000Z") + made * 60_000).toISOString(),
    subject: `Message ${id}`,
    from: customer,
    to: [rep],
    cc: [],
    text: `The text of ${id}.`,
    html: null,
    headers: {},
    ...given,
  };
}

/** A meeting of an hour with the customer, organized by the rep. */
export function anEvent(given: Partial<WorldEvent> = {}): WorldEvent {
  made += 1;
  const id = given.id ?? `e${made}`;
  return {
    id,
    uid: `${id}@kontor.example`,
    title: `Meeting ${id}`,
    start: "2026-03-25T14:00:00",
    end: "2026-03-25T15:00:00",
    timeZone: "Europe/Berlin",
    isAllDay: false,
    recurrence: null,
    organizer: rep,
    attendees: [
      { person: rep, answer: "accepted" },
      { person: customer, answer: "none" },
    ],
    visibility: "default",
    kind: "meeting",
    location: null,
    meetingUrl: null,
    description: "",
    isCancelled: false,
    exceptions: new Map(),
    updatedAt: worldBegin,
    ...given,
  };
}

/** How a vendor's requests look and what it says, where a suite must strike one of them: its only vendor's words. */
export interface Wire {
  /** Against path and query. */
  readonly listMail: RegExp;
  /** Changes after a cursor of a finished round. */
  readonly mailDelta: RegExp;
  readonly fetchMail: RegExp;
  readonly sendMail: RegExp;
  readonly listEvents: RegExp;
  readonly createEvent: RegExp;
  /** What the vendor says of a cursor it has forgotten. */
  readonly deadMail: Fault;
  readonly deadEvents: Fault;
}

const says = (status: number, body: unknown): Fault => ({ kind: "status", status, body: JSON.stringify(body) });

export const wires: Readonly<Record<VendorName, Wire>> = {
  google: {
    listMail: /\/users\/me\/(messages\?|messages$|history)/,
    mailDelta: /\/users\/me\/history/,
    fetchMail: /\/batch\/gmail\/v1|\/users\/me\/(messages|threads)\/[^/?]+(\?|$)/,
    sendMail: /\/messages\/send/,
    listEvents: /\/calendars\/primary\/events\?/,
    createEvent: /\/calendars\/primary\/events/,
    deadMail: says(404, {
      error: {
        code: 404,
        message: "Requested entity was not found.",
        errors: [{ message: "Requested entity was not found.", domain: "global", reason: "notFound" }],
        status: "NOT_FOUND",
      },
    }),
    deadEvents: says(410, {
      error: {
        code: 410,
        message: "Sync token is no longer valid, a full sync is required.",
        errors: [{ domain: "calendar", reason: "fullSyncRequired", message: "Sync token is no longer valid." }],
      },
    }),
  },
  microsoft: {
    listMail: /\/messages\/(microsoft\.graph\.)?delta/,
    mailDelta: /\/messages\/(microsoft\.graph\.)?delta/,
    fetchMail: /\/\$batch|\/messages\/[^/?]+(\?|$)/,
    // Microsoft is first given a draft, which is nothing sent.
    sendMail: /\/send(Mail)?$/,
    listEvents: /\/calendarView\/(microsoft\.graph\.)?delta/,
    createEvent: /\/events$/,
    deadMail: says(410, { error: { code: "SyncStateNotFound", message: "The sync state generation is not found." } }),
    deadEvents: says(410, { error: { code: "SyncStateNotFound", message: "The sync state generation is not found." } }),
  },
};
