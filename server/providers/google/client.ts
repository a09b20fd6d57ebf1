// Requests to Google's APIs: the mailbox's token, one renewal, its limiter, one time limit; answers parsed, or AppError.
// Of googleapis only these two: they load in 65 ms, all of it in 440 (measured 2026-11).
import { calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { gmail, type gmail_v1, type MethodOptions } from "googleapis/build/src/apis/gmail/index.js";
import type { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../access.ts";
import type { VendorConfig } from "../vendor.ts";
import { type Answer, failure, failureOf, isFailure } from "./errors.ts";

const TIMEOUT_MS = 60_000;
/** A mail is 50 MB at most, and a third more in base64; a batch of them is asked for again in halves. */
const ANSWER_LIMIT = 80 * 1024 * 1024;

type SdkAnswer = { status: number; headers: unknown; data: unknown };

export class GoogleClient {
  readonly gmail: gmail_v1.Gmail;
  readonly calendar: calendar_v3.Calendar;
  readonly #apiRoot: string | null;
  readonly #timeoutMs: number;

  constructor({ apiRoot, timeoutMs = TIMEOUT_MS }: VendorConfig) {
    this.#apiRoot = apiRoot;
    this.#timeoutMs = timeoutMs;
    const options = {
      ...(apiRoot !== null && { rootUrl: `${apiRoot}/` }),
      retry: false,
      responseType: "json",
      validateStatus: () => true,
      fetchImplementation: fetchWhole,
    } as const;
    this.gmail = gmail({ version: "v1", ...options });
    this.calendar = calendar({ version: "v3", ...options });
  }

  /** A call of the SDK; the options it is given must be passed on. */
  async ask<T>(
    access: Access,
    units: number,
    schema: z.ZodType<T>,
    call: (options: MethodOptions) => Promise<SdkAnswer>,
  ): Promise<T> {
    const answer = await this.#send(access, units, async (headers, signal) => {
      const { status, headers: answered, data } = await call({ headers, signal });
      return { status, headers: new Headers(answered as Record<string, string>), body: data };
    });
    return parseAnswer(answer, schema);
  }

  /** A request the SDK has no method for. */
  async request(
    access: Access,
    units: number,
    { usualRoot, path, ...init }: { usualRoot: string; path: string } & RequestInit,
  ): Promise<Answer> {
    const answer = await this.#send(access, units, async (headers, signal) => {
      const response = await fetchWhole(`${this.#apiRoot ?? usualRoot}${path}`, {
        ...init,
        headers: { ...headers, ...(init.headers as Record<string, string>) },
        signal,
      });
      return { status: response.status, headers: response.headers, body: parseJson(await response.text()) };
    });
    if (isFailure(answer)) throw failureOf(answer);
    return answer;
  }

  async #send(
    access: Access,
    units: number,
    send: (headers: Record<string, string>, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    let used = "";
    const attempt = (token: () => Promise<string> | string) =>
      access.limiter.run(units, async () => {
        used = await token();
        const signal = AbortSignal.any([access.signal, AbortSignal.timeout(this.#timeoutMs)]);
        try {
          signal.throwIfAborted();
          return await send({ authorization: `Bearer ${used}` }, signal);
        } catch (error) {
          throw error instanceof AppError ? error : failure("unavailable", wordsOf(error));
        }
      });
    const first = await attempt(() => access.token());
    if (first.status !== 401) return first;
    const renewed = await access.renew(used);
    return attempt(() => renewed);
  }
}

export function parseAnswer<T>(answer: Answer, schema: z.ZodType<T>): T {
  if (isFailure(answer)) throw failureOf(answer);
  const parsed = schema.safeParse(answer.body);
  // Cut off on the way, or a page of something in between: what is wrong with it today may be right in a minute.
  if (!parsed.success) throw failure("unavailable", new Error(`Not what was asked for: ${parsed.error.message}`));
  return parsed.data;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the text itself says what it is.
    return text;
  }
}

/** `fetch` that ends with the body's last byte, follows no redirect and reads no more than the limit. */
async function fetchWhole(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: "error" });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > ANSWER_LIMIT) throw failure("invalid", new Error(`An answer of more than ${ANSWER_LIMIT} bytes`));
    pieces.push(piece);
  }
  const { status, headers } = response;
  return new Response(size === 0 ? null : new Blob(pieces), { status, headers });
}

/** The innermost reason: the layers above it say only that it failed. */
function wordsOf(error: unknown): unknown {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner;
}
