// The store as a mutation sees it, on Postgres: one workspace, inside one transaction, at one feed position.
import type { BaseRecord, Entity } from "#shared/entity.ts";
import { isListKind } from "#shared/fields.ts";
import type { Tx } from "#shared/mutation.ts";
import { canHold, isUuid, recordToRow, rowToRecord } from "./codec.ts";
import type { PrismaTransaction } from "./database.ts";
import { modelOf } from "./models.ts";

export class PrismaTx implements Tx {
  readonly #prisma: PrismaTransaction;
  readonly #workspaceId: string;
  readonly #version: bigint;
  /** Records known to exist: they have no tombstone that a put would have to take away. */
  readonly #existing = new Set<string>();
  /** Names of the entities written to so far. */
  readonly written = new Set<string>();

  constructor(prisma: PrismaTransaction, workspaceId: string, version: bigint) {
    this.#prisma = prisma;
    this.#workspaceId = workspaceId;
    this.#version = version;
  }

  async find<R extends BaseRecord>(entity: Entity<R>, id: string): Promise<R | undefined> {
    if (!isUuid(id)) return undefined;
    const row = await modelOf(this.#prisma, entity.name).findUnique({ where: this.#key(id) });
    if (!row) return undefined;
    this.#existing.add(`${entity.name} ${id}`);
    return rowToRecord(entity, row);
  }

  async list<R extends BaseRecord>(entity: Entity<R>, index: keyof R & string, value: string): Promise<R[]> {
    const kind = entity.fields[index]?.kind;
    if (!kind || !entity.indexes.includes(index)) throw new TypeError(`${entity.name} has no index on ${index}`);
    if (!canHold(kind, value)) return [];
    const where = isListKind(kind) ? await this.#whereItem(entity, index, value) : { [index]: toValue(kind, value) };
    if (!where) return [];
    const rows = await modelOf(this.#prisma, entity.name).findMany({
      where: { workspaceId: this.#workspaceId, ...where },
      orderBy: { id: "asc" },
    });
    for (const row of rows) this.#existing.add(`${entity.name} ${row.id}`);
    return rows.map((row) => rowToRecord(entity, row));
  }

  async put<R extends BaseRecord>(entity: Entity<R>, record: R): Promise<void> {
    const row = recordToRow(entity as unknown as Entity, record);
    const server = { workspaceId: this.#workspaceId, version: this.#version };
    const key = `${entity.name} ${record.id}`;
    await modelOf(this.#prisma, entity.name).upsert({
      where: this.#key(record.id),
      create: { ...row, ...server },
      update: { ...row, version: this.#version },
    });
    this.written.add(entity.name);
    if (this.#existing.has(key)) return;
    this.#existing.add(key);
    await this.#prisma.tombstone.deleteMany({
      where: { workspaceId: this.#workspaceId, entity: entity.name, id: record.id },
    });
  }

  async remove(entity: Entity, id: string): Promise<void> {
    if (!isUuid(id)) return;
    const model = modelOf(this.#prisma, entity.name);
    const row = entity.readers.length > 0 ? await model.findUnique({ where: this.#key(id) }) : null;
    const { count } = await model.deleteMany({ where: { workspaceId: this.#workspaceId, id } });
    if (count === 0) return;
    this.written.add(entity.name);
    this.#existing.delete(`${entity.name} ${id}`);
    const key = { workspaceId: this.#workspaceId, entity: entity.name, id };
    const readers = entity.readers.flatMap((field) => (row?.[field] as string | null) ?? []);
    await this.#prisma.tombstone.upsert({
      where: { workspaceId_entity_id: key },
      create: { ...key, version: this.#version, readers },
      update: { version: this.#version, readers },
    });
  }

  #key(id: string) {
    return { workspaceId_id: { workspaceId: this.#workspaceId, id } };
  }

  async #whereItem(entity: { name: string }, field: string, value: string) {
    const items = await this.#prisma.listItem.findMany({
      where: { workspaceId: this.#workspaceId, entity: entity.name, field, value },
      select: { recordId: true },
    });
    return items.length === 0 ? undefined : { id: { in: items.map((item) => item.recordId) } };
  }
}

const toValue = (kind: string, value: string) => (kind === "instant" || kind === "day" ? new Date(value) : value);
