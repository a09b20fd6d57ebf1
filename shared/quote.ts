// What somebody wrote themselves in a mail's text, told apart from what they quote and from how they sign. Our own
// pass is linear and knows many languages; what it leaves goes through `email-reply-parser`, which knows more mail
// programs, but whose expressions take cubic time on text made for it (6 kB: 150 ms), so it gets tame text only.
import EmailReplyParser from "email-reply-parser";
import {
  closingWords,
  deviceWords,
  fromWords,
  headerWords,
  separatorWords,
  thanksWords,
  wroteWords,
} from "./reply-words.ts";

export interface Reply {
  /** Without quote and signature. */
  own: string;
  /** As signed, closing formula included; empty where none is certain. */
  signature: string;
}

const anyOf = (words: readonly string[]) => `(?:${words.join("|")})`;
const line = (pattern: string) => new RegExp(`^\\s*${pattern}\\s*$`, "iu");

const wrote = new RegExp(`${anyOf(wroteWords)}.{0,120}[:：]\\s*$`, "iu");
const separator = line(`[-_*]{2,}\\s*${anyOf(separatorWords)}\\s*[-_*]*|message du\\s*:.*`);
const fromLine = new RegExp(`^\\s*\\*?${anyOf(fromWords)}\\*?\\s*[:：]`, "iu");
const headerLine = new RegExp(`^\\s*\\*?${anyOf(headerWords)}\\*?\\s*[:：]`, "iu");
const closing = line(`${anyOf(closingWords)}\\s*[,.!。،]*`);
const thanks = line(`${anyOf(thanksWords)}\\s*[,.!。،]*`);
const device = line(anyOf(deviceWords));
const delimiter = /^\s*(?:--|__|—|[-_=*]{3,})\s*$/;

const INTRODUCTION_LIMIT = 400;
const introduces = (text: string) => text.length <= INTRODUCTION_LIMIT && /\d|@/.test(text) && wrote.test(text);
const isQuoted = (text: string) => /^\s*[>＞]/.test(text);
const isEmpty = (text: string | undefined) => !text?.trim();

/** A block of mail headers in any order, as Outlook and its like put above what they quote. */
function startsHeaders(lines: readonly string[], at: number): boolean {
  const isHeader = (text: string) => fromLine.test(text) || headerLine.test(text);
  if (!isHeader(lines[at] ?? "")) return false;
  const block = lines.slice(at, at + 6);
  return block.some((text) => fromLine.test(text)) && block.filter(isHeader).length >= 3;
}

/** How many lines introduce a quote at `at`: one, or two or three where the mail program wrapped it. */
function introductionLength(lines: readonly string[], at: number): number {
  for (let length = 1; length <= 3; length++) {
    const parts = lines.slice(at, at + length);
    if (parts.some(isEmpty)) return 0;
    if (introduces(parts.join(" "))) return length;
  }
  return 0;
}

function withoutQuote(lines: readonly string[]): string[] {
  const own: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at] ?? "";
    if (separator.test(text) || startsHeaders(lines, at)) break;
    const introduction = introductionLength(lines, at);
    if (introduction > 0) {
      const next = lines.slice(at + introduction).find((later) => !isEmpty(later));
      // Without marks nobody can tell where the quote would end, so it does not.
      if (next === undefined || !isQuoted(next)) break;
      at += introduction - 1;
    } else if (!isQuoted(text)) own.push(text);
  }
  return own;
}

const LIBRARY_LIMIT = 20_000;
const LINE_LIMIT = 500;
const triggers = /schreef|skrev|pisze|napisał|wrote|schrieb|写道|from|von|de\s?:/giu;

/** Every line that the library takes for the head of a quote has one of these; quoted lines are gone before it is asked. */
const libraryHint =
  /wrote|crit|escribi|escreveu|schrieb|schreef|pisze|napisa|skrev|kirjoitti|г\. в|写道|작성|メッセージ|(?:from|von|de|van|da)\s?:|> *:|original message|oprindelig besked|message d'origine|ursprüngliche nachricht/iu;

