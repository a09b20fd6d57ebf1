// Every message between content scripts, app pages and the background. Only the wire is untyped; this file is not.
import { z } from "zod";
import { roles } from "#shared/access.ts";
import type { Invitation, OpenSession } from "#shared/api.ts";
import { lifecycles, sources } from "#shared/crm/contact.ts";
import type { Member } from "#shared/crm/member.ts";
import type { Block } from "#shared/crm/sharing.ts";
import { emailAddress } from "#shared/fields.ts";
import type { LeadSuggestion } from "#shared/lead.ts";
import { type MailContext, mailContext } from "#shared/mail.ts";
import {
  backfillRequest,
  type busy,
  busyQuery,
  connectRequest,
  type Estimate,
  estimateRequest,
  ledgerQuery,
  type MailboxView,
  retryRequest,
  type scheduled,
  scheduleRequest,
  sendRequest,
  sharingRequest,
  startRequest,
  type VendorInfo,
} from "#shared/mailbox.ts";
import { type Layout, layout, type Settings, settingsChange } from "./config.ts";
import type {
  AskedView,
  CallView,
  CompanySummary,
  CompanyView,
  HistoryEntry,
  LedgerPageView,
  ListPage,
  OpeningView,
  OutboxView,
  Outgoing,
  PersonSummary,
  PersonView,
  PlaceView,
  RequestView,
  SearchResult,
  SessionView,
  Shown,
  SyncStatus,
  TimelinePage,
  TodayView,
} from "./views.ts";

/** Who may send a message: the thin script in a webmail page, or a page of the extension itself. */
type Sender = "webmail" | "app";

export interface Message<A = unknown, R = unknown> {
  readonly from: Sender;
  readonly args: z.ZodType<A>;
  /** Carries the type of the answer; never read. */
  readonly answer?: R;
}

const webmail = <A>(args: z.ZodType<A>) => ({
  answers: <R>(): Message<A, R> => ({ from: "webmail", args }),
});
const app = <A>(args: z.ZodType<A>) => ({
  answers: <R>(): Message<A, R> => ({ from: "app", args }),
});
const nothing = z.strictObject({});

const id = z.uuid();
const byId = z.strictObject({ id });

/** What the person who pressed the button was looking at; a write is refused when the page shows something else. */
export const seen = z.strictObject({
  threadKey: z.string().max(500).nullable(),
  /** Whom the act is about, as the page showed them; null for an act about the thread. */
  participant: z.strictObject({ name: z.string().max(300), address: emailAddress.nullable() }).nullable(),
});
export type Seen = z.infer<typeof seen>;

const page = { offset: z.int().min(0), limit: z.int().min(1).max(500) };

export const peopleFilter = z.strictObject({
  lifecycle: z.enum(lifecycles).nullable(),
  /** A member's id; null for anybody. */
  ownerId: id.nullable(),
  companyId: id.nullable(),
  source: z.enum(sources).nullable(),
  /** Last contact before this instant, or never. */
  quietSince: z.string().nullable(),
  text: z.string().max(200).nullable(),
});
export type PeopleFilter = z.infer<typeof peopleFilter>;

export const peopleSorts = ["name", "company", "lifecycle", "owner", "lastContactAt", "createdAt"] as const;
export const companySorts = ["name", "domain", "owner", "people", "createdAt"] as const;

