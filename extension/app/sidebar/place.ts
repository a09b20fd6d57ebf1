// Where in the sidebar one is: at the mail on screen, or gone to a person, a company, a call, Today, what waits or what was done.
import { computed, signal } from "@preact/signals";

export type Place =
  | { kind: "mail" }
  | { kind: "today" }
  | { kind: "person"; id: string }
  | { kind: "company"; id: string }
  /** The card of a call or meeting. */
  | { kind: "call"; id: string }
  | { kind: "outbox" }
  | { kind: "history" };

const trail = signal<readonly Place[]>([{ kind: "mail" }]);

export const place = computed<Place>(() => trail.value.at(-1) ?? { kind: "mail" });
export const canGoBack = computed(() => trail.value.length > 1);

export function go(to: Place): void {
  if (JSON.stringify(to) === JSON.stringify(place.value)) return;
  trail.value = to.kind === "mail" ? [to] : [...trail.value, to];
}

export function goBack(): void {
  if (trail.value.length > 1) trail.value = trail.value.slice(0, -1);
}

/** Another mail was opened: the sidebar follows it. */
export function goToMail(): void {
  trail.value = [{ kind: "mail" }];
}

/** What is being searched for; empty while nothing is. */
export const query = signal("");
/** The search is wanted but not on screen yet: it takes the cursor when it comes. */
let isSearchWanted = false;

/** Puts the cursor into the search, at once, so that the next key is text already. */
export function askSearch(): void {
  const input = document.querySelector<HTMLElement>(".head-input");
  if (input) input.focus();
  else isSearchWanted = true;
}

/** True once after the search was asked for in its absence. */
export function takeSearchWanted(): boolean {
  const wanted = isSearchWanted;
  isSearchWanted = false;
  return wanted;
}
