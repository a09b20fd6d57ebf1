// When to look at the page again: soon after it changed, seldom enough never to be felt, and never in a loop.
import type { MailContext } from "#shared/mail.ts";
import { pageRoot } from "./find.ts";

/** A page that is being built goes quiet for this long when a step is done. */
const QUIET_MS = 24;
/** A page that never goes quiet is read anyway. */
const BUSY_MS = 160;
/** Reading may take this share of the time at most. */
const SHARE = 1 / 20;
/** How long what was shown stands while the page shows something half built. */
const HOLD_MS = 400;
/** How long the page has to become readable before Kith says that it is not. */
const PATIENCE_MS = 2_000;
const POLL_MS = 1_000;

export interface Watched {
  read(): MailContext;
  /** Attributes whose change can change what `read` says; child nodes and text always count. */
  attributes: readonly string[];
  /** Something on screen has no lasting name yet (mail sent a moment ago): look again without a change. */
  isPending?(): boolean;
}

/** Reads at once and after every change that settles; calls back when the reading differs from the last. */
export function watchPage(watched: Watched, signal: AbortSignal, onChange: (context: MailContext) => void): void {
  if (signal.aborted) return;
  let changedAt = 0;
  let firstChangeAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told: string | undefined;
  let toldThread = false;
  let unreadableSince: number | undefined;
  let notBefore = 0;

  const wakeIn = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(onTimer, ms);
  };
  const onPageChange = () => {
    changedAt = performance.now();
    if (firstChangeAt > 0) return;
    firstChangeAt = changedAt;
    wakeIn(Math.max(QUIET_MS, notBefore - changedAt));
  };
  const onTimer = () => {
    const now = performance.now();
    const isQuiet = now - changedAt >= QUIET_MS - 1;
    if (firstChangeAt > 0 && !isQuiet && now - firstChangeAt < BUSY_MS) return wakeIn(QUIET_MS);
    firstChangeAt = 0;
    look(now);
  };
  const tell = (context: MailContext) => {
    const text = JSON.stringify(context);
    if (text === told) return;
    told = text;
    toldThread = context.kind === "thread";
    onChange(context);
  };
  const look = (now: number) => {
    const context = watched.read();
    notBefore = now + (performance.now() - now) / SHARE;
    if (context.kind !== "unreadable") {
      unreadableSince = undefined;
      tell(context);
      if (watched.isPending?.()) wakeIn(POLL_MS);
      return;
    }
    unreadableSince ??= now;
    const waited = now - unreadableSince;
    if (waited >= PATIENCE_MS) return tell(context);
    if (told === undefined || (toldThread && waited >= HOLD_MS)) tell({ kind: "none", account: null, compose: null });
    wakeIn((toldThread ? HOLD_MS : PATIENCE_MS) - waited);
  };

  const observer = new MutationObserver(onPageChange);
  observer.observe(pageRoot(), {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: [...watched.attributes],
  });
  for (const event of ["hashchange", "popstate", "focus"]) addEventListener(event, onPageChange, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    observer.disconnect();
  });
  look(performance.now());
}
