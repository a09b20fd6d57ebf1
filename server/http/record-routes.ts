// Records, one by one and page by page, for programs other than the extension.
import { z } from "zod";
import { findEntity } from "#shared/crm/index.ts";
import { AppError } from "#shared/errors.ts";
import { type CallerRow, pageStatements, recordStatements } from "../store/guarded.ts";
import { defineRoute, JsonText, type Route } from "./route.ts";

const entityName = z.string().max(50);
const record = z.record(z.string(), z.json());
const FIRST = "00000000-0000-0000-0000-000000000000";

function getStatement<T>(statements: ReadonlyMap<string, T>, entity: string): T {
  const statement = findEntity(entity) && statements.get(entity);
  if (!statement) throw new AppError("not_found", "There is no such kind of record");
  return statement;
}

type RecordRow = CallerRow & { json: string | null };
type PageRow = CallerRow & { json: string | null; last: string | null; count: string };

export const recordRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/api/records/:entity",
    access: "member",
    summary: "Records of one kind in the order of their ids, page by page",
    params: z.strictObject({ entity: entityName }),
    query: z.strictObject({
      after: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
    response: z.object({ records: z.array(record), next: z.uuid().nullable() }),
    read: ({ params, query }) => ({
      statement: getStatement(pageStatements, params.entity),
      values: [query.after ?? FIRST, query.limit],
      answer: ({ json, last, count }: PageRow) => {
        const next = Number(count) === query.limit ? JSON.stringify(last) : "null";
        return new JsonText(`{"records":[${json ?? ""}],"next":${next}}`);
      },
    }),
  }),
  defineRoute({
    method: "get",
    path: "/api/records/:entity/:id",
    access: "member",
    summary: "One record",
    params: z.strictObject({ entity: entityName, id: z.uuid() }),
    response: record,
    read: ({ params }) => ({
      statement: getStatement(recordStatements, params.entity),
      values: [params.id],
      answer: ({ json }: RecordRow) => {
        // The same for another workspace's record as for none at all.
        if (json === null) throw new AppError("not_found", "There is no such record");
        return new JsonText(json);
      },
    }),
  }),
];