export const messages = {
  // From the script in the webmail's page. It is a hint from a page we do not control, and gets nothing back but layout.
  "webmail.frame": webmail(nothing).answers<{ nonce: string; layout: Layout }>(),
  "webmail.shown": webmail(z.strictObject({ context: mailContext })).answers<void>(),
  "webmail.resized": webmail(z.strictObject({ width: z.int().min(280).max(480) })).answers<void>(),

  // The frame proves it is the one our script made; until then it is told nothing.
  "frame.bind": app(z.strictObject({ nonce: z.string().max(100) })).answers<boolean>(),
  "shown.get": app(nothing).answers<Shown>(),
  "layout.set": app(z.strictObject({ collapsed: z.boolean() })).answers<void>(),
  "layout.get": app(nothing).answers<Layout>(),
  "webmail.open": app(z.strictObject({ link: z.url().max(2_000) })).answers<void>(),
  /** `path` is the dashboard's, as in `#/people/<id>`. */
  "dashboard.open": app(z.strictObject({ path: z.string().max(200) })).answers<void>(),

  "session.get": app(nothing).answers<SessionView>(),
  "session.signIn": app(
    z.strictObject({ server: z.string().max(500), email: z.string().max(320), password: z.string().max(200) }),
  ).answers<SessionView>(),
  /** Names of the vendors one can sign in with at a server. */
  "session.vendors": app(z.strictObject({ server: z.string().max(500) })).answers<string[]>(),
  /** Takes as long as the person takes in the vendor's window. */
  "session.signInWith": app(
    z.strictObject({ server: z.string().max(500), vendor: z.string().max(40) }),
  ).answers<SessionView>(),
  "session.choose": app(z.strictObject({ workspaceId: id })).answers<SessionView>(),
  /** Refused with `conflict` while changes are unsent, unless `discard`. */
  "session.signOut": app(z.strictObject({ discard: z.boolean() })).answers<SessionView>(),

  "settings.get": app(nothing).answers<Settings>(),
  "settings.set": app(settingsChange).answers<Settings>(),

  "sync.status": app(nothing).answers<SyncStatus>(),
  "sync.now": app(nothing).answers<void>(),

  /** Runs a mutation here at once and queues it for the server. `seen` brings the right-person guard in. */
  mutate: app(z.strictObject({ name: z.string().max(100), args: z.unknown(), seen: seen.nullable() })).answers<{
    mutationId: string;
  }>(),
  /** What the mails on screen say of somebody whose address the rep has typed. */
  "lead.suggest": app(z.strictObject({ name: z.string().max(300), address: emailAddress })).answers<LeadSuggestion>(),
  /**
   * "Log message": the background takes the message from the page as it is now, so that what is logged is what is on
   * screen. `key` is the message's; `contactIds` are people the rep named where the page shows no address, besides those
   * known by theirs.
   */
  "message.log": app(z.strictObject({ key: z.string().max(500), contactIds: z.array(id).max(200), seen })).answers<{
    mutationId: string;
  }>(),
  undo: app(z.strictObject({ mutationId: id })).answers<void>(),
  "outbox.get": app(nothing).answers<OutboxView>(),
  /** Tries a refused change again as a new one. */
  "outbox.retry": app(z.strictObject({ mutationId: id })).answers<void>(),
  "outbox.discard": app(z.strictObject({ mutationId: id })).answers<void>(),
  "history.get": app(z.strictObject({ recordId: id.nullable(), limit: z.int().min(1).max(200) })).answers<
    HistoryEntry[]
  >(),

  "person.get": app(byId).answers<PersonView | null>(),
  "company.get": app(byId).answers<CompanyView | null>(),
  "timeline.get": app(
    z.strictObject({
      contactId: id.nullable(),
      companyId: id.nullable(),
      kinds: z.array(z.enum(["mail", "call", "meeting", "note", "task"])).nullable(),
      limit: z.int().min(1).max(500),
    }),
  ).answers<TimelinePage>(),
  "search.find": app(
    z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(50) }),
  ).answers<SearchResult>(),
  "today.get": app(nothing).answers<TodayView>(),
  "people.list": app(
    z.strictObject({ ...page, sort: z.enum(peopleSorts), descending: z.boolean(), filter: peopleFilter }),
  ).answers<ListPage<PersonSummary>>(),
  "companies.list": app(
    z.strictObject({
      ...page,
      sort: z.enum(companySorts),
      descending: z.boolean(),
      text: z.string().max(200).nullable(),
    }),
  ).answers<ListPage<CompanySummary>>(),
  "members.list": app(nothing).answers<Member[]>(),

  /** What colleagues ask to see of my mail. */
  "requests.list": app(nothing).answers<RequestView[]>(),
  /** What became of my asking for a mail, by the activity's id. */
  "requests.asked": app(byId).answers<AskedView>(),
  /** Who has opened a mail of mine. */
  "openings.list": app(byId).answers<OpeningView[]>(),
  /** I have opened a colleague's mail; told again within the hour it is one opening. */
  "openings.record": app(byId).answers<void>(),

  // Needs the network: the server's own business.
  "invitations.list": app(nothing).answers<Invitation[]>(),
  "invitations.create": app(z.strictObject({ email: emailAddress, role: z.enum(roles) })).answers<
    Invitation & { link: string }
  >(),
  "invitations.remove": app(byId).answers<void>(),
  "sessions.list": app(nothing).answers<OpenSession[]>(),
  "sessions.end": app(z.strictObject({ id: z.string().max(200) })).answers<void>(),

  // Mailboxes: the server's own business too, but for the blocks, which are records.
  "vendors.list": app(nothing).answers<VendorInfo[]>(),
  "mailboxes.list": app(nothing).answers<MailboxView[]>(),
  /** Opens the vendor's page in a new tab; the mailbox is there once the person has agreed in it. */
  "mailboxes.connect": app(connectRequest).answers<void>(),
  "mailboxes.places": app(byId).answers<PlaceView[]>(),
  "mailboxes.estimate": app(estimateRequest.extend({ id })).answers<Estimate>(),
  "mailboxes.start": app(startRequest.extend({ id })).answers<MailboxView>(),
  "mailboxes.pause": app(byId).answers<MailboxView>(),
  "mailboxes.resume": app(byId).answers<MailboxView>(),
  /** Looks now, not when it is its turn. */
  "mailboxes.sync": app(byId).answers<MailboxView>(),
  "mailboxes.sharing": app(sharingRequest.extend({ id })).answers<MailboxView>(),
  "mailboxes.backfill": app(backfillRequest.extend({ id })).answers<MailboxView>(),
  /** With `forget`, what only this mailbox brought goes from the timelines too. */
  "mailboxes.remove": app(z.strictObject({ id, forget: z.boolean() })).answers<void>(),
  "ledger.page": app(ledgerQuery.extend({ id })).answers<LedgerPageView>(),
  "ledger.retry": app(retryRequest.extend({ id })).answers<void>(),
  "blocks.list": app(nothing).answers<Block[]>(),

  // Calls and meetings. `id` is a meeting's or a call task's.
  "call.get": app(byId).answers<CallView | null>(),
  /** "How did it go?" is not asked again of this meeting in this browser. */
  "meeting.dismiss": app(byId).answers<void>(),

  // Acting through a mailbox: needs the network.
  "schedule.busy": app(busyQuery.extend({ mailboxId: id })).answers<z.infer<typeof busy>>(),
  /** Makes the event and invites everybody. Asked twice with one id, it is one event. */
  "schedule.create": app(scheduleRequest).answers<z.infer<typeof scheduled>>(),
  /** Mails to one person that are on their way, were not sent, or have just been. */
  "send.list": app(z.strictObject({ contactId: id })).answers<Outgoing[]>(),
  /** Answers with what is known first, as long as that takes. With an id known already it is asked about: it is one mail. */
  "send.mail": app(z.strictObject({ contactId: id, request: sendRequest })).answers<Outgoing>(),
  /** One that was refused goes out as another mail, any other is asked about. */
  "send.again": app(byId).answers<void>(),
  /** Off the card: what never went out goes back to the form it was written in. */
  "send.putAway": app(byId).answers<void>(),
} as const satisfies Record<string, { from: Sender; args: z.ZodType }>;

