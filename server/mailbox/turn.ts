// A mailbox's turn: whoever gets its lease brings it up to date, as far as the vendor lets and time allows, and says when
// the next turn is.
import { randomUUID } from "node:crypto";
import { AppError } from "#shared/errors.ts";
import type { Logger } from "#shared/log.ts";
import type { Access, Limiter } from "../providers/access.ts";
import type { MailProvider, MailScope } from "../providers/mail-provider.ts";
import type { Vendor } from "../providers/vendor.ts";
import type { Database } from "../store/database.ts";
import { settleSends } from "./acting.ts";
import { bringPending } from "./bring.ts";
import { runCalendarRound } from "./calendar-round.ts";
import { putKnown, wordsOf } from "./items.ts";
import { Limiters, type MailboxLimiter, type Timer } from "./limiter.ts";
import {
  asWriter,
  claim,
  inWorkspace,
  isTooFar,
  LONGEST_WAIT_MS,
  type Mailbox,
  type MailboxId,
  release,
} from "./mailboxes.ts";
import { listAddresses } from "./people.ts";
import { reconcile } from "./reconcile.ts";
import { openStream, runRound, type Stream, settleRound, type Writer } from "./round.ts";
import { keepWatched } from "./watch.ts";

export type OpenAccess = (mailbox: Mailbox, vendor: Vendor, limiter: Limiter, signal: AbortSignal) => Access;

export interface Engine {
  readonly database: Database;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly openAccess: OpenAccess;
  /** Ends what a member has connected, here and at the vendors. */
  readonly disconnectMember: (member: { readonly workspaceId: string; readonly memberId: string }) => Promise<void>;
  readonly log: Logger;
  readonly pollMs: number;
  readonly now: () => Date;
  /** By what limiters measure and wait; the process's own unless told. */
  readonly timer?: Timer;
}

const limitersOf = new WeakMap<Engine, Limiters>();

function getLimiters(engine: Engine): Limiters {
  const limiters = limitersOf.get(engine) ?? new Limiters(engine.timer);
  limitersOf.set(engine, limiters);
  return limiters;
}

/** Then others get their turn, and new mail is looked for before an import goes on. */
const TURN_MS = 45_000;
const LONGEST_BACKOFF_MS = 60 * 60_000;
/** Where a vendor asks for a pause and does not say how long. */
const DEFAULT_PAUSE_MS = 60_000;

export interface Turn {
  /** False when another writer has the mailbox, or it cannot be followed. */
  readonly ran: boolean;
  /** Nothing is pending and every stream is at its end. */
  readonly isQuiet: boolean;
  /** When it goes on; null while only its owner can help. */
  readonly nextAt: Date | null;
}

const idle: Turn = { ran: false, isQuiet: true, nextAt: null };

const canBeFollowed = ({ since, tokens, reconnect, pausedAt }: Mailbox) =>
  since !== null && tokens !== null && reconnect === null && pausedAt === null;

