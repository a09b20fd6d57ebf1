// Where the dashboard is, as a signal that follows the address.
import { signal } from "@preact/signals";
import { parseRoute, type Route, routeToHash } from "./route.ts";

export const route = signal<Route>(parseRoute(location.hash));

/** Steps taken since the page was loaded. */
let steps = 0;
addEventListener("hashchange", () => {
  steps += 1;
  route.value = parseRoute(location.hash);
});

/** Back within the dashboard; where it was opened right here, to the place given. */
export function goBack(otherwise: Route): void {
  const { navigation } = window as { navigation?: { canGoBack: boolean } };
  if (navigation?.canGoBack ?? steps > 0) history.back();
  else go(otherwise);
}

/** With `replace` the step back leads to where one was before, as for another sorting of the same list. */
export function go(to: Route, { replace = false } = {}): void {
  const hash = routeToHash(to);
  if (replace) {
    history.replaceState(null, "", hash);
    route.value = to;
  } else location.hash = hash;
}