/** Text that the library can be trusted with: none of its slow expressions finds enough to work on. */
const isTame = (text: string, lines: readonly string[]) =>
  text.length <= LIBRARY_LIMIT &&
  lines.every((one) => one.length <= LINE_LIMIT) &&
  (text.match(triggers)?.length ?? 0) <= 24;

/** Up to where the library finds the first quote. Its own text is not used: it joins and reverses lines. */
function withoutLibraryQuote(lines: readonly string[]): readonly string[] {
  const text = lines.join("\n");
  // To know that there is nothing to find takes it most of the time an import has for a message.
  if (!libraryHint.test(text) || !isTame(text, lines)) return lines;
  const quote = new EmailReplyParser()
    .read(text)
    .getFragments()
    .find((fragment) => fragment.isQuoted() && !fragment.isEmpty());
  const first = quote
    ?.getContent()
    .split("\n")
    .find((one) => !isEmpty(one));
  const at = first === undefined ? -1 : lines.findLastIndex((one) => one.trim() === first.trim());
  return at > 0 ? lines.slice(0, at) : lines;
}

const plainWords = (value: string) =>
  value
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** True for a short line that is the writer's name: "Anna", "Anna K. Berg, Ph.D.", "- Anna". */
function isNameLine(text: string, name: string): boolean {
  const words = plainWords(text);
  const own = plainWords(name.replace(/@.*$/, ""));
  const [first] = own;
  if (!first || first.length < 2 || words.length > own.length + 4 || text.trim().length > 50) return false;
  if (words.length === 1) return own.includes(words[0] ?? "");
  return words[0] === first && !/[?!:,;]\s*$/.test(text) && (own.length === 1 || words.includes(own.at(-1) ?? first));
}

const SIGNATURE_LINES = 24;
const isSentence = (text: string) =>
  !/(?:inc|corp|ltd|llc|co)\.\s*$/i.test(text) &&
  /[\p{L}\p{N})]{3,}[.?!。]\s*$/u.test(text) &&
  text.trim().split(/\s+/).length >= 6;

function findSignature(lines: readonly string[], name: string): number {
  const filledFrom = (at: number) => lines.slice(at).filter((text) => !isEmpty(text));
  const first = Math.max(1, lines.length - SIGNATURE_LINES * 2);
  const findLast = (isStart: (text: string) => boolean, most = SIGNATURE_LINES) => {
    for (let at = lines.length - 1; at >= first; at--) {
      const filled = filledFrom(at);
      if (filled.length > most) return -1;
      if (isStart(lines[at] ?? "")) return filled.slice(1, 4).some(isSentence) ? -1 : at;
    }
    return -1;
  };
  const isStart = (text: string) => closing.test(text) || thanks.test(text) || isNameLine(text, name);
  const delimited = findLast((text) => delimiter.test(text));
  const found = [findLast((text) => closing.test(text)), findLast(isStart), findLast((text) => device.test(text), 4)];
  // A delimiter with nothing behind it is an ornament.
  const starts = [filledFrom(delimited).length > 1 ? delimited : -1, ...found].filter((at) => at >= 0);
  if (starts.length === 0) return lines.length;
  let start = Math.min(...starts);
  // "Thanks," "Anna" and "Anna Berg" below each other are one signature.
  for (let at = start - 1; at >= first && at >= start - 4; at--) if (isStart(lines[at] ?? "")) start = at;
  return start;
}

/** `name`: whoever wrote it, where known; their name alone on a line near the end starts a signature. */
export function parseReply(text: string, name = ""): Reply {
  const all = text.replace(/\r\n?/g, "\n").split("\n");
  const lines = withoutLibraryQuote(withoutQuote(all)).map((one) => one.trimEnd());
  const last = lines.findLastIndex((one) => !isEmpty(one) && !delimiter.test(one));
  const own = lines.slice(0, last + 1);
  const start = findSignature(own, name);
  return { own: own.slice(0, start).join("\n").trim(), signature: own.slice(start).join("\n").trim() };
}
