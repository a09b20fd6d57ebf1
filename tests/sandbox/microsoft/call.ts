// A request as the routes see it, and the table that finds the route.
import type { Answer } from "../mailboxes/faults.ts";
import type { Box } from "./box.ts";
import { accessDenied, badRequest, GraphError } from "./graph-error.ts";
import type { Preferences } from "./prefer.ts";
import type { State } from "./state.ts";
import { shortScope } from "./tokens.ts";

export interface Call {
  readonly state: State;
  readonly box: Box;
  readonly scopes: ReadonlySet<string>;
  readonly method: string;
  /** What the route's `:names` stood for. */
  readonly given: Readonly<Record<string, string>>;
  /** Names in lower case: docs write both `startDateTime` and `startdatetime`. */
  readonly query: ReadonlyMap<string, string>;
  readonly prefer: Preferences;
  readonly contentType: string;
  readonly text: string;
}

/** A request, from the wire or from inside a batch. */
export interface GraphRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

export type Graph = (request: GraphRequest, authorization: string | undefined) => Promise<Answer>;

export interface Route {
  readonly method: string;
  /** Segments with `:names`; compared without regard to case. */
  readonly path: string;
  /** One of them is enough; none are needed where empty. */
  readonly scopes: readonly string[];
  /** Served by Outlook, whose limits count it. */
  readonly isOutlook: boolean;
  readonly answer: (call: Call) => Promise<Answer> | Answer;
}

/** Segments of a path below `/v1.0`: keys in brackets become segments, `delta()` and `microsoft.graph.delta` `delta`. */
export function segmentsOf(pathname: string): string[] {
  return pathname
    .replaceAll("%27", "'")
    .replaceAll("%28", "(")
    .replaceAll("%29", ")")
    .replace(/\('([^']*)'\)/g, "/$1")
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) =>
      decodeURIComponent(segment)
        .replace(/^microsoft\.graph\./i, "")
        .replace(/\(\)$/, ""),
    );
}

export function queryOf(search: URLSearchParams): Map<string, string> {
  return new Map([...search].map(([name, value]) => [name.toLowerCase(), value]));
}

export interface Found {
  readonly route: Route;
  readonly given: Record<string, string>;
}

/** Finds routes by method and segments. */
export class RouteTable {
  readonly #routes: { route: Route; segments: string[] }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, segments: route.path.split("/").filter((one) => one !== "") }));
  }

  find(method: string, segments: readonly string[]): Found {
    let isKnown = false;
    for (const { route, segments: wanted } of this.#routes) {
      if (wanted.length !== segments.length) continue;
      const given: Record<string, string> = {};
      const matches = wanted.every((want, index) => {
        const segment = segments[index] ?? "";
        if (want.startsWith(":")) given[want.slice(1)] = segment;
        return want.startsWith(":") || want.toLowerCase() === segment.toLowerCase();
      });
      if (!matches) continue;
      isKnown = true;
      if (route.method === method) return { route, given };
    }
    if (isKnown)
      throw new GraphError(405, "Request_BadRequest", "Specified HTTP method is not allowed for the target.");
    throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ""}'.`);
  }
}

export function checkScopes(route: Route, scopes: ReadonlySet<string>): void {
  if (route.scopes.length === 0) return;
  if (!route.scopes.some((scope) => scopes.has(shortScope(scope)))) throw accessDenied();
}

export function jsonOf(call: Call): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(call.text);
    if (typeof parsed === "object" && parsed !== null) return parsed as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest("Unable to read JSON request payload.");
}

export const numberIn = (call: Call, name: string): number | null => {
  const value = call.query.get(name);
  if (value === undefined) return null;
  if (!/^\d+$/.test(value)) throw badRequest(`The value of ${name} is no number.`);
  return Number(value);
};

/** Nobody may select what there is not; `@removed` is no property (LogicLabs-OU/OpenArchiver PR #48). */
export function selectIn(call: Call, type: string, known: readonly string[]): string[] | null {
  const select = call.query
    .get("$select")
    ?.split(",")
    .map((name) => name.trim());
  const unknown = select?.find((name) => name !== "id" && !known.includes(name));
  if (unknown !== undefined) {
    throw badRequest(`Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`);
  }
  return select ?? null;
}

/** What was understood of Prefer is said back. */
export function preferenceApplied({ prefer }: Call): Record<string, string> {
  const applied = [
    ...(prefer.immutableIds ? ['IdType="ImmutableId"'] : []),
    ...(prefer.maxPageSize === null ? [] : [`odata.maxpagesize=${prefer.maxPageSize}`]),
    ...(prefer.bodyAsText ? ['outlook.body-content-type="text"'] : []),
    ...(prefer.timeZone === null ? [] : [`outlook.timezone="${prefer.timeZone}"`]),
  ];
  return applied.length > 0 ? { "preference-applied": applied.join(", ") } : {};
}

export const ok = (call: Call, body: object, status = 200): Answer => ({
  status,
  headers: preferenceApplied(call),
  body,
});
