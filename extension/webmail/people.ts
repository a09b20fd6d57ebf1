// Names and addresses out of a page, brought into the form `shared/fields.ts` accepts. Only types are imported from
// there: Zod has no place in a script that runs in somebody else's page.
import type { Participant } from "#shared/fields.ts";
import { ADDRESS_LIMIT, NAME_LIMIT, PEOPLE_LIMIT } from "./limits.ts";

/** As in `fields.ts`; `limits.test.ts` compares what they accept. */
const addressShape = /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+$/u;

/** Without what cannot be stored, and without direction marks, which make a name read as another. */
export const cleanLine = (value: string, limit: number): string =>
  value
    .replace(/[\0\p{Surrogate}\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, limit)
    .replace(/\p{Surrogate}$/u, "");

export function parseAddress(value: string | null): string | null {
  const address = value?.trim().toLowerCase() ?? "";
  return address.length <= ADDRESS_LIMIT && addressShape.test(address) && !/\p{Surrogate}|\0/u.test(address)
    ? address
    : null;
}

export function toParticipant(name: string | null, address: string | null, role: Participant["role"]): Participant {
  const parsed = parseAddress(address);
  const clean = cleanLine(name ?? "", NAME_LIMIT)
    .replace(/^["']+|["']+$/g, "")
    .trim();
  return { name: clean.toLowerCase() === parsed ? "" : clean, address: parsed, role };
}

/** "Name<address>", "Name <address>;", an address or a name alone; undefined for an empty text. */
export function parseMailbox(value: string, role: Participant["role"]): Participant | undefined {
  const clean = cleanLine(value, 1_000).replace(/[;,\s]+$/u, "");
  const named = /^(.*?)\s*<([^<>]+)>$/u.exec(clean);
  if (named && parseAddress(named[2] ?? "")) return toParticipant(named[1] ?? "", named[2] ?? "", role);
  if (parseAddress(clean)) return toParticipant("", clean, role);
  return clean ? toParticipant(clean, null, role) : undefined;
}

/** Each once, in order of appearance: by address, or by name where there is none. */
export function eachOnce(people: readonly Participant[]): Participant[] {
  const known = new Map<string, Participant>();
  for (const person of people) {
    if (!person.address && !person.name) continue;
    const key = person.address ?? `:${person.name.toLowerCase()}`;
    const earlier = known.get(key);
    if (!earlier) known.set(key, person);
    else if (!earlier.name && person.name) known.set(key, { ...earlier, name: person.name });
  }
  return [...known.values()].slice(0, PEOPLE_LIMIT);
}
