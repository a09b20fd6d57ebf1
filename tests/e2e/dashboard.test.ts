// The dashboard as a person uses it: by the names of what is on screen, by keys, and looked at in light and dark.
import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addTeam, type Kith, lena, openKith, robin } from "./extension.ts";
import { openServer, type TestServer } from "./server.ts";

const pictures = "test-results/dashboard";
const dayMs = 86_400_000;

let server: TestServer;
let kith: Kith;
let page: Page;
let memberId: string;
const ids: Record<string, string> = {};

async function ask(name: string, args: object): Promise<unknown> {
  const message = { kith: name, args };
  const reply = (await page.evaluate((sent) => chrome.runtime.sendMessage(sent), message)) as { ok: boolean };
  expect(reply).toMatchObject({ ok: true });
  return (reply as unknown as { value: unknown }).value;
}
const mutate = (name: string, args: object) => ask("mutate", { name, args, seen: null });

async function addPerson(name: string, companyId: string | null, lifecycle: string, quietDays: number) {
  const id = crypto.randomUUID();
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@norvik.example`;
  const lastContactAt = new Date(Date.now() - quietDays * dayMs).toISOString();
  const own = { name, title: "Buyer", companyId, emails: [email], phones: [], address: null };
  const record = { ...own, lifecycle, source: "mail", ownerId: memberId, lastContactAt };
  await mutate("contact.create", { id, record });
  ids[name] = id;
}

async function addTask(title: string, contact: string, inDays: number) {
  const id = crypto.randomUUID();
  const dueAt = new Date(Date.now() + inDays * dayMs).toISOString();
  const own = { kind: "call", title, note: null, dueAt, doneAt: null, contactId: ids[contact], companyId: null };
  await mutate("task.create", { id, record: { ...own, ownerId: memberId, link: null, threadKey: null, doneBy: null } });
}

const goTo = (hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
/** With nothing left of what was filtered, picked or focused before. */
async function goToFresh(hash: string) {
  await goTo(hash);
  await page.reload();
}
const grid = (name: string) => page.getByRole("grid", { name });
const row = (name: string | RegExp) => page.getByRole("row", { name });
const theme = () => page.locator("html").getAttribute("data-theme");
/** A machine that does ten other things is no reason to fail. */
const patient = { timeout: 20_000 };
const heading = (name: string) => page.getByRole("heading", { name, exact: true });
const toast = (text: RegExp) => page.getByRole("status").filter({ hasText: text });

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await openServer();
  await addTeam(server, [lena, robin]);
  kith = await openKith({ server });
  await kith.signIn(lena);
  page = await kith.openPage("dashboard.html#/people");
});

afterAll(async () => {
  await kith?.close();
  await server?.close();
});

test("an empty list says what to do first, and a person made by hand opens on their page", async () => {
  await heading("Nobody is saved yet").waitFor();
  await page.getByRole("button", { name: "New person" }).last().click();
  const dialog = page.getByRole("dialog", { name: "New person" });
  await dialog.getByRole("button", { name: "Create" }).click();
  await dialog.getByText("A name is needed").waitFor();
  await dialog.getByLabel("Name").fill("Anna Berg");
  await dialog.getByLabel("E-mail").fill("anna@norvik.example");
  await page.keyboard.press("Enter");
  await heading("Anna Berg").waitFor();
  const { hash } = new URL(page.url());
  ids["Anna Berg"] = hash.replace("#/people/", "");
  await page.keyboard.press("Escape");
  await row(/Anna Berg/).waitFor();
});

test("somebody whose address is known is offered before a second one is made", async () => {
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New person" });
  await dialog.getByLabel("E-mail").fill("anna@norvik.example");
  await dialog.getByText("Anna Berg has this address already.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
});

test("a field is edited in place, kept on Enter, put back by Esc, and says what is wrong", async () => {
  await goTo(`#/people/${ids["Anna Berg"]}`);
  await page.getByRole("button", { name: "Title Add" }).focus();
  await page.keyboard.press("e");
  await page.keyboard.type("Head of Purchasing");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Title Head of Purchasing" }).waitFor();

  await page.getByRole("button", { name: "Title Head of Purchasing" }).click();
  await page.keyboard.type("Nothing of the kind");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Title Head of Purchasing" }).waitFor();

  await page.getByRole("button", { name: /^E-mail anna/ }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(", nobody");
  await page.keyboard.press("Tab");
  const input = page.getByRole("textbox", { name: "E-mail" });
  await page.getByRole("alert").filter({ hasText: "“nobody”: This is not an e-mail address" }).waitFor();
  expect(await input.inputValue()).toBe("anna@norvik.example, nobody");
  expect(await input.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");

  await page.reload();
  await page.getByRole("button", { name: "Title Head of Purchasing" }).waitFor();
});

test("a company is made by hand and picked for a person as one types", async () => {
  const session = (await ask("session.get", {})) as { membership: { memberId: string } };
  memberId = session.membership.memberId;
  await goTo("#/companies");
  await heading("No company is saved yet").waitFor();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New company" });
  await dialog.getByLabel("Name").fill("Norvik AB");
  await dialog.getByLabel("Domain").fill("https://www.norvik.example/about");
  await page.keyboard.press("Enter");
  await heading("Norvik AB").waitFor();
  await page.getByRole("button", { name: "Domain norvik.example" }).waitFor();
  ids["Norvik AB"] = new URL(page.url()).hash.replace("#/companies/", "");

  await goTo(`#/people/${ids["Anna Berg"]}`);
  await page.getByRole("button", { name: "Company Add" }).click();
  await page.keyboard.type("norv");
  await page.getByRole("option", { name: /Norvik AB/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Company Norvik AB" }).waitFor();
});

test("a list is sorted by its headers and narrowed by filters that are said in words", async () => {
  const company = ids["Norvik AB"] ?? null;
  await addPerson("Omar Haddad", company, "lead", 200);
  await addPerson("Priya Silva", company, "customer", 2);
  await addPerson("Jonas Meyer", null, "lead", 5);
  await goTo("#/people");
  await page.getByText("4 people").waitFor();
  const names = () => grid("People").getByRole("row").locator(".list-name").allTextContents();
  await expect.poll(names, patient).toEqual(["Anna Berg", "Jonas Meyer", "Omar Haddad", "Priya Silva"]);
  await page.getByRole("button", { name: "Name" }).click();
  await expect.poll(names, patient).toEqual(["Priya Silva", "Omar Haddad", "Jonas Meyer", "Anna Berg"]);
  expect(await page.getByRole("columnheader", { name: /Name/ }).getAttribute("aria-sort")).toBe("descending");

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("menuitem", { name: "Lifecycle is" }).click();
  await page.getByRole("menuitemradio", { name: "Lead" }).click();
  await page.getByRole("button", { name: "Lifecycle is Lead", exact: true }).waitFor();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("menuitem", { name: "Last contact before" }).click();
  await page.getByRole("menuitemradio", { name: "3 months ago" }).click();
  // Nobody ever wrote to Anna; who was never heard of is quiet as well.
  await expect.poll(names, patient).toEqual(["Omar Haddad", "Anna Berg"]);
  await page.getByRole("button", { name: /^Take away: Last contact before/ }).click();
  await page.getByRole("button", { name: "Take away: Lifecycle is Lead" }).click();
  await page.getByRole("button", { name: "Name" }).click();
  await page.getByRole("searchbox", { name: /^Filter by name/ }).fill("priya");
  await expect.poll(names, patient).toEqual(["Priya Silva"]);
  await page.getByRole("searchbox", { name: /^Filter by name/ }).fill("");
  await page.getByText("4 people").waitFor();
});

test("columns are chosen and stay chosen", async () => {
  await goToFresh("#/people");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "E-mail" }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("columnheader", { name: "E-mail" }).waitFor();
  await page.reload();
  await page.getByRole("columnheader", { name: "E-mail" }).waitFor();
  await ask("settings.set", { peopleColumns: ["name", "company", "lifecycle", "owner", "lastContactAt"] });
});

test("rows are moved through, looked at and opened by keys", async () => {
  await goToFresh("#/people");
  await row(/Anna Berg/).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  const peek = page.getByRole("complementary", { name: "In short" });
  await peek.getByRole("heading", { name: "Omar Haddad" }).waitFor();
  await page.keyboard.press("k");
  await peek.getByRole("heading", { name: "Jonas Meyer" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Jonas Meyer" }).waitFor();
  await page.keyboard.press("Escape");
  await peek.getByRole("heading", { name: "Jonas Meyer" }).waitFor();
  await page.keyboard.press("Escape");
  await peek.waitFor({ state: "detached" });
});

test("several people change at once, and one Undo takes it all back", async () => {
  await goToFresh("#/people");
  await row(/Anna Berg/).waitFor();
  await grid("People").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  const bar = page.getByRole("toolbar", { name: "What to do with those selected" });
  await bar.getByText("2 selected").waitFor();
  await bar.getByRole("button", { name: "Lifecycle" }).click();
  await page.getByRole("menuitem", { name: "Customer", exact: true }).click();
  await toast(/2 people: lifecycle is now Customer/).waitFor();
  await row(/Anna Berg.*Customer/).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await row(/Anna Berg.*Lead/).waitFor();

  await bar.getByRole("button", { name: "Remove" }).click();
  await page.getByText("2 people", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("4 people", { exact: true }).waitFor();
  await row(/Anna Berg/).waitFor();
});

test("a reminder is done with one key and the next one is in hand", async () => {
  await addTask("Call about the offer", "Omar Haddad", -2);
  await addTask("Ask about delivery", "Priya Silva", -1);
  await addTask("Prepare the drawings", "Jonas Meyer", 3);
  await goToFresh("#/companies");
  await row(/Norvik AB/).waitFor();
  await page.getByText("All changes saved").waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  const first = page.getByRole("listitem", { name: "Call, Call about the offer, Omar Haddad" });
  await first.waitFor();
  const inHand = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  await page.keyboard.press("j");
  await expect.poll(inHand, patient).toBe("Call, Call about the offer, Omar Haddad");
  await page.keyboard.press("d");
  await first.waitFor({ state: "detached" });
  await expect.poll(inHand, patient).toBe("Call, Ask about delivery, Priya Silva");
});

test("a reminder done by mistake comes back by Undo", async () => {
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("listitem", { name: /Call about the offer/ }).waitFor();
});

test("the search box finds people, companies and what can be done", async () => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("oma");
  await page.getByRole("option", { name: /Omar Haddad/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Omar Haddad" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("dark");
  await page.getByRole("option", { name: "Dark theme" }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(theme, patient).toBe("dark");
});

test("what was done is in the history and can be taken back from there", async () => {
  await goTo("#/history");
  const entry = page.getByRole("listitem").filter({ hasText: "Head of Purchasing" });
  await entry.getByRole("button", { name: /^Undo: Changed a person, Anna Berg/ }).click();
  await entry.getByText("taken back").waitFor();
});

test("an owner invites by a link, and sees who belongs to the workspace", async () => {
  await goTo("#/settings/members");
  await page.getByRole("button", { name: "Name Robin Ekström" }).waitFor();
  await page.getByRole("combobox", { name: "Role: Robin Ekström" }).selectOption("manager");
  await page.getByRole("textbox", { name: "E-mail" }).fill("new@brightwater.example");
  await page.getByRole("button", { name: "Make a link" }).click();
  await expect.poll(() => page.getByLabel("Invitation link").inputValue(), patient).toMatch(/^http.*\/invite#/);
  await page.getByRole("button", { name: "Withdraw: new@brightwater.example" }).click();
  await page.getByRole("button", { name: /^Withdraw/ }).waitFor({ state: "detached" });
});

const screens = [
  ["today", "#/today", "Today"],
  ["people", "#/people", "People"],
  ["person", () => `#/people/${ids["Omar Haddad"]}`, "Omar Haddad"],
  ["companies", "#/companies", "Companies"],
  ["company", () => `#/companies/${ids["Norvik AB"]}`, "Norvik AB"],
  ["outbox", "#/outbox", "Waiting and refused"],
  ["history", "#/history", "History"],
  ["account", "#/settings/account", "Settings"],
  ["members", "#/settings/members", "Settings"],
  ["appearance", "#/settings/appearance", "Settings"],
] as const;

test.each(["light", "dark"] as const)("every screen is readable and operable by everybody in %s", async (wanted) => {
  await ask("settings.set", { theme: wanted });
  await expect.poll(theme, patient).toBe(wanted);
  for (const [name, hash, title] of screens) {
    await goTo(typeof hash === "string" ? hash : hash());
    await heading(title).first().waitFor();
    if (name === "people") await row(/Omar Haddad/).click();
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `${pictures}/${name}-${wanted}.png` });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
      .analyze();
    expect([name, violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([name, []]);
  }
});

test("changes made offline wait in sight, and signing out asks before they are lost", async () => {
  await ask("settings.set", { theme: "system" });
  await kith.goOffline();
  await goTo(`#/people/${ids["Priya Silva"]}`);
  await page.getByRole("button", { name: "Title Buyer" }).click();
  await page.keyboard.type("Plant Manager");
  await page.keyboard.press("Enter");
  await goTo("#/outbox");
  const waiting = page.getByRole("region", { name: "Waiting and refused" });
  await waiting.getByText("Priya Silva").waitFor();
  await page.screenshot({ path: `${pictures}/outbox-offline.png` });
  await goTo("#/settings/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("dialog", { name: "1 change has not reached the server" }).waitFor();
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await kith.goOnline();
  await page.getByRole("link", { name: "All changes saved" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Password").waitFor();
});
