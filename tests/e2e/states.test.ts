// Every state of the sidebar, driven there as a person gets there, pictured in light and dark and checked with axe.
import type { Frame, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WebmailName } from "../sandbox/webmail/sandbox.ts";
import { addTeam, type Kith, lena, openKith, robin } from "./extension.ts";
import { ask, picture } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

const dayMs = 86_400_000;
let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena, robin]);
});
afterAll(() => server?.close());

const button = (frame: Frame, name: string) => frame.getByRole("button", { name, exact: true });
const see = (frame: Frame, text: string | RegExp) => frame.getByText(text).first().waitFor({ timeout: 10_000 });

/** One rep's browser with one webmail tab. */
class Desk {
  readonly kith: Kith;
  page!: Page;
  frame!: Frame;

  constructor(kith: Kith) {
    this.kith = kith;
  }

  async open(webmail: WebmailName, threadId: string | null): Promise<Frame> {
    this.page =
      threadId === null
        ? await this.kith.openList(webmail, this.page)
        : await this.kith.openThread(webmail, threadId, this.page);
    this.frame = await this.kith.sidebar(this.page);
    return this.frame;
  }

  async picture(name: string, compact = false) {
    expect(await picture(this.page, this.frame, name, { compact })).toEqual([]);
  }

  mutate(name: string, args: object) {
    return ask(this.frame, "mutate", { name, args, seen: null });
  }

  async contactId(text: string): Promise<string> {
    const { people } = await ask(this.frame, "search.find", { text, limit: 1 });
    return people[0]?.contact.id ?? "";
  }

  async remind(title: string, contactId: string, inDays: number, kind = "call") {
    const session = await ask(this.frame, "session.get", {});
    const ownerId = session.kind === "signedIn" ? session.membership.memberId : "";
    const dueAt = new Date(Date.now() + inDays * dayMs).toISOString();
    const own = { kind, title, note: null, dueAt, doneAt: null, contactId, companyId: null };
    await this.mutate("task.create", {
      id: crypto.randomUUID(),
      record: { ...own, ownerId, link: null, threadKey: null, doneBy: null },
    });
  }
}

