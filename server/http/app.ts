// Express, wired from the table of routes: parse, find the caller, call, answer.
import { randomUUID } from "node:crypto";
import express, { type Express, type Request, type RequestHandler, type Response } from "express";
import helmet from "helmet";
import { pinoHttp } from "pino-http";
import { WORKSPACE_HEADER } from "#shared/api.ts";
import { AppError } from "#shared/errors.ts";
import { parseOrThrow } from "#shared/mutation.ts";
import type { Auth } from "../auth/auth.ts";
import { toCaller } from "../auth/caller.ts";
import { findSession } from "../auth/sessions.ts";
import { verifyBearer } from "../auth/token.ts";
import type { ServerLogger } from "../log.ts";
import { isUuid } from "../store/codec.ts";
import { type Database, query } from "../store/database.ts";
import { type CallerRow, findCaller } from "../store/guarded.ts";
import { allowExtension } from "./cors.ts";
import { answerErrors, answerUnknownRoute } from "./errors.ts";
import { serveGuides } from "./guide.ts";
import { limiters } from "./limits.ts";
import { pagePolicy, servePages } from "./pages.ts";
import { JsonText, Page, Redirect, type Route, Text } from "./route.ts";

export interface AppParts {
  readonly database: Database;
  readonly auth: Auth;
  readonly log: ServerLogger;
  readonly routes: readonly Route[];
}

export function createApp({ database, auth, log, routes }: AppParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  // Only a proxy on this machine is believed when it says whom a request came from.
  app.set("trust proxy", "loopback");
  app.use(
    pinoHttp({
      logger: log,
      genReqId: () => randomUUID(),
      quietReqLogger: true,
      // Addresses of records are in the path, so paths are logged as their routes have them.
      serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
      // Of what it says by itself nothing needs hiding, and looking for it at each request took a seventh of the time.
      redact: [],
      customLogLevel: (_request, response) => (response.statusCode >= 500 ? "warn" : "debug"),
      customSuccessMessage: () => "request answered",
      customErrorMessage: () => "request answered",
      customSuccessObject: describe,
      customErrorObject: (request, response, _error, value) => describe(request, response, value),
      customAttributeKeys: { reqId: "requestId" },
    }),
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { "default-src": ["'none'"], "frame-ancestors": ["'none'"] },
      },
      // Whether this host speaks https is its proxy's business.
      strictTransportSecurity: false,
    }),
    (request, response, next) => {
      // What is said of a request elsewhere may hold anything.
      request.log = log;
      response.set("Cache-Control", "no-store");
      response.set("X-Request-Id", String(request.id));
      next();
    },
  );
  app.use(allowExtension);
  servePages(app);
  serveGuides(app);
  const guard = new Guard(database, auth);
  for (const route of routes) mount(app, route, guard);
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    app.all(path, (_request, response) => {
      response.set("Allow", allowed.join(", "));
      throw Object.assign(new Error("Method not allowed"), { status: 405 });
    });
  }
  app.use(answerUnknownRoute, answerErrors);
  return app;
}

const describe = (request: object, response: { statusCode: number }, { responseTime }: { responseTime: number }) => {
  const { method, route } = request as Request;
  return { method, route: route?.path, status: response.statusCode, responseTime };
};

function mount(app: Express, route: Route, guard: Guard) {
  const body = route.body
    ? [
        ...(route.mayLackBody ? [] : [requireJson]),
        express.json({ limit: route.maxBody ?? "1mb", inflate: false, strict: false }),
      ]
    : [];
  // Before the body is read: who has no session does not get to send eight megabytes.
  const admit = route.access === "public" ? [] : [guard.admit];
  app[route.method](route.path, ...admit, ...body, ...limiters(route.limited), async (request, response) => {
    if (route.body) assertShallow(request.body);
    const input = {
      params: route.params && parseOrThrow(route.params, request.params),
      query: route.query && parseOrThrow(route.query, { ...request.query }),
      body: route.body && parseOrThrow(route.body, request.body),
      request,
      response,
    };
    const answer = await guard.answer(route, request, response, input);
    if (route.streams) return;
    if (answer === undefined) response.status(204).end();
    else if (answer instanceof Page) showPage(response, answer);
    else if (answer instanceof Text) response.status(answer.status).type("text/plain").send(answer.text);
    else if (answer instanceof Redirect) response.redirect(answer.url);
    else if (answer instanceof JsonText) response.type("json").send(answer.text);
    else response.json(answer);
  });
}

function showPage(response: Response, { status, html }: Page) {
  response.status(status).set("Content-Security-Policy", pagePolicy).type("html").send(html);
}

const DEEPEST = 64;

/** What follows walks a body by recursion, and a body nested deep enough would end the stack. */
function assertShallow(body: unknown) {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new AppError("invalid", "The body is nested too deeply");
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
}

/** A browser sends nothing of this type to another origin without asking first. */
function requireJson(request: Request, _response: Response, next: () => void) {
  if (!request.is("application/json")) throw Object.assign(new Error("Not JSON"), { status: 415 });
  next();
}

class Guard {
  readonly #database: Database;
  readonly #auth: Auth;
  readonly #refreshing = new Set<string>();

  constructor(database: Database, auth: Auth) {
    this.#database = database;
    this.#auth = auth;
  }

  readonly admit: RequestHandler = (request, response, next) => {
    response.locals.token = verifyBearer(request.get("authorization"), this.#auth.signingSecret);
    next();
  };

  async answer(route: Route, request: Request, response: Response, input: object): Promise<unknown> {
    if (route.access === "public") return route.handle?.({ ...input, caller: undefined });
    const token = response.locals.token as string;
    if (route.access === "user") {
      const session = await findSession(this.#database, token);
      this.#keepAlive(session.refreshDue, request);
      const { userId, sessionId } = session;
      return route.handle?.({ ...input, caller: { userId, sessionId, token: bearer(request) } });
    }
    const workspaceId = request.get(WORKSPACE_HEADER) ?? "";
    if (!isUuid(workspaceId)) {
      throw new AppError("invalid", `Name the workspace in the header ${WORKSPACE_HEADER}`);
    }
    const read = route.read?.(input);
    const statement = read?.statement ?? findCaller;
    const [row] = await query<CallerRow>(this.#database, statement, [token, workspaceId, ...(read?.values ?? [])]);
    const caller = toCaller(row, workspaceId, route.access === "owner" ? "owner" : "rep");
    this.#keepAlive(row?.refreshDue === true, request);
    return read ? read.answer(row as never) : route.handle?.({ ...input, caller });
  }

  /** A session in use does not end; once a day its end is put off, beside the answer. */
  #keepAlive(due: boolean, request: Request) {
    const token = bearer(request);
    if (!due || this.#refreshing.has(token)) return;
    this.#refreshing.add(token);
    this.#auth
      .refresh(token)
      .catch((error: unknown) => request.log.warn({ requestId: request.id, error }, "session could not be prolonged"))
      .finally(() => this.#refreshing.delete(token));
  }
}

const bearer = (request: Request) => request.get("authorization")?.slice("Bearer ".length) ?? "";
