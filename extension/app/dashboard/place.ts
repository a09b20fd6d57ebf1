// Where the dashboard is, as a signal that follows the address.
import { signal } from "@preact/signals";
import { parseRoute, type Route, routeToHash } from "./route.ts";

export const route = signal<Route>(parseRoute(location.hash));

addEventListener("hashchange", () => {
  route.value = parseRoute(location.hash);
});

/** With `replace` the step back leads to where one was before, as for another sorting of the same list. */
export function go(to: Route, { replace = false } = {}): void {
  const hash = routeToHash(to);
  if (replace) {
    history.replaceState(null, "", hash);
    route.value = to;
  } else location.hash = hash;
}
