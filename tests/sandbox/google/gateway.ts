// What stands before every API: the token, its scopes, the quota; then the route. Batches are taken apart here.
import type { Answer, Fault } from "../mailboxes/faults.ts";
import type { World } from "../mailboxes/world.ts";
import { type InnerAnswer, parseBatch, writeBatch } from "./batch.ts";
import { CalendarIndex } from "./calendar-index.ts";
import { calendarRoutes } from "./calendar-routes.ts";
import { Refusal, refusalAnswer, refuse } from "./errors.ts";
import { claimsOf } from "./id-token.ts";
import { MailIndex } from "./mail-index.ts";
import { mailRoutes } from "./mail-routes.ts";
import { Push } from "./push.ts";
import { pushRoutes } from "./push-routes.ts";
import { Quota } from "./quota.ts";
import { type Room, type Route, routeTable } from "./route.ts";
import type { ServiceAccounts } from "./service-accounts.ts";
import type { Switches } from "./switches.ts";
import type { AccessToken, Tokens } from "./tokens.ts";

/** Units per user and minute, for projects made since 2026-05-01 (developers.google.com/workspace/gmail/api/reference/quota). */
const mailUnits = 6000;
/** Requests per user and minute (developers.google.com/workspace/calendar/api/guides/quota). */
const calendarRequests = 600;

interface Request {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Parts {
  readonly world: World;
  readonly clock: () => number;
  readonly switches: Switches;
  readonly tokens: Tokens;
  readonly accounts: ServiceAccounts;
  readonly take: (method: string, url: string, mailbox: string | null) => Fault | null;
}

export interface Gateway {
  readonly room: Room;
  readonly mailQuota: Quota;
  readonly calendarQuota: Quota;
  ownerOf(authorization: string | undefined): AccessToken | undefined;
  answer(request: Request): Promise<Answer>;
  calls(address: string, method?: string): number;
}

const userinfo: Route = {
  id: "openidconnect.userinfo",
  method: "GET",
  path: "/oauth2/v3/userinfo",
  api: "identity",
  units: 0,
  scopes: [
    "openid",
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/userinfo.profile",
  ],
  answer: ({ mailbox, scopes }) => ({ status: 200, body: claimsOf(mailbox, scopes) }),
};

/** One of each per mailbox, made when first asked for and caught up each time. */
function perMailbox<T extends { catchUp(): T }>(world: World, make: (address: string) => T): (address: string) => T {
  const made = new Map<string, T>();
  return (address) => {
    const index = made.get(address) ?? make(world.mailbox(address).address);
    made.set(address, index);
    return index.catchUp();
  };
}

export function gateway({ world, clock, switches, tokens, accounts, take }: Parts): Gateway {
  const mailQuota = new Quota(mailUnits, clock);
  const calendarQuota = new Quota(calendarRequests, clock);
  const find = routeTable([...mailRoutes, ...calendarRoutes, ...pushRoutes, userinfo]);
  const counts = new Map<string, Map<string, number>>();
  const room: Room = {
    world,
    clock,
    switches,
    push: new Push(clock),
    invitations: new Map(),
    mail: perMailbox(world, (address) => new MailIndex(world.mailbox(address))),
    calendar: perMailbox(world, (address) => new CalendarIndex(world.mailbox(address), () => world.now)),
  };

  function ownerOf(authorization: string | undefined): AccessToken | undefined {
    const token = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
    return tokens.findAccess(token) ?? accounts.findAccess(token);
  }

  async function answerOne({ method, url, headers, body }: Request): Promise<Answer> {
    const { pathname, searchParams } = new URL(url, "https://localhost");
    const match = find(method, pathname);
    if (!match) return refuse("notFound", { message: `The stand-in has no ${method} ${pathname}` });
    const { route, params } = match;
    const owner = ownerOf(headers.authorization) ?? refuse("authError", { location: "Authorization" });
    const { address, scopes } = owner;
    if (!route.scopes.some((scope) => scopes.includes(scope))) refuse("insufficientPermissions");
    const policy = switches.policies.get(address);
    if (policy && (policy.api === "all" || policy.api === route.api)) refuse(policy.reason);
    if (route.api === "gmail") mailQuota.spend(address, route.units);
    if (route.api === "calendar") calendarQuota.spend(address, route.units);
    const own = counts.get(address) ?? new Map<string, number>();
    counts.set(address, own.set(route.id, (own.get(route.id) ?? 0) + 1));
    return route.answer({
      room,
      // A service account has none.
      get mailbox() {
        return world.mailbox(address);
      },
      scopes,
      params,
      query: searchParams,
      body,
    });
  }

  async function safely(request: Request): Promise<Answer> {
    try {
      return await answerOne(request);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  /** Null where no answer comes. */
  async function answerInner(request: Request): Promise<Answer | null> {
    const fault = take(request.method, request.url, ownerOf(request.headers.authorization)?.address ?? null);
    if (fault?.kind === "status") return { status: fault.status, headers: fault.headers ?? {}, body: fault.body };
    if (fault?.kind === "reset" || fault?.kind === "hang") return null;
    const answer = await safely(request);
    return fault?.kind === "lost_answer" || fault?.kind === "truncated" ? null : answer;
  }

  async function answerBatch({ headers, body }: Request): Promise<Answer> {
    const calls = parseBatch(headers["content-type"] ?? "", body);
    const { batch } = switches;
    const answers: InnerAnswer[] = [];
    // Counted one by one, and failing one by one.
    for (const [position, { contentId, ...call }] of calls.entries()) {
      const authorization = call.headers.authorization ?? headers.authorization ?? "";
      const tooMany = batch.concurrency !== null && position >= batch.concurrency;
      const answer = tooMany
        ? refusalAnswer("rateLimitExceeded", { status: 429, message: "Too many concurrent requests for user" })
        : await answerInner({ ...call, headers: { ...call.headers, authorization } });
      if (answer && batch.dropped > 0) batch.dropped -= 1;
      else if (answer) answers.push({ contentId, answer });
    }
    return writeBatch(batch.reorder ? answers.reverse() : answers);
  }

  return {
    room,
    mailQuota,
    calendarQuota,
    ownerOf,
    async answer(request) {
      const { pathname } = new URL(request.url, "https://localhost");
      const isBatch = request.method === "POST" && /^\/batch(\/(gmail\/v1|calendar\/v3))?$/.test(pathname);
      return isBatch ? answerBatch(request) : answerOne(request);
    },
    calls(address, method) {
      const own = counts.get(address) ?? new Map<string, number>();
      return method ? (own.get(method) ?? 0) : [...own.values()].reduce((sum, count) => sum + count, 0);
    },
  };
}