export async function takeTurn(engine: Engine, id: MailboxId, stop: AbortSignal): Promise<Turn> {
  const { database, now } = engine;
  const writer = randomUUID();
  const mailbox = await claim(database, id, writer);
  if (!mailbox) return { ran: false, isQuiet: false, nextAt: null };
  const vendor = engine.vendors.get(mailbox.vendor);
  if (!vendor || !canBeFollowed(mailbox)) {
    await release(database, id, writer, {});
    return idle;
  }
  // Further away than any pause may be: the clock was set back since.
  const isPaused = mailbox.retryAt !== null && mailbox.retryAt > now() && !isTooFar(mailbox.retryAt, now());
  if (mailbox.retryAt && isPaused) {
    await release(database, id, writer, { nextAt: mailbox.retryAt });
    return { ran: false, isQuiet: false, nextAt: mailbox.retryAt };
  }
  const said = mailbox.quotaAt && { at: mailbox.quotaAt, units: mailbox.quotaUsed };
  const limiter = getLimiters(engine).take(id.id, vendor.limits, said, now());
  const access = engine.openAccess(mailbox, vendor, limiter, stop);
  const until = now().getTime() + TURN_MS;
  const mayGoOn = () => !stop.aborted && now().getTime() < until;
  const self: Writer = { database, mailbox: id, writer, now };
  const parts: [string, () => Promise<boolean>][] = [
    // Before anything is looked for: what comes meanwhile is hinted at already.
    ["push", () => keepWatched(self, vendor.push, access, mailbox, engine.log).then(() => true)],
  ];
  if (mailbox.features.includes("calendar")) {
    parts.push(["calendar", () => runCalendarRound(self, vendor.calendar, access, mailbox).then(() => true)]);
  }
  if (mailbox.features.includes("send")) {
    const acting = { database, vendor, access, mailbox, now: now() };
    parts.push(["send", () => settleSends(acting).then(() => true)]);
  }
  if (mailbox.features.includes("mail")) {
    parts.push(["mail", () => followMail(self, vendor, access, mailbox, mayGoOn, engine.log)]);
  }
  const ended: Ended = { isQuiet: true, failures: [], hasGoneWell: false };
  for (const [name, run] of parts) {
    try {
      ended.isQuiet = (await run()) && ended.isQuiet;
      ended.hasGoneWell ||= name !== "send" && name !== "push";
    } catch (error) {
      ended.failures.push(error);
      engine.log.warn({ mailboxId: id.id, part: name, code: codeOf(error) }, "mailbox could not be followed");
      if (!(error instanceof AppError)) engine.log.error({ mailboxId: id.id, error: wordsOf(error) }, "turn failed");
      if (strikesAll(error) || stop.aborted) break;
    }
  }
  if (stop.aborted && ended.failures.length > 0) {
    // Cut off by ourselves: no failure of the mailbox's.
    await release(database, id, writer, { quotaAt: now(), quotaUsed: limiter.used, nextAt: now() });
    return { ran: true, isQuiet: false, nextAt: now() };
  }
  return end(engine, self, mailbox, limiter, ended);
}

/** How the parts of a turn went. */
interface Ended {
  /** Of those that went well. */
  isQuiet: boolean;
  hasGoneWell: boolean;
  readonly failures: unknown[];
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : "internal");
/** Calendar and mail share one account and one budget: what stops one of them so stops both. */
const strikesAll = (error: unknown) =>
  error instanceof AppError && ["rate_limited", "unauthenticated", "conflict"].includes(error.code);

async function followMail(
  writer: Writer,
  { mail }: Vendor,
  access: Access,
  mailbox: Mailbox,
  mayGoOn: () => boolean,
  log: Logger,
): Promise<boolean> {
  const since = mailbox.since ?? new Date();
  const scope: MailScope = { since: since.toISOString(), places: mailbox.placeIds as string[] | null };
  const keys = await mail.listStreams(access, scope);
  // No mailbox is without folders: taken at its word, this would empty the ledger.
  if (keys.length === 0 && scope.places === null) throw new AppError("unavailable", "The mailbox names no folders");
  const streams: Stream[] = [];
  for (const key of keys) {
    streams.push(await runRound(writer, mail, access, scope, await openStream(writer, "mail", key)));
  }
  if (streams.some(({ isListing }) => isListing)) await findKnown(writer, mail, access, mailbox, scope, log);
  await settleRound(writer, streams, since);
  await reconcile(writer, mail, access, mailbox, scope);
  return bringPending(writer, mail, access, mailbox, mayGoOn);
}

/** So many addresses are asked about: twenty calls, or fewer. */
const MOST_KNOWN = 400;

/** Everything has just been listed: who is known comes first. A search that fails costs the order, not the import. */
async function findKnown(
  { database, mailbox: id, writer }: Writer,
  mail: MailProvider,
  access: Access,
  mailbox: Mailbox,
  scope: MailScope,
  log: Logger,
): Promise<void> {
  const addresses = await inWorkspace(database, id, (prisma) => listAddresses(prisma, mailbox, MOST_KNOWN));
  try {
    const ids = await mail.listWith(access, addresses, scope);
    await asWriter(database, id, writer, (prisma) => putKnown(prisma, id, ids));
  } catch (error) {
    if (strikesAll(error)) throw error;
    log.warn({ mailboxId: id.id, error: wordsOf(error) }, "known people could not be searched for");
  }
}

