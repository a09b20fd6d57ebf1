// What somebody types as a server's address → the origin to ask permission for. Pure; the background decides.

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);

/** Null where it is no address of a server. Without a scheme it is https, on this computer http. */
export function findOrigin(typed: string): string | null {
  const text = typed.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const bare = URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : "";
  const address = hasScheme ? text : `${isLoopback(bare) ? "http" : "https"}://${text}`;
  const url = text && URL.canParse(address) ? new URL(address) : null;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return url && isWeb && url.hostname ? url.origin : null;
}

/** The pattern of a host permission; it has no port, and none is needed. */
export function originToPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
