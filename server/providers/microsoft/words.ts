// Microsoft's ways of writing things down that mail and calendar share → Kith's.
import { z } from "zod";
import { emailAddress, type Participant } from "#shared/fields.ts";

export const recipientAnswer = z.object({
  emailAddress: z.object({ name: z.string().nullish(), address: z.string().nullish() }).nullish(),
});
export type RecipientAnswer = z.infer<typeof recipientAnswer>;

/** Without what no store can keep: NUL, and halves of a character. Lines end in a line feed. */
export const storable = (text: string) => text.replace(/\0|\p{Surrogate}/gu, "").replaceAll("\r\n", "\n");

export const lineOf = (text: string | null | undefined, length: number) =>
  storable((text ?? "").replace(/\s+/g, " ").trim().slice(0, length));

/** Null for what a person could not open. */
export function findUrl(text: string | null | undefined): string | null {
  const url = storable(text ?? "").trim();
  return /^(https?:\/\/|tel:)\S+$/i.test(url) ? url : null;
}

export interface Person {
  readonly name: string;
  /** Null where it is none: people of the same company may come with a directory name (`/O=EXCHANGELABS/…`). */
  readonly address: string | null;
}

/** Undefined where nothing at all is said of the person. */
export function findPerson(recipient: RecipientAnswer | null | undefined): Person | undefined {
  const written = recipient?.emailAddress?.address ?? "";
  const address = emailAddress.safeParse(written).data ?? null;
  const name = lineOf(recipient?.emailAddress?.name, 300);
  // Outlook repeats the address where there is no name.
  const own = name.toLowerCase() === written.trim().toLowerCase() ? "" : name;
  if (!own && !address) return name ? { name, address } : undefined;
  return { name: own, address };
}

export function peopleToParticipants(
  recipients: readonly RecipientAnswer[] | null | undefined,
  role: Participant["role"],
): Participant[] {
  return (recipients ?? [])
    .map((recipient) => findPerson(recipient))
    .filter((person) => person !== undefined)
    .map((person) => ({ ...person, role }));
}

/** ISO in UTC with milliseconds; undefined for what is no date, or Microsoft's `0001-01-01` for none. */
export function findInstant(value: string | null | undefined): string | undefined {
  const ms = Date.parse(value ?? "");
  if (Number.isNaN(ms)) return undefined;
  const instant = new Date(ms).toISOString();
  return instant >= "1900" && instant < "9999" ? instant : undefined;
}

/** A page of anything. */
export const pageAnswer = z.object({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().optional(),
  "@odata.deltaLink": z.string().optional(),
});
export type PageAnswer = z.infer<typeof pageAnswer>;

/** An entry that says an item is no longer there. */
export const removedAnswer = z.object({ id: z.string(), "@removed": z.object({}) });
