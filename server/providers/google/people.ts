// Address headers → participants.
import addressparser from "nodemailer/lib/addressparser";
import { emailAddress, type Participant } from "#shared/fields.ts";
import { decodeWords, storable } from "./text.ts";

const NAME_LIMIT = 300;
/** No list of people: a header of megabytes is somebody's joke. */
const HEADER_LIMIT = 200_000;
const PEOPLE_LIMIT = 500;

export const cleanName = (name: string) => storable(name.replace(/\s+/g, " ").trim().slice(0, NAME_LIMIT)).trim();

export const cleanAddress = (address: string | null | undefined): string | null =>
  emailAddress.safeParse(address).data ?? null;

/** Groups come as their members. An encoded word is a name even where it looks like an address inside. */
export function parsePeople(header: string, role: Participant["role"]): Participant[] {
  return addressparser(header.slice(0, HEADER_LIMIT), { flatten: true })
    .slice(0, PEOPLE_LIMIT)
    .map(({ name, address }) => ({ name: cleanName(decodeWords(name)), address: cleanAddress(address), role }))
    .filter((person) => person.name !== "" || person.address !== null);
}
