// What leaves the house through a mailbox: the server's routes for scheduling and sending as messages to the app.
import type { z } from "zod";
import { busy, scheduled, sendView } from "#shared/mailbox.ts";
import type { MessageName } from "../messages.ts";
import type { Call } from "./api.ts";
import type { Handlers } from "./router.ts";

type OfActing = Extract<MessageName, `schedule.${string}` | `send.${string}`>;

interface Reach {
  callServer<T>(call: Call<T>): Promise<T>;
}

const pathOf = (mailboxId: string, act: string) => `/api/mailboxes/${mailboxId}/${act}`;

/** Both carry an id the page has made: the server does once what is asked twice, so a lost answer is asked for again. */
export function actingHandlers({ callServer }: Reach): Pick<Handlers, OfActing> {
  const post = <T>(path: string, body: unknown, answer: z.ZodType<T>) =>
    callServer({ method: "POST", path, body, answer });
  return {
    "schedule.busy": ({ mailboxId, ...window }) =>
      callServer({ method: "GET", path: `${pathOf(mailboxId, "busy")}?${new URLSearchParams(window)}`, answer: busy }),
    "schedule.create": (body) => post(pathOf(body.mailboxId, "schedule"), body, scheduled),
    "send.mail": (body) => post(pathOf(body.mailboxId, "send"), body, sendView),
  };
}
