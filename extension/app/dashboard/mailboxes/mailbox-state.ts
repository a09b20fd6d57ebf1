// The mailboxes as the server last told of them, for every screen that shows them; asked again while they are on screen.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { AppError } from "#shared/errors.ts";
import type { MailboxFeature, MailboxView } from "#shared/mailbox.ts";
import { ask } from "../../ask.ts";
import { findMe, tellProblem } from "../../crm/act.ts";
import { watchChanges } from "../../live.ts";
import { showToast } from "../../ui/toast.tsx";
import type { Rung } from "./ladder.ts";
import { pollDelay } from "./progress.ts";

interface Told {
  workspaceId: string | undefined;
  list: readonly MailboxView[];
  at: string;
}

const told = signal<Told | null>(null);
/** What kept the last answer from coming. */
export const mailboxProblem = signal<AppError | null>(null);

/** Somebody is at the vendor's page in another tab. `known` are the mailboxes there were. */
interface Connecting {
  vendor: string;
  mailboxId: string | null;
  features: readonly MailboxFeature[];
  rung: Rung;
  known: readonly string[];
}
export const connecting = signal<Connecting | null>(null);
/** The rung that was chosen before the vendor was asked, for the step that comes after. */
export const rungChosen = signal<Rung | null>(null);

/** Null until the first answer; what another workspace's server told is not it. */
export function findMailboxes(): readonly MailboxView[] | null {
  return told.value && told.value.workspaceId === findMe()?.workspaceId ? told.value.list : null;
}

export const findToldAt = () => told.value?.at ?? null;

const hasAll = (mailbox: MailboxView, features: readonly MailboxFeature[]) =>
  features.every((feature) => mailbox.features.includes(feature));

function noteConnected(list: readonly MailboxView[]) {
  const now = connecting.value;
  if (!now) return;
  const isThere = list.some((mailbox) =>
    now.mailboxId
      ? mailbox.id === now.mailboxId && mailbox.state !== "reconnect" && hasAll(mailbox, now.features)
      : mailbox.memberId === findMe()?.memberId && !now.known.includes(mailbox.id),
  );
  if (!isThere) return;
  rungChosen.value = now.rung;
  connecting.value = null;
}

let newest = 0;
export async function refreshMailboxes(): Promise<void> {
  newest += 1;
  const mine = newest;
  const workspaceId = findMe()?.workspaceId;
  try {
    const list = await ask("mailboxes.list", {});
    if (mine !== newest) return;
    told.value = { workspaceId, list, at: new Date().toISOString() };
    mailboxProblem.value = null;
    noteConnected(list);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (mine === newest) mailboxProblem.value = error;
  }
}

/** An act's answer is newer than whatever was asked before it. */
function putMailbox(mailbox: MailboxView) {
  newest += 1;
  const before = told.value;
  if (!before) return;
  told.value = { ...before, list: before.list.map((other) => (other.id === mailbox.id ? mailbox : other)) };
}

/** True when the server has done it; otherwise says why not. */
export async function actOnMailbox(run: () => Promise<MailboxView>, said?: string): Promise<boolean> {
  try {
    putMailbox(await run());
    if (said) showToast(said);
    return true;
  } catch (error) {
    tellProblem(error);
    return false;
  }
}

/** Keeps them fresh while the caller is on screen and the tab is looked at. */
export function useMailboxes(isShown = true): void {
  useEffect(() => {
    if (!isShown) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const wait = () => {
      clearTimeout(timer);
      if (isOver || document.visibilityState !== "visible") return;
      const delay = pollDelay(findMailboxes() ?? [], new Date(), connecting.value !== null);
      if (delay !== null) timer = setTimeout(look, delay);
    };
    const look = () => void refreshMailboxes().then(wait);
    const stopState = told.subscribe(wait);
    const stopConnecting = connecting.subscribe(wait);
    // Null: the tab is looked at again, or somebody else is signed in.
    const stopChanges = watchChanges((what) => {
      if (what === null) look();
    });
    document.addEventListener("visibilitychange", wait);
    look();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stopState();
      stopConnecting();
      stopChanges();
      document.removeEventListener("visibilitychange", wait);
    };
  }, [isShown]);
}

interface ConnectAsked {
  vendor: string;
  features: readonly MailboxFeature[];
  rung: Rung;
  mailboxId: string | null;
}

/** Sends the person to the vendor's own page; true when it was opened. */
export async function connectMailbox({ vendor, features, rung, mailboxId }: ConnectAsked): Promise<boolean> {
  const known = (findMailboxes() ?? []).map(({ id }) => id);
  connecting.value = { vendor, mailboxId, features, rung, known };
  try {
    await ask("mailboxes.connect", { vendor, features: [...features], mailboxId });
    return true;
  } catch (error) {
    connecting.value = null;
    tellProblem(error);
    return false;
  }
}
