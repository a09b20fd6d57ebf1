// Where the card of a call comes up: in the sidebar that is on screen, else in a small window of its own.
import { browser } from "wxt/browser";
import type { Live } from "./live.ts";
import { changeLayout, readLayout } from "./storage.ts";
import { spreadLayout } from "./tabs.ts";

const SIZE = { width: 440, height: 760 };

/** The sidebar of the webmail that is in front, unfolded; null where none is on screen. */
async function findSidebar(live: Live) {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id !== undefined && live.hasTab(tab.id) ? { tabId: tab.id, windowId: tab.windowId } : null;
}

async function unfold(live: Live): Promise<void> {
  if (!(await readLayout()).collapsed) return;
  const layout = await changeLayout({ collapsed: false });
  live.tell({ kind: "layout", layout });
  await spreadLayout(layout);
}

export async function showCall(live: Live, id: string): Promise<void> {
  const sidebar = await findSidebar(live);
  if (!sidebar) {
    const url = `${browser.runtime.getURL("/dashboard.html")}#/call/${id}`;
    await browser.windows.create({ type: "popup", focused: true, url, ...SIZE });
    return;
  }
  await unfold(live);
  live.tellTab(sidebar.tabId, { kind: "call", id });
  await browser.windows.update(sidebar.windowId, { focused: true });
}
