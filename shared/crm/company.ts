import { crud } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { note, phones, ref, requiredText, text, url } from "../fields.ts";

export const companyEntity = defineEntity({
  name: "company",
  fields: {
    name: requiredText(),
    /** The registrable domain of its mail addresses, lower case; never a free-mail provider's. */
    domain: text().nullable(),
    website: url().nullable(),
    phones: phones(),
    address: note(1_000).nullable(),
    ownerId: ref("member").nullable(),
  },
  indexes: ["domain", "ownerId"],
});
export type Company = RecordOf<typeof companyEntity>;

const { create, update } = crud(companyEntity);
export const companyMutations = { create, update };