export type MessageName = keyof typeof messages;
export type MessageArgs<N extends MessageName> = z.infer<(typeof messages)[N]["args"]>;
export type MessageAnswer<N extends MessageName> = (typeof messages)[N] extends Message<infer _, infer R> ? R : never;

export const envelope = z.object({ kith: z.string(), args: z.unknown() });

/** How an answer travels: errors keep their code. */
export type Reply<R> = { ok: true; value: R } | { ok: false; code: string; message: string; fields: unknown };

// From the background to the script in a webmail's tab.
export const tabMessage = z.discriminatedUnion("kind", [
  /** Answered with the `MailContext` on screen now. */
  z.object({ kind: z.literal("read") }),
  z.object({ kind: z.literal("layout"), layout }),
  /** Answered with whether the thread belongs to the webmail in this tab, and so was opened. */
  z.object({ kind: z.literal("open"), link: z.url() }),
]);
export type TabMessage = z.infer<typeof tabMessage>;
export type TabAnswer = MailContext | boolean | undefined;

/** The port an app page holds open while it is on screen; the background pushes these down it. */
export const LIVE_PORT = "live";
export type LiveMessage =
  /** Records of these kinds changed (or `outbox`, `history`): ask again for what you show of them. */
  | { kind: "changed"; what: string[] }
  | { kind: "shown"; shown: Shown }
  /** The rep asked for the card of this call or meeting, as from its notification. */
  | { kind: "call"; id: string }
  | { kind: "status"; status: SyncStatus }
  | { kind: "session"; session: SessionView }
  | { kind: "settings"; settings: Settings }
  | { kind: "layout"; layout: Layout };
