// RFC 5322 text as Exchange reads it: what a message consists of, or nothing where there is nothing to be read.
import type { WorldMessage, WorldPerson } from "../mailboxes/world.ts";

interface Part {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const header = ({ headers }: Part, name: string) => headers.find(([given]) => given.toLowerCase() === name)?.[1];

function partOf(raw: string): Part {
  const text = raw.replace(/\r?\n/g, "\n");
  const cut = text.indexOf("\n\n");
  const head = (cut === -1 ? text : text.slice(0, cut)).replace(/\n[ \t]+/g, " ");
  const headers = head.split("\n").flatMap((line) => {
    const colon = line.indexOf(":");
    return colon <= 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const];
  });
  return { headers, body: cut === -1 ? "" : text.slice(cut + 2) };
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/=\n/g, "")
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

/** Charsets nobody has heard of happen; Exchange shows something. */
function read(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset.trim()).decode(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return bytes.toString("latin1");
  }
}

function decoded(part: Part): string {
  const charset = /charset="?([^";]+)/i.exec(header(part, "content-type") ?? "")?.[1] ?? "utf-8";
  const encoding = header(part, "content-transfer-encoding")?.toLowerCase();
  if (encoding !== "base64" && encoding !== "quoted-printable") return part.body;
  const bytes = encoding === "base64" ? Buffer.from(part.body, "base64") : quotedPrintable(part.body);
  return read(bytes, charset);
}

/** RFC 2047. */
const words = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, kind: string, word: string) => {
      const bytes =
        kind.toLowerCase() === "b" ? Buffer.from(word, "base64") : quotedPrintable(word.replaceAll("_", " "));
      return read(bytes, charset);
    });

function peopleOf(value: string | undefined): WorldPerson[] {
  if (!value) return [];
  return [...words(value).matchAll(/(?:"([^"]*)"|([^,<"]*))\s*<([^>]+)>|([^\s,<>]+@[^\s,<>]+)/g)].map((found) => {
    const address = found[3] ?? found[4] ?? "";
    return { name: (found[1] ?? found[2] ?? "").trim() || address, address };
  });
}

/** Every leaf of the tree of parts. */
function leavesOf(part: Part): Part[] {
  const boundary = /boundary="?([^";]+)/i.exec(header(part, "content-type") ?? "")?.[1];
  if (!boundary) return [part];
  return part.body
    .split(`--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith("--"))
    .flatMap((piece) => leavesOf(partOf(piece.replace(/^\n/, ""))));
}

const known = /^(from|to|cc|bcc|subject|date|message-id|references|in-reply-to|mime-version|content-.*)$/i;

export interface MimeMessage extends WorldMessage {
  readonly bcc: readonly WorldPerson[];
}

/** What a message says of itself; the rest is taken from what is given. */
export function messageOfMime(raw: string, given: Pick<WorldMessage, "id" | "at">): MimeMessage {
  const part = partOf(raw);
  const leaves = leavesOf(part);
  const typed = (type: RegExp) => leaves.find((leaf) => type.test(header(leaf, "content-type") ?? "text/plain"));
  const plain = typed(/^text\/plain/i);
  const html = typed(/^text\/html/i);
  const ids = `${header(part, "references") ?? ""} ${header(part, "in-reply-to") ?? ""}`.match(/<[^>]+>/g) ?? [];
  return {
    id: given.id,
    at: given.at,
    messageId: header(part, "message-id") ?? null,
    references: [...new Set(ids)],
    subject: words(header(part, "subject") ?? ""),
    from: peopleOf(header(part, "from"))[0] ?? { name: "", address: "" },
    to: peopleOf(header(part, "to")),
    cc: peopleOf(header(part, "cc")),
    bcc: peopleOf(header(part, "bcc")),
    text: plain ? decoded(plain) : html ? decoded(html).replace(/<[^>]+>/g, "") : "",
    html: html ? decoded(html) : null,
    headers: Object.fromEntries(part.headers.filter(([name]) => !known.test(name))),
  };
}
