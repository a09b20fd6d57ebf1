/** The closed list of what can go wrong, and the HTTP status each code travels as. */
export const httpStatusByCode = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  outdated: 426,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof httpStatusByCode;

export const errorCodes = Object.keys(httpStatusByCode) as ErrorCode[];

/** One thing that is wrong with an input, by the path of the field that holds it. */
export interface InvalidField {
  path: string;
  reason: string;
}

/** The only error class of Kith. Its message may be shown to a person, so it names no internals. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** How long to wait before the next try; only with `rate_limited` and `unavailable`. */
  readonly retryAfterMs: number | undefined;
  /** With `invalid`: which fields, and why. */
  readonly fields: readonly InvalidField[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number; fields?: readonly InvalidField[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.fields = options.fields ?? [];
  }
}
