// A member's mailboxes: what to bring, how it goes, and what of it everybody sees.
import type { Request } from "express";
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import {
  backfillRequest,
  estimate,
  estimateRequest,
  ledgerPage,
  ledgerQuery,
  mailboxView,
  place,
  recognised,
  recogniseQuery,
  retryRequest,
  sharingRequest,
  startRequest,
} from "#shared/mailbox.ts";
import type { Caller } from "../auth/caller.ts";
import { estimateImport } from "../mailbox/estimate.ts";
import { readLedger, retryFailed } from "../mailbox/ledger.ts";
import { MailboxLimiter } from "../mailbox/limiter.ts";
import { type Mailbox, type MailboxId, putPlaces } from "../mailbox/mailboxes.ts";
import { findThreadItems, readThread } from "../mailbox/recognised.ts";
import { relist } from "../mailbox/refile.ts";
import { viewMailbox } from "../mailbox/state.ts";
import type { Engine } from "../mailbox/turn.ts";
import type { Access } from "../providers/access.ts";
import type { Vendor } from "../providers/vendor.ts";
import { type PrismaTransaction, transact } from "../store/database.ts";
import { defineRoute, type Route } from "./route.ts";

/** What the routes need of the jobs that follow mailboxes. */
export interface Following {
  wake(mailbox: MailboxId): Promise<void>;
  /** Brings what is shared into line, in the background; part of the transaction. */
  reshare(prisma: PrismaTransaction, caller: Caller): Promise<void>;
}

const params = z.strictObject({ id: z.uuid() });
/** A vendor that does not answer must not keep a person waiting. */
const PATIENCE_MS = 30_000;

const scopeOf = ({ workspaceId, actor }: Caller) => ({ workspaceId, memberId: actor.memberId });

export async function getMailbox(prisma: PrismaTransaction, workspaceId: string, id: string): Promise<Mailbox> {
  const mailbox = await prisma.mailbox.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (!mailbox) throw new AppError("not_found", "There is no such mailbox");
  return mailbox;
}

/** The caller's own mailbox with its vendor, and the right to act there while the request lasts. */
export async function openOwn(
  engine: Engine,
  caller: Caller,
  id: string,
  request: Request,
): Promise<{ mailbox: Mailbox; vendor: Vendor; access: Access }> {
  const mailbox = await transact(engine.database, scopeOf(caller), (prisma) =>
    getMailbox(prisma, caller.workspaceId, id),
  );
  const vendor = engine.vendors.get(mailbox.vendor);
  if (!vendor) throw new AppError("unavailable", "This server is no longer set up for this mailbox's vendor");
  if (mailbox.tokens === null || mailbox.reconnect !== null) {
    throw new AppError("forbidden", "This mailbox has to be connected again first");
  }
  const gone = new AbortController();
  request.once("close", () => gone.abort());
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(PATIENCE_MS)]);
  return { mailbox, vendor, access: engine.openAccess(mailbox, vendor, new MailboxLimiter(vendor.limits), signal) };
}

