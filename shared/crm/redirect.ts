import { defineEntity } from "../entity.ts";
import { ref, requiredText } from "../fields.ts";

/** Leads from the id of a record that was folded into another (same person saved twice, merge) to the one kept. */
export const redirectEntity = defineEntity({
  name: "redirect",
  fields: {
    entity: requiredText(),
    toId: ref("any"),
  },
  indexes: ["toId"],
});
