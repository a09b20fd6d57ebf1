// What a signature says about the person who signed: nothing rather than something wrong.
import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from "libphonenumber-js";
import { getPublicSuffix } from "tldts";
import type { Participant } from "./fields.ts";
import { companyDomain } from "./match.ts";
import { parseReply } from "./quote.ts";
import {
  companyForms,
  companyFormsEnclosed,
  companyFormsInFront,
  countries,
  eastAsianPlaces,
  faxLabels,
  phoneLabels,
  streetEndings,
  streetWords,
  titleWords,
} from "./signature-words.ts";

/** What a signature says; nothing rather than something wrong. */
export interface Signature {
  title: string | null;
  company: string | null;
  /** E.164 where understood. */
  phones: string[];
  /** Several lines. */
  address: string | null;
}

export const nothingSigned: Signature = { title: null, company: null, phones: [], address: null };

const LINE_LIMIT = 160;
const LINES_LIMIT = 30;
const PHONES_LIMIT = 5;

const anyOf = (words: readonly string[]) => `(?:${words.join("|")})`;
/** Not inside a longer word. `\b` knows ASCII only. */
const whole = (pattern: string) => `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;

const titleWord = new RegExp(`${whole(anyOf(titleWords.slice(0, -2)))}|${anyOf(titleWords.slice(-2))}`, "iu");
const formAtEnd = new RegExp(`[\\p{L}\\p{N})&.]\\s*,?\\s+${anyOf(companyForms)}\\.?$`, "iu");
const formInFront = new RegExp(`^${anyOf(companyFormsInFront)}[\\s"«]*\\p{L}`, "iu");
const formInside = new RegExp(anyOf(companyFormsEnclosed), "iu");
const street = new RegExp(`${whole(anyOf(streetWords))}|${whole(streetEndings)}`, "iu");
const eastAsian = new RegExp(eastAsianPlaces, "u");
const country = new RegExp(`^${anyOf(countries)}\\.?$`, "iu");
const faxLabel = new RegExp(`(?:^|[\\s|,;/(])(?:${faxLabels})\\.?\\s*(?:\\([^)]{1,12}\\))?\\s*[:.：]?\\s*$`, "iu");
const labelled = new RegExp(
  `^(?:${phoneLabels}|☎|📞|📱|✆)\\.?\\s*[:.：]?\\s*([+(\\d][\\d\\s().\\-/]{5,24}(?:\\s*(?:x|ext\\.?|dw)\\s*\\d{1,6})?)$`,
  "iu",
);

/** Postal code and place in one line: 111 22 Stockholm, 1012 AB Amsterdam, Reading RG2 0FF, Austin, TX 78701, 〒105-0011. */
const postal = new RegExp(
  [
    "(?:^|\\s|[A-Z]{1,2}-)\\d{3} ?\\d{2} \\p{Lu}\\p{L}+",
    "(?:^|\\s|[A-Z]{1,2}-)\\d{4,5},? \\p{Lu}\\p{L}+",
    "(?:^|\\s)\\d{4} ?[A-Z]{2},? \\p{Lu}\\p{L}+",
    "(?:^|\\s)\\d{2}-\\d{3} \\p{Lu}\\p{L}+",
    "(?:^|\\s)\\d{4}-\\d{3} \\p{Lu}\\p{L}+",
    "\\p{L}[,\\s]+[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}(?:$|,|\\s)",
    "\\p{L},? [A-Z]{2},? \\d{5}(?:-\\d{4})?(?:$|,|\\s)",
    "\\p{L},? [A-Z]{2},? [A-Z]\\d[A-Z] ?\\d[A-Z]\\d(?:$|,|\\s)",
    "〒?\\d{3}-\\d{4}",
  ].join("|"),
  "u",
);

const isLink = (text: string) => /@|https?:\/\/|\bwww\.|^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/iu.test(text);
const letters = (text: string) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "");

/** The country whose numbers are written without a prefix, as far as the address tells. */
function findRegion(address: string | null): CountryCode | undefined {
  const suffix = address ? (getPublicSuffix(address.slice(address.lastIndexOf("@") + 1)) ?? "") : "";
  const top = suffix.split(".").at(-1)?.toUpperCase() ?? "";
  const code = top === "UK" ? "GB" : top;
  return isSupportedCountry(code) ? code : undefined;
}

/** "(415) 555-0132": only North America writes numbers so. */
const northAmerican = /\(\d{3}\) ?\d{3}-\d{4}/;

function findPhones(line: string, region: CountryCode | undefined): string[] {
  const found = findPhoneNumbersInText(line, region ?? (northAmerican.test(line) ? "US" : undefined));
  const known = found
    .filter(({ startsAt }) => !faxLabel.test(line.slice(Math.max(0, startsAt - 24), startsAt)))
    .map(({ number }) => number.number as string);
  if (found.length > 0) return known;
  // Without a country it cannot be understood; what is labelled as a telephone is kept as written.
  const asWritten = line
    .split(/\s*[|•·,;]\s*|\t/u)
    .map((part) => labelled.exec(part.trim())?.[1]?.trim())
    .filter((part) => part !== undefined && part.replace(/\D/g, "").length >= 7);
  return asWritten as string[];
}