describe("a rep's day", () => {
  let desk: Desk;
  beforeAll(async () => {
    const scenes = { outlook: { webmail: "outlook", skin: "names-only", language: "en" } } as const;
    desk = new Desk(await openKith({ server, scenes }));
  });
  afterAll(() => desk?.kith.close());

  test("signed out, it is a form", async () => {
    await desk.open("gmail", "aldermoor");
    await button(desk.frame, "Sign in").waitFor();
    await desk.picture("signed-out");
    await button(desk.frame, "Sign in").click();
    await see(desk.frame, "This is not a server address");
    await desk.picture("signed-out-problem");
  });

  test("on the first day it says what to do first", async () => {
    await desk.kith.signIn(lena, desk.frame);
    await desk.open("gmail", null);
    await see(desk.frame, "Save your first lead");
    await desk.picture("first-run");
  });

  test("a stranger is one press from a lead, and what was filled shows", async () => {
    await desk.open("gmail", "aldermoor");
    await button(desk.frame, "Save as lead").waitFor();
    await desk.picture("stranger", true);
    await button(desk.frame, "Save as lead").click();
    await see(desk.frame, "Priya Raman saved as lead");
    await see(desk.frame, /Filled from this mail/);
    await desk.picture("lead-just-saved", true);
    await button(desk.frame, "Undo").click();
    await button(desk.frame, "Save as lead").waitFor();
    await button(desk.frame, "Save as lead").click();
    await button(desk.frame, "Log message").waitFor();
  });

  test("a reminder has a kind, a note and a day", async () => {
    await button(desk.frame, "Remind me").click();
    await button(desk.frame, "Pick a date").click();
    await desk.picture("remind-me");
    await desk.frame.getByRole("button", { name: /^Tomorrow/ }).click();
    await see(desk.frame, /Reminder set/);
  });

  test("a customer's history, what is next and what was last stand beside the mail", async () => {
    await desk.open("gmail", "norvik-offer");
    await button(desk.frame, "Save as lead").first().click();
    await button(desk.frame, "Log message").click();
    await button(desk.frame, "Un-log").waitFor();
    const anna = await desk.contactId("anna");
    await desk.mutate("contact.setLifecycle", { ids: [anna], lifecycle: "customer" });
    await desk.remind("Call about the offer", anna, 1.2);
    await desk.remind("Ask about the service contract", anna, 6, "todo");
    const about = { contactId: anna, companyId: null };
    await desk.mutate("note.create", {
      id: crypto.randomUUID(),
      record: { text: "Wants IE4 motors.\nEight units.", ...about },
    });
    const call = { kind: "call", at: new Date(Date.now() - 9 * dayMs).toISOString(), direction: "out", text: "" };
    const links = { participants: [], link: null, threadKeys: [], messageKeys: [] };
    const record = { ...call, ...links, subject: "Reached, six minutes", contactIds: [anna] };
    await desk.mutate("activity.log", { id: crypto.randomUUID(), record });
    await see(desk.frame, "Reached, six minutes");
    await desk.picture("customer", true);
    await desk.frame.getByText("Wants IE4 motors.").first().click();
    await desk.picture("timeline-open");
  });

  test("somebody with another address is offered as the person we know", async () => {
    const own = { name: "Nadia Haddad", title: "Facilities Director", companyId: null, phones: [], address: null };
    const rest = { lifecycle: "prospect", source: "website", ownerId: null, lastContactAt: null };
    const record = { ...own, ...rest, emails: ["nadia@orchardhotels.example"] };
    await desk.mutate("contact.create", { id: crypto.randomUUID(), record });
    await desk.open("gmail", "orchard-hotels");
    await button(desk.frame, "Add this address to Nadia Haddad").waitFor();
    await desk.picture("possible-duplicate", true);
    await button(desk.frame, "Add this address to Nadia Haddad").click();
    await see(desk.frame, "nadia+pumps@orchardhotels.example added to Nadia Haddad");
  });

  test.each([
    ["nine-people", "shipyard", "Ingrid Halvorsen"],
    ["only-colleagues", "price-list", "Only colleagues here"],
    ["nobody-to-save", "newsletter", "Nobody to save here"],
  ])("the state %s", async (name, thread, words) => {
    await desk.open("gmail", thread);
    await see(desk.frame, words);
    await desk.picture(name);
  });

  test("a name without an address is picked or typed, never guessed", async () => {
    await desk.open("outlook", "castellano");
    await see(desk.frame, "address not shown");
    await desk.picture("name-without-address");
    await desk.frame.getByLabel("Who is this?").fill("joe@castellano.example");
    await button(desk.frame, "Save as lead").waitFor();
    await desk.picture("name-without-address-typed");
  });

  test("search answers as one types", async () => {
    await desk.open("gmail", null);
    await desk.frame.getByRole("combobox").fill("an");
    await desk.frame.getByRole("option").first().waitFor();
    await desk.picture("search");
    await desk.frame.getByRole("combobox").fill("");
  });

  test("with no mail open it is the day", async () => {
    const anna = await desk.contactId("anna");
    await desk.remind("Send the revised offer", anna, -1.5, "mail");
    await desk.remind("Confirm the delivery week", anna, 0.001, "todo");
    await see(desk.frame, "Send the revised offer");
    await desk.picture("today", true);
  });

  test("a mail being written says who it goes to", async () => {
    await desk.open("gmail", "orchard-hotels");
    await see(desk.frame, "You are writing");
    await desk.picture("composing");
  });

  test("folded, it is a rail of counts", async () => {
    await desk.open("gmail", "shipyard");
    await button(desk.frame, "Fold the sidebar").click();
    await button(desk.frame, "Unfold the sidebar").waitFor();
    await desk.picture("rail");
    await button(desk.frame, "Unfold the sidebar").click();
    await desk.frame.getByRole("list", { name: "People in this thread" }).waitFor();
  });

  test("opened by anybody else it shows nothing", async () => {
    const page = await desk.kith.context.newPage();
    await page.goto(desk.frame.url());
    await page.getByText("Open Kith from the toolbar").waitFor();
    expect(await picture(page, page.mainFrame(), "alone")).toEqual([]);
    await page.close();
  });

  test("two who change the same field decide between mine, theirs and before", async () => {
    const colleague = new Desk(await openKith({ server }));
    await colleague.open("gmail", "norvik-offer");
    await colleague.kith.signIn(robin, colleague.frame);
    await desk.open("gmail", "norvik-offer");
    const anna = await desk.contactId("anna");
    const { contact } = (await ask(desk.frame, "person.get", { id: anna })) ?? {};
    const change = (to: string) => ({ id: anna, changes: { title: { from: contact?.title ?? null, to } } });
    await see(colleague.frame, "Customer");
    await see(desk.frame, "Anna Berg");
    await desk.kith.goOffline();
    await desk.mutate("contact.update", change("Head of Purchasing, Nordics"));
    await desk.mutate("note.create", {
      id: crypto.randomUUID(),
      record: { text: "Call back", contactId: anna, companyId: null },
    });
    await see(desk.frame, /Offline, 2 changes waiting/);
    await desk.picture("offline", true);
    await desk.frame.getByText(/Offline, 2 changes waiting/).click();
    await see(desk.frame, "On its way to the server");
    await desk.picture("offline-waiting");
    await colleague.mutate("contact.update", change("Chief Procurement Officer"));
    await see(colleague.frame, "All changes saved");
    await desk.kith.goOnline();
    await ask(desk.frame, "sync.now", {});
    await see(desk.frame, "1 change needs you");
    await see(desk.frame, "Chief Procurement Officer");
    await desk.picture("conflict", true);
    await button(desk.frame, "Keep mine").click();
    await see(desk.frame, "All changes saved");
    await colleague.kith.close();
  });

  test("an unreachable server and an update that is needed are said in words", async () => {
    await desk.open("gmail", "aldermoor");
    await desk.kith.context.route(`${desk.kith.serverUrl}/api/sync/**`, (route) =>
      route.fulfill({ status: 426, json: { error: { code: "outdated", message: "Too old", requestId: "1" } } }),
    );
    await ask(desk.frame, "sync.now", {});
    await see(desk.frame, "Kith needs an update");
    await desk.picture("update-needed");
    await desk.kith.context.unroute(`${desk.kith.serverUrl}/api/sync/**`);
    await ask(desk.frame, "sync.now", {});
    await see(desk.frame, "All changes saved");
    await desk.kith.goOffline();
    await see(desk.frame, /^Offline/);
    await desk.kith.context.setOffline(false);
    // Four days later, in the worker and on the page.
    const worker = await desk.kith.worker();
    await worker.evaluate((ms) => {
      const now = Date.now;
      Date.now = () => now() + ms;
    }, 4 * dayMs);
    await desk.page.clock.setFixedTime(Date.now() + 4 * dayMs);
    await ask(desk.frame, "sync.now", {});
    await see(desk.frame, "Try now");
    await desk.picture("unreachable");
  });
});

