// Graph's side of the stand-in: whoever comes is asked for a token, then for a right, then for patience.
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, answerWith, type Faults } from "../mailboxes/faults.ts";
import { runBatch } from "./batch.ts";
import {
  type Call,
  checkScopes,
  type Graph,
  type GraphRequest,
  queryOf,
  type Route,
  RouteTable,
  segmentsOf,
} from "./call.ts";
import { accessDenied, badRequest, errorAnswer, GraphError } from "./graph-error.ts";
import { parsePrefer } from "./prefer.ts";
import type { State } from "./state.ts";

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

const bearer = (authorization: string | undefined) => /^Bearer (.+)$/.exec(authorization ?? "")?.[1] ?? "";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Segments below `/me`; `/users/{id}` is `/me`, and nobody else (a delegated right covers its own mailbox only). */
function ownSegments(segments: string[], names: readonly string[]): string[] {
  if (segments[0]?.toLowerCase() !== "users") return segments;
  if (!names.includes(segments[1]?.toLowerCase() ?? "")) throw accessDenied();
  return ["me", ...segments.slice(2)];
}

export function createGraph(state: State, routes: readonly Route[]): Graph {
  const table = new RouteTable(routes);

  async function answer(request: GraphRequest, authorization: string | undefined): Promise<Answer> {
    const right = state.tokens.rightOf(bearer(authorization));
    if (!right) {
      const message = bearer(authorization)
        ? "Lifetime validation failed, the token is expired."
        : "Access token is empty.";
      const challenge = { "www-authenticate": 'Bearer realm="", error="invalid_token"' };
      throw new GraphError(401, "InvalidAuthenticationToken", message, challenge);
    }
    const box = state.boxes.get(right.address);
    const { subject, address } = box.mailbox;
    const url = new URL(request.url, state.graphRoot);
    const [version, ...segments] = segmentsOf(url.pathname);
    if (version !== "v1.0") throw badRequest(`Invalid version: ${version ?? ""}`);
    const { route, given } = table.find(
      request.method,
      ownSegments(segments, [subject.toLowerCase(), address.toLowerCase()]),
    );
    checkScopes(route, right.scopes);
    const call: Call = {
      state,
      box,
      scopes: right.scopes,
      method: request.method,
      given,
      query: queryOf(url.searchParams),
      prefer: parsePrefer(request.headers.prefer ?? ""),
      contentType: request.headers["content-type"] ?? "",
      text: request.text,
    };
    if (!route.isOutlook) return await route.answer(call);
    return await state.throttle.run(address, async () => {
      if (state.switches.latencyMs > 0) await wait(state.switches.latencyMs);
      box.catchUp();
      return await route.answer(call);
    });
  }

  return async (request, authorization) => {
    const requestId = randomUUID();
    try {
      const given = await answer(request, authorization);
      return { ...given, headers: { "request-id": requestId, ...given.headers } };
    } catch (error) {
      if (error instanceof GraphError) return errorAnswer(error, requestId);
      throw error;
    }
  };
}

/** The address of the mailbox a token belongs to, for the faults. */
export const mailboxOf = (state: State, authorization: string | undefined): string | null =>
  state.tokens.rightOf(bearer(authorization))?.address ?? null;

export function graphListener(state: State, graph: Graph, faults: Faults) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    state.counts.graph += 1;
    const method = request.method ?? "GET";
    const url = request.url ?? "/";
    const { authorization } = request.headers;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
    );
    const text = await bodyOf(request);
    const mailbox = mailboxOf(state, authorization);
    const fault = faults.take(method, url, mailbox);
    const isBatch = method === "POST" && url === "/v1.0/$batch" && mailbox !== null;
    await answerWith(fault, request, response, () =>
      isBatch
        ? runBatch({ state, graph, faults, mailbox, authorization }, text)
        : graph({ method, url, headers, text }, authorization),
    );
  };
}
