// What a mail's header and signature say about a stranger: the fields "Save as lead" fills in.
import type { Participant } from "./fields.ts";
import { companyDomain } from "./match.ts";
import { nothingSigned, parseSignature } from "./signature.ts";

/** What "Save as lead" fills in for a stranger; shown at once and edited in place. */
export interface LeadSuggestion {
  name: string;
  email: string | null;
  title: string | null;
  /** E.164 where understood. */
  phones: string[];
  /** Postal address, several lines. */
  address: string | null;
  /** Null with free-mail addresses whose signature names no company. `domain` is null when only the name is known. */
  company: { name: string; domain: string | null } | null;
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** "Berg, Anna (Sales)" → "Anna Berg"; the address where the header has no name. */
export function readableName(person: Pick<Participant, "name" | "address">): string {
  const bare = person.name
    .replace(/^["'\s]+|["'\s]+$/g, "")
    .replace(/\s+(?:\([^()]*\)|\[[^[\]]*\]|\|.*)$/, "")
    .replace(/\s+/g, " ")
    .trim();
  const turned = /^([^,\d]+), ?([^,\d]+)$/.exec(bare);
  const suffix = /^(?:jr|sr|ph\.?d|m\.?d|mba|esq|inc|ltd|llc|gmbh|ag|i{1,3})\.?$/i;
  if (turned?.[1] && turned[2] && !suffix.test(turned[2])) return `${turned[2]} ${turned[1]}`;
  if (bare && !bare.includes("@")) return bare;
  const words = (person.address ?? "").replace(/[+@].*$/, "").split(/[._]/);
  const isName = words.length > 1 && words.every((word) => /^\p{L}{2,}$/u.test(word));
  return isName ? words.map(capitalized).join(" ") : person.address || bare || "?";
}

/** A name to read for a company known by its domain only: `north-wind.co.uk` → "North Wind". */
export function companyNameOfDomain(domain: string): string {
  const label = domain.split(".")[0] ?? domain;
  return label.startsWith("xn--") ? domain : label.split("-").filter(Boolean).map(capitalized).join(" ");
}

/** `texts`: bodies this person wrote, newest first; the first signature that says something about a field wins. */
export function suggestLead(person: Participant, texts: readonly string[]): LeadSuggestion {
  const signed = texts.map((text) => parseSignature(text, person));
  const first =
    signed.find((found) => found.title ?? found.company ?? found.address ?? found.phones[0]) ?? nothingSigned;
  const domain = person.address ? companyDomain(person.address) : null;
  const named = signed.map((found) => found.company).find(Boolean) ?? null;
  const name = named ?? (domain && companyNameOfDomain(domain));
  return {
    name: readableName(person).slice(0, 500),
    email: person.address,
    title: signed.map((found) => found.title).find(Boolean) ?? null,
    phones: first.phones,
    address: signed.map((found) => found.address).find(Boolean) ?? null,
    company: name ? { name: name.slice(0, 500), domain } : null,
  };
}
