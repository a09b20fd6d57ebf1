// The time as screens tell it. Moves on while the page is seen, so that "in 25 minutes" stays true.
import { signal } from "@preact/signals";

const EVERY_MS = 15_000;

export const now = signal(new Date());

const move = () => {
  if (document.visibilityState === "visible") now.value = new Date();
};
setInterval(move, EVERY_MS);
document.addEventListener("visibilitychange", move);
