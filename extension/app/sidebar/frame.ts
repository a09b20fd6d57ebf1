// Which tab this frame belongs to: our script in the page hands over a nonce, and the background says whether it is
// the one it gave out. Until then the sidebar knows nothing and shows nothing about anybody.
import { signal } from "@preact/signals";
import { ask } from "../ask.ts";

export type Binding = "waiting" | "bound" | "alone";
export const binding = signal<Binding>("waiting");

const ASK_EVERY_MS = 400;
const ALONE_AFTER_MS = 3_000;

/** The page around us, where the browser tells; what is sent there is only "ready". */
function parentOrigin(): string {
  const [parent] = location.ancestorOrigins ?? [];
  if (parent && parent !== "null") return parent;
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : "*";
}

function nonceOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("kith" in data) || data.kith !== "bind") return null;
  return "nonce" in data && typeof data.nonce === "string" ? data.nonce : null;
}

/** Calls back once, when the background has taken this frame for a tab's own. */
export function bindFrame(onBound: () => void): void {
  if (window.parent === window) {
    binding.value = "alone";
    return;
  }
  const started = performance.now();
  const timer = setInterval(() => {
    window.parent.postMessage({ kith: "ready" }, parentOrigin());
    if (performance.now() - started > ALONE_AFTER_MS) {
      clearInterval(timer);
      if (binding.value === "waiting") binding.value = "alone";
    }
  }, ASK_EVERY_MS);
  const onMessage = (event: MessageEvent) => {
    const nonce = event.source === window.parent ? nonceOf(event.data) : null;
    if (nonce !== null) void bind(nonce);
  };
  const bind = async (nonce: string) => {
    // Not bound, or no answer: another message of our script may still come.
    const isOurs = await ask("frame.bind", { nonce }).catch(() => false);
    if (!isOurs || binding.value === "bound") return;
    clearInterval(timer);
    removeEventListener("message", onMessage);
    binding.value = "bound";
    onBound();
  };
  addEventListener("message", onMessage);
  window.parent.postMessage({ kith: "ready" }, parentOrigin());
}
