// Which Prisma model holds which entity, and the proof that the two agree column by column.
import type { z } from "zod";
import type { EntityName, entities } from "#shared/crm/index.ts";
import type { BaseRecord } from "#shared/entity.ts";
import type { Prisma } from "../generated/client.ts";
import type { Row } from "./codec.ts";
import type { PrismaTransaction } from "./database.ts";

/** As much of a Prisma model as is used for any entity. */
export interface Model {
  findUnique(query: { where: { workspaceId_id: { workspaceId: string; id: string } } }): Promise<Row | null>;
  findMany(query: { where: Row; orderBy: { id: "asc" } }): Promise<Row[]>;
  upsert(query: {
    where: { workspaceId_id: { workspaceId: string; id: string } };
    create: Row;
    update: Row;
  }): Promise<Row>;
  createMany(query: { data: Row[] }): Promise<{ count: number }>;
  deleteMany(query: { where: { workspaceId: string; id: string } }): Promise<{ count: number }>;
}

/** The compiler asks for a line here when an entity is added to the registry. */
const models: Readonly<Record<EntityName, (prisma: PrismaTransaction) => unknown>> = {
  member: (prisma) => prisma.member,
  company: (prisma) => prisma.company,
  contact: (prisma) => prisma.contact,
  activity: (prisma) => prisma.activity,
  task: (prisma) => prisma.task,
  note: (prisma) => prisma.note,
  conflict: (prisma) => prisma.conflict,
  redirect: (prisma) => prisma.redirect,
  meeting: (prisma) => prisma.meeting,
  shareRule: (prisma) => prisma.shareRule,
  block: (prisma) => prisma.block,
  accessRequest: (prisma) => prisma.accessRequest,
  opening: (prisma) => prisma.opening,
};

export const modelOf = (prisma: PrismaTransaction, entityName: string) =>
  models[entityName as EntityName](prisma) as Model;

interface Rows {
  member: Prisma.MemberModel;
  company: Prisma.CompanyModel;
  contact: Prisma.ContactModel;
  activity: Prisma.ActivityModel;
  task: Prisma.TaskModel;
  note: Prisma.NoteModel;
  conflict: Prisma.ConflictModel;
  redirect: Prisma.RedirectModel;
  meeting: Prisma.MeetingModel;
  shareRule: Prisma.ShareRuleModel;
  block: Prisma.BlockModel;
  accessRequest: Prisma.AccessRequestModel;
  opening: Prisma.OpeningModel;
}

type Column<S> =
  S extends z.ZodNullable<infer Inner>
    ? Column<Inner> | null
    : S extends z.ZodISODateTime | z.ZodISODate
      ? Date
      : S extends z.ZodBoolean
        ? boolean
        : S extends z.ZodArray<z.ZodString | z.ZodUUID>
          ? string[]
          : S extends z.ZodEnum | z.ZodString | z.ZodUUID
            ? string
            : Prisma.JsonValue;

/** Without the index signature that every entity's `fieldSchemas` also has. */
type Columns<Shape> = {
  -readonly [Field in keyof Shape as string extends Field ? never : Field]: Column<Shape[Field]>;
};

interface ServerColumns {
  workspaceId: string;
  version: bigint;
}

type BaseColumns = { [Field in keyof BaseRecord]: Field extends "createdAt" | "updatedAt" ? Date : BaseRecord[Field] };

type Flat<T> = { [K in keyof T]: T[K] };
type IsEqual<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Expected<Name extends EntityName> = Flat<
  ServerColumns & BaseColumns & Columns<(typeof entities)[Name]["fieldSchemas"]>
>;

/** `true` where model and entity have the same columns with the same types and nullability, else `false`. */
type Parity = { [Name in EntityName]: IsEqual<Flat<Rows[Name]>, Expected<Name>> };

({
  member: true,
  company: true,
  contact: true,
  activity: true,
  task: true,
  note: true,
  conflict: true,
  redirect: true,
  meeting: true,
  shareRule: true,
  block: true,
  accessRequest: true,
  opening: true,
}) satisfies Parity;
