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
const RETURN_STEP_MS = 25;

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
  // Over whatever the page lays here: the room beside the mail is ours alone.
  "z-index": "2147483000",
});

export function mountSidebar(mounting: Mounting, signal: AbortSignal): Mounted {
  const address = browser.runtime.getURL("/sidebar.html");
  const origin = frameOrigin(address);
  const host = document.createElement("div");
  const frame = makeFrame(address);
  const room = roomIn(mounting.roomElement());
  let layout = mounting.layout;
  // No word means no background to talk to: asked again when the frame next says that it is ready.
  const ask = () => mounting.askNonce().catch(() => undefined);
  let nonce = ask();
  let loads = 0;
  let repairs = 0;

  const bind = async () => {
    if ((await nonce) === undefined) nonce = ask();
    const word = await nonce;
    if (word !== undefined && !signal.aborted) frame.contentWindow?.postMessage({ kith: "bind", nonce: word }, origin);
  };

  const width = () => (layout.collapsed ? RAIL : Math.min(layout.width, Math.floor(innerWidth / 2)));
  let ownStyle: string | null = null;
  const styleHost = () => {
    for (const [name, value] of Object.entries(hostStyle(width()))) host.style.setProperty(name, value, "important");
    ownStyle = host.getAttribute("style");
  };
  const handle = makeHandle(
    browser.i18n.getMessage("sidebar_resize" as never) || "Kith",
    signal,
    (to) => show({ ...layout, width: to }),
    (to) => mounting.onResized(to),
  );
  let isOver = false;
  const show = (to: Layout) => {
    if (isOver) return;
    layout = to;
    handle.show(to.width);
    handle.element.hidden = to.collapsed;
    handle.element.style.setProperty("display", to.collapsed ? "none" : "block");
    host.style.setProperty("width", `${width()}px`, "important");
    ownStyle = host.getAttribute("style");
    room.make(width());
    ignoreOwnChanges();
  };

  frame.addEventListener(
    "load",
    () => {
      if (loads++ > 0) nonce = ask();
      void bind();
    },
    { signal },
  );
  addEventListener(
    "message",
    (event) => {
      if (event.source !== frame.contentWindow || event.origin !== origin) return;
      if ((event.data as { kith?: unknown } | null)?.kith === "ready") void bind();
    },
    { signal },
  );

  const isThere = () => host.parentNode === pageRoot();
  /** Counts; false when the page has won. */
  const mayRepair = () => {
    if (++repairs <= REPAIR_LIMIT) return true;
    leave();
    mounting.onGivenUp();
    return false;
  };
  let returning: ReturnType<typeof setTimeout> | undefined;
  /** Each return starts the frame anew, so a page that keeps throwing us out is met ever later. */
  const comeBack = () => {
    returning ??= setTimeout(() => {
      returning = undefined;
      if (!isThere() && mayRepair()) pageRoot().append(host);
    }, repairs * RETURN_STEP_MS);
  };
  const watcher = new MutationObserver(() => {
    if (host.getAttribute("style") !== ownStyle) {
      if (!mayRepair()) return;
      host.removeAttribute("style");
      styleHost();
    }
    if (room.repair() && !mayRepair()) return;
    if (!isThere()) comeBack();
    ignoreOwnChanges();
  });
  const ignoreOwnChanges = () => void watcher.takeRecords();
  const leave = () => {
    isOver = true;
    clearTimeout(returning);
    watcher.disconnect();
    host.remove();
    room.giveBack();
  };
  host.attachShadow({ mode: "closed" }).append(handle.element, frame);
  styleHost();
  pageRoot().append(host);
  show(layout);
  watcher.observe(pageRoot(), { childList: true });
  watcher.observe(host, { attributes: true, attributeFilter: ["style", "class", "hidden"] });
  watcher.observe(mounting.roomElement(), { attributes: true, attributeFilter: ["style"] });
  signal.addEventListener("abort", leave);
  return { show };
}
