// Mail and meetings that go out through a member's own mailbox.
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import { busy, busyQuery, scheduled, scheduleRequest, sendRequest, sendView } from "#shared/mailbox.ts";
import { scheduleMeeting, sendMail } from "../mailbox/acting.ts";
import type { Mailbox } from "../mailbox/mailboxes.ts";
import type { Engine } from "../mailbox/turn.ts";
import { openOwn } from "./mailbox-routes.ts";
import { defineRoute, type Route } from "./route.ts";

const params = z.strictObject({ id: z.uuid() });

function assertGranted({ features }: Mailbox, feature: "send" | "calendar") {
  if (features.includes(feature)) return;
  const what = feature === "send" ? "send mail" : "use the calendar";
  throw new AppError("forbidden", `Kith may not ${what} for this mailbox; allow it in the settings first`);
}

export function actingRoutes(engine: Engine): Route[] {
  const { database, now } = engine;
  return [
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/send",
      access: "member",
      summary: "Sends a mail, once however often it is asked for; or tells what became of it",
      params,
      body: sendRequest,
      response: sendView,
      handle: async ({ caller, params: { id }, body, request }) => {
        const { mailbox, vendor, access } = await openOwn(engine, caller, id, request);
        assertGranted(mailbox, "send");
        return sendMail({ database, vendor, access, mailbox, now: now() }, body);
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/mailboxes/:id/busy",
      access: "member",
      summary: "When the calendar is taken",
      params,
      query: busyQuery,
      response: busy,
      handle: async ({ caller, params: { id }, query, request }) => {
        const { mailbox, vendor, access } = await openOwn(engine, caller, id, request);
        assertGranted(mailbox, "calendar");
        return vendor.calendar.listBusy(access, query);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/mailboxes/:id/schedule",
      access: "member",
      summary: "Makes a meeting and invites everybody, once however often it is asked for",
      params,
      body: scheduleRequest,
      response: scheduled,
      handle: async ({ caller, params: { id }, body, request }) => {
        const { mailbox, vendor, access } = await openOwn(engine, caller, id, request);
        assertGranted(mailbox, "calendar");
        if (body.endsAt <= body.startsAt) throw new AppError("invalid", "A meeting ends after it starts");
        return scheduleMeeting({ database, vendor, access, mailbox, now: now() }, body);
      },
    }),
  ];
}
