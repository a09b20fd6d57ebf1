// Looking things up in a page that is not ours. Every call goes through the prototypes: a mail may hold
// `<form name="querySelectorAll">`, and such a name hides the method of the document or of a form around it.

/** One way to find something, and the last day it was known to be true of the real page. */
export interface Way {
  readonly css: string;
  readonly trueOn: string;
}

/** Something a reader looks for; its ways, what lasts first and newest first among equals. */
export interface Anchor {
  readonly finds: string;
  readonly by: readonly Way[];
}

const getterOf = <T>(prototype: object, name: string) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return (node: unknown): T => get?.call(node) as T;
};

const query = Element.prototype.querySelectorAll;
const nearest = Element.prototype.closest;
const test = Element.prototype.matches;
const attribute = Element.prototype.getAttribute;
const seen = Element.prototype.checkVisibility;
const holds = Node.prototype.contains;
const documentElement = getterOf<HTMLElement>(Document.prototype, "documentElement");
const bodyElement = getterOf<HTMLElement | null>(Document.prototype, "body");
const focusedElement = getterOf<Element | null>(Document.prototype, "activeElement");
const text = getterOf<string | null>(Node.prototype, "textContent");
const parent = getterOf<Element | null>(Node.prototype, "parentElement");
export const localName = getterOf<string>(Element.prototype, "localName");
const position = Node.prototype.compareDocumentPosition;
const makeWalker = Document.prototype.createTreeWalker;
const value = getterOf<string>(HTMLInputElement.prototype, "value");

export const pageRoot = (): HTMLElement => documentElement(document);
export const pageBody = (): HTMLElement => bodyElement(document) ?? pageRoot();
export const focused = (): Element | null => focusedElement(document);

export const allIn = (root: Element, css: string): Element[] => [...query.call(root, css)];
export const closest = (element: Element, css: string): Element | null => nearest.call(element, css);
export const isLike = (element: Element, css: string): boolean => test.call(element, css);
export const parentOf = (node: Node): Element | null => parent(node);
export const contains = (outer: Node, inner: Node | null): boolean => holds.call(outer, inner);

export const attributeOf = (element: Element, name: string): string | null => attribute.call(element, name);
export const textOf = (element: Node): string => text(element) ?? "";
export const walkerOf = (root: Node, show: number): TreeWalker => makeWalker.call(document, root, show);
export const inputValue = (element: Element): string | null =>
  element instanceof HTMLInputElement ? value(element) : null;
/** One line: white space collapsed. */
export const lineOf = (element: Element): string => textOf(element).replace(/\s+/g, " ").trim();

/** Laid out and not hidden by style; Gmail keeps the views and variants it does not show in the page. */
export const isVisible = (element: Element): boolean => seen.call(element, { visibilityProperty: true });

export const isBefore = (a: Node, b: Node): boolean => (position.call(a, b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** A selector for any of an anchor's ways. */
export const anyWay = (anchor: Anchor): string => anchor.by.map((way) => way.css).join(", ");

/** What the first way that finds anything acceptable finds, in document order. */
export function findAll(root: Element, anchor: Anchor, accept: (element: Element) => boolean = () => true): Element[] {
  for (const { css } of anchor.by) {
    const found = allIn(root, css).filter(accept);
    if (found.length > 0) return found;
  }
  return [];
}

export const findFirst = (root: Element, anchor: Anchor, accept?: (element: Element) => boolean) =>
  findAll(root, anchor, accept)[0];
