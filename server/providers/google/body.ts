// The parts of a message as Gmail gives them → the one body that is read.
import { z } from "zod";
import type { Body } from "../mail-provider.ts";
import { decodeText, storable } from "./text.ts";

/** Of one part's base64; what is longer is cut. */
const PART_LIMIT = 4_000_000;
/** Deeper nesting is nobody's mail. */
const DEPTH_LIMIT = 40;
const PART_COUNT_LIMIT = 400;

const header = z.object({ name: z.string(), value: z.string() });
export type Header = z.infer<typeof header>;

export const headerList = z.array(header).catch([]);

const partShape = z.object({
  mimeType: z.string().catch(""),
  filename: z.string().catch(""),
  headers: headerList,
  body: z.object({ data: z.string().catch("") }).catch({ data: "" }),
  parts: z.array(z.unknown()).catch([]),
});

export function findHeader(headers: readonly Header[], name: string): string | undefined {
  return headers.find((one) => one.name.toLowerCase() === name)?.value;
}

interface Texts {
  plain: string;
  html: string;
}

const isBlank = (text: string) => /^\s*$/.test(text);

/** `snippet` is what Gmail shows in lists, escaped for HTML: better than nothing. */
export function readBody(payload: unknown, snippet: string): Body {
  const { plain, html } = readPart(payload, 0, { left: PART_COUNT_LIMIT }, true);
  if (!isBlank(plain)) return { kind: "text", content: plain };
  if (!isBlank(html)) return { kind: "html", content: html };
  if (!isBlank(snippet)) return { kind: "html", content: storable(snippet) };
  return { kind: "text", content: plain };
}

function readPart(raw: unknown, depth: number, count: { left: number }, wantsHtml: boolean): Texts {
  const none: Texts = { plain: "", html: "" };
  count.left -= 1;
  const part = partShape.safeParse(raw).data;
  if (!part || depth > DEPTH_LIMIT || count.left < 0) return none;
  const type = part.mimeType.toLowerCase();
  const disposition = findHeader(part.headers, "content-disposition") ?? "";
  if (part.filename !== "" || /^\s*attachment/i.test(disposition)) return none;
  if (type === "text/plain" || type === "") return { ...none, plain: readText(part) };
  if (type === "text/html") return { ...none, html: wantsHtml ? readText(part) : "" };
  if (!type.startsWith("multipart/")) return none;
  if (type !== "multipart/alternative") {
    return oneAfterTheOther(part.parts.map((inner) => readPart(inner, depth + 1, count, wantsHtml)));
  }
  const first = { ...none };
  for (const inner of part.parts) {
    // Behind plain text its twin in HTML, most of a mail, is not looked at.
    const { plain, html } = readPart(inner, depth + 1, count, wantsHtml && first.plain === "");
    if (first.plain === "" && !isBlank(plain)) first.plain = plain;
    if (first.html === "" && !isBlank(html)) first.html = html;
  }
  return first;
}

/** Pieces around a picture belong together; a list's footer in plain text is not the body of a mail in HTML. */
function oneAfterTheOther(texts: readonly Texts[]): Texts {
  const filled = texts.filter(({ plain, html }) => !isBlank(plain) || !isBlank(html));
  const [first] = filled;
  if (!first || isBlank(first.plain)) return { plain: "", html: first?.html ?? "" };
  const plain = filled.map((text) => text.plain).filter((text) => !isBlank(text));
  return { plain: plain.join("\n"), html: first.html };
}

function readText({ body, headers }: z.infer<typeof partShape>): string {
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(findHeader(headers, "content-type") ?? "")?.[1] ?? null;
  const bytes = Buffer.from(body.data.slice(0, PART_LIMIT), "base64url");
  return storable(decodeText(bytes, charset)).replace(/\r\n?/g, "\n");
}
