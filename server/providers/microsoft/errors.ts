// What Microsoft answered when it did not do as asked → AppError. The vendor's words travel as the cause.
import { GraphError } from "@microsoft/microsoft-graph-client";
import { z } from "zod";
import { AppError } from "#shared/errors.ts";

const errorAnswer = z.object({ error: z.object({ code: z.string().nullish(), message: z.string().nullish() }) });

/** An answer that is not the one asked for, of a whole request or of a part of a batch. */
export interface Refusal {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The body, where it was JSON. */
  readonly body: unknown;
}

/** Seconds or an HTTP date, as it stands: a long wait is the queue's business. */
function waitMs(retryAfter: string | null): number | undefined {
  if (retryAfter === null || retryAfter.trim() === "") return undefined;
  const seconds = Number(retryAfter);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000;
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined;
}

const throttled = /throttl|MailboxConcurrency|TooManyRequests|activityLimitReached/i;
const deadState = /sync.?state|resync/i;
/** The mailbox is on premises, unlicensed or about to be deleted; it says so with 404, and nothing in it is gone. */
const closed = /MailboxNotEnabledForRESTAPI|MailboxNotSupportedForRESTAPI|MailboxMoveInProgress/i;
/** Conflicts and locks pass; the others with them are a server's or a proxy's. */
const passing = [408, 409, 423, 425];

export function refusalToError({ status, retryAfter, body }: Refusal): AppError {
  const said = errorAnswer.safeParse(body).data?.error;
  const code = said?.code ?? "";
  const cause = new GraphError(status, `${status} ${code} ${said?.message ?? ""}`.trim());
  cause.code = code;
  const retryAfterMs = waitMs(retryAfter);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429 || throttled.test(`${code} ${said?.message}`)) {
    return new AppError("rate_limited", "Microsoft asks Kith to slow down", { cause, ...wait });
  }
  if (status === 401) return new AppError("unauthenticated", "Microsoft no longer accepts this connection", { cause });
  if (closed.test(code)) return new AppError("forbidden", "Microsoft does not open this mailbox to apps", { cause });
  // Without a code it was something on the way that answered, and nothing is known of what was asked for.
  const isOwn = code !== "" && !passing.includes(status);
  if (isOwn && status === 403) return new AppError("forbidden", "Microsoft does not allow this", { cause });
  if (isOwn && [404, 410].includes(status))
    return new AppError("not_found", "This is no longer at Microsoft", { cause });
  if (isOwn && status >= 400 && status < 500) {
    return new AppError("invalid", "Microsoft did not understand Kith", { cause });
  }
  return new AppError("unavailable", "Microsoft cannot answer right now", { cause, ...wait });
}

/** No answer, half an answer, or one that makes no sense. */
export const unanswered = (cause: unknown) => new AppError("unavailable", "Microsoft did not answer", { cause });

/** Whatever went wrong on the way, as the one class. */
export const toAppError = (error: unknown) => (error instanceof AppError ? error : unanswered(error));

const vendorsOf = (error: unknown) => {
  const cause = error instanceof AppError ? error.cause : undefined;
  return cause instanceof GraphError ? cause : undefined;
};

/** The state behind a link is forgotten: said with 410, or in words with any status there is (seen with 400 and 404). */
export function isDeadLink(error: unknown): boolean {
  const said = vendorsOf(error);
  return said !== undefined && (said.statusCode === 410 || (said.statusCode < 500 && deadState.test(said.code ?? "")));
}

export function isDuplicate(error: unknown): boolean {
  const said = vendorsOf(error);
  return said?.statusCode === 409 || /duplicate|transaction/i.test(said?.code ?? "");
}

export const isGone = (error: unknown) => error instanceof AppError && error.code === "not_found";
