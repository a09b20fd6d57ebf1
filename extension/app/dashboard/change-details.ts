// What a change is about, read from the arguments it was made with.
import { fieldsByEntity, type ShownEntity } from "../records/fields.ts";

export interface ChangeDetail {
  entity: ShownEntity;
  field: string;
  from: unknown;
  to: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields an update changed, as far as their values say something to a person: an id does not. */
export function detailsOf(mutation: string, args: unknown): ChangeDetail[] {
  const entity = mutation.split(".")[0] as ShownEntity;
  if (!Object.hasOwn(fieldsByEntity, entity) || !isObject(args) || !isObject(args.changes)) return [];
  const fields: Readonly<Record<string, { kind: string }>> = fieldsByEntity[entity];
  return Object.entries(args.changes).flatMap(([field, change]) => {
    const kind = Object.hasOwn(fields, field) ? fields[field]?.kind : undefined;
    const isShown = kind !== undefined && kind !== "ref" && kind !== "refs" && kind !== "participants";
    return isShown && isObject(change) ? [{ entity, field, from: change.from ?? null, to: change.to ?? null }] : [];
  });
}
