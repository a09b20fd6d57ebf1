// A colleague asks for a mail, its owner answers where the day begins, and each sees what the other did.
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import { type Kith, openKith, robin } from "./extension.ts";
import { MailboxDesk, patient } from "./mailbox-desk.ts";
import { ask, picture } from "./pictures.ts";

/** Lena's, who asks. */
let desk: MailboxDesk;
/** Robin's, in whose mailbox the mails lie. */
let robins: { kith: Kith; page: Page; memberId: string };
let contactId: string;

const stamps = { createdAt: "2026-11-20T09:13:00.000Z", updatedAt: "2026-11-20T09:13:00.000Z" };
const aMail = (name: string, over: Partial<Activity>): Activity => ({
  ...stamps,
  id: crypto.randomUUID(),
  createdBy: null,
  updatedBy: null,
  kind: "mail",
  at: "2026-11-19T08:30:00.000Z",
  direction: "in",
  subject: "",
  text: "",
  contactIds: [contactId],
  participants: [{ name: "Anna Berg", address: "anna@norvik.example", role: "from" }],
  link: null,
  threadKeys: [`thread:${name}`],
  messageKeys: [`mid:${name}@norvik.example`],
  ownerIds: [robins.memberId],
  sharing: "metadata",
  privateTo: null,
  outcome: null,
  ...over,
});
const put = (...records: Activity[]) =>
  desk.server.put({ workspaceId: desk.workspaceId, entity: "activity", records, removed: [] });
const entry = (page: Page, subject: string) => page.locator("details").filter({ hasText: subject });

async function go(page: Page, hash: string) {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.reload();
}

beforeAll(async () => {
  desk = await MailboxDesk.open();
  const kith = await openKith({ server: desk.server, timeZone: "Europe/Stockholm" });
  await kith.signIn(robin);
  const page = await kith.openPage("dashboard.html#/today");
  const session = await ask(page, "session.get", {});
  robins = { kith, page, memberId: session.kind === "signedIn" ? session.membership.memberId : "" };
  contactId = await desk.addPerson("Anna Lind", "lind@norvik.example");
  await desk.go(`#/people/${contactId}`);
  await desk.page.getByText("All changes saved").waitFor(patient);
  await put(
    aMail("drawings", {}),
    aMail("drawings", { privateTo: robins.memberId, subject: "Drawings of the plant", text: "They are attached." }),
    aMail("order", { subject: "Order 4711", text: "We order eight units.", sharing: "everything" }),
  );
});
afterAll(async () => {
  await robins?.kith.close();
  await desk?.close();
});

test("asks for a mail that is shared in part, once", async () => {
  const locked = entry(desk.page, "Mail, subject not shared");
  await locked.click();
  await locked.getByRole("button", { name: "Ask Robin Ekström to show it" }).click();
  await locked.getByText("You have asked Robin Ekström.").waitFor(patient);
  expect(await locked.getByRole("button").count()).toBe(0);
});

test("whose mail it is reads who asks for what, and declines", async () => {
  const { page } = robins;
  const asked = page.getByRole("region", { name: "What colleagues ask of you" });
  await asked.getByText("Lena Vogt would like to see a mail of yours").waitFor(patient);
  await asked.getByText("Drawings of the plant").waitFor();
  await asked.getByText("Anna Lind").waitFor();
  expect(await picture(page, page.mainFrame(), "today-asked")).toEqual([]);
  await asked.getByRole("button", { name: "Decline" }).click();
  await asked.waitFor({ state: "detached", ...patient });
  await entry(desk.page, "Mail, subject not shared").getByText("Robin Ekström has not shown it.").waitFor(patient);
});

test("asked again it is shown from the sidebar, to everybody, and can be taken back", async () => {
  const locked = entry(desk.page, "Mail, subject not shared");
  await locked.getByRole("button", { name: "Ask Robin Ekström to show it" }).click();
  const webmail = await robins.kith.openList("gmail");
  const frame = await robins.kith.sidebar(webmail);
  const asked = frame.getByRole("region", { name: "What colleagues ask of you" });
  await asked.getByText("Lena Vogt would like to see a mail of yours").waitFor(patient);
  expect(await picture(webmail, frame, "sidebar-asked")).toEqual([]);
  await asked.getByRole("button", { name: "Show the conversation" }).click();
  await asked.waitFor({ state: "detached", ...patient });
  const [last] = await ask(robins.page, "history.get", { recordId: null, limit: 1 });
  expect(last).toMatchObject({ name: "accessRequest.answer", args: { granted: true } });
  expect(last?.records.map(({ entity }) => entity).sort()).toEqual(["accessRequest", "shareRule"]);
  await frame.getByRole("button", { name: "Undo" }).click();
  await asked.getByText("Lena Vogt would like to see a mail of yours").waitFor(patient);
  await webmail.close();
});

test("opening a colleague's mail is said, kept while offline, and seen by whose mail it is", async () => {
  await desk.kith.goOffline();
  const order = entry(desk.page, "Order 4711");
  await order.click();
  await order.getByText("Robin Ekström can see that you have opened this.").waitFor(patient);
  const outbox = async () => (await ask(desk.page, "outbox.get", {})).pending.map(({ name }) => name);
  await expect.poll(outbox, patient).toEqual(["activity.open"]);
  // Folded and opened again it is the same opening.
  await order.locator("summary").click();
  await order.locator("summary").click();
  await order.getByText("Robin Ekström can see").waitFor();
  expect(await outbox()).toEqual(["activity.open"]);
  const history = await ask(desk.page, "history.get", { recordId: null, limit: 20 });
  expect(history.map(({ name }) => name)).not.toContain("activity.open");
  await desk.kith.goOnline();
  await expect.poll(outbox, patient).toEqual([]);

  await go(robins.page, `#/people/${contactId}`);
  const mine = entry(robins.page, "Order 4711");
  await mine.click();
  await mine.getByRole("button", { name: "Everybody sees everything" }).click();
  await robins.page.getByText("Opened by:").waitFor(patient);
  await robins.page.locator(".opened-by").getByText("Lena Vogt").waitFor();
  expect(await picture(robins.page, robins.page.mainFrame(), "timeline-opened-by")).toEqual([]);
});
