// The mailboxes behind the demo's webmails: the mail one sees there, served by the vendors' stand-ins under the same
// ids, and a calendar with a call in it. Google and Microsoft have a world each, since Lena has the same address at both.

import type { VendorOptions } from "../e2e/server-process.ts";
import { type Google, openGoogle } from "../sandbox/google/google.ts";
import { caFile } from "../sandbox/mailboxes/certificate.ts";
import { World, type WorldMessage, type WorldPerson } from "../sandbox/mailboxes/world.ts";
import { type Microsoft, openMicrosoft } from "../sandbox/microsoft/microsoft.ts";
import { messageId as gmailMessageId, threadId as gmailThreadId } from "../sandbox/webmail/gmail/ids.ts";
import { conversationId } from "../sandbox/webmail/outlook/ids.ts";
import { outlook } from "../sandbox/webmail/outlook/stand-in.ts";
import type { WebmailName } from "../sandbox/webmail/sandbox.ts";
import type { MailWorld, SandboxMessage, SandboxThread } from "../sandbox/webmail/world/types.ts";

export interface Mailboxes {
  readonly google: Google;
  readonly microsoft: Microsoft;
  readonly worlds: Readonly<Record<WebmailName, World>>;
  /** What a server needs to reach them. */
  readonly serverOptions: VendorOptions;
  /** A call with somebody on Lena's calendar, this many minutes from now. */
  addCall(webmail: WebmailName, person: WorldPerson, title: string, inMinutes: number): void;
  close(): Promise<void>;
}

type ShownIds = (thread: SandboxThread, message: SandboxMessage) => WorldMessage["shown"] | null;

const shownByGmail: ShownIds = (thread, message) => {
  const ids = { message: gmailMessageId(message).legacy, thread: gmailThreadId(thread).legacy };
  return ids.message && ids.thread ? { message: ids.message, thread: ids.thread } : null;
};

const [outlookSkin] = outlook.skins;
const shownByOutlook: ShownIds = (thread, message) => {
  if (!outlookSkin) return null;
  const shown = conversationId(outlookSkin, thread).replaceAll("+", "_").replaceAll("/", "-");
  return { message: message.id, thread: shown };
};

function fill(world: World, { account, threads }: MailWorld, shownBy: ShownIds): void {
  for (const thread of threads) {
    const earlier: string[] = [];
    for (const message of thread.messages) {
      if (message.draft || message.justSent) continue;
      const shown = shownBy(thread, message);
      const id = `<${message.id}@demo.example>`;
      const { from, to, cc, sentAt: at, text } = message;
      const parts = { from, to, cc, at, text, html: null, headers: {}, subject: thread.subject };
      const full = { id: message.id, messageId: id, references: [...earlier], ...parts, ...(shown && { shown }) };
      world.put(account.address, full, from.address === account.address ? "sent" : "inbox", thread.id);
      earlier.push(id);
    }
  }
}

export async function openMailboxes(mail: MailWorld): Promise<Mailboxes> {
  const { account, timeZone } = mail;
  const now = new Date().toISOString();
  const worlds = { gmail: new World(now), outlook: new World(now) };
  worlds.gmail.addMailbox({ vendor: "google", ...account });
  worlds.outlook.addMailbox({ vendor: "microsoft", ...account });
  fill(worlds.gmail, mail, shownByGmail);
  fill(worlds.outlook, mail, shownByOutlook);
  const google = await openGoogle({ world: worlds.gmail });
  const microsoft = await openMicrosoft({ world: worlds.outlook });
  return {
    google,
    microsoft,
    worlds,
    serverOptions: {
      google: {
        clientId: google.client.id,
        clientSecret: google.client.secret,
        apiRoot: google.apiRoot,
        oauthRoot: google.oauthRoot,
      },
      microsoft: {
        clientId: "kith",
        clientSecret: "secret",
        apiRoot: microsoft.graphRoot,
        oauthRoot: `${microsoft.loginRoot}/common`,
      },
      pollSeconds: 3,
      certificates: await caFile(),
    },
    addCall: (webmail, person, title, inMinutes) => {
      const local = (minutes: number) =>
        new Date(Date.now() + minutes * 60_000).toLocaleString("sv-SE", { timeZone }).replace(" ", "T");
      worlds[webmail].putEvent({
        id: `call-${webmail}`,
        uid: `call-${webmail}@demo.example`,
        title,
        start: local(inMinutes),
        end: local(inMinutes + 30),
        timeZone,
        isAllDay: false,
        recurrence: null,
        organizer: account,
        attendees: [
          { person: account, answer: "accepted" },
          { person, answer: "accepted" },
        ],
        visibility: "default",
        kind: "meeting",
        location: null,
        meetingUrl: "https://meet.google.com/abc-defg-hij",
        description: "What we said last time, and what comes next.",
        isCancelled: false,
        exceptions: new Map(),
        updatedAt: now,
      });
    },
    close: async () => {
      await google.close();
      await microsoft.close();
    },
  };
}
