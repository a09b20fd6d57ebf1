// Where in the sidebar one is: at the mail on screen, or gone to a person, a company, Today, what waits or what was done.
import { computed, signal } from "@preact/signals";

export type Place =
  | { kind: "mail" }
  | { kind: "today" }
  | { kind: "person"; id: string }
  | { kind: "company"; id: string }
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
/** Counted up to put the cursor into the search. */
export const searchAsked = signal(0);
export function askSearch(): void {
  searchAsked.value += 1;
}
