import { z } from "zod";
import { assertCanWrite } from "../access.ts";
import { findKept, revised, stamped } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { AppError } from "../errors.ts";
import { choice, recordId, ref } from "../fields.ts";
import { defineMutation } from "../mutation.ts";
import { activityEntity } from "./activity.ts";
import { putShareRule } from "./sharing.ts";

/** A colleague asks to see more of a mail than is shared: one for each of those who may show it. */
export const accessRequestEntity = defineEntity({
  name: "accessRequest",
  fields: {
    activityId: ref("activity"),
    /** In whose mailbox the mail lies. */
    ownerId: ref("member"),
    state: choice(["open", "granted", "refused"]),
  },
  indexes: ["activityId", "ownerId"],
  readers: ["createdBy", "ownerId"],
});
export type AccessRequest = RecordOf<typeof accessRequestEntity>;

const gone = () => new AppError("not_found", "This mail is no longer there");

/** What the server calls the conversation; a page's names are its reader's alone. */
const isThreadOfOurs = (key: string) => key.startsWith("thread:");

export const accessRequestMutations = {
  /** Asked twice is asked once; after a refusal one may ask again. */
  ask: defineMutation(
    "accessRequest.ask",
    z.strictObject({ id: recordId, activityId: recordId }),
    async (tx, { id, activityId }, context) => {
      const { memberId } = context.actor;
      const activity = await findKept(tx, activityEntity, activityId);
      if (!activity || ![null, memberId].includes(activity.privateTo)) throw gone();
      const { ownerIds, sharing, privateTo } = activity;
      if (privateTo !== null || sharing === "everything" || ownerIds.length === 0 || ownerIds.includes(memberId)) {
        throw new AppError("conflict", "You can see all of this mail already");
      }
      const earlier = await tx.list(accessRequestEntity, "activityId", activity.id);
      const open = earlier.filter(({ state, createdBy }) => state === "open" && createdBy === memberId);
      const asked = new Set(open.map(({ ownerId }) => ownerId));
      const ids = ownerIds.map((_, index) => (index === 0 ? id : context.newId()));
      for (const [index, ownerId] of ownerIds.entries()) {
        if (asked.has(ownerId)) continue;
        const request = { activityId: activity.id, ownerId, state: "open" as const };
        await tx.put(accessRequestEntity, stamped<AccessRequest>(ids[index] ?? id, request, context));
      }
    },
  ),
  /** Granting shows the conversation to everybody: what one colleague may read, the team may. */
  answer: defineMutation(
    "accessRequest.answer",
    z.strictObject({ id: recordId, granted: z.boolean() }),
    async (tx, { id, granted }, context) => {
      const { memberId } = context.actor;
      const request = await tx.find(accessRequestEntity, id);
      if (!request) throw new AppError("not_found", "Nobody asks this any more");
      assertCanWrite(context.actor, accessRequestEntity, request);
      if (request.ownerId !== memberId) {
        throw new AppError("forbidden", "Only whose mailbox it lies in can answer");
      }
      if (request.state !== "open") return;
      if (granted) {
        const activity = await tx.find(activityEntity, request.activityId);
        const threadKey = activity?.threadKeys.find(isThreadOfOurs) ?? activity?.threadKeys[0];
        if (!threadKey) throw gone();
        await putShareRule(tx, { contactId: null, threadKey, level: "everything" }, context.newId(), context);
      }
      const state = granted ? "granted" : "refused";
      // Several may have asked for the same: what one is shown, all are.
      const all = await tx.list(accessRequestEntity, "activityId", request.activityId);
      const answered = granted ? all : [request];
      for (const one of answered.filter((other) => other.ownerId === memberId && other.state === "open")) {
        await tx.put(accessRequestEntity, revised(one, { state }, context));
      }
    },
  ),
};
