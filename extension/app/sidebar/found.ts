// What the search has found, and on which of it the arrows stand: shared by the input and the list under it.
import { signal } from "@preact/signals";
import { go, type Place, query } from "./place.ts";

export interface Found {
  key: string;
  to: Place;
}

export const found = signal<readonly Found[]>([]);
export const active = signal(0);

export function openFound(one: Found | undefined): void {
  if (!one) return;
  query.value = "";
  found.value = [];
  go(one.to);
}

/** Keys of the search's input; those that mean nothing to it go on their way. */
export function onSearchKey(event: KeyboardEvent): void {
  if (event.isComposing || !event.isTrusted || query.value.trim() === "") return;
  if (event.key === "ArrowDown") active.value = Math.min(found.value.length - 1, active.value + 1);
  else if (event.key === "ArrowUp") active.value = Math.max(0, active.value - 1);
  else if (event.key === "Enter") openFound(found.value[active.value]);
  else if (event.key === "Escape") query.value = "";
  else return;
  event.preventDefault();
  event.stopPropagation();
}
