// Both vendors' stand-ins with a world of mailboxes, a server that may connect to them, and a rep's way through them.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Role } from "#shared/access.ts";
import { RETURN_ORIGIN } from "#shared/connect.ts";
import type { MailboxFeature } from "#shared/mailbox.ts";
import type { Config } from "../../server/config.ts";
import type { MailboxId } from "../../server/connect/alone.ts";
import { openAccess } from "../../server/connect/tokens.ts";
import type { Access } from "../../server/providers/access.ts";
import type { VendorName } from "../../server/providers/vendor.ts";
import { type RunningServer, type StartOptions, startServer } from "../../server/start.ts";
import { everybody, transact } from "../../server/store/database.ts";
import type { TestDatabase } from "../conformance/tx-databases.ts";
import { type Google, openGoogle } from "../sandbox/google/google.ts";
import { trustLocalCertificate } from "../sandbox/mailboxes/certificate.ts";
import { World } from "../sandbox/mailboxes/world.ts";
import { type Microsoft, openMicrosoft } from "../sandbox/microsoft/microsoft.ts";
import { type Answer, type Person, request, type TestServer, withPeople } from "./server-people.ts";

const microsoftApp = { clientId: "kith-at-microsoft", clientSecret: "microsoft-secret-canary" };

export const allFeatures: readonly MailboxFeature[] = ["mail", "send", "calendar"];

export interface Vendors {
  readonly world: World;
  readonly google: Google;
  readonly microsoft: Microsoft;
  readonly config: Pick<Config, "google" | "microsoft">;
  close(): Promise<void>;
}

export async function openStandIns(): Promise<Vendors> {
  await trustLocalCertificate();
  const world = new World("2026-03-02T09:00:00.000Z");
  const google = await openGoogle({ world, client: { id: "kith-at-google", secret: "google-secret-canary" } });
  const microsoft = await openMicrosoft({ world, app: microsoftApp });
  const { id, secret } = google.client;
  return {
    world,
    google,
    microsoft,
    config: {
      google: { clientId: id, clientSecret: secret, apiRoot: google.apiRoot, oauthRoot: google.oauthRoot },
      microsoft: { ...microsoftApp, apiRoot: microsoft.graphRoot, oauthRoot: `${microsoft.loginRoot}/common` },
    },
    close: async () => {
      await google.close();
      await microsoft.close();
    },
  };
}

export interface Rep extends Person {
  readonly email: string;
}

/** A server whose people have mailboxes at the vendors, under the address they sign in with. */
export class ConnectServer {
  readonly server: TestServer;
  readonly vendors: Vendors;

  constructor(server: RunningServer, vendors: Vendors) {
    this.server = withPeople(server);
    this.vendors = vendors;
  }

  static async open(
    database: TestDatabase,
    vendors: Vendors,
    more: Partial<Config> = {},
    options: StartOptions = {},
  ): Promise<ConnectServer> {
    const config = { ...database.config, ...vendors.config, ...more };
    const server = await startServer(config, { ...database.options, ...options });
    return new ConnectServer(server, vendors);
  }

  /** Somebody new, with an own mailbox at the vendor. */
  async join(vendor: VendorName, role: Role = "owner", workspaceId?: string): Promise<Rep> {
    const person = await this.server.join(role, workspaceId);
    const { user } = (await person.call("GET", "/api/session")).json;
    this.addMailbox(vendor, user.email, user.name);
    return Object.assign(person, { email: user.email as string });
  }

  /** Another one, nobody's in Kith. */
  addMailbox(vendor: VendorName, address = `box-${randomUUID().slice(0, 8)}@example.com`, name = "Some Box"): string {
    this.vendors.world.addMailbox({ vendor, name, address });
    return address;
  }

  async begin(person: Person, vendor: VendorName, features = allFeatures, mailboxId: string | null = null) {
    const answer = await person.call("POST", "/api/mailboxes/connect", { vendor, features, mailboxId });
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json.url as string;
  }

  /** All of it, by a rep who allows everything but the scopes named; what the last page says. */
  async connect(person: Rep, vendor: VendorName, wanted: Wanted = {}): Promise<Answer> {
    const { features, address = person.email, mailboxId, unticked } = wanted;
    const url = await this.begin(person, vendor, features, mailboxId);
    return this.arrive(await this.allow(url, address, unticked));
  }

