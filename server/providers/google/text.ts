// Bytes and header values as mail has them → text that can be stored.

/** PostgreSQL keeps no NUL, and half a surrogate pair survives no encoding. */
export const storable = (text: string) => text.replace(/\0|\p{Surrogate}/gu, "");

const ESCAPE = 0x1b;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The API gives bodies as UTF-8 and leaves the headers as they came (seen by openclaw/gogcli #446), yet some come in
 * the charset the header names: valid UTF-8 is believed first. ISO-2022 is ASCII to look at, but for its escapes.
 */
export function decodeText(bytes: Uint8Array, charset: string | null): string {
  const isEscaped = /^iso-2022/i.test(charset ?? "") && bytes.includes(ESCAPE);
  if (!isEscaped) {
    try {
      return utf8.decode(bytes);
    } catch {
      // Not UTF-8: what the header names.
    }
  }
  return decoderFor(charset).decode(bytes);
}

function decoderFor(charset: string | null) {
  try {
    const label = charset?.trim() ?? "";
    // Whoever says ASCII or UTF-8 and has other bytes has those of Windows.
    return new TextDecoder(/^(us-ascii|utf-?8)?$/i.test(label) ? "windows-1252" : label);
  } catch {
    // A charset nobody has heard of.
    return new TextDecoder("windows-1252");
  }
}

const word = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi;

interface Piece {
  bytes: Buffer;
  /** Null for what stands between the encoded words. */
  readonly charset: string | null;
}

/** RFC 2047, which the API mostly has decoded already; nodemailer only writes it. */
export function decodeWords(value: string): string {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of value.matchAll(word)) {
    const [whole, charset = "", kind = "", text = ""] = match;
    const between = value.slice(end, match.index);
    const bytes = kind.toLowerCase() === "b" ? Buffer.from(text, "base64") : unquote(text);
    const last = pieces.at(-1);
    // White space between two of them is none; and in one charset they are one text, for a character may be cut in two.
    const isNext = last !== undefined && /^\s*$/.test(between);
    if (isNext && last.charset === charset.toLowerCase()) last.bytes = Buffer.concat([last.bytes, bytes]);
    else {
      if (!isNext) pieces.push({ bytes: Buffer.from(between), charset: null });
      pieces.push({ bytes, charset: charset.toLowerCase() });
    }
    end = match.index + whole.length;
  }
  return pieces.map(({ bytes, charset }) => decodeText(bytes, charset)).join("") + value.slice(end);
}

const unquote = (text: string) =>
  Buffer.from(
    text
      .replaceAll("_", " ")
      .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    "latin1",
  );
