/** Builds the stand-ins' elements in the browser. Both apps and nothing else use it. */

import { renamedClass } from "./rename.ts";

export type Child = Node | string | null | undefined | false;
type AttributeValue = string | number | boolean | null | undefined | EventListener;

/** Taken before any mail is shown: an image named "body" inside a mail replaces `document.body`. */
export const body = document.body;
export const root = document.documentElement;

let rename = (token: string): string => token;

/** From now on every class is written as an unpronounceable one; the style sheet is renamed by the same rule. */
export function renameClasses(seed: string): void {
  rename = (token) => renamedClass(token, seed);
}

export const cls = (names: string): string => names.split(/\s+/).filter(Boolean).map(rename).join(" ");

export function h(tag: string, attributes: Record<string, AttributeValue> = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (name === "class") element.className = cls(String(value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, ...children);
  return element;
}

export function add(parent: Element, ...children: Child[]): void {
  for (const child of children) if (child) parent.append(child);
}

interface TrustedPolicy {
  createHTML(html: string): string;
}
declare global {
  interface Window {
    GLOBALS?: unknown[];
  }
}

const factory = (window as { trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy } })
  .trustedTypes;
const policy = factory?.createPolicy("webmail", { createHTML: (html) => html });

/** A mail's own markup, as its sender wrote it. Scripts in it do not run: the parser marks them as inert. */
export function setMailHtml(element: Element, html: string): void {
  element.innerHTML = policy ? policy.createHTML(html) : html;
}

const paths: Record<string, string> = {
  menu: "M4 6h16M4 12h16M4 18h16",
  search: "M11 4a7 7 0 1 1 0 14a7 7 0 0 1 0-14zM16.5 16.5L21 21",
  pen: "M4 20l1-4L16.5 4.5l3 3L8 19z",
  inbox: "M4 13l3-8h10l3 8v6H4zM4 13h5l1 3h4l1-3h5",
  star: "M12 4l2.4 5.2 5.6.6-4.200 3.800 1.200 5.600L12 16.300l-5 2.900 1.200-5.600L4 9.800l5.600-.6z",
  sent: "M4 4l17 8-17 8 3-8zM7 12h14",
  draft: "M6 3h8l4 4v14H6zM14 3v4h4",
  archive: "M4 5h16v4H4zM5 9v10h14V9M10 13h4",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  back: "M19 12H5M11 6l-6 6 6 6",
  forward: "M13 6l6 6-6 6M5 12h14",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
  more: "M12 4.5a1 1 0 1 1 0 2a1 1 0 0 1 0-2zM12 11a1 1 0 1 1 0 2a1 1 0 0 1 0-2zM12 17.5a1 1 0 1 1 0 2a1 1 0 0 1 0-2z",
  reply: "M10 6L4 12l6 6M4 12h9c4 0 7 2 7 6",
  replyAll: "M8 6L2 12l6 6M13 6l-6 6 6 6M7 12h7c4 0 7 2 7 6",
  close: "M6 6l12 12M18 6L6 18",
  minimize: "M6 18h12",
  expand: "M14 5h5v5M10 19H5v-5M19 5l-6 6M5 19l6-6",
  clip: "M8 12l6-6a3 3 0 0 1 4.500 4.500L10 19a5 5 0 0 1-7-7l8-8",
  calendar: "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4",
  people:
    "M9 11a3.500 3.500 0 1 0 0-7a3.500 3.500 0 0 0 0 7zM3 20c0-4 3-6 6-6s6 2 6 6M16 5a3 3 0 0 1 0 6M18 14c2 1 3 3 3 6",
  tasks: "M5 12l4 4L19 6",
  gear: "M12 9a3 3 0 1 1 0 6a3 3 0 0 1 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2 2M16.400 16.400l2 2M18.400 5.600l-2 2M7.600 16.400l-2 2",
  help: "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.300-1 .8-1 1.700M12 17v.01",
  print: "M7 9V4h10v5M5 9h14v8h-3v3H8v-3H5z",
  tag: "M4 4h8l8 8-8 8-8-8zM8 8v.01",
  note: "M6 4h12v12l-4 4H6zM9 9h6M9 13h4",
};

export function icon(name: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24",
    width: "18",
    height: "18",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.6",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", paths[name] ?? "");
  svg.append(path);
  return svg;
}

const locales: Record<string, string> = { en: "en-US", de: "de-DE", fr: "fr-FR", ja: "ja-JP", ar: "ar-EG" };

export interface Clock {
  language: string;
  timeZone: string;
  now: string;
}

export function longDate(at: string, clock: Clock): string {
  return new Intl.DateTimeFormat(locales[clock.language], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: clock.timeZone,
  }).format(new Date(at));
}

/** As lists show it: the time today, else the day. */
export function shortDate(at: string, clock: Clock): string {
  const day = (moment: string): string =>
    new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: clock.timeZone }).format(new Date(moment));
  const form: Intl.DateTimeFormatOptions =
    day(at) === day(clock.now) ? { timeStyle: "short" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locales[clock.language], { ...form, timeZone: clock.timeZone }).format(new Date(at));
}

export function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => /^\p{L}/u.test(word));
  return (
    [words[0], words.length > 1 ? words.at(-1) : ""]
      .map((word) => [...(word ?? "")][0] ?? "")
      .join("")
      .toUpperCase() || "?"
  );
}

export function avatar(name: string, names: string): HTMLElement {
  let hue = 0;
  for (const letter of name) hue = (hue * 31 + letter.charCodeAt(0)) % 360;
  const element = h("span", { class: names, "aria-hidden": "true" }, initials(name));
  element.style.backgroundColor = `hsl(${hue} 32% 44%)`;
  return element;
}

export const fill = (words: string, value: string | number): string => words.replace("{}", String(value));

/** What was asked for arrives a little later, as on a real network. */
export const later = (ms: number, then: () => void): number => window.setTimeout(then, ms);
