// From what somebody typed into a field to the value that is kept, or to why it cannot be kept.
import type { FieldInfo } from "#shared/fields.ts";

/** Why an input is not kept; the words for it are in the locales under `records.problem`. */
export type Problem = "required" | "tooLong" | "notUrl" | "notEmail" | "notDay" | "notInstant" | "notOffered";

export type Parsed = { ok: true; value: unknown } | { ok: false; problem: Problem; part: string | null };

const kept = (value: unknown): Parsed => ({ ok: true, value });
const refused = (problem: Problem, part: string | null = null): Parsed => ({ ok: false, problem, part });

const emailPattern = /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+$/u;

/** Several addresses or numbers in one input: one per line, or separated by commas or semicolons. */
const partsOf = (text: string) => [
  ...new Set(
    text
      .split(/[\n,;]+/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];

/** `Anna <anna@norvik.example>` and `mailto:` are how addresses are copied. */
const bareAddress = (part: string) =>
  (/<([^<>]+)>\s*$/.exec(part)?.[1] ?? part.replace(/^mailto:/i, "")).trim().toLowerCase();

/** A number with its country is kept in one spelling (E.164); any other stays as it was written. */
export function parsePhone(part: string): string {
  const bare = part.replace(/^tel:/i, "").replace(/\(0\)/g, "");
  const international = bare.replace(/^00/, "+").replace(/[\s().\-/‑–]/g, "");
  return /^\+[1-9]\d{6,14}$/.test(international) ? international : part;
}

function parseUrl(text: string): Parsed {
  const address = /^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : `https://${text}`;
  const isWeb = /^https?:\/\/[^\s]+$/iu.test(address) && URL.canParse(address);
  return isWeb && new URL(address).hostname.includes(".") ? kept(address) : refused("notUrl");
}

function parseDay(text: string): Parsed {
  const at = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime());
  return isDay && at.toISOString().slice(0, 10) === text && text >= "1900" ? kept(text) : refused("notDay");
}

/** From a `datetime-local` input, in the person's own time zone. */
function parseInstant(text: string): Parsed {
  const at = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) || Number.isNaN(at.getTime())) return refused("notInstant");
  const value = at.toISOString();
  return value >= "1900" && value < "9999" ? kept(value) : refused("notInstant");
}

export function parseInput(info: FieldInfo, typed: string, { required = false } = {}): Parsed {
  const text = info.kind === "note" ? typed.replace(/\s+$/, "") : typed.trim();
  if (text === "" && info.kind !== "emails" && info.kind !== "phones") {
    if (info.nullable) return kept(null);
    if (required || (info.kind !== "text" && info.kind !== "note")) return refused("required");
    return kept("");
  }
  switch (info.kind) {
    case "text":
      return text.length > 500 ? refused("tooLong") : kept(text);
    case "note":
      return text.length > 100_000 ? refused("tooLong") : kept(text);
    case "url":
      return parseUrl(text);
    case "choice":
      return info.options?.includes(text) ? kept(text) : refused("notOffered");
    case "flag":
      return kept(text === "true");
    case "day":
      return parseDay(text);
    case "instant":
      return parseInstant(text);
    case "ref":
      return kept(text);
    case "emails": {
      const addresses = [...new Set(partsOf(text).map(bareAddress))];
      const wrong = addresses.find((address) => !emailPattern.test(address));
      return wrong === undefined ? kept(addresses) : refused("notEmail", wrong);
    }
    case "phones": {
      const numbers = [...new Set(partsOf(text).map(parsePhone))];
      const wrong = numbers.find((number) => number.length > 60);
      return wrong === undefined ? kept(numbers) : refused("tooLong", wrong);
    }
    case "refs":
    case "keys":
    case "participants":
    case "json":
      throw new TypeError(`A field of kind ${info.kind} is not edited as text`);
  }
}

/** True for kinds that have an input; the others are only shown. */
export const isEditable = ({ kind }: FieldInfo) =>
  kind !== "refs" && kind !== "keys" && kind !== "participants" && kind !== "json";

const two = (count: number) => String(count).padStart(2, "0");

/** What stands in the input when editing begins; `parseInput` of it gives the value back. */
export function valueToInput(info: FieldInfo, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (info.kind === "instant") {
    const at = new Date(String(value));
    const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
  }
  if (Array.isArray(value)) return value.join("\n");
  return String(value);
}

/** Equal for the person who edits: an instant's input has no seconds, so leaving it alone must change nothing. */
export function isSameValue(info: FieldInfo, a: unknown, b: unknown): boolean {
  if (info.kind === "instant" && a && b) return valueToInput(info, a) === valueToInput(info, b);
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