/** Writes down how it went, and when to go on. */
async function end(
  engine: Engine,
  { mailbox: id, writer }: Writer,
  mailbox: Mailbox,
  limiter: MailboxLimiter,
  { isQuiet, hasGoneWell, failures }: Ended,
): Promise<Turn> {
  const { database, pollMs, now } = engine;
  const at = now();
  const quota = { quotaAt: at, quotaUsed: limiter.used };
  getLimiters(engine).keep(id.id, limiter, at);
  const later = (ms: number) => new Date(at.getTime() + Math.min(ms, LONGEST_WAIT_MS));
  const struck = failures.find(strikesAll);
  const failure = struck ?? failures.at(-1);
  const code = failure === undefined ? null : codeOf(failure);
  if (code === "conflict") {
    // Somebody else's lease, if it has gone to them, is not touched by this.
    await release(database, id, writer, { ...quota, nextAt: at });
    return { ran: true, isQuiet: false, nextAt: at };
  }
  const retryAfterMs = failure instanceof AppError ? failure.retryAfterMs : undefined;
  if (code === "rate_limited") {
    const retryAt = later(retryAfterMs ?? DEFAULT_PAUSE_MS);
    await release(database, id, writer, { ...quota, retryAt, nextAt: retryAt });
    return { ran: true, isQuiet: false, nextAt: retryAt };
  }
  const problem = failure === undefined ? null : wordsOf(failure);
  const problems = { lastError: problem, lastErrorAt: problem === null ? null : at };
  if (code === "unauthenticated") {
    await sleepUntilReconnected(database, id);
    await release(database, id, writer, { ...quota, ...problems, nextAt: null, failures: mailbox.failures + 1 });
    return { ran: true, isQuiet: false, nextAt: null };
  }
  const retryAt = isQuiet && hasGoneWell ? await soonestRetry(database, id, at) : null;
  const pollAt = new Date(at.getTime() + pollMs);
  const goOnAt = !isQuiet ? at : retryAt && retryAt < pollAt ? retryAt : pollAt;
  // What an administrator has closed stays closed; what is open beside it is followed as if nothing were.
  const isWell = hasGoneWell && failures.every((one) => codeOf(one) === "forbidden");
  if (isWell) {
    const healed = { lastSuccessAt: at, retryAt: null, failures: 0 };
    await release(database, id, writer, { ...quota, ...healed, ...problems, nextAt: goOnAt });
    return { ran: true, isQuiet: isQuiet && retryAt === null, nextAt: goOnAt };
  }
  const inRow = mailbox.failures + 1;
  const backoffMs = Math.min(LONGEST_BACKOFF_MS, 5_000 * 2 ** Math.min(inRow, 10));
  const again = later(Math.max(backoffMs, retryAfterMs ?? 0));
  // One part's trouble must not make the other late, nor stop its import.
  const nextAt = hasGoneWell && goOnAt < again ? goOnAt : again;
  await release(database, id, writer, { ...quota, ...problems, nextAt, failures: inRow });
  return { ran: true, isQuiet: false, nextAt };
}

/** The vendor refuses a token that it has just given: only the owner can help, and is told so once. */
const sleepUntilReconnected = (database: Database, { workspaceId, id }: MailboxId) =>
  inWorkspace(database, { workspaceId, id }, (prisma) =>
    prisma.mailbox.updateMany({ where: { workspaceId, id, reconnect: null }, data: { reconnect: "refused" } }),
  );

/** When the first of what is pending is to be tried again: now, where somebody has just asked for it. */
async function soonestRetry(database: Database, id: MailboxId, now: Date): Promise<Date | null> {
  const [row] = await inWorkspace(
    database,
    id,
    (prisma) => prisma.$queryRaw<{ at: Date | null }[]>`
      select min(coalesce("retryAt", ${now}::timestamptz)) as "at" from "mail_item"
      where "workspaceId" = ${id.workspaceId}::uuid and "mailboxId" = ${id.id}::uuid and "state" = 'pending'`,
  );
  return row?.at ?? null;
}
