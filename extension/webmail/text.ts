// The words of a mail's body, by the structure of its markup alone: no layout is asked for, nothing is recursed into,
// and a mail of any size costs no more than the limits below.
import { attributeOf, isLike, localName, textOf, walkerOf } from "./find.ts";
import { TEXT_LIMIT } from "./limits.ts";

const NODE_LIMIT = 30_000;

export interface BodyCut {
  /** Elements that are not the author's words. */
  skip: string;
  /** Where the author's words end. */
  end: string | null;
}

const silent = new Set("HEAD SCRIPT STYLE TEMPLATE NOSCRIPT TITLE SELECT TEXTAREA BUTTON OBJECT IFRAME SVG".split(" "));
const paragraphs = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "DL", "BLOCKQUOTE", "PRE"]);
const blocks = new Set(
  "DIV TABLE TBODY THEAD TFOOT TR LI DT DD ADDRESS ARTICLE ASIDE CENTER FOOTER HEADER HR MAIN NAV SECTION FORM".split(
    " ",
  ),
);
const hiddenStyle = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;

/** Builds text as `innerText` would: pending line breaks collapse to the largest asked for. */
class Lines {
  private out: string[] = [];
  private length = 0;
  private breaks = 0;
  private space = false;
  private endsInBreak = false;

  get isFull(): boolean {
    return this.length >= TEXT_LIMIT;
  }

  /** At least so many line breaks before the next word. */
  needBreaks(count: number): void {
    // A `<br>` at the end of a block ends the block's last line; it does not add one.
    if (this.length > 0) this.breaks = Math.max(this.breaks, this.endsInBreak ? count - 1 : count);
    this.space = false;
  }

  addBreak(): void {
    this.flushBreaks();
    this.put("\n");
    this.endsInBreak = true;
    this.space = false;
  }

  addTab(): void {
    if (this.breaks === 0 && this.length > 0) this.put("\t");
    this.space = false;
  }

  addText(raw: string, preformatted: boolean): void {
    if (preformatted) {
      if (!raw) return;
      this.flushBreaks();
      this.put(raw);
      return;
    }
    const words = raw.replace(/[ \t\r\n\f]+/g, " ");
    const core = words.trim();
    if (words.startsWith(" ")) this.space = true;
    if (!core) return;
    this.flushBreaks();
    const last = this.out.at(-1);
    if (this.space && last !== undefined && !/[\n\t ]$/.test(last)) this.put(" ");
    this.put(core);
    this.space = words.endsWith(" ");
  }

  toString(): string {
    return this.out
      .join("")
      .slice(0, TEXT_LIMIT)
      .replace(/[\u200B\u200C\u2060\uFEFF\u00AD\0\p{Surrogate}]/gu, "")
      .replace(/\u00A0/g, " ")
      .replace(/[ \t]+$/gm, "")
      .replace(/\n{4,}/g, "\n\n\n")
      .trim();
  }

  private flushBreaks(): void {
    if (this.breaks > 0) this.put("\n".repeat(this.breaks));
    this.breaks = 0;
  }

  private put(text: string): void {
    this.endsInBreak = false;
    this.out.push(text);
    this.length += text.length;
  }
}

const tagOf = (element: Element) => localName(element).toUpperCase();

/** A `TreeWalker` steps natively: a form inside the mail cannot pass its fields off as children or siblings. */
function walk(body: Element, cut: BodyCut): string {
  const lines = new Lines();
  const walker = walkerOf(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let preformatted = 0;
  const leave = (element: Element) => {
    if (tagOf(element) === "PRE") preformatted--;
    close(element, lines);
  };
  let more = walker.firstChild() !== null;
  for (let visited = 0; more && visited < NODE_LIMIT && !lines.isFull; visited++) {
    const node = walker.currentNode;
    if (node instanceof Element) {
      if (cut.end && isLike(node, cut.end)) break;
      if (!isSilent(node, cut)) {
        if (tagOf(node) === "PRE") preformatted++;
        open(node, lines);
        if (walker.firstChild()) continue;
        leave(node);
      }
    } else lines.addText(textOf(node), preformatted > 0);
    while (!walker.nextSibling()) {
      more = walker.parentNode() !== null && walker.currentNode !== body;
      if (!more) break;
      leave(walker.currentNode as Element);
    }
  }
  return lines.toString();
}

function isSilent(element: Element, cut: BodyCut): boolean {
  if (silent.has(tagOf(element)) || isLike(element, cut.skip)) return true;
  if (attributeOf(element, "hidden") !== null) return true;
  const style = attributeOf(element, "style");
  return style !== null && hiddenStyle.test(style);
}

function open(element: Element, lines: Lines): void {
  const tag = tagOf(element);
  if (tag === "BR") lines.addBreak();
  else if (tag === "IMG") {
    // An emoji that the webmail drew as a picture is part of the sentence; a photograph's description is not.
    const alt = attributeOf(element, "alt");
    if (alt && /^\p{Extended_Pictographic}/u.test(alt)) lines.addText(alt, false);
  } else if (paragraphs.has(tag)) lines.needBreaks(2);
  else if (blocks.has(tag)) lines.needBreaks(1);
}

function close(element: Element, lines: Lines): void {
  const tag = tagOf(element);
  if (paragraphs.has(tag)) lines.needBreaks(2);
  else if (blocks.has(tag)) lines.needBreaks(1);
  else if (tag === "TD" || tag === "TH") lines.addTab();
}

interface Known {
  raw: string;
  size: number;
  text: string;
}
const known = new WeakMap<Element, Known>();

/** The author's words in a body. Walked again only when its markup or its raw text changed. */
export function bodyText(body: Element, cut: BodyCut): string {
  const raw = textOf(body);
  const size = body.getElementsByTagName("*").length;
  const earlier = known.get(body);
  if (earlier && earlier.size === size && earlier.raw === raw) return earlier.text;
  const text = walk(body, cut);
  known.set(body, { raw, size, text });
  return text;
}
