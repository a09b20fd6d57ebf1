// RFC 5322 and MIME, read leniently: what comes may be broken, and something must come of it.

export interface Header {
  readonly name: string;
  readonly value: string;
}

export interface Part {
  readonly headers: readonly Header[];
  readonly mimeType: string;
  readonly filename: string;
  /** Decoded, text as UTF-8; empty where there are parts. */
  readonly body: Buffer;
  readonly parts: readonly Part[];
}

export function findHeader(part: Part, name: string): string | undefined {
  return part.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}

const textIn = (bytes: Buffer, charset: string): string => {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A charset nobody has heard of.
    return bytes.toString("latin1");
  }
};

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, "")
      .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    "latin1",
  );

const word = /=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi;
const words = /=\?[^?\s]+\?[bq]\?[^?]*\?=(?:\s+=\?[^?\s]+\?[bq]\?[^?]*\?=)*/gi;
const addressHeader = /^(from|sender|reply-to|to|cc|bcc)$/i;

/** RFC 2047. A name that would read as several addresses is put in quotes. */
function decodeWords(name: string, value: string): string {
  return value.replace(words, (run) => {
    const decoded = [...run.matchAll(word)]
      .map(([, charset = "", kind = "", text = ""]) => {
        const isBase64 = kind.toLowerCase() === "b";
        return textIn(isBase64 ? Buffer.from(text, "base64") : quotedPrintable(text.replaceAll("_", " ")), charset);
      })
      .join("");
    const needsQuotes = addressHeader.test(name) && /[",;:<>@()]/.test(decoded);
    return needsQuotes ? `"${decoded.replace(/["\\]/g, "\\$&")}"` : decoded;
  });
}

function parseHeaders(text: string): Header[] {
  const headers: Header[] = [];
  // Only the line breaks of folded lines go; the blanks stay, as in Gmail's answers.
  for (const line of text.replace(/\r?\n(?=[ \t])/g, "").split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*?)\s*$/s.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    headers.push({ name, value: decodeWords(name, Buffer.from(value, "latin1").toString("utf8")) });
  }
  return headers;
}

const parameter = (value: string, name: string) =>
  new RegExp(`;\\s*${name}\\*?=(?:"([^"]*)"|([^;\\s]*))`, "i")
    .exec(value)
    ?.slice(1)
    .find((found) => found);

/** `bytes` as they came over the wire. */
export function parseMime(bytes: Buffer): Part {
  // Latin-1 keeps every byte, whatever they mean.
  const text = bytes.toString("latin1");
  const gap = /\r?\n\r?\n/.exec(text);
  const bodyAt = gap ? gap.index + gap[0].length : text.length;
  const body = text.slice(bodyAt);
  const headers = parseHeaders(text.slice(0, gap?.index ?? text.length));
  const header = (name: string) => headers.find((one) => one.name.toLowerCase() === name)?.value ?? "";
  const contentType = header("content-type") || "text/plain";
  const mimeType = (contentType.split(";")[0] ?? "").trim().toLowerCase() || "text/plain";
  const filename = parameter(header("content-disposition"), "filename") ?? parameter(contentType, "name") ?? "";
  const boundary = parameter(contentType, "boundary");
  if (mimeType.startsWith("multipart/") && boundary) {
    const pieces = `\r\n${body}`.split(`\n--${boundary}`).slice(1);
    const parts = pieces
      .filter((piece) => !piece.startsWith("--"))
      .map((piece) => parseMime(Buffer.from(piece.replace(/^[^\n]*\n/, "").replace(/\r$/, ""), "latin1")));
    return { headers, mimeType, filename, body: Buffer.alloc(0), parts };
  }
  const encoding = header("content-transfer-encoding").trim().toLowerCase();
  const decoded =
    encoding === "base64"
      ? Buffer.from(body, "base64")
      : encoding === "quoted-printable"
        ? quotedPrintable(body)
        : Buffer.from(body, "latin1");
  const charset = parameter(contentType, "charset") ?? "utf-8";
  const isText = mimeType.startsWith("text/") && filename === "";
  return { headers, mimeType, filename, body: isText ? Buffer.from(textIn(decoded, charset)) : decoded, parts: [] };
}
