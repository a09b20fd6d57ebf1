// What leaves the house through a mailbox: invitations by the server's routes, mails by way of the disk.
import { busy, scheduled } from "#shared/mailbox.ts";
import type { MessageName } from "../messages.ts";
import type { Call } from "./api.ts";
import type { Handlers } from "./router.ts";
import type { Sends } from "./sends.ts";

type OfActing = Extract<MessageName, `schedule.${string}` | `send.${string}`>;

interface Reach {
  callServer<T>(call: Call<T>): Promise<T>;
  sends: Sends;
}

const pathOf = (mailboxId: string, act: string) => `/api/mailboxes/${mailboxId}/${act}`;

/** Both carry an id the page has made: the server does once what is asked twice, so a lost answer is asked for again. */
export function actingHandlers({ callServer, sends }: Reach): Pick<Handlers, OfActing> {
  return {
    "schedule.busy": ({ mailboxId, ...window }) =>
      callServer({ method: "GET", path: `${pathOf(mailboxId, "busy")}?${new URLSearchParams(window)}`, answer: busy }),
    "schedule.create": (body) =>
      callServer({ method: "POST", path: pathOf(body.mailboxId, "schedule"), body, answer: scheduled }),
    "send.list": ({ contactId }) => sends.list(contactId),
    "send.mail": ({ contactId, request }) => sends.send(contactId, request),
    "send.again": ({ id }) => sends.again(id),
    "send.putAway": ({ id }) => sends.putAway(id),
  };
}
