// What the stand-in's own tests share: a small world, the real Graph client on it, and rounds followed to their end.
import { Client, RetryHandlerOptions } from "@microsoft/microsoft-graph-client";
import { afterEach, beforeAll } from "vitest";
import { trustLocalCertificate } from "../mailboxes/certificate.ts";
import { World, type WorldEvent, type WorldMessage } from "../mailboxes/world.ts";
import { type Microsoft, type MicrosoftOptions, openMicrosoft } from "./microsoft.ts";

export const lena = { name: "Lena Vogt", address: "lena@kontor.example" };
export const ravi = { name: "Ravi Iyer", address: "ravi@kontor.example" };
export const anna = { name: "Anna Berg", address: "anna@norvik.example" };

export const allScopes = [
  "offline_access",
  "openid",
  "User.Read",
  "Mail.ReadWrite",
  "Mail.Send",
  "Calendars.ReadWrite",
];
export const immutable = 'IdType="ImmutableId"';

let made = 0;

export function aMessage(given: Partial<WorldMessage> = {}): WorldMessage {
  made += 1;
  return {
    id: `m${made}`,
    messageId: `<m${made}@norvik.example>`,
    references: [],
    at: new Date(Date.parse("2026-03-01T08:00:00.000Z") + made * 60_000).toISOString(),
    subject: `Message ${made}`,
    from: anna,
    to: [lena],
    cc: [],
    text: `Text ${made}.`,
    html: null,
    headers: {},
    ...given,
  };
}

export function anEvent(given: Partial<WorldEvent> = {}): WorldEvent {
  made += 1;
  return {
    id: `e${made}`,
    uid: `040000008200E00074C5B7101A82E008${made}`,
    title: `Meeting ${made}`,
    start: "2026-03-25T14:00:00",
    end: "2026-03-25T15:00:00",
    timeZone: "Europe/Berlin",
    isAllDay: false,
    recurrence: null,
    organizer: lena,
    attendees: [{ person: anna, answer: "none" }],
    visibility: "default",
    kind: "meeting",
    location: null,
    meetingUrl: null,
    description: "",
    isCancelled: false,
    exceptions: new Map(),
    updatedAt: "2026-03-20T08:00:00.000Z",
    ...given,
  };
}

export type Json = Record<string, unknown> & { id: string };

/** What a round brought, and where the next one begins. */
export interface Followed {
  readonly value: Json[];
  readonly pages: number;
  readonly link: string;
}

const noRetries = [new RetryHandlerOptions(3, 0)];

/** Everything that was opened is closed after each test. */
export function stage() {
  beforeAll(trustLocalCertificate);
  const open: Microsoft[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  return async (options: Partial<MicrosoftOptions> = {}) => {
    const world = options.world ?? new World("2026-03-20T08:00:00.000Z");
    if (!options.world) {
      world.addMailbox({ vendor: "microsoft", ...lena, aliases: ["sales@kontor.example"] });
      world.addMailbox({ vendor: "microsoft", ...ravi });
    }
    const microsoft = await openMicrosoft({ ...options, world });
    open.push(microsoft);
    return { world, microsoft, ...handsOf(microsoft) };
  };
}

function handsOf(microsoft: Microsoft) {
  const clientOf = (address: string, scopes: readonly string[] = allScopes) =>
    Client.init({
      baseUrl: microsoft.graphRoot,
      // The client sends Authorization to these and to Graph's own hosts, and to nobody else.
      customHosts: new Set(["localhost"]),
      authProvider: (done) => done(null, microsoft.access(address, scopes)),
    });
  const client = clientOf(lena.address);
  const ask = (path: string, prefer = immutable) =>
    client.api(path).header("Prefer", prefer).middlewareOptions(noRetries);
  const get = async (path: string, prefer = immutable): Promise<Json> => await ask(path, prefer).get();
  const post = async (path: string, body: unknown): Promise<Json> => await ask(path).post(body);
  /** Follows a round to its end. */
  const follow = async (path: string, prefer = immutable): Promise<Followed> => {
    const value: Json[] = [];
    let link = path;
    for (let pages = 1; pages < 500; pages += 1) {
      const page = await get(link, prefer);
      value.push(...(page.value as Json[]));
      link = (page["@odata.nextLink"] ?? page["@odata.deltaLink"]) as string;
      if (page["@odata.nextLink"] === undefined) return { value, pages, link };
    }
    throw new Error("The round has no end");
  };
  return { client, clientOf, ask, get, post, follow };
}