test("a page Kith does not understand names nobody and offers search", async () => {
  const desk = new Desk(
    await openKith({ server, scenes: { gmail: { webmail: "gmail", skin: "unreadable", language: "en" } } }),
  );
  await desk.open("gmail", "aldermoor");
  await desk.kith.signIn(lena, desk.frame);
  await see(desk.frame, "I am not sure who this is");
  await desk.picture("unreadable");
  await desk.kith.close();
});

test.each([
  ["de", "Als Lead speichern"],
  ["ar", "حفظ كعميل محتمل"],
] as const)("in %s it reads and stands as that language does", async (language, words) => {
  const scenes = { gmail: { webmail: "gmail", skin: "current", language } } as const;
  const desk = new Desk(await openKith({ server, scenes, locale: language }));
  await desk.open("gmail", "khaleej");
  const labels = desk.frame.locator("input");
  await labels.first().fill(desk.kith.serverUrl);
  await labels.nth(1).fill(lena.email);
  await labels.nth(2).fill(lena.password);
  await labels.nth(2).press("Enter");
  await see(desk.frame, words);
  await desk.picture(`stranger-${language}`);
  await desk.open("gmail", "norvik-offer");
  await see(desk.frame, "Anna Berg");
  await desk.picture(`customer-${language}`);
  await desk.kith.close();
});
