// Requests to Microsoft Graph: one mailbox's token and budget, stable ids, one try each, and JSON or an AppError.
import { AuthenticationHandler, Client, HTTPMessageHandler, ResponseType } from "@microsoft/microsoft-graph-client";
import type { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../access.ts";
import type { VendorConfig } from "../vendor.ts";
import { refusalToError, toAppError, unanswered } from "./errors.ts";

const VERSION = "v1.0";
const DEFAULT_TIMEOUT_MS = 60_000;

/** Without it ids change when a message moves; it holds for one request only, so every request and part says it. */
export const STABLE_IDS = 'IdType="ImmutableId"';

export interface Ask {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the version, encoded: `/me/messages`. Or a whole link that Microsoft gave. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Preferences beside the one for stable ids. */
  readonly prefer?: readonly string[];
  /** An object is sent as JSON, a string as it is with type `text/plain`. */
  readonly body?: object | string;
  /** What it costs of the mailbox's budget: a batch counts as its parts. */
  readonly units?: number;
}

export interface Graph {
  /** The answer as it came; undefined where there is no body. */
  ask(access: Access, ask: Ask): Promise<unknown>;
  /** Whether a link leads to the place that may see tokens. */
  isOwnLink(link: string): boolean;
}

export const encode = encodeURIComponent;

export function pathOf({ path, query }: Pick<Ask, "path" | "query">): string {
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${name}=${encode(value)}`);
  return pairs.length > 0 ? `${path}?${pairs.join("&")}` : path;
}

export const preferenceOf = (prefer: readonly string[] = []) => [STABLE_IDS, ...prefer].join(", ");

/** The answer in the shape it must have; an answer of another shape is none. */
export function readAs<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  const read = schema.safeParse(answer);
  if (!read.success) throw unanswered(read.error);
  return read.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page or half an answer: whoever reads it finds it unusable.
    return null;
  }
}

export function graphOf(config: VendorConfig): Graph {
  const root = new URL(config.apiRoot ?? "https://graph.microsoft.com");
  // Over plain HTTP the SDK leaves the token out without a word.
  if (root.protocol !== "https:") throw new TypeError("Microsoft Graph is reached over https only");
  const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS;

  async function send(access: Access, ask: Ask, token: string): Promise<unknown> {
    const client = Client.initWithMiddleware({
      baseUrl: root.origin,
      defaultVersion: VERSION,
      customHosts: new Set([root.hostname]),
      // Neither the SDK's retries (they clamp Retry-After and sleep) nor its redirects: links are followed knowingly.
      middleware: [new AuthenticationHandler({ getAccessToken: async () => token }), new HTTPMessageHandler()],
      fetchOptions: { redirect: "error" },
    });
    const request = client
      .api(pathOf(ask))
      .header("Prefer", preferenceOf(ask.prefer))
      .option("signal", AbortSignal.any([access.signal, AbortSignal.timeout(timeoutMs)]))
      .responseType(ResponseType.RAW);
    if (typeof ask.body === "string") request.header("Content-Type", "text/plain");
    const method = ask.method ?? "GET";
    const response: Response = await (method === "GET"
      ? request.get()
      : method === "DELETE"
        ? request.delete()
        : method === "PATCH"
          ? request.patch(ask.body)
          : request.post(ask.body));
    const text = await response.text();
    const body = text === "" ? undefined : parseJson(text);
    if (response.ok && body !== null) return body;
    if (response.ok) throw unanswered(new Error(`Not JSON: ${text.length} characters`));
    throw refusalToError({ status: response.status, retryAfter: response.headers.get("retry-after"), body });
  }

  async function within(access: Access, ask: Ask, token: string): Promise<unknown> {
    try {
      return await access.limiter.run(ask.units ?? 1, () => send(access, ask, token));
    } catch (error) {
      throw toAppError(error);
    }
  }

  const isOwnLink = (link: string) => {
    const url = URL.parse(link);
    return url?.origin === root.origin && url.pathname.startsWith(`/${VERSION}/`);
  };

  return {
    isOwnLink,
    async ask(access, ask) {
      if (!ask.path.startsWith("/") && !isOwnLink(ask.path)) throw unanswered(new Error("A link to another host"));
      const token = await access.token();
      try {
        return await within(access, ask, token);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "unauthenticated") throw error;
        return await within(access, ask, await access.renew(token));
      }
    },
  };
}
