// Many records at once, as SQL: what an import writes. Prisma takes ten times as long (measured with 10,000 rows).
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { FieldKind } from "#shared/fields.ts";
import { columnsOf } from "./codec.ts";
import type { PrismaTransaction } from "./database.ts";

function columnType(kind: FieldKind): string {
  switch (kind) {
    case "instant":
      return "timestamptz";
    case "day":
      return "date";
    case "flag":
      return "boolean";
    case "ref":
      return "uuid";
    case "refs":
      return "uuid[]";
    case "emails":
    case "phones":
    case "keys":
      return "text[]";
    case "participants":
    case "json":
      return "json";
    case "text":
    case "note":
    case "url":
    case "choice":
      return "text";
    default:
      return kind satisfies never;
  }
}

const statements = new Map<string, string>();

/** $1 the workspace, $2 the feed's position, $3 the records as a JSON array. Rows that are so already stay untouched. */
function putStatement(entity: Entity): string {
  const known = statements.get(entity.name);
  if (known) return known;
  const columns = columnsOf(entity).map(([name, { kind }]) => ({ name, type: columnType(kind) }));
  const list = columns.map(({ name }) => `"${name}"`).join(", ");
  const comparable = ({ name, type }: { name: string; type: string }, from: string) =>
    type === "json" ? `${from}."${name}"::text` : `${from}."${name}"`;
  const compared = columns.filter(
    ({ name }) => !["id", "createdAt", "createdBy", "updatedAt", "updatedBy"].includes(name),
  );
  const before = compared.map((column) => comparable(column, "kept")).join(", ");
  const after = compared.map((column) => comparable(column, "excluded")).join(", ");
  const statement = `insert into "${entity.name}" as kept ("workspaceId", "version", ${list})
    select $1::uuid, $2::bigint, ${list}
    from json_to_recordset($3::text::json) as given(${columns.map(({ name, type }) => `"${name}" ${type}`).join(", ")})
    on conflict ("workspaceId", "id") do update set "version" = excluded."version",
      ${columns.map(({ name }) => `"${name}" = excluded."${name}"`).join(", ")}
    where (${before}) is distinct from (${after})`;
  statements.set(entity.name, statement);
  return statement;
}

/** Inserts or replaces; returns how many rows are other than before. */
export async function putRecords<R extends BaseRecord>(
  prisma: PrismaTransaction,
  { workspaceId, version }: { workspaceId: string; version: bigint },
  entity: Entity<R>,
  records: readonly R[],
): Promise<number> {
  if (records.length === 0) return 0;
  const plain = entity as unknown as Entity;
  const written = await prisma.$executeRawUnsafe(putStatement(plain), workspaceId, version, JSON.stringify(records));
  if (written > 0) {
    await prisma.$executeRawUnsafe(
      `delete from "tombstone" where "workspaceId" = $1::uuid and "entity" = $2 and "id" = any($3::uuid[])`,
      workspaceId,
      entity.name,
      records.map(({ id }) => id),
    );
  }
  return written;
}

/** Removes what is there, and leaves the feed's word for it; returns how many there were. */
export function removeRecords(
  prisma: PrismaTransaction,
  { workspaceId, version }: { workspaceId: string; version: bigint },
  entity: { readonly name: string; readonly readers: readonly string[] },
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return Promise.resolve(0);
  return prisma.$executeRawUnsafe(
    `with gone as (
        delete from "${entity.name}" where "workspaceId" = $1::uuid and "id" = any($3::uuid[])
        returning "id", array_remove(array[${entity.readers.map((field) => `"${field}"`).join(", ")}]::uuid[], null) as "readers"
      )
      insert into "tombstone" ("workspaceId", "entity", "id", "version", "readers")
      select $1::uuid, $4, "id", $2::bigint, "readers" from gone
      on conflict ("workspaceId", "entity", "id") do update
        set "version" = excluded."version", "readers" = excluded."readers"`,
    workspaceId,
    version,
    [...ids],
    entity.name,
  );
}
