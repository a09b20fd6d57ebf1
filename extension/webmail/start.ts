// What is on screen → the background; the background's wishes → the page. The border at which a content script's
// failures end.
import { browser } from "wxt/browser";
import type { Layout } from "../config.ts";
import type { TabAnswer, TabMessage } from "../messages.ts";
import { type Mounted, mountSidebar } from "./mount.ts";
import type { WebmailReader } from "./reader.ts";
import { isOrphaned, send } from "./send.ts";

const DEFAULT_LAYOUT: Layout = { width: 340, collapsed: false };
const ORPHAN_CHECK_MS = 5_000;
const RETRY_MS = 1_000;

/** Only within the webmail: the background must not be talked into taking the tab elsewhere. */
function openLink(link: string): boolean {
  const url = new URL(link, location.href);
  const isHere = url.origin === location.origin;
  if (isHere) location.assign(url.href);
  return isHere;
}

/** Runs until `end` is called, by the browser's signal or by our own discovery that the extension is gone. */
export async function start(reader: WebmailReader, signal: AbortSignal, end: () => void): Promise<void> {
  if (window.top !== window || signal.aborted) return;
  let mounted: Mounted | undefined;
  let nonce: string | undefined;

  /** A failure here is the background's to explain; this page only has to know whether it is still ours. */
  const endIfOrphaned = () => {
    if (isOrphaned()) end();
  };
  const askFrame = async () => {
    try {
      return await send("webmail.frame", {});
    } catch (error) {
      endIfOrphaned();
      throw error;
    }
  };
  const askNonce = async () => {
    const known = nonce;
    nonce = undefined;
    return known ?? (await askFrame()).nonce;
  };

  const onMessage = (message: TabMessage, sender: { id?: string }, answer: (value: TabAnswer) => void) => {
    if (signal.aborted || sender.id !== browser.runtime.id) return;
    if (message.kind === "read") answer(reader.read());
    else if (message.kind === "layout") mounted?.show(message.layout);
    else if (message.kind === "open") answer(openLink(message.link));
  };
  browser.runtime.onMessage.addListener(onMessage);
  const orphanCheck = setInterval(endIfOrphaned, ORPHAN_CHECK_MS);
  signal.addEventListener("abort", () => {
    clearInterval(orphanCheck);
    if (!isOrphaned()) browser.runtime.onMessage.removeListener(onMessage);
  });

  let retry: ReturnType<typeof setTimeout> | undefined;
  reader.watch(signal, (context) => {
    clearTimeout(retry);
    const tell = () =>
      send("webmail.shown", { context }).catch(() => {
        endIfOrphaned();
        // The worker may have been stopped in between; what is on screen is told once more, then the next change tells.
        if (!signal.aborted && retry === undefined) retry = setTimeout(tell, RETRY_MS);
      });
    retry = undefined;
    void tell();
  });

  const frame = await askFrame().catch(() => undefined);
  if (signal.aborted) return;
  nonce = frame?.nonce;
  mounted = mountSidebar(
    {
      roomElement: () => reader.roomElement(),
      layout: frame?.layout ?? DEFAULT_LAYOUT,
      askNonce,
      onResized: (width) => void send("webmail.resized", { width }).catch(endIfOrphaned),
      onGivenUp: () => undefined,
    },
    signal,
  );
}
