// How people come in: the first owner by the link of the first start, everybody else by invitation.
import { z } from "zod";
import { acceptInvitationRequest, invitation, invitationCreated, inviteRequest, setUpRequest } from "#shared/api.ts";
import type { Auth } from "../auth/auth.ts";
import { acceptInvitation, invite, listInvitations, revokeInvitation } from "../auth/invitations.ts";
import { setUp } from "../auth/set-up.ts";
import type { Database } from "../store/database.ts";
import { defineRoute, type Route } from "./route.ts";

/** What somebody who just got an account needs to sign in from the extension. */
const welcome = z.object({ server: z.url(), email: z.string() });

export function memberRoutes(database: Database, auth: Auth, secret: string, origin: () => string): Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/set-up",
      access: "public",
      limited: true,
      summary: "Makes the first workspace and its owner",
      body: setUpRequest,
      response: welcome,
      handle: async ({ body }) => {
        await setUp(database, auth, secret, body);
        return { server: origin(), email: body.email };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/invitations",
      access: "owner",
      summary: "Invitations that are open",
      response: z.array(invitation),
      handle: ({ caller }) => listInvitations(database, caller.workspaceId),
    }),
    defineRoute({
      method: "post",
      path: "/api/invitations",
      access: "owner",
      summary: "Invites somebody; the link in the answer is shown this once",
      body: inviteRequest,
      response: invitationCreated,
      handle: async ({ caller, body }) => {
        const created = await invite(database, caller, body);
        return { ...created.invitation, link: `${origin()}/invite#${created.token}` };
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/invitations/:id",
      access: "owner",
      summary: "Revokes an invitation",
      params: z.strictObject({ id: z.uuid() }),
      handle: async ({ caller, params }) => {
        await revokeInvitation(database, caller.workspaceId, params.id);
        return undefined;
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/invitations/accept",
      access: "public",
      limited: true,
      summary: "Makes the holder of an invitation a member",
      body: acceptInvitationRequest,
      response: welcome,
      handle: async ({ body }) => {
        const { email } = await acceptInvitation(database, auth, body);
        return { server: origin(), email };
      },
    }),
  ];
}
