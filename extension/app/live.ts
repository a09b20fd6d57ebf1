// What the background pushes to a page on screen, as signals; and answers that are asked again when what they
// show has changed. While the page is hidden it holds no port and asks nothing.
import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { browser } from "wxt/browser";
import { AppError } from "#shared/errors.ts";
import type { Layout, Settings } from "../config.ts";
import type { LiveMessage, MessageAnswer, MessageArgs, MessageName } from "../messages.ts";
import type { SessionView, Shown, SyncStatus } from "../views.ts";
import { ask } from "./ask.ts";

/** Typed, not imported: messages.ts brings Zod. */
const LIVE_PORT: typeof import("../messages.ts").LIVE_PORT = "live";

const state = {
  session: signal<SessionView | null>(null),
  status: signal<SyncStatus | null>(null),
  settings: signal<Settings | null>(null),
  shown: signal<Shown | null>(null),
  layout: signal<Layout | null>(null),
  /** The card of a call or meeting the rep asked for outside of this page; a new value for each asking. */
  asked: signal<{ call: string } | null>(null),
  /** The extension was updated or removed under this page: only a reload of the tab helps. */
  isOrphaned: signal(false),
};

export const live: { readonly [K in keyof typeof state]: ReadonlySignal<(typeof state)[K]["value"]> } = state;

/** Hears `changed`; null means anything may have, since pushes were missed. */
type Listener = (what: readonly string[] | null) => void;
const listeners = new Set<Listener>();

/** Until the returned function is called. */
export function watchChanges(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(what: readonly string[] | null) {
  if (!what) answers.clear();
  for (const key of answers.keys()) {
    const answer = answers.get(key);
    if (what?.some((changed) => answer?.what.includes(changed))) answers.delete(key);
  }
  for (const listener of [...listeners]) listener(what);
}

/** What is known of the people on screen is joined from these. */
const shownOf = new Set(["contact", "company", "activity", "meeting", "task", "member", "conflict"]);
let isRefreshing = false;
let isStale = false;

/** Asks anew what is on screen; calls that come while one is under way are answered by one more. */
export async function refreshShown(): Promise<void> {
  isStale = true;
  if (isRefreshing || !inTab) return;
  isRefreshing = true;
  while (isStale) {
    isStale = false;
    await fill("shown", ask("shown.get", {}));
  }
  isRefreshing = false;
}

function receive(message: LiveMessage) {
  switch (message.kind) {
    case "changed":
      tell(message.what);
      if (message.what.some((entity) => shownOf.has(entity))) void refreshShown();
      break;
    case "shown":
      state.shown.value = message.shown;
      break;
    case "call":
      state.asked.value = { call: message.id };
      break;
    case "status":
      state.status.value = message.status;
      // The end of the first pull is no event of its own.
      if (state.session.value?.kind === "signedIn" && !state.session.value.ready)
        void fill("session", ask("session.get", {}));
      break;
    case "session":
      state.session.value = message.session;
      // Another person's or workspace's answers must not flash up.
      tell(null);
      void refreshShown();
      break;
    case "settings":
      state.settings.value = message.settings;
      break;
    case "layout":
      state.layout.value = message.layout;
      break;
  }
}

async function fill<K extends "session" | "status" | "settings" | "shown" | "layout">(
  key: K,
  asked: Promise<NonNullable<(typeof state)[K]["value"]>>,
) {
  const before = state[key].value;
  try {
    const value = await asked;
    // A push that came meanwhile is newer than this answer.
    if (state[key].value === before) (state[key] as { value: unknown }).value = value;
  } catch (error) {
    // The next push or reconnection brings it; only that the extension is gone must be said.
    if (!browser.runtime?.id) state.isOrphaned.value = true;
    else if (!(error instanceof AppError)) throw error;
  }
}

let port: ReturnType<typeof browser.runtime.connect> | undefined;
let openedAt = 0;
let retryMs = 0;
let inTab = false;

function refresh() {
  void fill("session", ask("session.get", {}));
  void fill("status", ask("sync.status", {}));
  void fill("settings", ask("settings.get", {}));
  if (!inTab) return;
  void refreshShown();
  void fill("layout", ask("layout.get", {}));
}

function connect() {
  if (port || document.visibilityState !== "visible") return;
  if (!browser.runtime?.id) {
    state.isOrphaned.value = true;
    return;
  }
  const opened = browser.runtime.connect({ name: LIVE_PORT });
  port = opened;
  openedAt = performance.now();
  opened.onMessage.addListener((message: unknown) => receive(message as LiveMessage));
  opened.onDisconnect.addListener(() => {
    if (port === opened) port = undefined;
    // The worker stops whenever it is idle: at once again. Where it cannot start, or refuses us, ever more slowly.
    const again = () => {
      connect();
      if (port) tell(null);
    };
    retryMs = performance.now() - openedAt > 5_000 ? 0 : Math.min(30_000, Math.max(250, retryMs * 2));
    if (retryMs === 0) again();
    else setTimeout(again, retryMs);
  });
  refresh();
}

/** Once per page. `ofTab`: this page is the sidebar of a tab, so what is on screen there concerns it. */
export function startLive({ ofTab }: { ofTab: boolean }): void {
  inTab = ofTab;
  // The worker hears nothing of the network's return (docs/decisions).
  addEventListener("online", () => void ask("sync.now", {}).catch(() => undefined));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      connect();
      tell(null);
      return;
    }
    const closing = port;
    port = undefined;
    closing?.disconnect();
  });
  connect();
}

