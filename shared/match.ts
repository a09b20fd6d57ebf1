// Who an address belongs to, as far as an address and a name can tell: nobody, a colleague, a company, or a person
// we may know already. Exact where something is decided, generous only where a person is asked.
import providers from "email-providers/all.json" with { type: "json" };
import { getDomain } from "tldts";

interface Somebody {
  name: string;
  address: string | null;
}

/** Free-mail providers that the kept list lacks (checked against it in `match.test.ts`). */
const moreProviders = [
  "citromail.hu",
  "duck.com",
  "fastmail.com",
  "inbox.lt",
  "online.no",
  "op.pl",
  "posteo.de",
  "telia.com",
  "tuta.com",
  "tuta.io",
  "tutamail.com",
  "tutanota.com",
  "tutanota.de",
  "ziggo.nl",
];
/** Made on first use: a service worker starts often and asks seldom. */
let freeMail: ReadonlySet<string> | undefined;

const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();
const localOf = (address: string) => address.slice(0, address.lastIndexOf("@")).toLowerCase();

/** Anybody can have an address there, so it says nothing about where they work. */
export function isFreeMail(domain: string): boolean {
  freeMail ??= new Set<string>([...providers, ...moreProviders]);
  const lower = domain.toLowerCase();
  return freeMail.has(lower) || freeMail.has(getDomain(lower) ?? lower);
}

/** The registrable domain of a company's address; null for free mail and for what no company can have registered. */
export function companyDomain(address: string): string | null {
  const domain = domainOf(address);
  const registrable = getDomain(domain, { allowPrivateDomains: true });
  return registrable && !isFreeMail(domain) ? registrable : null;
}

/** Names of mailboxes nobody answers, alone or as one part of the name (`no-reply`, `bounce-4711`). */
const silentPart =
  /^(?:noreply|donotreply|dontreply|mailerdaemon|bounces?|notifications?|notify|notifier|newsletters?|unsubscribe|automailer|autoreply|autoresponder|nichtantworten|keineantwort|nepasrepondre|noresponder|naoresponda|naoresponder|nonrispondere|nietbeantwoorden|geenantwoord|svaraej|ejsvar|svarikke|ikkesvar|eivastausta|nieodpowiadaj|neodpovidat|neotvechat)\d*$/;
const silentWhole =
  /^(?:postmaster|daemon|nobody|root|null|digest|news|updates?|alerts?|robot|bot|automated|automation|system|listserv|majordomo|mailman)$/;
/** Mailing lists: their own hosts, and the service addresses of list software. */
const listHost =
  /(?:^|\.)(?:googlegroups\.com|groups\.google\.com|groups\.io|freelists\.org|yahoogroups\.com|lists?\.[^.]+\..+|(?:reply|noreply|bounces?|notifications?)\.[^.]+\..+)$/;
const listService = /-(?:bounces?|subscribe|unsubscribe)$/;

/** True for addresses behind which no single person reads: no-reply, mail systems, notifications, lists. */
export function isNobody(address: string | null, name = ""): boolean {
  if (!address) return false;
  const local = localOf(address);
  const untagged = local.replace(/\+.*$/, "");
  const joined = untagged.replace(/[._-]/g, "");
  const parts = untagged.split(/[._-]/);
  if (silentPart.test(joined) || silentWhole.test(joined) || parts.some((part) => silentPart.test(part))) return true;
  if (parts.some((_, i) => silentPart.test(parts.slice(i, i + 2).join("")))) return true;
  if (parts.some((_, i) => silentPart.test(parts.slice(i, i + 3).join("")))) return true;
  if (listHost.test(domainOf(address)) || listService.test(untagged)) return true;
  return /^(?:mail delivery (?:subsystem|system)|mailer-daemon|no[- ]?reply)$/i.test(name.trim());
}

/** A member of the workspace. Exactly their address: a variant of it may be anybody's. */
export function isColleague(address: string | null, memberEmails: Iterable<string>): boolean {
  if (!address) return false;
  const wanted = address.toLowerCase();
  for (const email of memberEmails) if (email.toLowerCase() === wanted) return true;
  return false;
}

/** Somebody known, to compare a stranger with. */
export interface Candidate {
  id: string;
  name: string;
  emails: readonly string[];
}

/**
 * Why two may be one person, strongest first: the same mailbox written differently; the same name at the same
 * company; the same name where one of the addresses is private; the same name where the page shows no address.
 */
export const likenesses = ["address", "name_and_company", "name_and_private_address", "name"] as const;
export type Likeness = (typeof likenesses)[number];

/** Providers that ignore dots in the part before the @. */
const dotless = new Set(["gmail.com", "googlemail.com"]);

/** The mailbox behind an address with tags and ignored dots taken away. */
function mailboxOf(address: string): string {
  const domain = domainOf(address);
  const untagged = localOf(address).replace(/(.)\+.*$/, "$1");
  return dotless.has(domain) ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}

/** The words of a name in no order, without accents and titles; null when they are too few to tell people apart. */
function nameKey(name: string): string | null {
  const words = name
    // NFD, not NFKD, and no transliteration: look-alike letters of other scripts stay other letters.
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/\([^)]*\)/g, " ")
    .split(/[^\p{L}\p{N}'’-]+/u)
    .filter((word) => word.length > 1 && !/^(?:dr|mr|mrs|ms|prof|jr|sr|phd|md|mba|ing|dipl)$/.test(word));
  return words.length < 2 ? null : words.sort().join(" ");
}

/**
 * Those among the candidates who may be this person under another address, likeliest first. Somebody who has the
 * very address is not "likely" but known, and is left out. Only a person decides whether it is so.
 */
export function likelySame<C extends Candidate>(
  person: Somebody,
  candidates: Iterable<C>,
): { candidate: C; likeness: Likeness }[] {
  const address = person.address?.toLowerCase() ?? null;
  const mailbox = address && mailboxOf(address);
  const name = nameKey(person.name);
  const company = address && companyDomain(address);
  const found: { candidate: C; likeness: Likeness }[] = [];
  for (const candidate of candidates) {
    if (address && candidate.emails.some((email) => email.toLowerCase() === address)) continue;
    const likeness = ((): Likeness | undefined => {
      if (mailbox && candidate.emails.some((email) => mailboxOf(email) === mailbox)) return "address";
      if (!name || nameKey(candidate.name) !== name) return undefined;
      if (!address) return "name";
      if (company && candidate.emails.some((email) => companyDomain(email) === company)) return "name_and_company";
      const isPrivate = isFreeMail(domainOf(address));
      if (isPrivate || candidate.emails.length === 0 || candidate.emails.some((email) => isFreeMail(domainOf(email))))
        return "name_and_private_address";
      return undefined;
    })();
    if (likeness) found.push({ candidate, likeness });
  }
  return found.sort((a, b) => likenesses.indexOf(a.likeness) - likenesses.indexOf(b.likeness));
}
