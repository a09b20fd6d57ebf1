// "Save as lead" and "Add this address to": one click, no form.
import { signal } from "@preact/signals";
import type { Participant } from "#shared/fields.ts";
import type { LeadSuggestion } from "#shared/lead.ts";
import type { Seen } from "../../messages.ts";
import type { PersonSummary } from "../../views.ts";
import { ask, mutations, newId } from "../ask.ts";
import { t } from "../words.ts";
import { act, tellProblem } from "./act.ts";
import { personKey } from "./logging.ts";

/** Saved in this page a moment ago, by the key of who they were in the mail: their fields are shown at once. */
export const justSaved = signal<ReadonlySet<string>>(new Set());

/** Somebody the page shows without an address, and who the rep has said they are: contact ids by person and thread. */
export const pickedPeople = signal<ReadonlyMap<string, string>>(new Map());

export const pickKey = (threadKey: string | null, participant: Participant) => `${threadKey} ${personKey(participant)}`;

export function pickPerson(threadKey: string | null, participant: Participant, contactId: string): void {
  pickedPeople.value = new Map(pickedPeople.value).set(pickKey(threadKey, participant), contactId);
}

export interface LeadWanted {
  participant: Participant;
  /** As the page shows it, or as the rep typed it. */
  address: string;
  seen: Seen;
}

/** From the page as it is at the press: the body, and with it the signature, may have come since the card was drawn. */
export async function saveLead({ participant, address, seen }: LeadWanted): Promise<void> {
  let suggestion: LeadSuggestion;
  try {
    suggestion = await ask("lead.suggest", { name: participant.name, address });
  } catch (error) {
    return tellProblem(error);
  }
  const { company, ...fields } = suggestion;
  const id = newId();
  const isSaved = await act(
    mutations.contact.saveLead,
    { ...fields, id, source: "mail", company: company ? { ...company, id: newId() } : null },
    { said: t("lead.saved", [fields.name]), seen },
  );
  if (!isSaved) return;
  justSaved.value = new Set(justSaved.value).add(personKey(participant));
  if (!participant.address) pickPerson(seen.threadKey, participant, id);
}

/** Where the page shows no address it is the one the rep typed, if any. */
export async function addAddress({ contact }: PersonSummary, wanted: LeadWanted): Promise<void> {
  const { participant, address, seen } = wanted;
  const said = t("lead.addressAdded", [address, contact.name]);
  if (!(await act(mutations.contact.addAddress, { id: contact.id, address }, { said, seen }))) return;
  if (!participant.address) pickPerson(seen.threadKey, participant, contact.id);
}
