// Signing in and out, and the sessions that are open.
import { z } from "zod";
import { openSession, sessionInfo, signInRequest, signInResponse } from "#shared/api.ts";
import { AppError } from "#shared/errors.ts";
import type { Auth } from "../auth/auth.ts";
import { endSession, findSession, getSessionInfo, listSessions } from "../auth/sessions.ts";
import { verifyBearer } from "../auth/token.ts";
import type { Database } from "../store/database.ts";
import { defineRoute, type Route } from "./route.ts";

export function authRoutes(database: Database, auth: Auth, onSessionEnded: (userId: string) => void): Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/auth/sign-in",
      access: "public",
      limited: true,
      summary: "Opens a session",
      body: signInRequest,
      response: signInResponse,
      handle: async ({ body, request }) => {
        const from = { ip: request.ip ?? "", userAgent: request.get("user-agent") ?? "" };
        const token = await auth.signIn(body.email, body.password, from);
        const { userId, sessionId } = await findSession(database, verifyBearer(`Bearer ${token}`, auth.signingSecret));
        const info = await getSessionInfo(database, userId);
        if (info.memberships.length === 0) {
          await endSession(database, userId, sessionId);
          throw new AppError("forbidden", "You are not a member of any workspace here");
        }
        return { ...info, token };
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/auth/sign-out",
      access: "user",
      summary: "Ends the session it is called with",
      handle: async ({ caller }) => {
        await endSession(database, caller.userId, caller.sessionId);
        onSessionEnded(caller.userId);
        return undefined;
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/session",
      access: "user",
      summary: "Who is signed in, and where they are a member",
      response: sessionInfo,
      handle: ({ caller }) => getSessionInfo(database, caller.userId),
    }),
    defineRoute({
      method: "get",
      path: "/api/sessions",
      access: "user",
      summary: "The user's open sessions, newest first",
      response: z.array(openSession),
      handle: ({ caller }) => listSessions(database, caller.userId, caller.sessionId),
    }),
    defineRoute({
      method: "delete",
      path: "/api/sessions/:id",
      access: "user",
      summary: "Ends one of the user's sessions",
      params: z.strictObject({ id: z.string().regex(/^[\w-]{1,100}$/u, { error: "Not a session" }) }),
      handle: async ({ caller, params }) => {
        await endSession(database, caller.userId, params.id);
        onSessionEnded(caller.userId);
        return undefined;
      },
    }),
  ];
}
