import { z } from "zod";
import { findKept, revised, stamped } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { recordId, ref } from "../fields.ts";
import { defineMutation } from "../mutation.ts";
import { activityEntity } from "./activity.ts";

/**
 * `createdBy` opened a mail that lies in the owner's mailbox and not in their own: first at `createdAt`, last at
 * `updatedAt`. Nobody but the two of them has the record.
 */
export const openingEntity = defineEntity({
  name: "opening",
  fields: {
    activityId: ref("activity"),
    ownerId: ref("member"),
  },
  indexes: ["activityId"],
  readers: ["createdBy", "ownerId"],
});
export type Opening = RecordOf<typeof openingEntity>;

/** Opening a mail is recorded at most once in this time. */
export const OPENING_INTERVAL_MS = 3_600_000;

export const openingMutations = {
  /** Whoever expands a mail says so; of one's own, of nobody's and of what is gone there is nothing to record. */
  open: defineMutation(
    "activity.open",
    z.strictObject({ activityId: recordId }),
    async (tx, { activityId }, context) => {
      const { actor, now } = context;
      const activity = await findKept(tx, activityEntity, activityId);
      if (!activity || activity.privateTo !== null || activity.ownerIds.includes(actor.memberId)) return;
      const earlier = await tx.list(openingEntity, "activityId", activity.id);
      const mine = new Map(earlier.filter((one) => one.createdBy === actor.memberId).map((one) => [one.ownerId, one]));
      for (const ownerId of activity.ownerIds) {
        const id = context.newId();
        const known = mine.get(ownerId);
        if (!known) await tx.put(openingEntity, stamped<Opening>(id, { activityId: activity.id, ownerId }, context));
        else if (Date.parse(now) - Date.parse(known.updatedAt) >= OPENING_INTERVAL_MS) {
          await tx.put(openingEntity, revised(known, {}, context));
        }
      }
    },
  ),
};
