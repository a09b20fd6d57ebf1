// Gmail's ids. A server-made id is written in three ways: hexadecimal ("legacy"), decimal behind `thread-f:` or
// `msg-f:`, and inside the base64 of a `jslog`. Measured on 107 real exports (2026): its upper bits are the time.

const legacyShape = /^[0-9a-f]{14,16}$/;

/** `16f438e906b36dac` from itself or from `#thread-f:1654009536642772396`; null for what no server made. */
export function parseLegacyId(value: string | null): string | null {
  const id = value?.replace(/^#/, "") ?? "";
  if (legacyShape.test(id)) return id;
  const decimal = /^(?:thread|msg)-f:(\d{15,20})$/.exec(id)?.[1];
  return decimal ? BigInt(decimal).toString(16) : null;
}

/** A local id, given by this browser to mail that the server has not named yet. */
export const isLocalId = (value: string | null): boolean => /^#?(?:thread|msg)-a:/.test(value ?? "");

const EARLIEST = Date.UTC(2004, 3, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** When the server received the mail; imported mail tells when it was imported. */
export function legacyIdToInstant(legacyId: string): string | null {
  const ms = Number(BigInt(`0x${legacyId}`) >> 20n);
  return ms >= EARLIEST && ms < LATEST ? new Date(ms).toISOString() : null;
}

/** The thread or message named in a `jslog`, whose parts after `1:` and the like are base64 of JSON. */
export function findIdInJslog(jslog: string | null, kind: "thread" | "msg"): string | null {
  if (!jslog || jslog.length > 10_000) return null;
  for (const part of jslog.split(/[;,\s:]+/)) {
    if (!/^[\w+/=-]{16,}$/.test(part)) continue;
    try {
      const decoded = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
      const id = new RegExp(`${kind}-f:\\d{15,20}`).exec(decoded)?.[0];
      if (id) return parseLegacyId(id);
    } catch {
      // Not base64: another kind of part.
    }
  }
  return null;
}