/** "Anna Berg | Head of Sales" says two things. */
const segmentsOf = (line: string) =>
  line
    .split(/\s*[|•·│┃]\s*|\t+|\s+[–—-]\s+|\s{3,}/u)
    .map((part) => part.trim())
    .filter(Boolean);

function isCompanyName(text: string, domain: string | null): boolean {
  if (text.length > 80 || isLink(text) || /[?!:]$/.test(text)) return false;
  if (formAtEnd.test(text) || formInFront.test(text) || (formInside.test(text) && text.length <= 40)) return true;
  // Norvik, or "Aldermoor Dairy" at aldermoor-dairy.example.
  const label = letters(domain?.split(".")[0] ?? "");
  return label.length >= 3 && text.split(/\s+/).length <= 6 && letters(text) === label;
}

function isTitle(text: string): boolean {
  return (
    text.length <= 80 &&
    !/\d{3}|[?!:]$|[.]\s+\p{Lu}/u.test(text) &&
    text.split(/\s+/).length <= 9 &&
    titleWord.test(text)
  );
}

/** 株式会社ミナト精機 購買部 課長: the company, then where in it. */
function splitEastAsian(text: string): { title: string; company: string } | undefined {
  const words = text.split(/[\s\u3000]+/u);
  const at = words.findIndex((word) => formInside.test(word));
  const rest = words.filter((_, index) => index !== at).join(" ");
  return at >= 0 && rest && isTitle(rest) ? { company: words[at] ?? "", title: rest } : undefined;
}

/** "Account Manager, Brightwater Pumps AB" and "Einkauf bei Norvik": a title and who it is held at. */
function splitTitle(text: string, domain: string | null): { title: string | null; company: string | null } {
  const eastern = splitEastAsian(text);
  if (eastern) return eastern;
  for (const [, title, company] of [
    ...text.matchAll(/^(.+?)\s*[,،]\s+([^,،]+(?:,\s*(?:inc|llc|ltd)\.?)?)$/giu),
    ...text.matchAll(/^(.+?)\s+(?:at|bei|chez|hos|bij|@)\s+(.+)$/giu),
  ])
    if (title && company && isTitle(title) && isCompanyName(company, domain)) return { title, company };
  if (isCompanyName(text, domain)) return { title: null, company: text };
  return { title: isTitle(text) && !isLink(text) ? text : null, company: null };
}

const isAddressLine = (text: string) =>
  text.length <= 120 &&
  !isLink(text) &&
  (postal.test(text) ||
    (/\d/.test(text) && street.test(text)) ||
    (/\d/.test(text) && (text.match(new RegExp(eastAsian, "gu"))?.length ?? 0) >= 2));

/** The first run of lines that together name a street or box and a place. */
function findAddress(lines: readonly string[]): string | null {
  for (let at = 0; at < lines.length; at++) {
    const run: string[] = [];
    for (const line of lines.slice(at, at + 5)) {
      if (isAddressLine(line) || (run.length > 0 && country.test(line))) run.push(line);
      else break;
    }
    const whole = run.join(", ");
    const isPlaced = postal.test(whole) || eastAsian.test(whole) || run.some((line) => country.test(line));
    if (run.length > 0 && isPlaced && (street.test(whole) || eastAsian.test(whole) || run.length > 1))
      return run.join("\n");
  }
  return null;
}

/** Addresses and numbers follow a label now and then: "Adresse: …", "Visit us: …". */
const withoutLabel = (line: string) =>
  line.replace(
    /^(?:a|adresse|address|adresa|adress|indirizzo|dirección|morada|adres|office|besuchsadresse|visiting address|所在地|住所|地址|العنوان)\s*[:：]\s*/iu,
    "",
  );

/** Reads the signature at the end of a body that this person wrote. */
export function parseSignature(text: string, person: Pick<Participant, "name" | "address">): Signature {
  const { signature } = parseReply(text, person.name || (person.address ?? ""));
  if (!signature) return nothingSigned;
  const domain = person.address ? companyDomain(person.address) : null;
  const region = findRegion(person.address);
  const own = letters(person.name);
  const lines = signature
    .split("\n")
    .map((line) => line.replace(/\s+$/u, "").trim())
    .filter((line) => line !== "" && line.length <= LINE_LIMIT)
    .slice(0, LINES_LIMIT);
  const phones = [...new Set(lines.flatMap((line) => findPhones(line, region)))].slice(0, PHONES_LIMIT);
  let title: string | null = null;
  let company: string | null = null;
  const rest: string[] = [];
  for (const line of lines) {
    const unlabelled = withoutLabel(line);
    if (isAddressLine(unlabelled) && !formAtEnd.test(unlabelled)) {
      rest.push(unlabelled);
      continue;
    }
    const parts = segmentsOf(line).filter((part) => letters(part) !== own);
    const places = parts.filter((part) => isAddressLine(withoutLabel(part)));
    rest.push(country.test(line) ? line : places.length === 1 ? withoutLabel(places[0] ?? "") : "");
    for (const part of parts) {
      if (findPhones(part, region).length > 0 || isAddressLine(part)) continue;
      const named = own && letters(part).startsWith(own) ? part.replace(/^[^,]*,\s*/u, "") : part;
      const found = splitTitle(named, domain);
      title ??= found.title;
      company ??= found.company;
    }
  }
  return { title, company, phones, address: findAddress(rest) };
}
