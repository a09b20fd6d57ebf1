import type { Participant } from "./fields.ts";

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

export type SuggestLead = (person: Participant, texts: readonly string[]) => LeadSuggestion;
