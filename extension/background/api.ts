// The server as the background sees it. Whatever comes back is parsed; what is not Kith's answer is "unavailable".
import { z } from "zod";
import { errorBody, WORKSPACE_HEADER } from "#shared/api.ts";
import { AppError, type ErrorCode, errorCodes } from "#shared/errors.ts";

const TIMEOUT_MS = 20_000;

/** Where requests go and as whom. `workspaceId` and `token` are null before sign-in. */
export interface Endpoint {
  readonly server: string;
  readonly token: string | null;
  readonly workspaceId: string | null;
}

export interface Call<T> {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** What the answer must be; a captive portal's page or a truncated body is not it. */
  readonly answer: z.ZodType<T>;
}

export const noContent = z.undefined();

function headersOf({ token, workspaceId }: Endpoint, body: unknown): Record<string, string> {
  return {
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(workspaceId ? { [WORKSPACE_HEADER]: workspaceId } : {}),
  };
}

const unreachable = (cause: unknown) => new AppError("unavailable", "The server cannot be reached", { cause });

async function fetchAnswer(endpoint: Endpoint, call: Omit<Call<unknown>, "answer">): Promise<Response> {
  try {
    return await fetch(new URL(call.path, endpoint.server), {
      method: call.method,
      headers: headersOf(endpoint, call.body),
      credentials: "omit",
      redirect: "error",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
  } catch (cause) {
    throw unreachable(cause);
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  if (!response.headers.get("content-type")?.includes("json")) throw unreachable("not JSON");
  try {
    return await response.json();
  } catch (cause) {
    throw unreachable(cause);
  }
}

const isCode = (code: string): code is ErrorCode => (errorCodes as string[]).includes(code);

function errorOf(response: Response, body: unknown): AppError {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success || !isCode(parsed.data.error.code)) return unreachable(`status ${response.status}`);
  const { code, message, fields } = parsed.data.error;
  const seconds = Number(response.headers.get("retry-after"));
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {};
  return new AppError(code, message, { ...retryAfterMs, ...(fields ? { fields } : {}) });
}

/** Throws `unavailable` for everything that is not an answer of a Kith server. */
export async function request<T>(endpoint: Endpoint, call: Call<T>): Promise<T> {
  const response = await fetchAnswer(endpoint, call);
  const body = await readJson(response);
  if (!response.ok) throw errorOf(response, body);
  const answer = call.answer.safeParse(body);
  if (!answer.success) throw unreachable(answer.error);
  return answer.data;
}

/** The stream of server-sent events; ends when the signal aborts, the server closes it or the network breaks. */
export async function openStream(
  endpoint: Endpoint,
  path: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const headers = { ...headersOf(endpoint, undefined), accept: "text/event-stream" };
  let response: Response;
  try {
    response = await fetch(new URL(path, endpoint.server), { headers, credentials: "omit", redirect: "error", signal });
  } catch (cause) {
    throw unreachable(cause);
  }
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!response.ok) throw errorOf(response, await readJson(response));
  if (!isStream || !response.body) throw unreachable("not a stream");
  return response.body;
}
