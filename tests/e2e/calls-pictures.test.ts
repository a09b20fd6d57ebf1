// The screens of calls and meetings, pictured in light and dark, in each direction of writing, and checked with axe.
import type { Frame, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CallDesk, dayMs, inMs, minuteMs, morningZone } from "./call-desk.ts";
import { addTeam, lena, openKith, robin } from "./extension.ts";
import { picture } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

process.env.TZ = morningZone();
let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server?.close());

/** As large as the window a notification opens, and a usual one. */
const small = { width: 440, height: 760 };
const usual = { width: 1280, height: 800 };

describe.each([
  ["en", ""],
  ["de", "-de"],
  ["ar", "-ar"],
] as const)("in %s", (locale, suffix) => {
  let desk: CallDesk;
  let page: Page;
  let sidebar: Frame;
  const ids = { anna: "", omar: "", coming: "", over: "", call: "" };

  beforeAll(async () => {
    const team = [lena, robin].map((one) => ({ ...one, email: `${locale}.${one.email}` }));
    const workspaceId = await addTeam(server, team, `Brightwater ${locale}`);
    const scenes = { gmail: { webmail: "gmail", skin: "current", language: locale } } as const;
    desk = new CallDesk(await openKith({ server, scenes, locale }), server, workspaceId);
    await desk.start(team[0] ?? lena);
    const reach = { phones: ["+46855501234"], emails: ["anna.berg@norvik.example"] };
    ids.anna = await desk.person("Anna Berg", { title: "Head of Purchasing", lifecycle: "customer", ...reach });
    ids.omar = await desk.person("Omar Haddad", { title: "Buyer", phones: ["+971501234567"], lifecycle: "lead" });
    const words = "Thanks Lena, eight of the IE4 motors then. Does the delivery in week 49 hold?";
    await desk.log("mail", "Re: Offer for autumn", ids.anna, inMs(-dayMs), words);
    await desk.log("call", "Reached, six minutes", ids.anna, inMs(-9 * dayMs));
    await desk.note("Wants IE4 motors.\nEight units, week 49. Decides alone up to 50,000.", ids.anna);
    await desk.callTask("Ask about the service contract", ids.anna, inMs(3 * dayMs));
    ids.call = await desk.callTask("Call Omar Haddad", ids.omar, inMs(90 * minuteMs));
    const kari = { role: "to" as const, name: "Kari Nord", address: "kari@norvik.example" };
    const where = { location: "Room Vänern", text: "Agenda: offer, delivery, service.", participants: [kari] };
    const coming = await desk.meeting({ startsAt: inMs(25 * minuteMs), contactIds: [ids.anna], ...where });
    const both = { contactIds: [ids.anna, ids.omar], title: "Kick-off", joinUrl: null };
    const over = await desk.meeting({ startsAt: inMs(-70 * minuteMs), ...both });
    await desk.meeting({ startsAt: inMs(-2 * dayMs), contactIds: [ids.omar], title: "Intro" });
    const talk = await desk.meeting({ startsAt: inMs(-6 * dayMs), contactIds: [ids.anna], title: "Price talk" });
    const said = { outcome: "no_answer", note: "Was at the yard all day.", next: null };
    await desk.mutate("meeting.recordOutcome", { id: talk.id, ...said });
    await desk.meeting({ startsAt: inMs(6 * dayMs), contactIds: [ids.anna], title: "Weekly" });
    ids.coming = coming.id;
    ids.over = over.id;
  });
  afterAll(() => desk?.kith.close());

  test.each([
    ["call-today", (): string => "#/today", usual, ".next-up"],
    ["call-card", (): string => `#/call/${ids.coming}`, small, ".call-card"],
    ["call-card-wide", (): string => `#/call/${ids.coming}`, usual, ".call-card"],
    ["call-card-over", (): string => `#/call/${ids.over}`, small, ".how-note"],
    ["call-card-task", (): string => `#/call/${ids.call}`, small, ".call-card"],
    ["call-person", (): string => `#/people/${ids.anna}`, usual, ".upcoming"],
    ["call-settings", (): string => "#/settings/appearance", usual, "[name=preCallMinutes]"],
  ] as const)("%s", async (name, hash, size, shows) => {
    await desk.page.setViewportSize(size);
    await desk.go(hash());
    await desk.page.locator(shows).first().waitFor();
    expect(await picture(desk.page, desk.page.mainFrame(), name + suffix)).toEqual([]);
  });

  const snap = async (name: string, shows: string) => {
    await sidebar.locator(shows).first().waitFor();
    expect(await picture(page, sidebar, name + suffix)).toEqual([]);
  };

  test("beside a mail: the person, the day, the card and what was said", async () => {
    page = await desk.kith.openThread("gmail", "norvik-offer");
    sidebar = await desk.kith.sidebar(page);
    await snap("call-sidebar-person", ".meeting-row");
    await sidebar.locator(".person-name").first().click();
    await sidebar.locator("body").press("t");
    await snap("call-sidebar-today", ".next-up");
    await sidebar.locator(".next-up").click();
    await snap("call-sidebar-card", ".call-card");
    await sidebar.locator(".how-act").first().click();
    await snap("call-sidebar-said", ".how-act[aria-pressed=true]");
  });

  test("a timeline says what was held and how it went", async () => {
    await desk.page.setViewportSize(usual);
    await desk.go(`#/people/${ids.anna}`);
    await desk.page.getByText("Price talk").click();
    await desk.page.getByText("Was at the yard all day.").waitFor();
    expect(await picture(desk.page, desk.page.mainFrame(), `call-timeline${suffix}`)).toEqual([]);
  });
});
