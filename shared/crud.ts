import { z } from "zod";
import { assertCanWrite } from "./access.ts";
import { type Conflict, conflictEntity } from "./crm/conflict.ts";
import { redirectEntity } from "./crm/redirect.ts";
import type { BaseRecord, Entity, OwnFields } from "./entity.ts";
import { AppError } from "./errors.ts";
import { isListKind, recordId } from "./fields.ts";
import { defineMutation, type Mutation, type MutationContext, type Tx } from "./mutation.ts";

/** A new record: own fields plus the base fields every record carries. */
export function stamped<R extends BaseRecord>(id: string, own: OwnFields<R>, { now, actor }: MutationContext): R {
  const base: BaseRecord = { id, createdAt: now, updatedAt: now, createdBy: actor.memberId, updatedBy: actor.memberId };
  return { ...base, ...own } as R;
}

/** A record with some own fields replaced, marked as changed now by the actor. */
export function revised<R extends BaseRecord>(
  record: R,
  changes: Partial<OwnFields<R>>,
  { now, actor }: MutationContext,
): R {
  return { ...record, ...changes, updatedAt: now, updatedBy: actor.memberId };
}

/**
 * Follows a redirect: two clients that saved the same person or logged the same message offline each made an id;
 * the server kept one record and left a redirect for the other id.
 */
export async function findKept<R extends BaseRecord>(tx: Tx, entity: Entity<R>, id: string): Promise<R | undefined> {
  const record = await tx.find(entity, id);
  if (record) return record;
  const redirect = await tx.find(redirectEntity, id);
  return redirect && redirect.entity === entity.name ? tx.find(entity, redirect.toId) : undefined;
}

export async function getKept<R extends BaseRecord>(tx: Tx, entity: Entity<R>, id: string): Promise<R> {
  const record = await findKept(tx, entity, id);
  if (!record) throw new AppError("not_found", "This record no longer exists");
  return record;
}

export async function redirect(tx: Tx, entity: Entity, fromId: string, toId: string, context: MutationContext) {
  if (fromId === toId) return;
  await tx.put(redirectEntity, stamped(fromId, { entity: entity.name, toId }, context));
}

/** Own fields with every id that leads elsewhere replaced by the id it leads to. */
async function followRefs<R extends BaseRecord>(tx: Tx, entity: Entity<R>, own: OwnFields<R>): Promise<OwnFields<R>> {
  const followed: Record<string, unknown> = { ...own };
  const follow = async (id: unknown) => (await tx.find(redirectEntity, id as string))?.toId ?? id;
  for (const [field, { kind }] of Object.entries(entity.fields)) {
    const value = followed[field];
    if (kind === "ref" && value) followed[field] = await follow(value);
    if (kind === "refs" && Array.isArray(value)) followed[field] = await Promise.all(value.map(follow));
  }
  return followed as OwnFields<R>;
}

export const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A field's new value next to the one its author saw; `from` is what tells a merge from a conflict. */
export interface Change {
  from: unknown;
  to: unknown;
}

/** Three-way merge of list fields: what either side added is there, what either side took away is gone. */
function mergeSets(before: unknown, mine: unknown, theirs: unknown): unknown[] {
  const [b, m, t] = [before, mine, theirs].map((value) => (Array.isArray(value) ? value : []));
  const kept = (t ?? []).filter((item) => m?.includes(item) || !b?.includes(item));
  const added = (m ?? []).filter((item) => !b?.includes(item) && !kept.includes(item));
  return [...kept, ...added];
}

/**
 * Applies field changes to a record as it stands. Different fields merge; a list merges item by item; where the same
 * field was changed by somebody else meanwhile, theirs stays and mine is kept beside it in a conflict.
 */
export async function applyChanges<R extends BaseRecord>(
  tx: Tx,
  entity: Entity<R>,
  record: R,
  changes: Readonly<Record<string, Change | undefined>>,
  context: MutationContext,
): Promise<R> {
  const current = record as Record<string, unknown>;
  const applied: Record<string, unknown> = {};
  for (const [field, change] of Object.entries(changes)) {
    const info = entity.fields[field];
    if (!change || !info) continue;
    const theirs = current[field] ?? null;
    if (isSame(theirs, change.to)) continue;
    if (isSame(theirs, change.from)) applied[field] = change.to;
    else if (isListKind(info.kind)) applied[field] = mergeSets(change.from, change.to, theirs);
    else await keepConflict(tx, entity, record, field, change, context);
  }
  if (Object.keys(applied).length === 0) return record;
  const next = revised(record, applied as Partial<OwnFields<R>>, context);
  await tx.put(entity, next);
  return next;
}

async function keepConflict(
  tx: Tx,
  entity: Entity,
  record: BaseRecord,
  field: string,
  change: Change,
  context: MutationContext,
) {
  const mine = change.to as Conflict["mine"];
  const before = change.from as Conflict["before"];
  const open = (await tx.list(conflictEntity, "recordId", record.id)).find(
    (conflict) => conflict.field === field && conflict.createdBy === context.actor.memberId,
  );
  const id = context.newId();
  const own = { entity: entity.name, recordId: record.id, field, mine, before };
  await tx.put(conflictEntity, open ? revised(open, { mine }, context) : stamped<Conflict>(id, own, context));
}

/** `{field: {from, to}}` for the fields of an entity, each checked by the field's own schema. */
function changesSchema(entity: Entity) {
  const change = (schema: z.ZodType) => z.strictObject({ from: z.json(), to: schema }).optional();
  return z.strictObject(
    Object.fromEntries(Object.entries(entity.fieldSchemas).map(([name, schema]) => [name, change(schema)])),
  );
}

export interface UpdateArgs {
  id: string;
  changes: Record<string, Change | undefined>;
}

/** Create, update and remove for any entity whose rules need no more than that. */
export function crud<R extends BaseRecord>(entity: Entity<R>) {
  const own = z.strictObject(entity.fieldSchemas) as unknown as z.ZodType<OwnFields<R>>;
  return {
    create: defineMutation(
      `${entity.name}.create`,
      z.strictObject({ id: recordId, record: own }),
      async (tx, { id, record }, context) => {
        if (await tx.find(entity, id)) throw new AppError("conflict", "This record exists already");
        const made = stamped<R>(id, await followRefs(tx, entity, record as OwnFields<R>), context);
        assertCanWrite(context.actor, entity as unknown as Entity, made);
        await tx.put(entity, made);
      },
    ) as Mutation<{ id: string; record: OwnFields<R> }>,
    update: defineMutation(
      `${entity.name}.update`,
      z.strictObject({ id: recordId, changes: changesSchema(entity) }) as z.ZodType<UpdateArgs>,
      async (tx, { id, changes }, context) => {
        const record = await getKept(tx, entity, id);
        assertCanWrite(context.actor, entity, record, Object.keys(changes));
        await applyChanges(tx, entity, record, changes, context);
      },
    ),
    remove: defineMutation(`${entity.name}.remove`, z.strictObject({ id: recordId }), async (tx, { id }, context) => {
      const record = await findKept(tx, entity, id);
      if (!record) return;
      assertCanWrite(context.actor, entity, record);
      await tx.remove(entity, record.id);
    }),
  };
}
