// The two directions of sync, and the nudge that there is something to pull.
import { pullRequest, pullResponse, pushRequest, pushResponse } from "#shared/protocol.ts";
import type { Database } from "../store/database.ts";
import type { PutEffects } from "../store/effects.ts";
import { type PullRow, pullStatement } from "../store/guarded.ts";
import { pullBody, pullValues } from "../sync/pull.ts";
import { push } from "../sync/push.ts";
import { defineRoute, JsonText, type Route } from "./route.ts";
import type { Streams } from "./stream.ts";

export function syncRoutes(database: Database, streams: Streams, putEffects: PutEffects): Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/sync/push",
      access: "member",
      summary: "Runs mutations of one client, each exactly once, in order",
      body: pushRequest,
      maxBody: "8mb",
      response: pushResponse,
      handle: ({ caller, body }) =>
        push(database, { workspaceId: caller.workspaceId, memberId: caller.actor.memberId }, body, putEffects),
    }),
    defineRoute({
      method: "post",
      path: "/api/sync/pull",
      access: "member",
      summary: "Gives what changed after a cursor",
      body: pullRequest,
      response: pullResponse,
      read: ({ body }) => ({
        statement: pullStatement,
        values: pullValues(body),
        answer: (row: PullRow) => new JsonText(pullBody(row, body)),
      }),
    }),
    defineRoute({
      method: "get",
      path: "/api/sync/stream",
      access: "member",
      summary: "Says, as server-sent events, when there is something to pull",
      streams: true,
      handle: async ({ caller, request, response }) => {
        streams.open(request, response, caller);
        return undefined;
      },
    }),
  ];
}
