// Signing in and out, and the sessions that are open.
import type { Request } from "express";
import { z } from "zod";
import { openSession, sessionInfo, signInRequest, signInResponse } from "#shared/api.ts";
import { vendorFinishRequest, vendorStartAnswer, vendorStartRequest } from "#shared/connect.ts";
import { AppError } from "#shared/errors.ts";
import type { Auth } from "../auth/auth.ts";
import { endSession, findSession, getSessionInfo, listSessions } from "../auth/sessions.ts";
import { verifyBearer } from "../auth/token.ts";
import type { Connecting } from "../connect/connecting.ts";
import { beginSignIn, finishSignIn } from "../connect/sign-in.ts";
import type { Database } from "../store/database.ts";
import { defineRoute, type Route } from "./route.ts";

/** Where a session is opened from, for the list of open sessions. */
const originOf = (request: Request) => ({ ip: request.ip ?? "", userAgent: request.get("user-agent") ?? "" });

/** What a client that has just signed in needs; somebody without a workspace does not stay. */
async function welcome(database: Database, auth: Auth, token: string) {
  const { userId, sessionId } = await findSession(database, verifyBearer(`Bearer ${token}`, auth.signingSecret));
  const info = await getSessionInfo(database, userId);
  if (info.memberships.length === 0) {
    await endSession(database, userId, sessionId);
    throw new AppError("forbidden", "You are not a member of any workspace here");
  }
  return { ...info, token };
}

export function authRoutes(
  database: Database,
  auth: Auth,
  connecting: Connecting,
  onSessionEnded: (userId: string) => void,
): Route[] {
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
        const token = await auth.signIn(body.email, body.password, originOf(request));
        return welcome(database, auth, token);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/auth/vendor/start",
      access: "public",
      limited: "flood",
      summary: "Begins to sign in with a vendor's account; the browser goes to the address in the answer",
      body: vendorStartRequest,
      response: vendorStartAnswer,
      handle: async ({ body }) => ({ url: await beginSignIn(connecting, body) }),
    }),
    defineRoute({
      method: "post",
      path: "/api/auth/vendor/finish",
      access: "public",
      limited: true,
      summary: "Opens a session for whoever has come back from a vendor",
      body: vendorFinishRequest,
      response: signInResponse,
      handle: async ({ body, request }) => {
        const userId = await finishSignIn(connecting, body);
        return welcome(database, auth, await auth.openSession(userId, originOf(request)));
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
