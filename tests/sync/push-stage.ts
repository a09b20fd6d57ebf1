// A server that both vendors give hints to: Google's are fetched, Microsoft's come in over TLS. It polls once an hour.
import type { MailboxView } from "#shared/mailbox.ts";
import { inWorkspace, type Mailbox } from "../../server/mailbox/mailboxes.ts";
import type { VendorName } from "../../server/providers/vendor.ts";
import { aMessage, customer } from "../conformance/provider-world.ts";
import type { TestDatabase } from "../conformance/tx-databases.ts";
import { ConnectServer, openStandIns, type Rep, type Vendors } from "./connect-vendors.ts";
import { aLead } from "./server-people.ts";
import { openTlsProxy } from "./tls-proxy.ts";

const since = "2026-01-01T00:00:00.000Z";

export interface Followed {
  readonly rep: Rep;
  /** Of the mailbox, below the server. */
  readonly path: string;
  row(): Promise<Mailbox>;
  view(): Promise<MailboxView>;
  /** Changes the row behind the server's back. */
  set(facts: Partial<Pick<Mailbox, "pushDueAt" | "pushEndsAt" | "nextAt">>): Promise<void>;
  /** Somebody everybody knows writes to the rep. */
  write(subject: string): string;
  subjects(): Promise<string[]>;
}

export interface PushStage {
  readonly kith: ConnectServer;
  readonly vendors: Vendors;
  /** How often hints that were fetched were acknowledged. */
  acknowledged(): number;
  /** A rep whose mailbox is up to date, and watched where the vendor could be told. */
  follow(vendor: VendorName): Promise<Followed>;
  close(): Promise<void>;
}

let mails = 0;

export async function openPushStage(database: TestDatabase): Promise<PushStage> {
  const vendors = await openStandIns();
  const proxy = await openTlsProxy();
  const { google, microsoft } = vendors.config;
  if (!google || !microsoft) throw new Error("Both vendors are needed");
  const pubsub = { topic: "projects/kith/topics/gmail", subscription: "projects/kith/subscriptions/kith" };
  const account = vendors.google.addServiceAccount();
  const kith = await ConnectServer.open(database, vendors, {
    publicUrl: proxy.url,
    pollSeconds: 3_600,
    google: { ...google, push: { ...pubsub, ...account } },
  });
  proxy.leadTo(kith.server.url);

  const follow = async (vendor: VendorName): Promise<Followed> => {
    const rep = await kith.join(vendor);
    await rep.push("contact.saveLead", aLead({ name: customer.name, email: customer.address, company: null }));
    await kith.connect(rep, vendor);
    const [box] = await kith.rows(rep.workspaceId);
    if (!box) throw new Error("Not connected");
    const path = `/api/mailboxes/${box.id}`;
    const view = async () => (await rep.call("GET", "/api/mailboxes")).json[0] as MailboxView;
    await rep.call("POST", `${path}/start`, { since, placeIds: null, sharing: "everything" });
    for (let tries = 0; (await view()).state !== "current"; tries += 1) {
      if (tries > 200) throw new Error(`Never current: ${JSON.stringify(await view())}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return {
      rep,
      path,
      view,
      row: async () => (await kith.rows(rep.workspaceId))[0] as Mailbox,
      set: async (facts) => {
        const where = { workspaceId: box.workspaceId, id: box.id };
        await inWorkspace(kith.server.database, where, (prisma) => prisma.mailbox.updateMany({ where, data: facts }));
      },
      write(subject) {
        mails += 1;
        const id = `${vendor}${mails}`;
        vendors.world.send(aMessage({ id, to: [{ name: "Rep", address: rep.email }], subject }));
        return id;
      },
      subjects: async () =>
        (await rep.call("GET", "/api/records/activity")).json.records.map((one: { subject: string }) => one.subject),
    };
  };

  return {
    kith,
    vendors,
    acknowledged: () => vendors.google.calls(account.email, "pubsub.projects.subscriptions.acknowledge"),
    follow,
    async close() {
      await kith.server.close();
      await proxy.close();
      await vendors.close();
    },
  };
}