/** After an act of this page that changes them (sign-in, settings): the answer is the new state. */
export function setSession(session: SessionView): void {
  receive({ kind: "session", session });
}
export function setSettings(settings: Settings): void {
  state.settings.value = settings;
}

/** The last answers, so that going back shows at once what was there. */
const answers = new Map<string, { value: unknown; what: readonly string[] }>();
const MAX_ANSWERS = 60;

function keep(key: string, value: unknown, what: readonly string[]) {
  answers.delete(key);
  answers.set(key, { value, what });
  if (answers.size > MAX_ANSWERS) answers.delete(answers.keys().next().value as string);
}

export interface Answer<R> {
  /** Undefined while it is on its way. */
  value: R | undefined;
  error: AppError | undefined;
}

/**
 * The background's answer, asked again whenever one of `what` changes. With other arguments the old answer is gone
 * at once (never one person's data under another's name), unless `linger`: a list that grows keeps its rows.
 * Null arguments ask nothing.
 */
export function useAnswer<N extends MessageName>(
  name: N,
  args: MessageArgs<N> | null,
  what: readonly string[],
  { linger = false } = {},
): Answer<MessageAnswer<N>> {
  type R = MessageAnswer<N>;
  const key = args === null ? null : `${name} ${JSON.stringify(args)}`;
  const [held, hold] = useState<{ key: string | null; value: R | undefined; error: AppError | undefined }>({
    key: null,
    value: undefined,
    error: undefined,
  });
  const newest = useRef(0);
  useEffect(() => {
    if (key === null || args === null) return;
    const put = async () => {
      newest.current += 1;
      const mine = newest.current;
      try {
        const value = await ask(name, args);
        keep(key, value, what);
        if (mine === newest.current) hold({ key, value, error: undefined });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (mine === newest.current)
          hold((before) => ({ key, value: before.key === key ? before.value : undefined, error }));
      }
    };
    void put();
    const stop = watchChanges((changed) => {
      if (!changed || changed.some((entity) => what.includes(entity))) void put();
    });
    return () => {
      newest.current += 1;
      stop();
    };
  }, [key]);
  if (key === null) return { value: undefined, error: undefined };
  if (held.key === key) return held;
  const kept = answers.get(key)?.value as R | undefined;
  return { value: kept ?? (linger ? held.value : undefined), error: undefined };
}
