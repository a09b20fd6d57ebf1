// What Google refuses with, and what never arrived → AppError.
import { z } from "zod";
import { AppError, type ErrorCode } from "#shared/errors.ts";
import type { failureCodes } from "../access.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON says, or the text where it is none. */
  readonly body: unknown;
}

/** A conflict stays inside: whoever makes something under an id of its own expects one. */
type FailureCode = ((typeof failureCodes)[number] | "conflict") & ErrorCode;

const messages: Readonly<Record<FailureCode, string>> = {
  rate_limited: "Google asks for a pause",
  unavailable: "Google cannot be reached right now",
  unauthenticated: "Google no longer accepts the connection to this mailbox",
  forbidden: "Google does not allow this: a right was not granted, or an administrator has closed it",
  not_found: "Google does not have this any more",
  conflict: "Google has this already",
  invalid: "Google could not make sense of this",
};

const withReason = z.array(z.object({ reason: z.string() }).partial()).catch([]);
const refusal = z.object({
  error: z.object({
    message: z.string().catch(""),
    status: z.string().catch(""),
    errors: withReason,
    details: withReason,
  }),
});

interface Refusal {
  message: string;
  /** In one spelling: `rateLimitExceeded` and `RATE_LIMIT_EXCEEDED` are the same. */
  reasons: string[];
}

function parseRefusal(body: unknown): Refusal {
  const parsed = refusal.safeParse(body);
  if (!parsed.success) return { message: typeof body === "string" ? body.slice(0, 300) : "", reasons: [] };
  const { message, status, errors, details } = parsed.data.error;
  const reasons = [...errors, ...details].flatMap(({ reason }) => reason ?? []);
  return { message, reasons: [...reasons, status].map((reason) => reason.replaceAll("_", "").toLowerCase()) };
}

/** developers.google.com/workspace/gmail/api/guides/handle-errors: with 403 as with 429. */
const isRateReason = (reason: string) => /(limit|quota)exceeded$|^resourceexhausted$/.test(reason);

function codeOf({ status, body }: Answer, { reasons }: Refusal): FailureCode {
  if (status === 429) return "rate_limited";
  if (status === 401) return "unauthenticated";
  // A page of HTML comes from something on the way: it knows nothing of what exists and what is allowed.
  if (status >= 500 || typeof body !== "object") return "unavailable";
  if (status === 403) return reasons.some(isRateReason) ? "rate_limited" : "forbidden";
  if (status === 404 || status === 410) return "not_found";
  if (status === 409) return "conflict";
  // May pass by itself, or say that the mailbox has no mail service: another try tells.
  return reasons.includes("failedprecondition") || status < 400 ? "unavailable" : "invalid";
}

/** Seconds, an HTTP date, or a moment in the text ("Retry after 2026-03-20T08:00:30.000Z"), by the vendor's own clock. */
function findRetryAfterMs({ headers }: Answer, { message }: Refusal): number | undefined {
  const header = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(header)) return Math.ceil(Number(header) * 1000);
  const told = /retry after (\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)/i.exec(message)?.[1] ?? "";
  const until = [header, told].map((text) => Date.parse(text)).find((moment) => !Number.isNaN(moment));
  if (until === undefined) return undefined;
  const now = Date.parse(headers.get("date") ?? "");
  return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}

export const isFailure = ({ status }: Answer) => status < 200 || status >= 300;

/** The vendor's own words are the message of the cause. */
export function failureOf(answer: Answer): AppError {
  const said = parseRefusal(answer.body);
  const code = codeOf(answer, said);
  const waitMs = code === "rate_limited" || code === "unavailable" ? findRetryAfterMs(answer, said) : undefined;
  const cause = new Error(`${answer.status} ${said.reasons.join(" ")} ${said.message}`.trim());
  return new AppError(code, messages[code], { cause, ...(waitMs !== undefined && { retryAfterMs: waitMs }) });
}

export function failure(code: FailureCode, cause?: unknown): AppError {
  return new AppError(code, messages[code], cause === undefined ? {} : { cause });
}

/** Whether the vendor has given the thing up: gone, or not even a name it would have given. */
export const isUnknown = (error: unknown) =>
  error instanceof AppError && (error.code === "not_found" || error.code === "invalid");
