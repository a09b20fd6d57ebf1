import { z } from "zod";
import { assertCanWrite } from "../access.ts";
import { revised } from "../crud.ts";
import type { BaseRecord, Entity } from "../entity.ts";
import { AppError } from "../errors.ts";
import { recordId } from "../fields.ts";
import { defineMutation, parseOrThrow } from "../mutation.ts";
import { conflictEntity } from "./conflict.ts";

/** Made with the registry at hand, since a conflict may be about any entity. */
export function resolveMutations(entityByName: (name: string) => Entity | undefined) {
  return {
    /** The author of a conflict decides: `mine` replaces what stands, `theirs` leaves it; either way it is settled. */
    resolve: defineMutation(
      "conflict.resolve",
      z.strictObject({ id: recordId, keep: z.enum(["mine", "theirs"]) }),
      async (tx, { id, keep }, context) => {
        const conflict = await tx.find(conflictEntity, id);
        if (!conflict) return;
        assertCanWrite(context.actor, conflictEntity, conflict);
        const entity = entityByName(conflict.entity);
        const record = entity && (await tx.find(entity, conflict.recordId));
        if (keep === "mine") {
          if (!entity || !record) throw new AppError("not_found", "The record this was about no longer exists");
          const { field, mine } = conflict;
          const schema = Object.hasOwn(entity.fieldSchemas, field) ? entity.fieldSchemas[field] : undefined;
          if (!schema) throw new AppError("invalid", "There is no such field");
          assertCanWrite(context.actor, entity, record, [field]);
          const changes = { [field]: parseOrThrow(schema, mine) } as Partial<BaseRecord>;
          await tx.put(entity, revised(record, changes, context));
        }
        await tx.remove(conflictEntity, id);
      },
    ),
  };
}
