// The composition root as a function: everything a server is made of, opened and closed in order.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { openAuth } from "./auth/auth.ts";
import { type AddedUser, addUser, type UserToAdd } from "./auth/people.ts";
import { needsSetUp, setUpToken } from "./auth/set-up.ts";
import { type Config, getSecret } from "./config.ts";
import type { Connecting } from "./connect/connecting.ts";
import { keepTakingBack, openConnecting } from "./connect/open.ts";
import { openEngine } from "./engine.ts";
import { actingRoutes } from "./http/acting-routes.ts";
import { createApp } from "./http/app.ts";
import { authRoutes } from "./http/auth-routes.ts";
import { connectRoutes } from "./http/connect-routes.ts";
import { type Following, mailboxRoutes } from "./http/mailbox-routes.ts";
import { memberRoutes } from "./http/member-routes.ts";
import { pushRoutes } from "./http/push-routes.ts";
import { recordRoutes } from "./http/record-routes.ts";
import type { Route } from "./http/route.ts";
import { withServerRoutes } from "./http/server-routes.ts";
import { Streams, type StreamTiming, streamTiming } from "./http/stream.ts";
import { syncRoutes } from "./http/sync-routes.ts";
import { followHints } from "./jobs/hints.ts";
import { startJobs } from "./jobs/jobs.ts";
import { openLog, type ServerLogger } from "./log.ts";
import { MAILBOX_SHARING } from "./mailbox/follow-up.ts";
import { forgetMailbox } from "./mailbox/forget.ts";
import type { Database } from "./store/database.ts";
import { openPGlite } from "./store/pglite.ts";
import { openPostgres } from "./store/postgres.ts";
import { FeedHub } from "./sync/feed-hub.ts";

export interface RunningServer {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  readonly database: Database;
  readonly routes: readonly Route[];
  readonly connecting: Connecting;
  /** Makes the first workspace; null once there is one. */
  readonly setUpLink: string | null;
  /** Puts somebody into a workspace, which is made when none is named; how seeds and tests begin. */
  addUser(person: UserToAdd): Promise<AddedUser>;
  /** Finishes what is in flight, then lets go of everything. */
  close(): Promise<void>;
}

export const defaultConfig: Config = {
  host: "127.0.0.1",
  port: 0,
  databaseUrl: null,
  databaseOwnerUrl: null,
  dataDir: null,
  secret: null,
  logLevel: "silent",
  publicUrl: null,
  tokenKeys: null,
  google: null,
  microsoft: null,
  pollSeconds: 120,
};

export interface StartOptions {
  readonly timing?: StreamTiming;
  /** A folder PGlite starts from when its own is new; making one takes seconds. */
  readonly pgliteDump?: Blob;
  /** Where log lines go instead of to the standard output. */
  readonly logTo?: { write(line: string): void };
}

export async function openDatabase(
  config: Config,
  secret: string,
  log: ServerLogger,
  { pgliteDump }: StartOptions = {},
): Promise<Database> {
  const { databaseUrl, databaseOwnerUrl, dataDir } = config;
  return databaseUrl === null
    ? openPGlite({
        folder: dataDir === null ? null : join(dataDir, "pglite"),
        log,
        ...(pgliteDump && { loadDataDir: pgliteDump }),
      })
    : openPostgres({ url: databaseUrl, ownerUrl: databaseOwnerUrl ?? undefined, secret, log });
}

/** Starts a server with the parts of the configuration that matter to the caller; the rest suits a test. */
export async function startServer(given: Partial<Config> = {}, options: StartOptions = {}): Promise<RunningServer> {
  const config = { ...defaultConfig, ...given };
  const log = openLog(config.logLevel, options.logTo);
  const secret = await getSecret(config);
  // Whatever is open is closed in the opposite order: at the end, or when something here fails.
  await using opened = new AsyncDisposableStack();
  const database = await openDatabase(config, secret, log, options);
  opened.defer(() => database.close());
  const hub = new FeedHub();
  opened.defer(() => hub.stop());
  await hub.start(database);
  const auth = openAuth(database, secret);
  const streams = new Streams(database, auth, hub, options.timing ?? streamTiming);
  let url = "";
  const origin = () => config.publicUrl ?? url;
  const connecting = openConnecting(config, { database, log, origin, onConnected: (mailbox) => jobs.wake(mailbox) });
  const engine = openEngine(connecting, config.pollSeconds);
  const jobs = await startJobs(engine);
  opened.defer(() => jobs.stop());
  const hints = followHints({ database, vendors: connecting.vendors, wake: jobs.wake, log });
  opened.defer(() => hints.stop());
  const following: Following = {
    wake: jobs.wake,
    reshare: (prisma, { workspaceId, actor }) =>
      jobs.putEffects(prisma, [{ workspaceId, memberId: actor.memberId, name: MAILBOX_SHARING, args: {} }]),
  };
  const routes = withServerRoutes(database, await readVersion(), [
    ...authRoutes(database, auth, connecting, (userId) => hub.doubt(userId)),
    ...memberRoutes(database, auth, secret, origin),
    ...connectRoutes(connecting, (mailbox) => forgetMailbox(database, mailbox)),
    ...mailboxRoutes(engine, following),
    ...actingRoutes(engine),
    ...pushRoutes(connecting.vendors, hints),
    ...syncRoutes(database, streams, jobs.putEffects),
    ...recordRoutes,
  ]);
  const server = createServer(createApp({ database, auth, log, routes }));
  await listen(server, config);
  opened.defer(async () => {
    streams.closeAll();
    await closeServer(server);
  });
  url = urlOf(config.host, server.address() as AddressInfo);
  const closing = new AbortController();
  keepTakingBack(connecting, closing.signal);
  opened.defer(() => closing.abort());
  const setUpLink = (await needsSetUp(database)) ? `${origin()}/set-up#${setUpToken(secret)}` : null;
  const running = opened.move();
  return {
    url,
    database,
    routes,
    connecting,
    setUpLink,
    addUser: (person) => addUser(database, auth, person),
    close: () => running.disposeAsync(),
  };
}

async function readVersion(): Promise<string> {
  const file = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}

/** An address a browser can open: "any" is not one. */
function urlOf(host: string, { port }: AddressInfo): string {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error: Error & { code?: string }) => {
    const taken = `Port ${port} on ${host} is in use by another program; stop it, or set PORT.`;
    reject(error.code === "EADDRINUSE" ? new Error(taken, { cause: error }) : error);
  });
  server.listen(port, host, resolve);
  return promise;
}

async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  await promise;
}
