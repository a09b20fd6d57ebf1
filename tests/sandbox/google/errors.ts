// Refusals in the words and the shape of Google's APIs.
import type { Answer, Fault } from "../mailboxes/faults.ts";

/** Thrown by whatever answers a call; its answer is sent instead. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Refused with ${answer.status}`);
    this.answer = answer;
  }
}

interface Known {
  readonly status: number;
  readonly message: string;
  /** `global` unless told. */
  readonly domain?: string;
}

// Reasons and messages: developers.google.com/workspace/gmail/api/guides/handle-errors and .../calendar/api/guides/errors.
const known = {
  authError: { status: 401, message: "Invalid Credentials" },
  rateLimitExceeded: { status: 403, message: "Rate Limit Exceeded", domain: "usageLimits" },
  userRateLimitExceeded: { status: 403, message: "User Rate Limit Exceeded", domain: "usageLimits" },
  dailyLimitExceeded: { status: 403, message: "Daily Limit Exceeded", domain: "usageLimits" },
  quotaExceeded: { status: 403, message: "Quota Exceeded", domain: "usageLimits" },
  accessNotConfigured: {
    status: 403,
    message: "The API has not been used in this project before or it is disabled. Enable it, then retry.",
    domain: "usageLimits",
  },
  domainPolicy: { status: 403, message: "The domain administrators have disabled Gmail apps." },
  insufficientPermissions: { status: 403, message: "Request had insufficient authentication scopes." },
  forbidden: { status: 403, message: "Delegation denied" },
  failedPrecondition: { status: 400, message: "Mail service not enabled" },
  invalidArgument: { status: 400, message: "Invalid value" },
  badRequest: { status: 400, message: "Bad Request" },
  required: { status: 400, message: "Required parameter is missing" },
  invalid: { status: 400, message: "Invalid Value" },
  timeRangeEmpty: { status: 400, message: "The specified time range is empty.", domain: "calendar" },
  parseError: { status: 400, message: "Parse Error" },
  notFound: { status: 404, message: "Requested entity was not found." },
  duplicate: { status: 409, message: "The requested identifier already exists." },
  deleted: { status: 410, message: "Resource has been deleted" },
  fullSyncRequired: {
    status: 410,
    message: "Sync token is no longer valid, a full sync is required.",
    domain: "calendar",
  },
  backendError: { status: 503, message: "The service is currently unavailable." },
} satisfies Record<string, Known>;

export type Reason = keyof typeof known;

interface Details {
  readonly status?: number;
  readonly message?: string;
  /** Seconds or an HTTP date. */
  readonly retryAfter?: string;
  readonly location?: string;
}

const statusNames: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ALREADY_EXISTS",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

export function refusalAnswer(reason: Reason, details: Details = {}): Answer {
  const { domain = "global", ...usual }: Known = known[reason];
  const { status = usual.status, message = usual.message, retryAfter, location } = details;
  const place = location && { locationType: location === "Authorization" ? "header" : "parameter", location };
  const name = reason === "failedPrecondition" ? "FAILED_PRECONDITION" : statusNames[status];
  return {
    status,
    headers: {
      ...(retryAfter !== undefined && { "retry-after": retryAfter }),
      ...(status === 401 && {
        "www-authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"',
      }),
    },
    body: {
      error: { code: status, message, errors: [{ message, domain, reason, ...place }], ...(name && { status: name }) },
    },
  };
}

export function refuse(reason: Reason, details?: Details): never {
  throw new Refusal(refusalAnswer(reason, details));
}

/** The same refusal as something for `faults.add`. */
export function googleFault(reason: Reason, details?: Details): Fault {
  const { status, headers, body } = refusalAnswer(reason, details);
  return { kind: "status", status, headers: { ...headers }, body: JSON.stringify(body) };
}
