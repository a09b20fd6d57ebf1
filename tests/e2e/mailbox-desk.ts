// Lena's dashboard with the server's mailbox routes answered by hand, and what a person does there.
import type { Page } from "@playwright/test";
import { expect } from "vitest";
import type { MailboxView } from "#shared/mailbox.ts";
import { addTeam, type Kith, lena, openKith, robin } from "./extension.ts";
import { aMailbox, MailboxRoutes } from "./mailbox-routes.ts";
import { ask, picture } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

/** A machine that does ten other things is no reason to fail. */
export const patient = { timeout: 20_000 };

export class MailboxDesk {
  readonly server: TestServer;
  readonly workspaceId: string;
  readonly kith: Kith;
  readonly page: Page;
  readonly routes: MailboxRoutes;
  /** Lena's member id. */
  readonly me: string;

  private constructor(given: Pick<MailboxDesk, "server" | "workspaceId" | "kith" | "page" | "routes" | "me">) {
    this.server = given.server;
    this.workspaceId = given.workspaceId;
    this.kith = given.kith;
    this.page = given.page;
    this.routes = given.routes;
    this.me = given.me;
  }

  static async open(): Promise<MailboxDesk> {
    const server = await openServer();
    const workspaceId = await addTeam(server, [lena, robin]);
    const kith = await openKith({ server, timeZone: "Europe/Stockholm" });
    await kith.signIn(lena);
    const routes = new MailboxRoutes();
    await routes.serve(kith.context, kith.serverUrl);
    const page = await kith.openPage("dashboard.html#/settings/account");
    const session = await ask(page, "session.get", {});
    const me = session.kind === "signedIn" ? session.membership.memberId : "";
    return new MailboxDesk({ server, workspaceId, kith, page, routes, me });
  }

  async close() {
    await this.kith.close();
    await this.server.close();
  }

  mine(over: Partial<MailboxView> = {}) {
    return aMailbox({ memberId: this.me, ...over });
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** One of a row of choices; its input is drawn as its label. */
  segment(words: string) {
    return this.page.getByText(words, { exact: true });
  }

  see(text: string | RegExp) {
    return this.page.locator("body").getByText(text).first().waitFor(patient);
  }

  async take(name: string) {
    expect(await picture(this.page, this.page.mainFrame(), name)).toEqual([]);
  }

  /** As when the person comes to the screen anew. */
  async go(hash: string, height = 860) {
    await this.page.setViewportSize({ width: 1280, height });
    await this.page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await this.page.reload();
  }

  goToSettings(height?: number) {
    return this.go("#/settings/mailboxes", height);
  }

  async addPerson(name: string, email: string): Promise<string> {
    const id = crypto.randomUUID();
    const own = { name, title: null, companyId: null, phones: [], address: null, lifecycle: "lead", emails: [email] };
    const record = { ...own, source: null, ownerId: null, lastContactAt: null };
    await ask(this.page, "mutate", { name: "contact.create", args: { id, record }, seen: null });
    return id;
  }
}
