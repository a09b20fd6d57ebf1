// Which failures of a database heal by themselves.
import { AppError } from "#shared/errors.ts";

/** SQLSTATE, Prisma and network codes after which the same request may well succeed. */
const passing = new Set([
  "40001", // serialization failure
  "40P01", // deadlock
  "55P03", // lock not available
  "57014", // statement timeout
  "57P01", // the database is shutting down
  "57P02",
  "57P03",
  "53100", // disk full: reads go on, writes come back when there is room
  "53200",
  "53300", // too many connections
  "08000",
  "08001",
  "08003",
  "08006",
  "25P03", // idle in transaction for too long
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2034",
  "P2037",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "ENOSPC",
]);

const lostConnection =
  /connection (?:terminated|timeout|ended|error)|client was closed|timeout exceeded when trying to connect/iu;

/** Everything an error says about its cause: its own codes, and those of the errors wrapped in it. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== "object" || error === null || depth > 6) return;
  const { code, originalCode, kind, cause, meta, message, errors } = error as Record<string, unknown>;
  for (const value of [code, originalCode, kind]) if (typeof value === "string") yield value;
  if (typeof message === "string" && lostConnection.test(message)) yield "08006";
  yield* codesOf(cause, depth + 1);
  if (Array.isArray(errors)) for (const inner of errors) yield* codesOf(inner, depth + 1);
  if (typeof meta === "object" && meta !== null) {
    yield* codesOf((meta as Record<string, unknown>).driverAdapterError, depth + 1);
  }
}

const passingKinds = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "TransactionWriteConflict",
  "SocketTimeout",
  "TooManyConnections",
]);

/** Row-level security refused to write a row. */
const NOT_ALLOWED = "42501";

/** `unavailable` for what heals by itself, `forbidden` for somebody else's row; everything else as it was. */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  for (const code of codesOf(error)) {
    if (code === NOT_ALLOWED) return new AppError("forbidden", "This belongs to somebody else", { cause: error });
    if (passing.has(code) || passingKinds.has(code)) {
      return new AppError("unavailable", "The database is busy; try again", { cause: error, retryAfterMs: 1_000 });
    }
  }
  return error;
}
