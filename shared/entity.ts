import { z } from "zod";
import { type FieldInfo, fieldInfo, instantValue, recordId } from "./fields.ts";

/** What every record carries, whatever its kind. Stamped by mutations, never by hand. */
const baseFields = {
  id: recordId,
  createdAt: instantValue,
  updatedAt: instantValue,
  /** Members; null for what the server itself wrote. */
  createdBy: recordId.nullable(),
  updatedBy: recordId.nullable(),
};
const baseSchema = z.strictObject(baseFields);
export type BaseRecord = z.infer<typeof baseSchema>;

/**
 * One kind of record, as data. Generic over the record: generic over the Zod shape it would be invariant and
 * nothing assignable.
 */
export interface Entity<R extends BaseRecord = BaseRecord> {
  readonly name: string;
  readonly schema: z.ZodType<R>;
  /** The entity's own fields, in the order they are shown; the base fields are not among them. */
  readonly fieldSchemas: Readonly<Record<string, z.ZodType>>;
  readonly fields: Readonly<Record<string, FieldInfo>>;
  /** Fields one can list by. A list field is indexed by each of its items. */
  readonly indexes: readonly string[];
  /** Fields that name the members who may read a record; everybody may where there are none, or all are null. */
  readonly readers: readonly string[];
}

export type RecordOf<E> = E extends Entity<infer R> ? R : never;

/** A record without what `stamp` adds. */
export type OwnFields<R extends BaseRecord> = Omit<R, keyof BaseRecord>;

export function defineEntity<Shape extends Record<string, z.ZodType>>(declaration: {
  name: string;
  fields: Shape;
  indexes: readonly (keyof Shape & string)[];
  readers?: readonly ((keyof Shape & string) | "createdBy")[];
}): Entity<BaseRecord & z.infer<z.ZodObject<Shape>>> & { readonly fieldSchemas: Shape } {
  const schema = z.strictObject({ ...baseFields, ...declaration.fields });
  return {
    name: declaration.name,
    schema: schema as unknown as z.ZodType<BaseRecord & z.infer<z.ZodObject<Shape>>>,
    fieldSchemas: declaration.fields,
    fields: Object.fromEntries(Object.entries(declaration.fields).map(([name, field]) => [name, fieldInfo(field)])),
    indexes: declaration.indexes,
    readers: declaration.readers ?? [],
  };
}
