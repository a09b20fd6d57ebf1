// Graph's hints: subscriptions of a mailbox's messages and events, and the notices sent here of them
// (learn.microsoft.com/graph/change-notifications-delivery-webhooks, change-notifications-lifecycle-events).
import { z } from "zod";
import type { Access } from "../access.ts";
import type { Hint, Notice, NoticeRead, PushProvider, Watch, WatchTarget } from "../push.ts";
import { encode, type Graph, readAs } from "./client.ts";
import { isGone } from "./errors.ts";

/** Three days less two hours: what stays within every limit the documents name (4,230 minutes is the lowest). */
const LIFE_MS = 70 * 60 * 60_000;

const subscriptionAnswer = z.object({ id: z.string(), expirationDateTime: z.string() });

/** Drafts and flags change all day long, and the next poll sees them too. */
const watched = [
  { feature: "mail", resource: "/me/messages", changeType: "created,deleted" },
  { feature: "calendar", resource: "/me/events", changeType: "created,updated,deleted" },
] as const;

const watchedOf = (features: readonly string[]) => watched.filter(({ feature }) => features.includes(feature));
const endFromNow = () => new Date(Date.now() + LIFE_MS).toISOString();

export function microsoftPush(graph: Graph, noticeUrl: string): PushProvider {
  const path = (id: string) => `/subscriptions/${encode(id)}`;

  const unwatch = async (access: Access, ids: readonly string[]) => {
    for (const id of ids) {
      await graph.ask(access, { method: "DELETE", path: path(id) }).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
    }
  };

  const watch = async (access: Access, { features, secret }: WatchTarget): Promise<Watch | null> => {
    const kinds = watchedOf(features);
    if (kinds.length === 0) return null;
    const made: Made[] = [];
    try {
      for (const { resource, changeType } of kinds) {
        const body = {
          resource,
          changeType,
          notificationUrl: noticeUrl,
          lifecycleNotificationUrl: noticeUrl,
          clientState: secret,
          expirationDateTime: endFromNow(),
        };
        made.push(
          readAs(subscriptionAnswer, await graph.ask(access, { method: "POST", path: "/subscriptions", body })),
        );
      }
    } catch (error) {
      // Half a watch is none. What cannot be taken back ends by itself.
      await unwatch(
        access,
        made.map(({ id }) => id),
      ).catch(() => undefined);
      throw error;
    }
    return toWatch(made);
  };

  return {
    source: { kind: "sent", read: readNotice },
    watch,
    unwatch,
    async renew(access, ids, features) {
      if (ids.length !== watchedOf(features).length) return null;
      const renewed: Made[] = [];
      try {
        for (const id of ids) {
          const body = { expirationDateTime: endFromNow() };
          renewed.push(readAs(subscriptionAnswer, await graph.ask(access, { method: "PATCH", path: path(id), body })));
        }
      } catch (error) {
        if (isGone(error)) return null;
        throw error;
      }
      return toWatch(renewed);
    },
  };
}

type Made = z.infer<typeof subscriptionAnswer>;

/** As long as the first of them lasts. */
function toWatch(made: readonly Made[]): Watch {
  const ends = made.map(({ expirationDateTime }) => Date.parse(expirationDateTime));
  return { ids: made.map(({ id }) => id), endsAt: new Date(Math.min(...ends)).toISOString() };
}

const noticeBody = z.object({ value: z.array(z.unknown()).max(1_000) });
const noticeItem = z.object({
  subscriptionId: z.string().max(200),
  clientState: z.string().max(200),
  lifecycleEvent: z.string().nullish(),
});

const wantsByLifecycle: Readonly<Record<string, Hint["wants"]>> = {
  reauthorizationRequired: "renew",
  subscriptionRemoved: "watch",
  missed: "look",
};

function readNotice({ query, body }: Notice): NoticeRead {
  const token = query.get("validationToken");
  if (token !== null) return { kind: "handshake", answer: token };
  const hints = (noticeBody.safeParse(body).data?.value ?? []).flatMap((item): Hint[] => {
    const { data } = noticeItem.safeParse(item);
    if (!data) return [];
    const { subscriptionId, clientState, lifecycleEvent } = data;
    const wants = lifecycleEvent ? wantsByLifecycle[lifecycleEvent] : "look";
    return wants ? [{ watchId: subscriptionId, secret: clientState, wants }] : [];
  });
  return hints.length > 0 ? { kind: "hints", hints } : { kind: "ignored" };
}
