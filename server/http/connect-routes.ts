// Mailboxes come and go: which vendors there are, off to one of them, back again, and away.
import { z } from "zod";
import { confirmAnswer, confirmRequest, disconnected, disconnectQuery } from "#shared/connect.ts";
import { AppError } from "#shared/errors.ts";
import { connectAnswer, connectRequest, vendorInfo } from "#shared/mailbox.ts";
import type { Caller } from "../auth/caller.ts";
import type { MailboxId } from "../connect/alone.ts";
import { answerCallback } from "../connect/callback.ts";
import { beginConnect, confirmConnect } from "../connect/connect.ts";
import type { Connecting } from "../connect/connecting.ts";
import { disconnect } from "../connect/disconnect.ts";
import { everybody, transact } from "../store/database.ts";
import { outcomePage, troublePage, wordsOf } from "./connect-page.ts";
import { defineRoute, Redirect, type Route } from "./route.ts";

/** Removes everything a mailbox has brought, and its row. */
export type ForgetMailbox = (mailbox: MailboxId) => Promise<void>;

export function connectRoutes(connecting: Connecting, forgetMailbox: ForgetMailbox): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/vendors",
      access: "public",
      summary: "Vendors one can connect a mailbox at, or sign in with",
      response: z.array(vendorInfo),
      handle: async () => [...connecting.vendors.keys()].map((name) => ({ name, canSignIn: true })),
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/connect",
      access: "member",
      summary: "Begins to connect a mailbox; the browser goes to the address in the answer",
      body: connectRequest,
      response: connectAnswer,
      handle: async ({ caller, body }) => {
        const member = { workspaceId: caller.workspaceId, memberId: caller.actor.memberId };
        return { url: await beginConnect(connecting, member, body) };
      },
    }),
    defineRoute({
      method: "get",
      path: "/connect/:vendor/callback",
      access: "public",
      page: true,
      summary: "Where a vendor sends people back to",
      params: z.strictObject({ vendor: z.string().max(40) }),
      handle: async ({ params, request }) => {
        const search = new URL(request.originalUrl, "http://kith.invalid").searchParams;
        try {
          const outcome = await answerCallback(connecting, params.vendor, search);
          if (!outcome) throw new AppError("not_found", "This server cannot connect to that vendor");
          return outcome.kind === "returned" ? new Redirect(outcome.url) : outcomePage(outcome);
        } catch (error) {
          // A person reads this, not a program.
          if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
          request.log.warn({ requestId: request.id, error: error.cause }, "database was not available");
          return troublePage();
        }
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/confirm",
      access: "public",
      limited: true,
      summary: "The owner of a mailbox agrees that it is connected to the account that was named to them",
      body: confirmRequest,
      response: confirmAnswer,
      handle: async ({ body }) => {
        const outcome = await confirmConnect(connecting, body.token);
        if (!outcome) throw new AppError("not_found", "This page is too old, or was used already");
        const { title, lines } = wordsOf(outcome);
        return { title, lines: [...lines] };
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/mailboxes/:id",
      access: "member",
      summary: "Disconnects a mailbox and takes its right back at the vendor; with `forget` what it brought goes too",
      params: z.strictObject({ id: z.uuid() }),
      query: disconnectQuery,
      response: disconnected,
      handle: async ({ caller, params, query }) => {
        const mailbox = { workspaceId: caller.workspaceId, id: params.id };
        await assertMayDisconnect(connecting, caller, params.id);
        const right = await disconnect(connecting, mailbox);
        if (query.forget === "true") await forgetMailbox(mailbox);
        return { right };
      },
    }),
  ];
}

/** One's own; an owner's also that of somebody who has left. In one statement: how many it takes tells nobody anything. */
async function assertMayDisconnect({ database }: Connecting, { workspaceId, actor }: Caller, id: string) {
  const rows = await transact(
    database,
    { workspaceId, memberId: everybody },
    (prisma) => prisma.$queryRaw<{ memberId: string; disabled: boolean }[]>`
      select member."id"::text as "memberId", member."disabled" from "mailbox" as box
      join "member" as member on member."workspaceId" = box."workspaceId" and member."id" = box."memberId"
      where box."workspaceId" = ${workspaceId}::uuid and box."id" = ${id}::uuid`,
  );
  const may = rows.some(
    ({ memberId, disabled }) => memberId === actor.memberId || (actor.role === "owner" && disabled),
  );
  if (!may) throw new AppError("not_found", "There is no such mailbox");
}
