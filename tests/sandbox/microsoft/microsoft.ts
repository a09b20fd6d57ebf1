// Microsoft as an adapter meets it: sign-in and Graph over TLS, serving the world's Microsoft mailboxes.
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { localCertificate } from "../mailboxes/certificate.ts";
import { Faults } from "../mailboxes/faults.ts";
import type { World } from "../mailboxes/world.ts";
import { calendarRoutes } from "./calendar.ts";
import { DeltaTokens, type Expiry } from "./delta-tokens.ts";
import { draftRoutes } from "./drafts.ts";
import { eventDeltaRoutes } from "./event-delta.ts";
import { folderRoutes } from "./folders.ts";
import { createGraph, graphListener } from "./graph.ts";
import { type AppRegistration, Login, loginListener } from "./login.ts";
import { meRoutes } from "./me.ts";
import { messageDeltaRoutes } from "./message-delta.ts";
import { messageRoutes } from "./messages.ts";
import { scheduleRoutes } from "./schedule.ts";
import { Boxes, type Counts, type State, Transactions } from "./state.ts";
import { type Kept, Subscriptions } from "./subscription-store.ts";
import { type Notice, notify, subscriptionRoutes } from "./subscriptions.ts";
import { calm, type Death, type Switches } from "./switches.ts";
import { type MailboxLimits, outlookLimits, Throttle } from "./throttle.ts";
import { type Refusal, Tokens } from "./tokens.ts";

export interface MicrosoftOptions {
  readonly world: World;
  readonly switches?: Partial<Switches>;
  readonly limits?: Partial<MailboxLimits>;
  /** Every id and secret will do unless told. */
  readonly app?: AppRegistration;
  /** Milliseconds since 1970, for the age of tokens, limits and subscriptions; `Date.now` unless told. */
  readonly clock?: () => number;
}

export interface Microsoft {
  /** `https://localhost:port`, without slash at the end. */
  readonly graphRoot: string;
  readonly loginRoot: string;
  readonly faults: Faults;
  /** May be changed at any time. */
  readonly switches: Switches;
  readonly counts: Counts;
  /** A refresh token, as if the person had consented; add `offline_access` to have it rotate. */
  grant(address: string, scopes: readonly string[]): string;
  /** A bearer token for Graph at once. */
  access(address: string, scopes: readonly string[]): string;
  /** How refresh tokens of the mailbox are refused from now on; null ends it. */
  refuse(address: string, refusal: Refusal | null): void;
  /** Access tokens of the mailbox are no longer valid. */
  expireAccess(address: string): void;
  /** Delta tokens die when they are next used. */
  expire(expiry: Expiry): void;
  /** Every delta token of the mailbox is dead. */
  forget(address: string, as?: Death): void;
  /** The most requests that were under way at once for the mailbox, refused ones included. */
  maxConcurrent(address: string): number;
  /** Requests of the mailbox that were answered 429 by its limits. */
  throttled(address: string): number;
  /** Requests of the mailbox to Outlook, those inside batches counted one by one. */
  requests(address: string): number;
  /** Concurrency and counts of requests begin anew. */
  resetCounts(): void;
  /** The message is changed where it lies: it was read, say. */
  touch(address: string, messageId: string): void;
  /** Live subscriptions of the mailbox. */
  subscriptions(address: string): readonly Kept[];
  /** Sends notifications to everybody who subscribed to the mailbox; what was answered, 0 for nothing. */
  notify(address: string, notice: Notice): Promise<number[]>;
  close(): Promise<void>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function listen(listener: Listener) {
  const { key, cert } = await localCertificate();
  const server: Server = createServer({ key, cert }, (request, response) => {
    listener(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(error instanceof Error ? error.stack : String(error));
    });
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return { server, root: `https://localhost:${(server.address() as AddressInfo).port}` };
}

async function shut(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}

const routes = [
  ...meRoutes,
  ...folderRoutes,
  ...messageDeltaRoutes,
  ...messageRoutes,
  ...draftRoutes,
  ...eventDeltaRoutes,
  ...calendarRoutes,
  ...scheduleRoutes,
  ...subscriptionRoutes,
];

export async function openMicrosoft(options: MicrosoftOptions): Promise<Microsoft> {
  const { world, clock = Date.now } = options;
  const switches: Switches = { ...calm, ...options.switches };
  const faults = new Faults();
  const tokens = new Tokens(clock, switches);
  const throttle = new Throttle({ ...outlookLimits, ...options.limits }, clock, switches);
  const delta = new DeltaTokens();
  const boxes = new Boxes(world);
  const counts: Counts = { tokens: 0, graph: 0 };

  const listeners: { graph?: Listener; login?: Listener } = {};
  const graphServer = await listen(async (...exchange) => listeners.graph?.(...exchange));
  const loginServer = await listen(async (...exchange) => listeners.login?.(...exchange));
  const state: State = {
    world,
    graphRoot: graphServer.root,
    loginRoot: loginServer.root,
    switches,
    clock,
    tokens,
    delta,
    throttle,
    boxes,
    transactions: new Transactions(),
    subscriptions: new Subscriptions(),
    counts,
  };
  listeners.graph = graphListener(state, createGraph(state, routes), faults);
  listeners.login = loginListener(state, new Login(state, options.app ?? null), faults);

  return {
    graphRoot: state.graphRoot,
    loginRoot: state.loginRoot,
    faults,
    switches,
    counts,
    grant: (address, scopes) => tokens.grant(address, scopes),
    access: (address, scopes) => tokens.access(address, scopes),
    refuse: (address, refusal) => tokens.refuse(address, refusal),
    expireAccess: (address) => tokens.expireAccess(address),
    expire: (expiry) => delta.expire(expiry),
    forget: (address, as) => delta.forget(address, as),
    maxConcurrent: (address) => throttle.useOf(address).peak,
    throttled: (address) => throttle.useOf(address).refused,
    requests: (address) => throttle.useOf(address).total,
    resetCounts: () => {
      throttle.reset();
      Object.assign(counts, { tokens: 0, graph: 0 });
    },
    touch: (address, messageId) => {
      const box = boxes.get(address);
      const entry = box.entryOf(messageId);
      if (!entry) throw new RangeError(`${address} has no message ${messageId}`);
      box.touch(entry);
    },
    subscriptions: (address) => {
      state.subscriptions.sweep(clock());
      return state.subscriptions.of(address);
    },
    notify: (address, notice) => notify(state, address, notice),
    close: async () => {
      await Promise.all([shut(graphServer.server), shut(loginServer.server)]);
    },
  };
}
