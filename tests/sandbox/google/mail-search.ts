// users.messages.list: which messages a query means, newest first, page by page.
import { Refusal, refuse } from "./errors.ts";
import type { Entry, MailIndex } from "./mail-index.ts";

export interface Query {
  readonly q: string;
  readonly labelIds: readonly string[];
  readonly includeSpamTrash: boolean;
  readonly size: number;
  readonly pageToken: string | null;
}

interface Page {
  readonly entries: Entry[];
  readonly nextPageToken: string | null;
  readonly estimate: number;
}

type Test = (entry: Entry) => boolean;

const wordsOf = (text: string): string[] => text.match(/\{[^}]*\}|\S+/g) ?? [];

const momentOf = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text.replaceAll("/", "-")));

/** Labels that keep a message out unless they are asked for: googleapis 188, includeSpamTrash. */
const hidden = ["SPAM", "TRASH"];

/** The words of Gmail's search that we speak; any other is refused, so that nobody counts on it. */
function testOf(term: string, index: MailIndex): Test {
  // Any of what stands in braces (support.google.com/mail/answer/7190).
  const group = /^\{(.*)\}$/s.exec(term)?.[1];
  if (group !== undefined) {
    const tests = wordsOf(group).map((word) => testOf(word, index));
    return (entry) => tests.some((test) => test(entry));
  }
  const [, minus, name = "", value = ""] = /^(-?)(\w+):"?(.*?)"?$/s.exec(term) ?? [];
  const test = ((): Test => {
    if (name === "after") return ({ at }) => at >= momentOf(value);
    if (name === "before") return ({ at }) => at < momentOf(value);
    if (name === "rfc822msgid") {
      const found = new Set(index.listByMessageId(value));
      return (entry) => found.has(entry);
    }
    if (name === "from" || name === "to" || name === "cc") {
      const wanted = value.toLowerCase();
      return ({ message }) => [message[name]].flat().some(({ address }) => address.toLowerCase() === wanted);
    }
    if (name === "in" || name === "label" || name === "is") {
      if (value === "anywhere") return () => true;
      const wanted = value.toUpperCase().replace(/^DRAFTS$/, "DRAFT");
      const own = index.labels().find((label) => label.name.replace(/[\s/]/g, "-").toUpperCase() === wanted);
      return ({ labels }) => labels.includes(own?.id ?? wanted);
    }
    throw new Refusal({ status: 501, body: { error: { code: 501, message: `The stand-in does not know q=${term}` } } });
  })();
  return minus ? (entry) => !test(entry) : test;
}

/** Exact up to here; beyond, Gmail only estimates. */
const exactUpTo = 500;

/** Positions in the order of time that a query can concern at all. */
function rangeOf(among: readonly Entry[], terms: readonly string[]): { from: number; to: number } {
  const bound = (name: string, otherwise: number) => {
    const value = terms.find((term) => term.startsWith(`${name}:`))?.slice(name.length + 1);
    return value === undefined ? otherwise : firstFrom(among, momentOf(value).toString(16).padStart(11, "0"));
  };
  return { from: bound("after", 0), to: bound("before", among.length) };
}

/** Counts the newest, and takes the rest to be like them. */
function estimateOf(among: readonly Entry[], { from, to }: { from: number; to: number }, matches: Test): number {
  let count = 0;
  for (let at = to - 1; at >= from; at -= 1) {
    if (matches(among[at] as Entry)) count += 1;
    if (count > exactUpTo) return Number((((to - from) * count) / (to - at)).toPrecision(2));
  }
  return count;
}

export function searchMail(index: MailIndex, query: Query): Page {
  const { sorted } = index;
  const terms = wordsOf(query.q);
  const tests = terms.map((term) => testOf(term, index));
  const anywhere = query.includeSpamTrash || /\bin:(anywhere|spam|trash)\b/.test(query.q);
  const known = new Set(index.labels().map((label) => label.id));
  for (const id of query.labelIds) if (!known.has(id)) refuse("invalidArgument", { message: `Invalid label: ${id}` });
  const isHidden: Test = ({ labels }) =>
    labels.some((label) => hidden.includes(label) && !query.labelIds.includes(label));
  const matches: Test = (entry) =>
    !entry.isErased &&
    query.labelIds.every((label) => entry.labels.includes(label)) &&
    (anywhere || !isHidden(entry)) &&
    tests.every((test) => test(entry));

  const only = terms.find((term) => term.startsWith("rfc822msgid:"));
  const among = only ? index.listByMessageId(only.slice("rfc822msgid:".length)).reverse() : sorted;
  const range = rangeOf(among, terms);
  const { below, estimate } = parseToken(query.pageToken) ?? {
    below: null,
    estimate: estimateOf(among, range, matches),
  };
  const entries: Entry[] = [];
  for (let at = (below === null ? range.to : firstFrom(among, below)) - 1; at >= range.from; at -= 1) {
    const entry = among[at] as Entry;
    if (!matches(entry)) continue;
    if (entries.length === query.size) {
      const next = `${(entries.at(-1) as Entry).id}-${estimate}`;
      return { entries, nextPageToken: Buffer.from(next).toString("base64url"), estimate };
    }
    entries.push(entry);
  }
  return { entries, nextPageToken: null, estimate };
}

function parseToken(token: string | null): { below: string; estimate: number } | null {
  if (token === null) return null;
  const [, below, estimate] = /^([0-9a-f]{16})-(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (below === undefined) return refuse("invalidArgument", { message: "Invalid pageToken" });
  return { below, estimate: Number(estimate) };
}

/** The position of the first entry whose id is not below; a prefix of an id does as well. */
function firstFrom(sorted: readonly Entry[], id: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Entry).id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
