// The server's routes for mailboxes as messages to the app; names, which only the replica has at hand, are joined here.
import { browser } from "wxt/browser";
import { z } from "zod";
import { contactEntity } from "#shared/crm/contact.ts";
import { blockEntity } from "#shared/crm/sharing.ts";
import { AppError } from "#shared/errors.ts";
import { connectAnswer, estimate, ledgerPage, mailboxView, place, vendorInfo } from "#shared/mailbox.ts";
import type { MessageName } from "../messages.ts";
import type { LedgerPageView } from "../views.ts";
import type { Call } from "./api.ts";
import type { ReplicaDatabase } from "./database.ts";
import type { Handlers } from "./router.ts";

type OfMailboxes = Extract<
  MessageName,
  `vendors.${string}` | `mailboxes.${string}` | `ledger.${string}` | "blocks.list"
>;

interface Reach {
  callServer<T>(call: Call<T>): Promise<T>;
  db(): Promise<ReplicaDatabase>;
}

/** Some routes answer with what they changed, some with nothing; here it is asked for anew either way. */
const whatever = z.unknown();

const pathOf = (id: string, act: string) => `/api/mailboxes/${id}/${act}`;

function searchOf(query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

async function openVendor(url: string): Promise<void> {
  if (!/^https?:\/\//i.test(url)) throw new AppError("unavailable", "The server gave no page to connect at");
  await browser.tabs.create({ url });
}

/** Names of people by id; a redirect leads nowhere here, since the server files under the id that was kept. */
async function namesOf(db: ReplicaDatabase, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.records(contactEntity).bulkGet([...new Set(ids)]);
  return new Map(rows.flatMap((row) => (row ? [[row.id, row.record.name]] : [])));
}

export function mailboxHandlers({ callServer, db }: Reach): Pick<Handlers, OfMailboxes> {
  const get = <T>(path: string, answer: z.ZodType<T>) => callServer({ method: "GET", path, answer });
  const post = <T>(path: string, body: unknown, answer: z.ZodType<T>) =>
    callServer({ method: "POST", path, body, answer });
  return {
    "vendors.list": () => get("/api/vendors", z.array(vendorInfo)),
    "mailboxes.list": () => get("/api/mailboxes", z.array(mailboxView)),
    "mailboxes.connect": async (body) => openVendor((await post("/api/mailboxes/connect", body, connectAnswer)).url),
    "mailboxes.places": ({ id }) => get(pathOf(id, "places"), z.array(place)),
    "mailboxes.estimate": ({ id, ...body }) => post(pathOf(id, "estimate"), body, estimate),
    "mailboxes.start": ({ id, ...body }) => post(pathOf(id, "start"), body, mailboxView),
    "mailboxes.pause": ({ id }) => post(pathOf(id, "pause"), {}, mailboxView),
    "mailboxes.resume": ({ id }) => post(pathOf(id, "resume"), {}, mailboxView),
    "mailboxes.sync": ({ id }) => post(pathOf(id, "sync"), {}, mailboxView),
    "mailboxes.sharing": ({ id, ...body }) => post(pathOf(id, "sharing"), body, mailboxView),
    "mailboxes.backfill": ({ id, ...body }) => post(pathOf(id, "backfill"), body, mailboxView),
    "mailboxes.remove": async ({ id, forget }) => {
      await callServer({ method: "DELETE", path: `/api/mailboxes/${id}?forget=${forget}`, answer: whatever });
    },
    "ledger.page": async ({ id, ...query }): Promise<LedgerPageView> => {
      const { entries, next } = await get(pathOf(id, "ledger") + searchOf(query), ledgerPage);
      const names = await namesOf(
        await db(),
        entries.flatMap((entry) => entry.contactIds),
      );
      const peopleOf = (ids: readonly string[]) =>
        ids.flatMap((contactId) => {
          const name = names.get(contactId);
          return name === undefined ? [] : [{ id: contactId, name }];
        });
      return { rows: entries.map((entry) => ({ ...entry, people: peopleOf(entry.contactIds) })), next };
    },
    "ledger.retry": async ({ id, ...body }) => {
      await post(pathOf(id, "ledger/retry"), body, whatever);
    },
    "blocks.list": async () => {
      const rows = await (await db()).records(blockEntity).toArray();
      return rows.map((row) => row.record).sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
    },
  };
}
