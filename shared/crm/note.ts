import { crud, getKept } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { note, ref } from "../fields.ts";
import { defineMutation } from "../mutation.ts";
import { companyEntity } from "./company.ts";
import { contactEntity } from "./contact.ts";

export const noteEntity = defineEntity({
  name: "note",
  fields: {
    text: note(),
    contactId: ref("contact").nullable(),
    companyId: ref("company").nullable(),
  },
  indexes: ["contactId", "companyId"],
});
export type Note = RecordOf<typeof noteEntity>;

const { create, update, remove } = crud(noteEntity);

export const noteMutations = {
  update,
  remove,
  /** Refused where its person or company is gone: a note nobody can open would be a lost note. */
  create: defineMutation(create.name, create.args, async (tx, args, context) => {
    const { contactId, companyId } = args.record;
    if (contactId) await getKept(tx, contactEntity, contactId);
    if (companyId) await getKept(tx, companyEntity, companyId);
    await create.run(tx, args, context);
  }),
};
