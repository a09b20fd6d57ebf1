// About the server itself: is it there, can it work, what does it speak.
import { z } from "zod";
import { type Database, query, type Statement } from "../store/database.ts";
import { openApiDocument } from "./openapi.ts";
import { defineRoute, JsonText, type Route } from "./route.ts";

const status = z.object({ status: z.literal("ok") });

const ping: Statement = { name: "ping", text: "select 1 as ok" };

export function withServerRoutes(database: Database, version: string, others: readonly Route[]): Route[] {
  const routes: Route[] = [
    ...others,
    defineRoute({
      method: "get",
      path: "/healthz",
      access: "public",
      summary: "Whether the process answers",
      response: status,
      handle: async () => ({ status: "ok" as const }),
    }),
    defineRoute({
      method: "get",
      path: "/readyz",
      access: "public",
      summary: "Whether the database answers too",
      response: status,
      handle: async () => {
        await query(database, ping, []);
        return { status: "ok" as const };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/openapi.json",
      access: "public",
      summary: "This document",
      response: z.record(z.string(), z.json()),
      handle: async () => new JsonText(document),
    }),
  ];
  const document: string = JSON.stringify(openApiDocument(routes, version));
  return routes;
}
