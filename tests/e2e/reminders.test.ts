// Reminders come by themselves, with the sidebar closed and the worker asleep.
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addTeam, type Kith, lena, openKith } from "./extension.ts";
import { openServer, type TestServer } from "./server.ts";

let server: TestServer;
let kith: Kith;
let page: Page;
let memberId: string;

const send = (message: object) => page.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
const mutate = (name: string, args: object) => send({ kith: "mutate", args: { name, args, seen: null } });
const shownIds = () => page.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
const badge = () => page.evaluate(() => chrome.action.getBadgeText({}));

async function remindIn(milliseconds: number, title: string): Promise<string> {
  const id = crypto.randomUUID();
  const dueAt = new Date(Date.now() + milliseconds).toISOString();
  const own = { kind: "call", title, note: null, dueAt, doneAt: null, ownerId: memberId };
  const links = { contactId: null, companyId: null, link: null, threadKey: null, doneBy: null };
  expect(await mutate("task.create", { id, record: { ...own, ...links } })).toMatchObject({ ok: true });
  return id;
}

beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena]);
  kith = await openKith({ server });
  await kith.signIn(lena);
  page = await kith.openPage("dashboard.html#/today");
  const session = (await send({ kith: "session.get", args: {} })) as { value: { membership: { memberId: string } } };
  memberId = session.value.membership.memberId;
});

afterAll(async () => {
  await kith?.close();
  await server?.close();
});

test("a reminder that falls due while the worker sleeps is shown and counted on the icon", async () => {
  const id = await remindIn(4_000, "Call Anna");
  expect(await shownIds()).toEqual([]);
  await kith.killWorker();
  await expect.poll(shownIds, { timeout: 60_000 }).toEqual([`task ${id}`]);
  expect(await badge()).toBe("1");
  await mutate("task.finish", { id });
  await expect.poll(badge).toBe("");
});

test("what is shown once is not shown again, and put off it comes again", async () => {
  await page.evaluate(async () => {
    for (const id of Object.keys(await chrome.notifications.getAll())) await chrome.notifications.clear(id);
  });
  const id = await remindIn(-1_000, "Call Omar");
  await expect.poll(shownIds).toEqual([`task ${id}`]);
  await page.evaluate((shown) => chrome.notifications.clear(shown), `task ${id}`);
  await kith.killWorker();
  await send({ kith: "sync.now", args: {} });
  expect(await shownIds()).toEqual([]);
  await mutate("task.snooze", { id, dueAt: new Date(Date.now() - 10).toISOString() });
  await expect.poll(shownIds).toEqual([`task ${id}`]);
  await mutate("task.finish", { id });
});

test("several missed while the computer slept come once, together", async () => {
  await page.evaluate(async () => {
    for (const id of Object.keys(await chrome.notifications.getAll())) await chrome.notifications.clear(id);
  });
  const dueInMs = 5_000;
  const from = Date.now();
  for (const name of ["Anna", "Omar", "Priya"]) await remindIn(dueInMs - (Date.now() - from), `Call ${name}`);
  await kith.killWorker();
  await expect.poll(shownIds, { timeout: 60_000 }).toEqual(["task group"]);
  expect(await badge()).toBe("3");
});
