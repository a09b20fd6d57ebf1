// The background: sole owner of replica and network. Wires messages, tabs, pages, alarms and the account together.

import { type Browser, browser } from "wxt/browser";
import { z } from "zod";
import { invitation, invitationCreated, openSession } from "#shared/api.ts";
import { mutations } from "#shared/crm/index.ts";
import { suggestLead } from "#shared/lead.ts";
import type { MailContext } from "#shared/mail.ts";
import { recognised } from "#shared/mailbox.ts";
import { LIVE_PORT } from "../messages.ts";
import type { Shown } from "../views.ts";
import { Account, type Open } from "./account.ts";
import { actingHandlers } from "./acting.ts";
import { Addresses } from "./addresses.ts";
import { type Call, noContent, request } from "./api.ts";
import { getCall } from "./call-card.ts";
import { showCall } from "./call-window.ts";
import { listMembers } from "./join.ts";
import { listCompanies, listPeople } from "./lists.ts";
import { Live } from "./live.ts";
import { draftActivity } from "./log-message.ts";
import { mailboxHandlers } from "./mailboxes.ts";
import { dismissMeeting } from "./meetings.ts";
import { getCompany, getHistory, getOutbox, getPerson, getTimeline, getToday } from "./queries.ts";
import { answerReminder, isReminder, openReminder, remind } from "./reminders.ts";
import { requestHandlers } from "./requests.ts";
import { type Handlers, isTrustedPage, route, type Sender } from "./router.ts";
import { find } from "./search.ts";
import { Sends } from "./sends.ts";
import { endpointOf, vendorsOf } from "./session.ts";
import { changeLayout, changeSettings, readLayout, readSettings } from "./storage.ts";
import {
  assertStillShown,
  bindFrame,
  forgetTab,
  issueNonce,
  openDashboard,
  openLink,
  readOpened,
  readShown,
  spreadLayout,
} from "./tabs.ts";
import { describeShown, nothingShown, textsOf } from "./thread.ts";

/** Looks after what no event announces: due reminders, a network that came back. */
const TICK = "tick";
const TICK_MINUTES = 1;
const FIRST_TICK_MS = 500;

const account = new Account({
  touched: (touched) => {
    live.tell({ kind: "changed", what: [...touched] });
    void tellStatus();
    if (touched.has("task") || touched.has("meeting")) remindNow();
  },
  status: () => void tellStatus(),
  session: () => {
    void account.view().then((session) => live.tell({ kind: "session", session }));
    void tellStatus();
    void withAccount(listenIfWatched);
  },
});

const remindNow = () => void withAccount((open) => remind(open, new Date()));

const live = new Live(() => void withAccount(listenIfWatched));

async function withAccount(act: (open: Open) => unknown): Promise<void> {
  const open = await account.find();
  if (open) await act(open);
}

function listenIfWatched({ sync }: Open): void {
  if (live.count > 0) sync.listen();
  else sync.unlisten();
}

const signedOutStatus = { state: "signedOut", pending: 0, needsYou: 0, lastSyncedAt: null, since: null } as const;

async function getStatus() {
  const open = await account.find();
  return open ? open.sync.status() : signedOutStatus;
}

async function tellStatus(): Promise<void> {
  if (live.count > 0) live.tell({ kind: "status", status: await getStatus() });
}

async function whatIsShown(context: MailContext | null): Promise<Shown> {
  const open = await account.find();
  if (!open || !context) return nothingShown(open ? context : null);
  return describeShown(
    open.replica.db,
    open.session.membership.memberId,
    await addresses.fill(open.replica.db, context),
  );
}

const addresses = new Addresses((threadKey) =>
  callServer({ method: "GET", path: `/api/threads?threadKey=${encodeURIComponent(threadKey)}`, answer: recognised }),
);