export function mailboxRoutes(engine: Engine, following: Following): Route[] {
  const { database, vendors } = engine;
  const view = (prisma: PrismaTransaction, mailbox: Mailbox) =>
    viewMailbox(prisma, mailbox, vendors.get(mailbox.vendor) ?? null, engine.now());

  /** Changes one's own mailbox, and answers how it is now. */
  const change = (
    caller: Caller,
    id: string,
    run: (
      prisma: PrismaTransaction,
      mailbox: Mailbox,
    ) => Promise<Parameters<PrismaTransaction["mailbox"]["update"]>[0]["data"]>,
  ) =>
    transact(database, scopeOf(caller), async (prisma) => {
      const mailbox = await getMailbox(prisma, caller.workspaceId, id);
      const data = await run(prisma, mailbox);
      const where = { workspaceId_id: { workspaceId: caller.workspaceId, id } };
      return view(prisma, await prisma.mailbox.update({ where, data }));
    }).then(async (answer) => {
      await following.wake({ workspaceId: caller.workspaceId, id });
      return answer;
    });

  return [
    defineRoute({
      method: "get",
      path: "/api/mailboxes",
      access: "member",
      summary: "The caller's mailboxes, and how each is doing",
      response: z.array(mailboxView),
      handle: ({ caller }) =>
        transact(database, scopeOf(caller), async (prisma) => {
          const own = { workspaceId: caller.workspaceId, memberId: caller.actor.memberId };
          const mailboxes = await prisma.mailbox.findMany({ where: own, orderBy: { createdAt: "asc" } });
          const views = [];
          for (const mailbox of mailboxes) views.push(await view(prisma, mailbox));
          return views;
        }),
    }),
    defineRoute({
      method: "get",
      path: "/api/mailboxes/:id/places",
      access: "member",
      summary: "Labels or folders one can choose",
      params,
      response: z.array(place),
      handle: async ({ caller, params: { id }, request }) => {
        const { vendor, access } = await openOwn(engine, caller, id, request);
        return vendor.mail.listPlaces(access);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/estimate",
      access: "member",
      summary: "How much an import would bring, and how long it would take",
      params,
      body: estimateRequest,
      response: estimate,
      handle: async ({ caller, params: { id }, body, request }) => {
        const { mailbox, vendor, access } = await openOwn(engine, caller, id, request);
        return estimateImport(database, vendor, access, mailbox, { since: body.since, places: body.placeIds });
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/start",
      access: "member",
      summary: "Begins the import, or goes on with other choices",
      params,
      body: startRequest,
      response: mailboxView,
      handle: ({ caller, params: { id }, body }) =>
        change(caller, id, async (prisma, mailbox) => {
          await putPlaces(prisma, mailbox, body.placeIds);
          if (mailbox.since !== null) await relist(prisma, mailbox);
          if (mailbox.sharing !== body.sharing) await following.reshare(prisma, caller);
          return { since: body.since, sharing: body.sharing, pausedAt: null, nextAt: engine.now() };
        }),
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/backfill",
      access: "member",
      summary: "Brings older mail too",
      params,
      body: backfillRequest,
      response: mailboxView,
      handle: ({ caller, params: { id }, body }) =>
        change(caller, id, async (prisma, mailbox) => {
          if (mailbox.since === null) throw new AppError("conflict", "The import has not begun yet");
          if (body.since >= mailbox.since.toISOString()) {
            throw new AppError("invalid", "Mail from then on is here already");
          }
          await relist(prisma, mailbox);
          return { since: body.since, nextAt: engine.now() };
        }),
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/pause",
      access: "member",
      summary: "Stops following the mailbox until it is resumed",
      params,
      response: mailboxView,
      handle: ({ caller, params: { id } }) => change(caller, id, async () => ({ pausedAt: engine.now() })),
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/resume",
      access: "member",
      summary: "Goes on where it was paused",
      params,
      response: mailboxView,
      handle: ({ caller, params: { id } }) =>
        change(caller, id, async () => ({ pausedAt: null, nextAt: engine.now() })),
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/sync",
      access: "member",
      summary: "Looks for changes now",
      params,
      response: mailboxView,
      handle: ({ caller, params: { id } }) => change(caller, id, async () => ({ nextAt: engine.now() })),
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/sharing",
      access: "member",
      summary: "How much of this mailbox everybody sees",
      params,
      body: sharingRequest,
      response: mailboxView,
      handle: ({ caller, params: { id }, body }) =>
        change(caller, id, async (prisma) => {
          await following.reshare(prisma, caller);
          return { sharing: body.sharing };
        }),
    }),
    defineRoute({
      method: "get",
      path: "/api/mailboxes/:id/ledger",
      access: "member",
      summary: "What became of each message and event, newest first",
      params,
      query: ledgerQuery,
      response: ledgerPage,
      handle: ({ caller, params: { id }, query }) =>
        transact(database, scopeOf(caller), async (prisma) =>
          readLedger(prisma, await getMailbox(prisma, caller.workspaceId, id), query),
        ),
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/ledger/retry",
      access: "member",
      summary: "Tries what has failed again",
      params,
      body: retryRequest,
      response: mailboxView,
      handle: ({ caller, params: { id }, body }) =>
        change(caller, id, async (prisma, mailbox) => {
          await retryFailed(prisma, mailbox, body.externalIds);
          return { nextAt: engine.now() };
        }),
    }),
    defineRoute({
      method: "get",
      path: "/api/threads",
      access: "member",
      summary: "Who is in a thread that is on screen, as the caller's own mailboxes know it",
      query: recogniseQuery,
      response: recognised,
      handle: async ({ caller, query, request }) => {
        const { workspaceId, actor } = caller;
        const found = await transact(database, scopeOf(caller), async (prisma) => {
          const own = { workspaceId, memberId: actor.memberId, features: { has: "mail" } };
          for (const mailbox of await prisma.mailbox.findMany({ where: own })) {
            const vendor = vendors.get(mailbox.vendor);
            const refs = vendor ? await findThreadItems(prisma, mailbox, vendor, query.threadKey) : [];
            if (refs.length > 0) return { id: mailbox.id, refs };
          }
          return null;
        });
        if (!found) return { messages: [] };
        const { vendor, access } = await openOwn(engine, caller, found.id, request);
        return readThread(vendor, access, found.refs);
      },
    }),
  ];
}
