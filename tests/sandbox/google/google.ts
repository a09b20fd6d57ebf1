// Google as one server: takes HTTP over TLS, gives what Gmail, Calendar, Pub/Sub and Google's OAuth would answer for the
// mailboxes of a world.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { localCertificate } from "../mailboxes/certificate.ts";
import { type Answer, answerWith, type Fault, Faults } from "../mailboxes/faults.ts";
import type { World } from "../mailboxes/world.ts";
import { googleFault, Refusal } from "./errors.ts";
import { gateway } from "./gateway.ts";
import { publicKeys } from "./id-token.ts";
import { authorizationPath, oauthEndpoints } from "./oauth.ts";
import { type ServiceAccount, ServiceAccounts } from "./service-accounts.ts";
import { type Switches, usualSwitches } from "./switches.ts";
import { type GoogleClient, Tokens } from "./tokens.ts";

export interface GoogleOptions {
  readonly world: World;
  /** Any free one unless told. */
  readonly port?: number;
  readonly client?: GoogleClient;
  /** Milliseconds, for quotas and the life of tokens. */
  readonly clock?: () => number;
}

export interface Google {
  /** For `VendorConfig`, and for the SDK's `rootUrl` with a slash. */
  readonly apiRoot: string;
  readonly oauthRoot: string;
  readonly authorizationUrl: string;
  readonly client: GoogleClient;
  readonly faults: Faults;
  readonly switches: Switches;
  /** What was granted: `grant`, `accessToken`, `revoke`, `expireAccess`; `life`, `isTesting`, `tickedScopes`; `requests`. */
  readonly tokens: Tokens;
  /** What `sendUpdates` said, by the id of the event. */
  readonly invitations: ReadonlyMap<string, string>;
  /** Allows in a rep's place what an authorization URL asks for: the address the browser would be sent back to. */
  consent(authorizationUrl: string, address: string): string;
  /** Off: nothing is ever refused for want of quota; it is still counted. */
  setQuota(isOn: boolean): void;
  /** Gmail's units since the start. */
  unitsUsed(address: string): number;
  /** Calls refused for want of quota, mail and calendar alike. */
  refused(address: string): number;
  /** Calls that were answered, inner ones of batches included; all or one method (`gmail.users.messages.get`). */
  calls(address: string, method?: string): number;
  /** Every history id so far is too old: 404. */
  expireHistory(address: string): void;
  /** Every sync token so far is dead: 410, at once or on the second page of the next round. */
  expireSyncTokens(address: string, onPage?: 1 | 2): void;
  /** One that may pull from every subscription. */
  addServiceAccount(): ServiceAccount;
  /** Whether users.watch is in force. */
  isWatched(address: string): boolean;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A scripted status without words gets Google's. */
function inGoogleWords(fault: Fault | null): Fault | null {
  if (fault?.kind !== "status" || fault.body !== undefined) return fault;
  const { status, headers } = fault;
  const reason =
    status === 429 || status === 403
      ? "rateLimitExceeded"
      : status === 401
        ? "authError"
        : status === 404
          ? "notFound"
          : status === 410
            ? "fullSyncRequired"
            : status >= 500
              ? "backendError"
              : "badRequest";
  const worded = googleFault(reason, { status });
  return worded.kind === "status" ? { ...worded, headers: { ...worded.headers, ...headers } } : worded;
}

export async function openGoogle(options: GoogleOptions): Promise<Google> {
  const { world, port = 0, clock = Date.now } = options;
  const client = options.client ?? { id: "kith.apps.googleusercontent.com", secret: "GOCSPX-sandbox" };
  const faults = new Faults();
  const take = (method: string, url: string, mailbox: string | null) =>
    inGoogleWords(faults.take(method, url, mailbox));
  const switches = usualSwitches();
  const tokens = new Tokens(client, clock);
  const accounts = new ServiceAccounts();
  const oauth = oauthEndpoints(world, tokens);
  const gate = gateway({ world, clock, switches, tokens, accounts, take });

  async function answerOAuth(method: string, url: URL, request: IncomingMessage, body: Buffer): Promise<Answer | null> {
    const form = () => new URLSearchParams(body.toString() || url.search);
    const { pathname } = url;
    if (pathname === authorizationPath)
      return method === "GET" ? oauth.authorize(url.searchParams) : oauth.decide(form());
    if (method === "POST" && pathname === "/token") return oauth.token(form(), request.headers.authorization);
    if (method === "POST" && pathname === "/revoke") return oauth.revoke(form());
    if (method === "GET" && pathname === "/oauth2/v3/certs") return publicKeys();
    return null;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url: target = "/", headers } = request;
    const body = await bodyOf(request);
    const url = new URL(target, "https://localhost");
    const refreshToken = url.pathname === "/token" ? new URLSearchParams(body.toString()).get("refresh_token") : null;
    const mailbox = refreshToken
      ? tokens.findRefresh(refreshToken)?.address
      : gate.ownerOf(headers.authorization)?.address;
    await answerWith(take(method, target, mailbox ?? null), request, response, async () => {
      try {
        const call = { method, url: target, headers: headers as Record<string, string>, body };
        return (await answerOAuth(method, url, request, body)) ?? (await gate.answer(call));
      } catch (error) {
        if (error instanceof Refusal) return error.answer;
        return { status: 500, body: { error: { code: 500, message: `The stand-in broke: ${error}`, errors: [] } } };
      }
    });
  }

  const { key, cert } = await localCertificate();
  const server = createServer({ key, cert, keepAliveTimeout: 60_000 }, (request, response) => {
    // A connection that was cut on purpose: nobody is left to be told.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "localhost", resolve));
  const root = `https://localhost:${(server.address() as AddressInfo).port}`;

  return {
    apiRoot: root,
    oauthRoot: root,
    authorizationUrl: root + authorizationPath,
    client,
    faults,
    switches,
    tokens,
    invitations: gate.room.invitations,
    consent: oauth.consent,
    setQuota(isOn) {
      gate.mailQuota.isOn = isOn;
      gate.calendarQuota.isOn = isOn;
    },
    unitsUsed: (address) => gate.mailQuota.used(address),
    refused: (address) => gate.mailQuota.refused(address) + gate.calendarQuota.refused(address),
    calls: (address, method) => gate.calls(address, method),
    expireHistory: (address) => gate.room.mail(address).forgetHistory(),
    expireSyncTokens(address, onPage = 1) {
      const index = gate.room.calendar(address);
      if (onPage === 1) index.forget();
      else index.breaksOnSecondPage = true;
    },
    addServiceAccount: () => accounts.add(),
    isWatched: (address) => gate.room.push.isWatched(address),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