/** Where the page shows names only, the server may know more; what it says is shown when it comes. */
async function askForAddresses(tabId: number, { context }: Shown): Promise<void> {
  if (!context || !addresses.isWorthAsking(context)) return;
  await addresses.ask(context);
  const now = await readShown(tabId);
  if (live.hasTab(tabId)) live.tellTab(tabId, { kind: "shown", shown: await whatIsShown(now) });
}

const tabOf = (sender: Sender): number | null => (sender.frameId ? (sender.tab?.id ?? null) : null);

async function callServer<T>(call: Call<T>): Promise<T> {
  const { session } = await account.get();
  return request(endpointOf(session), call);
}

const db = async () => (await account.get()).replica.db;
const sends = new Sends({ callServer, db, changed: () => live.tell({ kind: "changed", what: ["send"] }) });
const memberId = async () => (await account.get()).session.membership.memberId;

const handlers: Handlers = {
  "webmail.frame": async (_, sender) => ({ nonce: await issueNonce(sender.tab?.id ?? -1), layout: await readLayout() }),
  "webmail.shown": async ({ context }, sender) => {
    const tabId = sender.tab?.id ?? -1;
    if (!live.hasTab(tabId)) return;
    const shown = await whatIsShown(context);
    live.tellTab(tabId, { kind: "shown", shown });
    void askForAddresses(tabId, shown);
  },
  "webmail.resized": async ({ width }) => {
    await spreadLayout(await changeLayout({ width }));
  },

  "frame.bind": async ({ nonce }, sender) => bindFrame(sender, nonce),
  "shown.get": async (_, sender) => {
    const tabId = tabOf(sender);
    const shown = await whatIsShown(tabId === null ? null : await readShown(tabId));
    if (tabId !== null) void askForAddresses(tabId, shown);
    return shown;
  },
  "layout.get": readLayout,
  "layout.set": async (change) => {
    const layout = await changeLayout(change);
    live.tell({ kind: "layout", layout });
    await spreadLayout(layout);
  },
  "webmail.open": ({ link }) => openLink(link),
  "dashboard.open": ({ path }) => openDashboard(path),

  "session.get": () => account.view(),
  "session.signIn": async (typed) => {
    await account.signIn(typed);
    return account.view();
  },
  "session.vendors": ({ server }) => vendorsOf(server),
  "session.signInWith": async (typed) => {
    await account.signInWith(typed);
    return account.view();
  },
  "session.choose": async ({ workspaceId }) => {
    await account.choose(workspaceId);
    return account.view();
  },
  "session.signOut": async ({ discard }) => {
    await account.signOut(discard);
    return account.view();
  },

  "settings.get": readSettings,
  "settings.set": async (change) => {
    const settings = await changeSettings(change);
    live.tell({ kind: "settings", settings });
    if (change.preCallMinutes !== undefined) remindNow();
    return settings;
  },

  "sync.status": getStatus,
  "sync.now": async () => (await account.get()).sync.stir(),

  mutate: async ({ name, args, seen }, sender) => {
    const { replica } = await account.get();
    const tabId = tabOf(sender);
    if (seen && tabId !== null) await assertStillShown(tabId, seen);
    return replica.mutate(name, args);
  },
  "lead.suggest": async ({ name, address }, sender) => {
    const context = await readOpened(tabOf(sender) ?? -1);
    const texts = context?.kind === "thread" ? textsOf({ name, address }, context.messages) : [];
    return suggestLead({ name, address, role: "from" }, texts);
  },
  "message.log": async ({ key, contactIds, seen }, sender) => {
    const { replica } = await account.get();
    const context = await addresses.fill(replica.db, await assertStillShown(tabOf(sender) ?? -1, seen));
    const record = await draftActivity(replica.db, context, key, contactIds);
    return replica.mutate(mutations.activity.log.name, { id: crypto.randomUUID(), record });
  },
  undo: async ({ mutationId }) => (await account.get()).replica.undo(mutationId),
  "outbox.get": async () => getOutbox(await db(), await memberId()),
  "outbox.retry": async ({ mutationId }) => (await account.get()).replica.retry(mutationId),
  "outbox.discard": async ({ mutationId }) => (await account.get()).replica.discard(mutationId),
  "history.get": async (asked) => getHistory(await db(), asked),

  "person.get": async ({ id }) => getPerson(await db(), await memberId(), id),
  "company.get": async ({ id }) => getCompany(await db(), await memberId(), id),
  "timeline.get": async (asked) => getTimeline(await db(), await memberId(), asked),
  "search.find": async ({ text, limit }) => find(await db(), text, limit),
  "today.get": async () => getToday(await db(), await memberId(), new Date()),
  "people.list": async (asked) => listPeople(await db(), asked),
  "companies.list": async (asked) => listCompanies(await db(), asked),
  "members.list": async () => listMembers(await db()),

  "invitations.list": () => callServer({ method: "GET", path: "/api/invitations", answer: z.array(invitation) }),
  "invitations.create": (body) =>
    callServer({ method: "POST", path: "/api/invitations", body, answer: invitationCreated }),
  "invitations.remove": ({ id }) => callServer({ method: "DELETE", path: `/api/invitations/${id}`, answer: noContent }),
  "sessions.list": () => callServer({ method: "GET", path: "/api/sessions", answer: z.array(openSession) }),
  "sessions.end": ({ id }) =>
    callServer({ method: "DELETE", path: `/api/sessions/${encodeURIComponent(id)}`, answer: noContent }),
  ...mailboxHandlers({ callServer, db }),
  ...actingHandlers({ callServer, sends }),
  ...requestHandlers({ replica: async () => (await account.get()).replica, memberId }),

  "call.get": async ({ id }) => getCall(await db(), await memberId(), id, new Date()),
  "meeting.dismiss": async ({ id }) => {
    await dismissMeeting(await db(), id, new Date());
    live.tell({ kind: "changed", what: ["meeting"] });
  },
};

