// Puts one frame of the extension beside the mail. Everything of ours is in the frame; the page gets an empty element
// with a closed shadow root, and a narrower layout of its own.
import { browser } from "wxt/browser";
import type { Layout } from "../config.ts";
import { pageRoot } from "./find.ts";
import { makeHandle } from "./handle.ts";
import { RAIL } from "./limits.ts";
import { roomIn } from "./room.ts";

/** How often the page may undo what we did before we give up. */
export const REPAIR_LIMIT = 10;

export interface Mounting {
  roomElement(): HTMLElement;
  layout: Layout;
  /** Asks the background for the word by which it knows our frame; asked again whenever the frame loads anew. */
  askNonce(): Promise<string>;
  onResized(width: number): void;
  /** The page does not let us stay. */
  onGivenUp(): void;
}

export interface Mounted {
  show(layout: Layout): void;
}

/**
 * Where the sidebar lives. With `use_dynamic_url` Chromium's `getURL` names a random host, but the document that loads
 * from it has the extension's own origin (docs/decisions/0001).
 */
function frameOrigin(address: string): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${protocol === "chrome-extension:" ? browser.runtime.id : host}`;
}

function makeFrame(address: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = "Kith";
  frame.src = address;
  frame.style.cssText =
    "display:block;flex:1;min-width:0;height:100%;border:0;margin:0;background:transparent;color-scheme:normal";
  return frame;
}

const hostStyle = (width: number): Record<string, string> => ({
  all: "initial",
  display: "flex",
  direction: "ltr",
  position: "fixed",
  top: "0",
  right: "0",
  bottom: "0",
  left: "auto",
  width: `${width}px`,
  height: "auto",
  // Below the page's own dialogs would be behind its mail; the room beside the mail is ours alone.
  "z-index": "2147483000",
});

export function mountSidebar(mounting: Mounting, signal: AbortSignal): Mounted {
  const address = browser.runtime.getURL("/sidebar.html");
  const origin = frameOrigin(address);
  const host = document.createElement("div");
  const frame = makeFrame(address);
  const room = roomIn(mounting.roomElement());
  let layout = mounting.layout;
  let nonce = mounting.askNonce();
  let loads = 0;
  let repairs = 0;

  const bind = async () => {
    const word = await nonce;
    if (!signal.aborted) frame.contentWindow?.postMessage({ kith: "bind", nonce: word }, origin);
  };
  // A frame that has not got there yet says "ready" later; a nonce we did not get means no background to talk to.
  const tryBind = () => void bind().catch(() => undefined);

  const width = () => (layout.collapsed ? RAIL : Math.min(layout.width, Math.floor(innerWidth / 2)));
  const styleHost = () => {
    for (const [name, value] of Object.entries(hostStyle(width()))) host.style.setProperty(name, value, "important");
  };
  const place = () => {
    styleHost();
    if (host.parentNode !== pageRoot()) pageRoot().append(host);
  };
  const handle = makeHandle(
    browser.i18n.getMessage("sidebar_resize" as never) || "Kith",
    signal,
    (to) => show({ ...layout, width: to }),
    (to) => mounting.onResized(to),
  );
  const show = (to: Layout) => {
    layout = to;
    handle.show(to.width);
    handle.element.hidden = to.collapsed;
    handle.element.style.setProperty("display", to.collapsed ? "none" : "block");
    host.style.setProperty("width", `${width()}px`, "important");
    room.make(width());
    ignoreOwnChanges();
  };

  frame.addEventListener(
    "load",
    () => {
      if (loads++ > 0) nonce = mounting.askNonce();
      tryBind();
    },
    { signal },
  );
  addEventListener(
    "message",
    (event) => {
      if (event.source !== frame.contentWindow || event.origin !== origin) return;
      if ((event.data as { kith?: unknown } | null)?.kith === "ready") tryBind();
    },
    { signal },
  );

  const watcher = new MutationObserver(() => {
    const isWhole = host.parentNode === pageRoot() && host.style.getPropertyPriority("width") === "important";
    const isRoomWhole = !room.repair();
    if (isWhole && isRoomWhole) return ignoreOwnChanges();
    if (++repairs > REPAIR_LIMIT) return giveUp();
    place();
    ignoreOwnChanges();
  });
  const ignoreOwnChanges = () => void watcher.takeRecords();
  const leave = () => {
    watcher.disconnect();
    host.remove();
    room.giveBack();
  };
  const giveUp = () => {
    leave();
    mounting.onGivenUp();
  };

  host.attachShadow({ mode: "closed" }).append(frame, handle.element);
  place();
  show(layout);
  watcher.observe(pageRoot(), { childList: true });
  watcher.observe(host, { attributes: true, attributeFilter: ["style", "class", "hidden"] });
  watcher.observe(mounting.roomElement(), { attributes: true, attributeFilter: ["style"] });
  signal.addEventListener("abort", leave);
  return { show };
}
