// The border at which everything that was thrown becomes an answer.
import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { AppError, httpStatusByCode } from "#shared/errors.ts";
import { toAppError } from "../store/database-errors.ts";

export const answerUnknownRoute: RequestHandler = () => {
  throw new AppError("not_found", "There is nothing at this address");
};

export const answerErrors: ErrorRequestHandler = (thrown: unknown, request, response, _next) => {
  const status = clientStatus(thrown);
  const error = status ? refusedByExpress(thrown, status) : asAppError(thrown);
  if (error.code === "internal") request.log.error({ requestId: request.id, error: thrown }, "request failed");
  else if (error.code === "unavailable")
    request.log.warn({ requestId: request.id, error: error.cause }, "database was not available");
  if (response.headersSent) {
    // A stream that broke: nothing can be said any more but that it is over.
    response.destroy();
    return;
  }
  answerError(request, response, error, status);
};

export function answerError(request: Request, response: Response, error: AppError, status?: number) {
  if (error.retryAfterMs !== undefined) response.set("Retry-After", String(Math.ceil(error.retryAfterMs / 1_000)));
  response.status(status ?? httpStatusByCode[error.code]).json({
    error: {
      code: error.code,
      message: error.message,
      ...(error.fields.length > 0 && { fields: error.fields }),
      requestId: String(request.id),
    },
  });
}

function asAppError(thrown: unknown): AppError {
  const error = toAppError(thrown);
  return error instanceof AppError ? error : new AppError("internal", "Something went wrong here", { cause: thrown });
}

/** The status of an error that express or its body parser made about a request; ours and unknown ones have none. */
function clientStatus(thrown: unknown): number | undefined {
  if (thrown instanceof AppError || typeof thrown !== "object" || thrown === null) return undefined;
  const { status } = thrown as { status?: unknown };
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}

const messages: Readonly<Record<number, string>> = {
  400: "The body is not valid JSON",
  413: "The body is too large",
  415: "The body must be JSON in UTF-8, not compressed",
};

function refusedByExpress(thrown: unknown, status: number): AppError {
  return new AppError("invalid", messages[status] ?? STATUS_CODES[status] ?? "Not a valid request", { cause: thrown });
}
