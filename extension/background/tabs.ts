// Which frame belongs to which webmail tab, and what that tab shows. The page's word counts for nothing here: a frame
// is known by the one-time nonce our own script handed it, then by what the browser says of the sender.

import { type Browser, browser } from "wxt/browser";
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import { type MailContext, mailContext, participantsOf } from "#shared/mail.ts";
import type { Layout } from "../config.ts";
import type { Seen, TabMessage } from "../messages.ts";

type Sender = Browser.runtime.MessageSender;

const tabState = z.object({
  /** Given to the tab's script for its frame; used up by the frame that shows it. */
  nonce: z.string().nullable(),
  /** The frame that showed it. */
  frame: z.object({ frameId: z.number(), documentId: z.string().nullable() }).nullable(),
});
type TabState = z.infer<typeof tabState>;

const keyOf = (tabId: number) => `tab ${tabId}`;

/** In session storage: survives the worker, not the browser, and never reaches the disk. */
async function readTab(tabId: number): Promise<TabState> {
  const key = keyOf(tabId);
  const found = await browser.storage.session.get(key);
  return tabState.safeParse(found[key]).data ?? { nonce: null, frame: null };
}

async function writeTab(tabId: number, state: TabState): Promise<void> {
  await browser.storage.session.set({ [keyOf(tabId)]: state });
}

export async function forgetTab(tabId: number): Promise<void> {
  await browser.storage.session.remove(keyOf(tabId));
}

/** A new nonce for the frame a webmail script is about to show; earlier frames of that tab are no longer trusted. */
export async function issueNonce(tabId: number): Promise<string> {
  const nonce = crypto.randomUUID();
  await writeTab(tabId, { nonce, frame: null });
  return nonce;
}

export async function bindFrame(sender: Sender, nonce: string): Promise<boolean> {
  if (sender.tab?.id === undefined || sender.frameId === undefined) return false;
  const state = await readTab(sender.tab.id);
  if (state.nonce === null || state.nonce !== nonce) return isBoundFrame(sender);
  const frame = { frameId: sender.frameId, documentId: sender.documentId ?? null };
  await writeTab(sender.tab.id, { nonce: null, frame });
  return true;
}

export async function isBoundFrame(sender: Sender): Promise<boolean> {
  if (sender.tab?.id === undefined) return false;
  const { frame } = await readTab(sender.tab.id);
  return frame !== null && frame.frameId === sender.frameId && frame.documentId === (sender.documentId ?? null);
}

async function sendToTab(tabId: number, message: TabMessage): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId: 0 });
}

/** What the tab shows at this moment, asked anew; null where no script of ours answers. */
export async function readShown(tabId: number): Promise<MailContext | null> {
  const answer = await sendToTab(tabId, { kind: "read" }).catch(() => null);
  return mailContext.safeParse(answer).data ?? null;
}

const BODY_POLL_MS = 50;
const BODY_POLLS = 10;
const isOpening = (context: MailContext | null) =>
  context?.kind === "thread" && context.messages.every((message) => message.text === null);

/** What is on screen once a body is: a webmail shows the header of a mail a moment earlier. */
export async function readOpened(tabId: number): Promise<MailContext | null> {
  let context = await readShown(tabId);
  for (let polls = 0; isOpening(context) && polls < BODY_POLLS; polls += 1) {
    await new Promise((resolve) => setTimeout(resolve, BODY_POLL_MS));
    context = await readShown(tabId);
  }
  return context;
}

/**
 * The right-person guard: the thread and the person the button was pressed for must be on screen now. Throws
 * `conflict` on the field `seen`, and nothing may have been written before. Returns what is on screen.
 */
export async function assertStillShown(tabId: number, seen: Seen): Promise<MailContext> {
  const context = await readShown(tabId);
  const threadKey = context?.kind === "thread" ? context.threadKey : null;
  const isThere = ({ name, address }: { name: string; address: string | null }) =>
    address ? address === seen.participant?.address : name === seen.participant?.name;
  const isSame =
    context !== null && threadKey === seen.threadKey && (!seen.participant || participantsOf(context).some(isThere));
  if (isSame) return context;
  const fields = [{ path: "seen", reason: "The mail on screen is another one now" }];
  throw new AppError("conflict", "Nothing was saved: the mail on screen is another one now", { fields });
}

/** Tells every webmail tab how the sidebar sits now. */
export async function spreadLayout(layout: Layout): Promise<void> {
  const stored = await browser.storage.session.get(null);
  const tabIds = Object.keys(stored).flatMap((key) => (key.startsWith("tab ") ? [Number(key.slice(4))] : []));
  await Promise.all(tabIds.map((tabId) => sendToTab(tabId, { kind: "layout", layout }).catch(() => forgetTab(tabId))));
}

/** Opens a thread in a webmail tab that is already there, else in a new one. */
export async function openLink(link: string): Promise<void> {
  const stored = await browser.storage.session.get(null);
  for (const key of Object.keys(stored)) {
    const tabId = Number(key.startsWith("tab ") ? key.slice(4) : Number.NaN);
    if (Number.isNaN(tabId)) continue;
    const opened = await sendToTab(tabId, { kind: "open", link }).catch(() => false);
    if (opened === true) {
      await browser.tabs.update(tabId, { active: true });
      return;
    }
  }
  await browser.tabs.create({ url: link });
}

export async function openDashboard(path: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL("/dashboard.html") + path });
}
