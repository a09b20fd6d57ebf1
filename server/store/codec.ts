// Between a record, as mutations and the wire know it, and a row, as Prisma gives and takes it.
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { FieldInfo, FieldKind } from "#shared/fields.ts";
import { Prisma } from "../generated/client.ts";

export type Row = Record<string, unknown>;

const required = (kind: FieldKind): FieldInfo => ({ kind, nullable: false });
const optional = (kind: FieldKind): FieldInfo => ({ kind, nullable: true });

const baseColumns: Readonly<Record<keyof BaseRecord, FieldInfo>> = {
  id: required("ref"),
  createdAt: required("instant"),
  updatedAt: required("instant"),
  createdBy: optional("ref"),
  updatedBy: optional("ref"),
};

/** Every column of an entity that is also a field of its record. */
export function columnsOf(entity: Entity): [name: string, info: FieldInfo][] {
  return [...Object.entries(baseColumns), ...Object.entries(entity.fields)];
}

export function recordToRow(entity: Entity, record: BaseRecord): Row {
  const values = record as unknown as Row;
  return Object.fromEntries(columnsOf(entity).map(([name, { kind }]) => [name, toColumn(kind, values[name])]));
}

export function rowToRecord<R extends BaseRecord>(entity: Entity<R>, row: Row): R {
  const fields = columnsOf(entity as unknown as Entity);
  return Object.fromEntries(fields.map(([name, { kind }]) => [name, fromColumn(kind, row[name])])) as unknown as R;
}

function toColumn(kind: FieldKind, value: unknown): unknown {
  // A JSON field holds JSON's own null, so that null is a value like any other there.
  if (value === null) return kind === "json" ? Prisma.JsonNull : null;
  switch (kind) {
    case "day":
    case "instant":
      return new Date(value as string);
    case "text":
    case "note":
    case "url":
    case "choice":
    case "flag":
    case "ref":
    case "refs":
    case "emails":
    case "phones":
    case "keys":
    case "participants":
    case "json":
      return value;
    default:
      return kind satisfies never;
  }
}

function fromColumn(kind: FieldKind, value: unknown): unknown {
  if (value === null) return null;
  switch (kind) {
    case "day":
      return (value as Date).toISOString().slice(0, 10);
    case "instant":
      return (value as Date).toISOString();
    case "text":
    case "note":
    case "url":
    case "choice":
    case "flag":
    case "ref":
    case "refs":
    case "emails":
    case "phones":
    case "keys":
    case "participants":
    case "json":
      return value;
    default:
      return kind satisfies never;
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

export const isUuid = (value: string) => uuid.test(value);

/** Whether a column of this kind could hold the value at all; PostgreSQL ends the transaction when asked about others. */
export function canHold(kind: FieldKind, value: string): boolean {
  if (kind === "ref" || kind === "refs") return isUuid(value);
  if (kind === "instant" || kind === "day") return !Number.isNaN(Date.parse(value));
  return !value.includes("\0");
}

/** SQL for a column's value inside a JSON object, equal to what `rowToRecord` gives. */
export function jsonColumn(name: string, kind: FieldKind): string {
  switch (kind) {
    case "instant":
      return `to_char("${name}" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${name}"`;
    case "day":
      return `to_char("${name}", 'YYYY-MM-DD') as "${name}"`;
    case "text":
    case "note":
    case "url":
    case "choice":
    case "flag":
    case "ref":
    case "refs":
    case "emails":
    case "phones":
    case "keys":
    case "participants":
    case "json":
      return `"${name}"`;
    default:
      return kind satisfies never;
  }
}

/** SQL for a whole record as JSON text, for a query over the entity's table. */
export function jsonRecord(entity: Entity): string {
  const columns = columnsOf(entity).map(([name, { kind }]) => jsonColumn(name, kind));
  return `(select row_to_json(record)::text from (select ${columns.join(", ")}) as record)`;
}
