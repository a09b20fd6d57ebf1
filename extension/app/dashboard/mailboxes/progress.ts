// What the numbers of a mailbox say: how far it is, how long it will take, and when to ask again. Pure.
import type { MailboxView } from "#shared/mailbox.ts";

type Counted = Pick<MailboxView, "counts" | "isListed">;

export interface Progress {
  done: number;
  /** What is known of; while the list is still growing it is not all there is. */
  known: number;
  /** From 0 to 1; null while nobody can say. */
  ratio: number | null;
}

export function progressOf({ counts: { pending, linked, skipped, failed }, isListed }: Counted): Progress {
  const done = linked + skipped + failed;
  const known = done + pending;
  if (!isListed) return { done, known, ratio: null };
  return { done, known, ratio: known === 0 ? 1 : done / known };
}

export interface Duration {
  value: number;
  unit: "minute" | "hour" | "day";
}

/** Rounded as one says it, and never to less than it is; null is less than a minute. */
export function roundDuration(seconds: number): Duration | null {
  if (seconds < 60) return null;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return { value: minutes > 10 ? Math.ceil(minutes / 5) * 5 : minutes, unit: "minute" };
  const hours = Math.ceil(minutes / 60);
  return hours < 36 ? { value: hours, unit: "hour" } : { value: Math.ceil(hours / 24), unit: "day" };
}

const busy: readonly MailboxView["state"][] = ["importing", "behind", "waiting"];

/** Between two questions while something is under way. */
const BUSY_MS = 3_000;
/** After the moment the server said it would look again, so that the look has begun. */
const LOOK_MS = 2_000;
const LATEST_MS = 10 * 60_000;

type Watched = Pick<MailboxView, "state" | "nextTryAt">;

/** How long until the server is asked again, in milliseconds; null when nothing will change by itself. */
export function pollDelay(mailboxes: readonly Watched[], now: Date, isConnecting: boolean): number | null {
  if (isConnecting || mailboxes.some(({ state }) => busy.includes(state))) return BUSY_MS;
  const next = mailboxes
    .filter(({ state }) => state === "current" || state === "failing")
    .flatMap(({ nextTryAt }) => (nextTryAt ? [Date.parse(nextTryAt)] : []));
  if (next.length === 0) return null;
  return Math.min(LATEST_MS, Math.max(BUSY_MS, Math.min(...next) - now.getTime() + LOOK_MS));
}
