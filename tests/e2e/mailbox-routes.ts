// The server's mailbox routes answered by hand, for pictures of states a real mailbox is rarely in. Checked against the
// contract in shared/mailbox.ts on the way out, so that a picture never shows what no server says.
import type { BrowserContext, Route } from "@playwright/test";
import { z } from "zod";
import {
  estimate,
  type LedgerEntry,
  ledgerPage,
  type MailboxView,
  mailboxView,
  place,
  vendorInfo,
} from "#shared/mailbox.ts";

const HOUR_MS = 3_600_000;

export const aMailbox = (over: Partial<MailboxView> = {}): MailboxView => ({
  id: "0a5b9f62-5f5f-4f43-9c7d-0f8a7a0e6f11",
  memberId: "0a5b9f62-5f5f-4f43-9c7d-0f8a7a0e6f12",
  vendor: "google",
  address: "lena@brightwater.example",
  name: "Lena Vogt",
  features: ["send", "calendar", "mail"],
  placeIds: null,
  since: "2026-08-21T22:00:00.000Z",
  sharing: "subject",
  state: "current",
  counts: { pending: 0, linked: 3_214, skipped: 12_040, failed: 0 },
  isListed: true,
  secondsLeft: null,
  lastSuccessAt: new Date(Date.now() - 120_000).toISOString(),
  oldestPendingAt: null,
  quota: { used: 240, allowed: 6_000 },
  nextTryAt: new Date(Date.now() + 180_000).toISOString(),
  problem: null,
  endsAt: null,
  ...over,
});

export const anEntry = (over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  kind: "message",
  externalId: "1",
  state: "skipped",
  reason: "nobody_known",
  error: null,
  at: "2026-11-20T09:12:00.000Z",
  subject: "Offer for the autumn service",
  addresses: ["anna@norvik.example"],
  contactIds: [],
  attempts: 1,
  seenAt: "2026-11-20T09:13:00.000Z",
  doneAt: "2026-11-20T09:13:02.000Z",
  ...over,
});

/** A ledger with everything in it that can become of a message. */
export function ledgerOf(anna: string, omar: string): LedgerEntry[] {
  const reasons = ["nobody_known", "internal", "blocked", "bulk", "too_old", "not_chosen", "unlogged"];
  return [
    anEntry({ externalId: "m1", state: "linked", reason: null, contactIds: [anna] }),
    anEntry({
      externalId: "m2",
      state: "failed",
      reason: null,
      error: "Requested entity was not found.",
      subject: "Delivery of the two booster sets",
      attempts: 4,
      doneAt: null,
    }),
    anEntry({
      externalId: "e1",
      kind: "event",
      state: "linked",
      reason: null,
      subject: "Site visit in Alnö",
      contactIds: [anna, omar],
      addresses: ["anna@norvik.example", "omar@orchardhotels.example", "robin@brightwater.example"],
      at: "2026-11-24T08:00:00.000Z",
    }),
    anEntry({ externalId: "m3", state: "linked", reason: "code", subject: "Your code", contactIds: [anna] }),
    anEntry({ externalId: "m4", state: "pending", reason: null, subject: "Re: Drawings", doneAt: null, attempts: 0 }),
    anEntry({ externalId: "m5", state: "failed", reason: null, error: "Backend Error", subject: null, doneAt: null }),
    ...reasons.map((reason, at) =>
      anEntry({ externalId: `s${at}`, reason, subject: `About ${reason.replace("_", " ")}` }),
    ),
    ...Array.from({ length: 240 }, (_, at) =>
      anEntry({
        externalId: `n${at}`,
        subject: `Newsletter ${at + 1}`,
        reason: "bulk",
        addresses: [`news${at}@list.example`],
        at: new Date(Date.UTC(2026, 9, 30) - at * HOUR_MS).toISOString(),
      }),
    ),
  ];
}

interface Asked {
  method: string;
  path: string;
  body: unknown;
}

/** What the routes answer, changed by a test as it goes. */
export class MailboxRoutes {
  vendors: string[] = ["google", "microsoft"];
  mailboxes: MailboxView[] = [];
  places = ["Customers", "Customers/Norvik", "Orders", "Family", "Invoices", "INBOX"].map((name) => ({
    id: name,
    name,
  }));
  estimate: z.infer<typeof estimate> = { messages: 2_140, minutes: 7, unknownPeople: 310 };
  entries: LedgerEntry[] = [];
  isDown = false;
  readonly asked: Asked[] = [];

  async serve(context: BrowserContext, server: string): Promise<void> {
    await context.route(`${server}/api/vendors`, (route) => this.#answer(route));
    await context.route(new RegExp(`^${server}/api/mailboxes`), (route) => this.#answer(route));
  }

  last(path: string): unknown {
    return this.asked.findLast((one) => one.path.endsWith(path))?.body;
  }

  async #answer(route: Route): Promise<void> {
    if (this.isDown) return route.abort();
    const request = route.request();
    const url = new URL(request.url());
    const body = request.postData() ? request.postDataJSON() : undefined;
    this.asked.push({ method: request.method(), path: url.pathname + url.search, body });
    const json = this.#jsonFor(request.method(), url, body);
    return json === undefined ? route.fulfill({ status: 204 }) : route.fulfill({ json });
  }

  #jsonFor(method: string, url: URL, body: unknown): unknown {
    const [id, act, more] = url.pathname.replace("/api/mailboxes", "").split("/").filter(Boolean);
    if (url.pathname === "/api/vendors") {
      return z.array(vendorInfo).parse(this.vendors.map((name) => ({ name, canSignIn: true })));
    }
    if (!id) return z.array(mailboxView).parse(this.mailboxes);
    if (id === "connect") return { url: "https://vendor.example/consent" };
    if (method === "DELETE") {
      this.mailboxes = this.mailboxes.filter((mailbox) => mailbox.id !== id);
      return undefined;
    }
    if (act === "places") return z.array(place).parse(this.places);
    if (act === "estimate") return estimate.parse(this.estimate);
    if (act === "ledger" && more === "retry") return undefined;
    if (act === "ledger") return this.#page(url.searchParams);
    return mailboxView.parse(this.#acted(id, act, body as Partial<MailboxView>));
  }

  #acted(id: string, act: string | undefined, body: Partial<MailboxView>): MailboxView {
    const changes: Record<string, Partial<MailboxView>> = {
      start: { ...body, state: "importing" },
      pause: { state: "paused" },
      resume: { state: "current" },
      sync: { state: "current" },
      sharing: body,
      backfill: { ...body, state: "importing" },
    };
    this.mailboxes = this.mailboxes.map((mailbox) =>
      mailbox.id === id ? { ...mailbox, ...changes[act ?? ""] } : mailbox,
    );
    return this.mailboxes.find((mailbox) => mailbox.id === id) ?? aMailbox();
  }

  #page(params: URLSearchParams): unknown {
    const [state, reason, kind, text] = ["state", "reason", "kind", "text"].map((name) => params.get(name));
    const found = this.entries.filter(
      (entry) =>
        (!state || entry.state === state) &&
        (!reason || entry.reason === reason) &&
        (!kind || entry.kind === kind) &&
        (!text || JSON.stringify([entry.subject, entry.addresses]).includes(text)),
    );
    const from = Number(params.get("after") ?? 0);
    const to = from + 100;
    return ledgerPage.parse({ entries: found.slice(from, to), next: to < found.length ? String(to) : null });
  }
}
