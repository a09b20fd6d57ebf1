// Failures in Graph's words (learn.microsoft.com/graph/errors).
import { randomUUID } from "node:crypto";
import type { Answer, Fault } from "../mailboxes/faults.ts";

export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const notFound = () =>
  new GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.");
export const accessDenied = () =>
  new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
export const badRequest = (message: string, code = "BadRequest") => new GraphError(400, code, message);

export function errorBody(code: string, message: string, requestId: string): object {
  const date = new Date().toISOString().slice(0, 19);
  return { error: { code, message, innerError: { date, "request-id": requestId, "client-request-id": requestId } } };
}

export function errorAnswer(error: GraphError, requestId: string): Answer {
  return {
    status: error.status,
    headers: { "request-id": requestId, ...error.headers },
    body: errorBody(error.code, error.message, requestId),
  };
}

/** A fault that reads like Graph's own answer. */
export function graphFault(
  status: number,
  code: string,
  message = code,
  headers: Record<string, string> = {},
): Extract<Fault, { kind: "status" }> {
  return { kind: "status", status, headers, body: JSON.stringify(errorBody(code, message, randomUUID())) };
}

/** What a gateway in front of Graph says on a bad day: no JSON. */
export const htmlOutage: Fault = {
  kind: "status",
  status: 503,
  headers: { "content-type": "text/html" },
  body: "<html><head><title>503</title></head><body><h1>Service Unavailable</h1></body></html>",
};
