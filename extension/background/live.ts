// The pages on screen, told at once when something they may show has changed.
import type { Browser } from "wxt/browser";
import type { LiveMessage } from "../messages.ts";

interface Page {
  readonly port: Browser.runtime.Port;
  /** The webmail tab this page is the sidebar of; null for the dashboard. */
  readonly tabId: number | null;
}

export class Live {
  readonly #pages = new Set<Page>();
  readonly #onCount: (count: number) => void;

  constructor(onCount: (count: number) => void) {
    this.#onCount = onCount;
  }

  add(port: Browser.runtime.Port, tabId: number | null): void {
    const page = { port, tabId };
    this.#pages.add(page);
    port.onDisconnect.addListener(() => {
      this.#pages.delete(page);
      this.#onCount(this.#pages.size);
    });
    this.#onCount(this.#pages.size);
  }

  get count(): number {
    return this.#pages.size;
  }

  hasTab(tabId: number): boolean {
    return [...this.#pages].some((page) => page.tabId === tabId);
  }

  tell(message: LiveMessage): void {
    for (const page of this.#pages) page.port.postMessage(message);
  }

  tellTab(tabId: number, message: LiveMessage): void {
    for (const page of this.#pages) if (page.tabId === tabId) page.port.postMessage(message);
  }
}
