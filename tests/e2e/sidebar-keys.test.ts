// The sidebar by keyboard alone, and what becomes of a change the server refuses.
import type { Frame, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addTeam, type Kith, lena, openKith, robin } from "./extension.ts";
import { ask, picture } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

let server: TestServer;
let kith: Kith;
let page: Page;
let frame: Frame;

const see = (text: string | RegExp) => frame.getByText(text).first().waitFor({ timeout: 10_000 });
const press = (key: string) => page.keyboard.press(key);
/** The words of what has the focus; the page itself has none. */
const focused = () =>
  frame.evaluate(() => {
    const { activeElement: on, body } = document;
    return on === body ? "" : (on?.textContent?.trim() ?? "");
  });

beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena, robin]);
  kith = await openKith({ server });
  page = await kith.openThread("gmail", "aldermoor");
  frame = await kith.sidebar(page);
  await kith.signIn(lena, frame);
  await frame.getByRole("button", { name: "Save as lead" }).waitFor();
  await frame.getByRole("heading", { name: "Priya Raman" }).click();
});
afterAll(async () => {
  await kith?.close();
  await server?.close();
});

test("S saves, L logs, R reminds with arrows and Enter", async () => {
  await press("s");
  await see("Priya Raman saved as lead");
  await frame.getByRole("button", { name: "Log message" }).waitFor();
  await press("l");
  await frame.getByRole("button", { name: "Un-log" }).waitFor();
  await press("r");
  await frame.getByRole("dialog", { name: "Remind me" }).waitFor();
  expect(await focused()).toMatch(/^Tomorrow/);
  await press("ArrowDown");
  expect(await focused()).toMatch(/^In 3 days/);
  await press("Enter");
  await see(/Reminder set for/);
  expect(await focused()).toBe("Remind me");
});

test("E goes to the fields, and Esc out of one leaves it as it was", async () => {
  await press("e");
  await expect.poll(focused).toContain("Priya Raman");
  await press("Enter");
  await page.keyboard.type("Somebody else");
  await press("Escape");
  await expect.poll(focused).toContain("Priya Raman");
});

test("the slash searches, arrows choose, Enter opens, Esc comes back", async () => {
  await press("/");
  await page.keyboard.type("priy");
  await frame.getByRole("option", { name: /Priya Raman/ }).waitFor();
  await press("Enter");
  await frame.getByRole("button", { name: "Back" }).waitFor();
  await press("Escape");
  await frame.getByRole("list", { name: "People in this thread" }).waitFor();
});

test("T shows the day, and D finishes what has the focus", async () => {
  await frame.getByRole("heading", { name: "Priya Raman" }).click();
  await press("t");
  await frame.getByRole("heading", { name: "Today", level: 2 }).waitFor();
  await press("ArrowDown");
  await frame.getByText("Follow up with Priya Raman").first().click({ trial: true });
  await frame.locator("[data-task] .task-words").first().focus();
  await press("d");
  await see("Done: Follow up with Priya Raman");
  await see("Nothing due");
});

test("what was done can be taken back later from the history", async () => {
  await frame.getByRole("button", { name: "Menu" }).click();
  await frame.getByRole("menuitem", { name: "Changes made here" }).click();
  await see("Finished a reminder");
  expect(await picture(page, frame, "history")).toEqual([]);
});

test("a change the server refuses keeps its words, says why and waits for a decision", async () => {
  const colleague = await openKith({ server });
  const theirs = await colleague.openPage("options.html");
  await colleague.signIn(robin, theirs);
  const find = (where: Frame | Page) => ask(where, "search.find", { text: "priya", limit: 1 });
  await expect.poll(async () => (await find(theirs)).people.length).toBe(1);
  const contactId = (await find(frame)).people[0]?.contact.id ?? "";
  await kith.goOffline();
  const record = { text: "Wants the offer in pounds, before the end of November.", contactId, companyId: null };
  await ask(frame, "mutate", { name: "note.create", args: { id: crypto.randomUUID(), record }, seen: null });
  await ask(theirs, "mutate", { name: "contact.remove", args: { id: contactId }, seen: null });
  await expect.poll(async () => (await ask(theirs, "sync.status", {})).state).toBe("saved");
  await kith.goOnline();
  await ask(frame, "sync.now", {});
  await frame.getByText("1 change needs you").click();
  await see("Not accepted:");
  await see("Wants the offer in pounds, before the end of November.");
  expect(await picture(page, frame, "refused", { compact: true })).toEqual([]);
  await frame.getByRole("button", { name: "Copy text" }).click();
  await see(/Text copied|does not allow copying/);
  await frame.getByRole("button", { name: "Discard" }).click();
  await see("Nothing is waiting");
  await colleague.close();
});