  /** The address the vendor sends the browser back to. */
  async allow(url: string, address: string, unticked: readonly string[] = []): Promise<string> {
    const { google, microsoft } = this.vendors;
    const query = new URL(url).searchParams;
    const scopes = (query.get("scope") ?? "").split(" ").filter((scope) => !unticked.includes(scope));
    if (!url.startsWith(microsoft.loginRoot)) {
      google.tokens.tickedScopes = scopes;
      return google.consent(url, address);
    }
    const form = new URLSearchParams(query);
    form.set("account", address);
    form.set("answer", "accept");
    for (const scope of scopes) form.append("allow", scope);
    const answer = await fetch(url, { method: "POST", body: form, redirect: "manual" });
    return answer.headers.get("location") ?? Promise.reject(new Error(await answer.text()));
  }

  async arrive(url: string): Promise<Answer> {
    const response = await fetch(url, { redirect: "manual" });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: undefined };
  }

  post(path: string, body: unknown): Promise<Answer> {
    return request(this.server.url + path, "POST", {}, body);
  }

  /** What the extension does to sign in with a vendor, up to where the browser comes back. */
  async comeBack(vendor: VendorName, address: string): Promise<{ back: URL; verifier: string }> {
    const verifier = randomBytes(32).toString("base64url");
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const begun = await this.post("/api/auth/vendor/start", { vendor, returnTo: `${RETURN_ORIGIN}/`, challenge });
    if (begun.status !== 200) throw new Error(begun.text);
    const arrived = await this.arrive(await this.allow(begun.json.url, address));
    return { back: new URL(arrived.headers.get("location") ?? "about:blank"), verifier };
  }

  async signInWith(vendor: VendorName, address: string): Promise<Answer> {
    const { back, verifier } = await this.comeBack(vendor, address);
    return this.post("/api/auth/vendor/finish", { code: back.searchParams.get("code") ?? "", verifier });
  }

  /** Presses the button of a page that asks. */
  confirm(page: Answer): Promise<Answer> {
    const token = /data-token="([^"]+)"/u.exec(page.text)?.[1] ?? "";
    return this.post("/api/mailboxes/confirm", { token });
  }

  /** The rows of a workspace's mailboxes, oldest first; without the lease, which the server's own jobs take and give back. */
  rows(workspaceId: string) {
    return transact(this.server.database, { workspaceId, memberId: everybody }, (prisma) =>
      prisma.mailbox.findMany({
        where: { workspaceId },
        orderBy: { createdAt: "asc" },
        omit: { leaseBy: true, leaseUntil: true },
      }),
    );
  }

  async row(workspaceId: string) {
    const [row] = await this.rows(workspaceId);
    if (!row) throw new Error("no mailbox");
    return row;
  }

  /** The right to act on a mailbox, as a writer of its own gets it. */
  access(mailbox: MailboxId & { vendor: string }): Access {
    const { database, vault, vendors } = this.server.connecting;
    const vendor = vendors.get(mailbox.vendor as VendorName);
    if (!vendor) throw new Error(mailbox.vendor);
    const limiter = { run: <T>(_units: number, call: () => Promise<T>) => call() };
    return openAccess(database, vault, vendor, mailbox, limiter, new AbortController().signal);
  }

  /** As if an hour had passed for whoever looks at the clock. */
  async age(mailbox: MailboxId & { vendor: string; address: string }): Promise<void> {
    const { google, microsoft } = this.vendors;
    if (mailbox.vendor === "google") google.tokens.expireAccess(mailbox.address);
    else microsoft.expireAccess(mailbox.address);
  }
}

interface Wanted {
  readonly features?: readonly MailboxFeature[];
  readonly address?: string;
  readonly mailboxId?: string;
  readonly unticked?: readonly string[];
}

/** How often the vendor was asked for tokens by a refresh token. */
export function countRefreshes({ google, microsoft }: Vendors) {
  const now = () => (google.tokens.requests.get("refresh_token") ?? 0) + microsoft.counts.tokens;
  const before = now();
  return () => now() - before;
}

/** Kith on a database of its own, with both vendors' stand-ins beside it. */
export async function openConnected(
  create: () => Promise<TestDatabase>,
  ...settings: [more?: Partial<Config>, options?: StartOptions]
): Promise<{ vendors: Vendors; kith: ConnectServer; close(): Promise<void> }> {
  await using opened = new AsyncDisposableStack();
  const vendors = await openStandIns();
  opened.defer(() => vendors.close());
  const database = await create();
  opened.defer(() => database.drop());
  const kith = await ConnectServer.open(database, vendors, ...settings);
  opened.defer(() => kith.server.close());
  const all = opened.move();
  return { vendors, kith, close: () => all.disposeAsync() };
}
