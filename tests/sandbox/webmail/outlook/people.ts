/** Whose address Outlook shows. */
import { domainOf, type SeenPerson } from "../truth.ts";
import type { Participant } from "../world/types.ts";
import type { OutlookSkin } from "./skins.ts";

export function shownPerson(skin: OutlookSkin, account: Participant, person: Participant): SeenPerson {
  const mode = skin.addresses ?? "outsiders";
  const shown = !person.name || mode === "everyone" || (mode === "outsiders" && domainOf(person) !== domainOf(account));
  return { name: person.name, address: shown ? person.address : null };
}