async function onConnect(port: Browser.runtime.Port): Promise<void> {
  if (port.name !== LIVE_PORT || !port.sender || !(await isTrustedPage(port.sender))) {
    port.disconnect();
    return;
  }
  const tabId = tabOf(port.sender);
  live.add(port, tabId);
  const [session, status] = [await account.view(), await getStatus()];
  port.postMessage({ kind: "session", session });
  port.postMessage({ kind: "status", status });
}

/** The toolbar button: the sidebar in and out where there is one, else the dashboard. */
async function onToolbarClick(tab: Browser.tabs.Tab): Promise<void> {
  const isWebmail = tab.id !== undefined && (await readShown(tab.id)) !== null;
  if (!isWebmail) return openDashboard("#/today");
  const layout = await changeLayout({ collapsed: !(await readLayout()).collapsed });
  live.tell({ kind: "layout", layout });
  await spreadLayout(layout);
}

const openCall = (id: string) => showCall(live, id);

async function onTick(): Promise<void> {
  await withAccount(async (open) => {
    await remind(open, new Date());
    listenIfWatched(open);
    await sends.resume(new Date());
    await open.sync.stir();
  });
}

export function startBackground(): void {
  route(handlers);
  browser.runtime.onConnect.addListener((port) => void onConnect(port));
  browser.action.onClicked.addListener((tab) => void onToolbarClick(tab));
  browser.tabs.onRemoved.addListener((tabId) => void forgetTab(tabId));
  browser.alarms.onAlarm.addListener(() => void onTick());
  browser.notifications.onClicked.addListener((id) => {
    if (isReminder(id)) void withAccount((open) => openReminder(open, id, openCall));
  });
  browser.notifications.onButtonClicked?.addListener((id, button) => {
    if (isReminder(id)) void withAccount((open) => answerReminder(open, id, button, openCall));
  });
  self.addEventListener("online", () => void onTick());
  void browser.alarms.create(TICK, { periodInMinutes: TICK_MINUTES });
  // A worker is started by somebody who waits for an answer; what nobody asked for comes after it.
  setTimeout(() => void onTick(), FIRST_TICK_MS);
}
