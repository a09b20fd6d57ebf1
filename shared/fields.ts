import { z } from "zod";

/**
 * The closed set of field kinds. A new kind breaks the exhaustive switches that turn a kind into a database
 * column, a feed expression, an input, a display and a sample value; those breaks are the checklist.
 */
export type FieldKind =
  | "text"
  | "note"
  | "url"
  | "choice"
  | "flag"
  | "day"
  | "instant"
  | "ref"
  | "refs"
  | "emails"
  | "phones"
  | "keys"
  | "participants"
  | "json";

/** Kinds whose value is a list of texts: indexed item by item, and merged item by item. */
export const isListKind = (kind: FieldKind | undefined) =>
  kind === "emails" || kind === "phones" || kind === "keys" || kind === "refs";

export interface FieldInfo {
  readonly kind: FieldKind;
  readonly nullable: boolean;
  /** With `ref` and `refs`: the name of the entity pointed at. */
  readonly target?: string;
  /** With `choice`: the values, in the order they are offered. */
  readonly options?: readonly string[];
}

type FieldMeta = Omit<FieldInfo, "nullable">;

const fieldRegistry = z.registry<FieldMeta>();

/** On a copy: what a field is belongs to the schema's instance, and one schema may serve several kinds. */
function field<S extends z.ZodType>(schema: S, meta: FieldMeta): S {
  const own = schema.clone() as S;
  fieldRegistry.add(own, meta);
  return own;
}

/** PostgreSQL cannot store NUL, and a lone surrogate does not survive UTF-8. */
const isStorable = (value: string) => !/\0|\p{Surrogate}/u.test(value);
const unstorable = { error: "Contains a character that cannot be stored" };

const line = (max: number) => z.string().trim().max(max).refine(isStorable, unstorable);

/** A record's id. Lower case, as PostgreSQL writes it: to a replica another spelling would be another record. */
export const recordId = z.uuid().refine((id) => id === id.toLowerCase(), { error: "Must be in lower case" });

/** An e-mail address as Kith compares it: trimmed, lower case. Deliberately lax, for addresses outside ASCII. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .regex(/^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+$/u, { error: "Not an e-mail address" })
  .refine(isStorable, unstorable);

export const participantRoles = ["from", "to", "cc", "bcc"] as const;

/** Somebody in a message, as it stood in the header. `address` is null where the webmail shows only a name. */
export const participant = z.object({
  name: line(300),
  address: emailAddress.nullable(),
  role: z.enum(participantRoles),
});
export type Participant = z.infer<typeof participant>;

/** A moment: ISO 8601 in UTC with milliseconds, from the year 1900 on (the range every store can keep). */
export const instantValue = z.iso
  .datetime({ precision: 3 })
  .refine((value) => value >= "1900" && value < "9999", { error: "Out of range" });

export const text = () => field(line(500), { kind: "text" });
/** A line that must not be empty. */
export const requiredText = () => field(line(500).min(1), { kind: "text" });
/** Text of several lines. */
export const note = (max = 20_000) => field(z.string().max(max).refine(isStorable, unstorable), { kind: "note" });
export const url = () =>
  field(
    line(2_000).refine((value) => /^https?:\/\/[^\s]+$/iu.test(value), { error: "Not a web address" }),
    { kind: "url" },
  );
export const choice = <const T extends readonly [string, ...string[]]>(options: T) =>
  field(z.enum(options), { kind: "choice", options });
export const flag = () => field(z.boolean(), { kind: "flag" });
/**
 * A calendar day, `YYYY-MM-DD`, in nobody's time zone.
 * @public No record has one yet; stores, wire and forms already keep them.
 */
export const day = () =>
  field(
    z.iso.date().refine((value) => value >= "1900"),
    { kind: "day" },
  );
export const instant = () => field(instantValue, { kind: "instant" });
export const ref = (target: string) => field(recordId, { kind: "ref", target });
export const refs = (target: string) => field(z.array(recordId).max(200), { kind: "refs", target });
export const emails = () => field(z.array(emailAddress).max(30), { kind: "emails" });
/** Phone numbers in E.164 where they could be understood, else as written. */
export const phones = () => field(z.array(line(60).min(1)).max(30), { kind: "phones" });
/** Names that machines give: each item leads to the record, none is shown. */
export const keys = () => field(z.array(line(1_000).min(1)).max(100), { kind: "keys" });
export const participants = () => field(z.array(participant).max(200), { kind: "participants" });
/** Any JSON value, 100,000 characters at most; only for values whose kind is another record's business. */
export const json = () =>
  field(
    z
      .json()
      .refine((value) => JSON.stringify(value).length <= 100_000 && isStorable(JSON.stringify(value)), unstorable),
    { kind: "json" },
  );

/** What a field of an entity is. Looks through `.nullable()`, which makes a schema the registry does not know. */
export function fieldInfo(schema: z.ZodType): FieldInfo {
  const nullable = schema instanceof z.ZodNullable;
  const inner = nullable ? schema.unwrap() : schema;
  const meta = fieldRegistry.get(inner as z.ZodType);
  if (!meta) throw new TypeError("A field must be made by fields.ts");
  return { ...meta, nullable };
}
