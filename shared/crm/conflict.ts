import { defineEntity, type RecordOf } from "../entity.ts";
import { json, ref, requiredText } from "../fields.ts";

/**
 * The same field changed by two. Theirs stands in the record; this keeps mine and what both saw before, until its
 * author (`createdBy`) decides.
 */
export const conflictEntity = defineEntity({
  name: "conflict",
  fields: {
    entity: requiredText(),
    recordId: ref("any"),
    field: requiredText(),
    mine: json(),
    before: json(),
  },
  indexes: ["recordId", "entity"],
});
export type Conflict = RecordOf<typeof conflictEntity>;
