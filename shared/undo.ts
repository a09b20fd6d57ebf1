import { z } from "zod";
import { type Actor, assertCanWrite, canWrite, isFromMailbox, isOwner, withoutServersFields } from "./access.ts";
import { isSame, revised } from "./crud.ts";
import type { BaseRecord, Entity } from "./entity.ts";
import { AppError } from "./errors.ts";
import { recordId } from "./fields.ts";
import { defineMutation, type MutationContext, parseOrThrow, type Tx } from "./mutation.ts";

/** What a mutation did to one record: null before means it was created, null after that it was removed. */
export interface RecordChange {
  entity: string;
  id: string;
  before: BaseRecord | null;
  after: BaseRecord | null;
}

const image = z.record(z.string(), z.json()).nullable();
const changesArgs = z.strictObject({
  changes: z
    .array(z.strictObject({ entity: z.string().max(50), id: recordId, before: image, after: image }))
    .max(1_000),
});

/** Entities whose records carry rights, or say what somebody did: they change through their own mutations only. */
const neverUndone = new Set(["member", "opening"]);

const builtOn = () => new AppError("conflict", "Something was added to this since; remove it by hand if it should go");

/**
 * Takes back what one mutation did, as far as nothing was built on it: fields changed again stay as they are, a record
 * a colleague has changed since is not taken away, nor one that others point to by now.
 */
export function undoMutation(entities: Readonly<Record<string, Entity>>) {
  return defineMutation("undo", changesArgs, async (tx, { changes }, context) => {
    let effects = 0;
    for (const change of changes.toReversed()) {
      const entity = Object.hasOwn(entities, change.entity) ? entities[change.entity] : undefined;
      if (!entity || neverUndone.has(entity.name)) throw new AppError("invalid", "This cannot be undone");
      const before = change.before && parseOrThrow(entity.schema, change.before);
      const after = change.after && parseOrThrow(entity.schema, change.after);
      if ((before ?? after)?.id !== change.id) throw new AppError("invalid", "This cannot be undone");
      if (before && after) effects += await takeBackFields(tx, entity, before, after, context);
      else if (before) effects += await bringBack(tx, entity, before, context);
      else if (after && !(await isPointedAt(tx, entities, entity, after.id))) {
        effects += await takeAway(tx, entity, after, context.actor);
      }
    }
    if (effects === 0 && changes.length > 0) throw builtOn();
  });
}

// Each of these returns how many records it changed; an undo that changes nothing says so.

async function takeBackFields(tx: Tx, entity: Entity, before: BaseRecord, after: BaseRecord, context: MutationContext) {
  const current = await tx.find(entity, after.id);
  if (!current) return 0;
  const [was, became, is] = [before, after, current] as unknown as Record<string, unknown>[];
  const changed = Object.keys(entity.fields).filter(
    (field) => !isSame(was?.[field], became?.[field]) && isSame(is?.[field], became?.[field]),
  );
  // What the server took from a mailbox it puts right itself once the rest is back.
  const isServers = isFromMailbox(current);
  const fields = changed.filter((field) => !isServers || canWrite(context.actor, entity, current, [field]));
  if (fields.length === 0) return 0;
  assertCanWrite(context.actor, entity, current, fields);
  const restored = Object.fromEntries(fields.map((field) => [field, was?.[field]])) as Partial<BaseRecord>;
  await tx.put(entity, revised(current, restored, context));
  return 1;
}

async function bringBack(tx: Tx, entity: Entity, before: BaseRecord, context: MutationContext) {
  // The server alone brings back what it took from a mailbox; it does when the mailbox's owner asks.
  if (isFromMailbox(before)) return isOwner(context.actor, before) ? 1 : 0;
  if (await tx.find(entity, before.id)) return 0;
  assertCanWrite(context.actor, entity, before);
  await tx.put(entity, revised(withoutServersFields(entity, before), {}, context));
  return 1;
}

/** Whether a record of any kind points at this one by an indexed field. */
async function isPointedAt(tx: Tx, entities: Readonly<Record<string, Entity>>, target: Entity, id: string) {
  for (const entity of Object.values(entities)) {
    const pointers = entity.indexes.filter((field) => entity.fields[field]?.target === target.name);
    for (const field of pointers) if ((await tx.list(entity, field as never, id)).length > 0) return true;
  }
  return false;
}

async function takeAway(tx: Tx, entity: Entity, after: BaseRecord, actor: Actor) {
  const current = await tx.find(entity, after.id);
  if (!current) return 0;
  assertCanWrite(actor, entity, current);
  if (current.updatedBy !== actor.memberId) {
    throw new AppError("conflict", "A colleague has changed this since; remove it by hand if it should go");
  }
  await tx.remove(entity, current.id);
  return 1;
}
