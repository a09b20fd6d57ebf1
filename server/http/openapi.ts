// The OpenAPI document, made from the same declarations the server runs on.
import { z } from "zod";
import { errorBody, WORKSPACE_HEADER } from "#shared/api.ts";
import type { Access, Route } from "./route.ts";

type Json = Record<string, unknown>;

/** Refinements have no JSON Schema; what they add is said in the answer to a request that breaks them. */
const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
};

const jsonContent = (schema: Json) => ({ content: { "application/json": { schema } } });

function parametersOf(route: Route): Json[] {
  const parameters = (schema: z.ZodObject | undefined, place: "path" | "query") => {
    const { properties = {}, required = [] } = schema
      ? (schemaOf(schema, "input") as { properties?: Json; required?: string[] })
      : {};
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      required: place === "path" || required.includes(name),
      schema: property,
    }));
  };
  const workspace = {
    name: WORKSPACE_HEADER,
    in: "header",
    required: true,
    schema: { type: "string", format: "uuid" },
  };
  const ofWorkspace = route.access === "member" || route.access === "owner";
  return [
    ...(ofWorkspace ? [workspace] : []),
    ...parameters(route.params, "path"),
    ...parameters(route.query, "query"),
  ];
}

const accessNotes: Readonly<Record<Access, string>> = {
  public: "For anybody.",
  user: "For somebody signed in.",
  member: "For members of the workspace.",
  owner: "For owners of the workspace.",
};

function operationOf(route: Route): Json {
  const failure = { description: "Refused or failed", ...jsonContent(schemaOf(errorBody, "output")) };
  const success = route.streams
    ? { "200": { description: "A stream of events", content: { "text/event-stream": {} } } }
    : route.page
      ? { "200": { description: "A page", content: { "text/html": {} } } }
      : route.response
        ? { "200": { description: "Done", ...jsonContent(schemaOf(route.response, "output")) } }
        : { "204": { description: "Done" } };
  return {
    operationId: `${route.method} ${route.path}`.replaceAll(/[^a-z]+/giu, "_"),
    summary: route.summary,
    description: accessNotes[route.access],
    parameters: parametersOf(route),
    ...(route.body && { requestBody: { required: !route.mayLackBody, ...jsonContent(schemaOf(route.body, "input")) } }),
    security: route.access === "public" ? [] : [{ session: [] }],
    responses: { ...success, default: failure },
  };
}

export function openApiDocument(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/gu, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Kith", version, license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" } },
    paths,
    components: { securitySchemes: { session: { type: "http", scheme: "bearer" } } },
  };
}
