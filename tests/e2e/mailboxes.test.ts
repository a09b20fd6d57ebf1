// Connecting a mailbox, and every state it can be in: looked at in light and dark, and pressed as a person presses.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MailboxView } from "#shared/mailbox.ts";
import { MailboxDesk, patient } from "./mailbox-desk.ts";

const hour = 3_600_000;
const inFuture = (ms: number) => new Date(Date.now() + ms).toISOString();

let desk: MailboxDesk;
beforeAll(async () => {
  desk = await MailboxDesk.open();
  await desk.kith.context.route("https://vendor.example/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Vendor</title><h1>Allow?</h1>" }),
  );
});
afterAll(() => desk?.close());

describe("connecting", () => {
  test("a server that knows no vendor says so, and where the guide is", async () => {
    desk.routes.vendors = [];
    await desk.goToSettings(1_100);
    await desk.see("This server cannot connect to Google or Microsoft yet");
    const guide = desk.page.getByRole("link", { name: "The guide to that" });
    expect(await guide.getAttribute("href")).toBe(`${desk.kith.serverUrl}/guide/mailboxes`);
    await desk.take("mailboxes-no-vendor");
    desk.routes.vendors = ["google", "microsoft"];
  });

  test("every rung of the ladder says what it lets Kith do, and asks for that alone", async () => {
    await desk.goToSettings(1_100);
    await desk.button("Connect Google").waitFor(patient);
    await desk.take("mailboxes-empty");
    await desk.page.getByRole("radio", { name: "Only what I click" }).check();
    await desk.see("There is nothing to connect for this");
    await desk.take("mailboxes-empty-click");
    await desk.page.getByRole("radio", { name: "Chosen labels or folders" }).check();
    await desk.page.getByRole("checkbox", { name: "Sending" }).uncheck();
    const opened = desk.kith.context.waitForEvent("page");
    await desk.button("Connect Google").click();
    await (await opened).close();
    expect(desk.routes.last("/connect")).toEqual({ vendor: "google", features: ["calendar", "mail"], mailboxId: null });
    await desk.see("Go on at Google, in the other tab");
    await desk.take("mailboxes-connecting");
  });

  test("the page notices when the vendor's page is done, and asks what to bring in", async () => {
    desk.routes.mailboxes = [
      desk.mine({
        state: "choosing",
        since: null,
        sharing: "metadata",
        features: ["calendar", "mail"],
        lastSuccessAt: null,
      }),
    ];
    await desk.see("Say what to bring in");
    expect(await desk.page.getByRole("radio", { name: "Chosen labels or folders" }).isChecked()).toBe(true);
    await desk.see("Pick at least one label or folder.");
    await desk.page.getByRole("checkbox", { name: "Customers", exact: true }).check();
    await desk.page.getByRole("checkbox", { name: "Orders" }).check();
    await desk.see(/about 2,140 messages, about 7 minutes\. 310 people Kith does not know will not be created\./);
    await desk.take("mailboxes-choosing");
    await desk.segment("1 month").click();
    await desk.page.getByRole("radio", { name: "The subject" }).check();
    await desk.see("Visible to Robin Ekström: who wrote to whom, when, and the subject.");
    await desk.button("Start").click();
    await desk.see("Importing");
    expect(desk.routes.last("/start")).toMatchObject({ placeIds: ["Customers", "Orders"], sharing: "subject" });
  });

  test("the whole mailbox is one press away, and a failed count can be tried again", async () => {
    desk.routes.mailboxes = [desk.mine({ state: "choosing", since: null })];
    await desk.goToSettings(1_100);
    await desk.see(/about 2,140 messages/);
    await desk.take("mailboxes-choosing-whole");
    desk.routes.isDown = true;
    await desk.segment("1 year").click();
    await desk.see("This could not be counted.");
    await desk.take("mailboxes-choosing-failed");
    desk.routes.isDown = false;
    await desk.button("Try again").first().click();
    await desk.see(/about 2,140 messages/);
  });
});

describe("a connected mailbox", () => {
  const states: [string, () => Partial<MailboxView>, string | RegExp][] = [
    [
      "importing-listing",
      () => ({
        state: "importing",
        isListed: false,
        counts: { pending: 1_610, linked: 40, skipped: 190, failed: 0 },
        nextTryAt: null,
      }),
      "230 of 1,840 found so far",
    ],
    [
      "importing",
      () => ({
        state: "importing",
        counts: { pending: 936, linked: 380, skipped: 824, failed: 0 },
        secondsLeft: 230,
        quota: { used: 5_880, allowed: 6_000 },
      }),
      "1,204 of 2,140 looked at",
    ],
    ["current", () => ({ features: ["calendar", "mail"], placeIds: ["a", "b"] }), "Everything is here"],
    ["current-send", () => ({ features: ["send"], since: null, nextTryAt: null }), "Ready to send"],
    [
      "behind",
      () => ({
        state: "behind",
        counts: { pending: 12, linked: 3_214, skipped: 12_040, failed: 0 },
        oldestPendingAt: "2026-11-20T08:00:00.000Z",
        secondsLeft: 20,
      }),
      "12 changes are on their way",
    ],
    [
      "waiting",
      () => ({
        state: "waiting",
        nextTryAt: inFuture(9 * 60_000),
        counts: { pending: 412, linked: 3_214, skipped: 12_040, failed: 0 },
        problem: "User-rate limit exceeded.  Retry after 2026-11-21T10:14:00.000Z",
      }),
      /Google has asked Kith to wait until/,
    ],
    ["paused", () => ({ state: "paused", nextTryAt: null }), "You have paused it"],
    [
      "reconnect",
      () => ({ state: "reconnect", nextTryAt: null, problem: "invalid_grant: Token has been expired or revoked." }),
      "Google no longer accepts the connection",
    ],
    [
      "failing",
      () => ({
        state: "failing",
        counts: { pending: 3, linked: 3_214, skipped: 12_040, failed: 3 },
        problem: "Mail service not enabled",
      }),
      "The last tries have failed",
    ],
    ["testing-mode", () => ({ endsAt: inFuture(5 * 24 * hour) }), /Google ends this connection on/],
  ];

  test.each(states)("in the state %s says what happened and what to do", async (name, over, words) => {
    desk.routes.mailboxes = [desk.mine(over())];
    await desk.goToSettings();
    await desk.see(words);
    await desk.take(`mailboxes-${name}`);
  });

  test("that only the person can help is said on every screen", async () => {
    desk.routes.mailboxes = [desk.mine({ state: "reconnect", nextTryAt: null })];
    await desk.go("#/people");
    await desk.page.getByRole("link", { name: "lena@brightwater.example is no longer connected" }).click();
    await desk.see("Google no longer accepts the connection");
  });
});
