// Where the card of a call or meeting opens on this page: in the sidebar's own place, on the dashboard's own screen.
let open: (id: string) => void = () => undefined;

/** Once per page. */
export function openCallsBy(opener: (id: string) => void): void {
  open = opener;
}

/** By the id of a meeting or of a call task. */
export const openCall = (id: string) => open(id);
