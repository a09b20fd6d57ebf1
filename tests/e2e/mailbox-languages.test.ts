// The screens of mailboxes in the other languages: read from the other side, with other plurals and longer words.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MailboxView } from "#shared/mailbox.ts";
import { addTeam, lena, openKith, robin } from "./extension.ts";
import { patient } from "./mailbox-desk.ts";
import { aMailbox, ledgerOf, MailboxRoutes } from "./mailbox-routes.ts";
import { picture } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena, robin]);
});
afterAll(() => server?.close());

test.each([
  ["de", "Mit Google verbinden"],
  ["ar", "الربط مع Google"],
] as const)("in %s it reads and stands as that language does", async (locale, connect) => {
  const own = new MailboxRoutes();
  const browser = await openKith({ server, locale, timeZone: "Europe/Stockholm" });
  const there = await browser.openPage("dashboard.html#/settings/mailboxes");
  const labels = there.locator("input");
  await there.locator("input[type=password]").waitFor(patient);
  await labels.first().fill(browser.serverUrl);
  await labels.nth(1).fill(lena.email);
  await labels.nth(2).fill(lena.password);
  await labels.nth(2).press("Enter");
  await own.serve(browser.context, browser.serverUrl);
  const look = async (name: string, ready: string | RegExp, mailboxes: MailboxView[], hash: string) => {
    own.mailboxes = mailboxes;
    await there.setViewportSize({ width: 1280, height: 1_150 });
    await there.evaluate((to) => {
      location.hash = to;
    }, hash);
    await there.reload();
    await there.locator("main").getByText(ready).first().waitFor(patient);
    expect(await picture(there, there.mainFrame(), `${name}-${locale}`)).toEqual([]);
  };
  await there.locator("article, .connect, .notice").first().waitFor(patient);
  const settings = "#/settings/mailboxes";
  await look("mailboxes-empty", connect, [], settings);
  await look("mailboxes-choosing", /2[.,٬]?140|٢٬١٤٠/, [aMailbox({ state: "choosing", since: null })], settings);
  const counts = { pending: 936, linked: 380, skipped: 824, failed: 2 };
  const two = [
    aMailbox({ state: "importing", counts, secondsLeft: 230 }),
    aMailbox({ id: crypto.randomUUID(), vendor: "microsoft", address: "lena@pumps.example", state: "reconnect" }),
  ];
  await look("mailboxes-two", "lena@pumps.example", two, settings);
  own.entries = ledgerOf(crypto.randomUUID(), crypto.randomUUID());
  await look("ledger", /Requested entity was not found/, [aMailbox({ counts })], `#/ledger/${aMailbox().id}`);
  await there.getByText("Your code").click();
  await there.getByRole("complementary").getByRole("heading", { name: "Your code" }).waitFor();
  expect(await picture(there, there.mainFrame(), `ledger-entry-${locale}`)).toEqual([]);
  await browser.close();
});
