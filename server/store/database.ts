// The one way to the data: a database opened, migrated, and served through a role that row-level security binds.
import { AppError } from "#shared/errors.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { toAppError } from "./database-errors.ts";

/** A statement prepared once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface Database {
  readonly kind: "postgres" | "pglite";
  readonly prisma: PrismaClient;
  /** Names of the migrations that opening it has applied. */
  readonly migrated: readonly string[];
  /** One statement, one round trip, a transaction of its own. Columns come as text, boolean or null. */
  query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** For the job queue, which brings its own SQL; no scope is set. */
  runSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Calls back with the payload of every NOTIFY on the channel, from any process, until the signal aborts. */
  listen(channel: string, signal: AbortSignal, onPayload: (payload: string) => void): Promise<void>;
  close(): Promise<void>;
}

export type PrismaTransaction = Prisma.TransactionClient;

/** Part of a statement, to be put into one. */
export const fragment = Prisma.sql;

export type MailboxRow = Prisma.MailboxModel;

export const everybody = "*";

/** On whose behalf a transaction runs; row-level security shows it nothing else. */
export interface Scope {
  readonly workspaceId?: string;
  /** Whose private records it may touch; `everybody` is for what the server does on nobody's behalf. */
  readonly memberId?: string | typeof everybody;
  readonly userId?: string;
  /** Hash of an invitation's token, while it is being accepted. */
  readonly invitation?: string;
}

const TRANSACTION_LIMITS = { maxWait: 15_000, timeout: 60_000 };

/** A transaction in a scope. Failures of the database itself come out as `unavailable`. */
export async function transact<T>(
  database: Database,
  scope: Scope,
  run: (prisma: PrismaTransaction) => Promise<T>,
): Promise<T> {
  try {
    return await database.prisma.$transaction(async (prisma) => {
      await setScope(prisma, scope);
      return run(prisma);
    }, TRANSACTION_LIMITS);
  } catch (error) {
    throw toAppError(error);
  }
}

export async function setScope(prisma: PrismaTransaction, scope: Scope) {
  const { workspaceId = "", memberId = "", userId = "", invitation = "" } = scope;
  await prisma.$queryRaw`select set_config('app.workspace', ${workspaceId}, true), set_config('app.member', ${memberId}, true),
    set_config('app.user', ${userId}, true), set_config('app.invitation', ${invitation}, true)`;
}

/** Runs a prepared statement; failures of the database itself come out as `unavailable`. */
export async function query<Row>(database: Database, statement: Statement, values: readonly unknown[]): Promise<Row[]> {
  try {
    return await database.query<Row>(statement, values);
  } catch (error) {
    throw toAppError(error);
  }
}

export function single<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new AppError("internal", "The database gave no answer");
  return row;
}
