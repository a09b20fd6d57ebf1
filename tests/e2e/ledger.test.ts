// The ledger of a mailbox as a person reads it: what became of every message, why, and what to do about it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { MailboxDesk, patient } from "./mailbox-desk.ts";
import { anEntry, ledgerOf } from "./mailbox-routes.ts";

const ledger = "#/ledger/0a5b9f62-5f5f-4f43-9c7d-0f8a7a0e6f11";
const row = (name: string | RegExp) => desk.page.getByRole("row", { name });

let desk: MailboxDesk;
beforeAll(async () => {
  desk = await MailboxDesk.open();
  const anna = await desk.addPerson("Anna Berg", "anna.berg@norvik.example");
  const omar = await desk.addPerson("Omar Haddad", "omar@orchardhotels.example");
  desk.routes.entries = ledgerOf(anna, omar);
  desk.routes.mailboxes = [desk.mine({ counts: { pending: 1, linked: 3, skipped: 247, failed: 2 } })];
});
afterAll(() => desk?.close());

test("is reached from a number and says of every message what became of it", async () => {
  await desk.goToSettings();
  await desk.page
    .getByRole("link", { name: /12|247/ })
    .first()
    .waitFor(patient);
  await desk.page.getByRole("link", { name: /Why each message is here/ }).click();
  await row(/On the timeline of Anna Berg/)
    .first()
    .waitFor(patient);
  await row(/On the timeline of Anna Berg and Omar Haddad/).waitFor();
  await row(/for you alone: a code to sign in with/).waitFor();
  await row(/Left out: nobody in it is saved/).waitFor();
  await row(/Failed: Requested entity was not found\./).waitFor();
  await desk.take("ledger");
});

test("says of one entry why, and what would change it", async () => {
  await row(/About nobody known/).click();
  await desk.see("Save one of these people, and it comes onto their timeline by itself.");
  await desk.take("ledger-entry");
  await desk.page.keyboard.press("Escape");
  await row(/booster sets/).click();
  await desk.see(/Kith tries this again by itself/);
  await desk.take("ledger-entry-failed");
});

test("tries one again, and all that failed", async () => {
  await desk.page.getByRole("complementary").getByRole("button", { name: "Try again" }).click();
  await desk.see("1 is tried again");
  expect(desk.routes.last("/retry")).toEqual({ externalIds: ["m2"] });
  await row(/booster sets.*Waiting its turn again/).waitFor();
  await desk.button("Try all 2 failed again").click();
  await desk.see("2 are tried again");
  expect(desk.routes.last("/retry")).toEqual({});
});

test("is narrowed by state, reason, kind and text, and the address says so", async () => {
  await desk.go(ledger);
  await desk.page
    .getByRole("navigation", { name: "What became of it" })
    .getByRole("link", { name: /Left out/ })
    .click();
  await row(/About internal/).waitFor(patient);
  await desk.button("Filter").click();
  await desk.page.getByRole("menuitem", { name: "Because" }).click();
  await desk.page.getByRole("menuitemradio", { name: "only colleagues in it" }).click();
  await row(/Newsletter 1 /).waitFor({ state: "detached" });
  await row(/About internal/).waitFor();
  expect(new URL(desk.page.url()).hash).toBe(`${ledger}?state=skipped&reason=internal`);
  await desk.take("ledger-filtered");
  await desk.page.reload();
  await desk.button("Because: only colleagues in it").waitFor(patient);
  await desk.page.getByRole("searchbox").fill("no such subject");
  await desk.see("Nothing matches");
  await desk.take("ledger-no-match");
  await desk.button("Clear filters").last().click();
  await row(/booster sets/).waitFor();
});

test("is walked through by keys, and fetched on as its end comes near", async () => {
  await desk.go(ledger);
  await row(/About internal/).waitFor(patient);
  await desk.page.keyboard.press("j");
  await desk.page.keyboard.press("Space");
  await desk.page
    .getByRole("complementary")
    .getByRole("heading", { name: /booster sets/ })
    .waitFor();
  await desk.page.keyboard.press("k");
  await desk.page
    .getByRole("complementary")
    .getByRole("heading", { name: /autumn service/ })
    .waitFor();
  for (let times = 0; times < 3; times += 1) {
    await desk.page.keyboard.press("End");
    await desk.page.waitForTimeout(300);
  }
  await row(/Newsletter 240/).waitFor(patient);
  await desk.page.keyboard.press("Home");
  await desk.page.keyboard.press("Enter");
  await desk.page.getByRole("region", { name: "Anna Berg" }).waitFor(patient);
  await desk.page.keyboard.press("Escape");
  await row(/autumn service/).waitFor(patient);
});

test("stays as it is while one reads it, and says when there is more", async () => {
  const { entries, mailboxes } = desk.routes;
  desk.routes.entries = [anEntry({ externalId: "new", subject: "Just arrived", reason: "bulk" }), ...entries];
  desk.routes.mailboxes = [desk.mine({ state: "behind", counts: { pending: 1, linked: 3, skipped: 248, failed: 2 } })];
  await desk.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await desk.button("Show what is new").waitFor(patient);
  expect(await row(/Just arrived/).count()).toBe(0);
  await desk.button("Show what is new").click();
  await row(/Just arrived/).waitFor(patient);
  Object.assign(desk.routes, { entries, mailboxes });
});

test("opens from the search box", async () => {
  await desk.page.keyboard.press("Control+k");
  await desk.page.keyboard.type("ledger");
  await desk.page.getByRole("option", { name: "Open the ledger of lena@brightwater.example" }).waitFor();
  await desk.page.keyboard.press("Escape");
});

test("is empty in words, and says when the server cannot be asked", async () => {
  const before = desk.routes.entries;
  desk.routes.entries = [];
  await desk.go(ledger);
  await desk.see("Nothing has been seen yet");
  await desk.go(`${ledger}?state=failed`);
  await desk.see("Nothing has failed");
  await desk.take("ledger-nothing-failed");
  desk.routes.isDown = true;
  await desk.go(ledger);
  await desk.see("This comes from the server, which cannot be reached");
  await desk.take("ledger-unreachable");
  desk.routes.isDown = false;
  desk.routes.entries = before;
  await desk.button("Try again").click();
  await row(/autumn service/).waitFor(patient);
});
