// What leaves the house from a person's card: a mail, an invitation; and being reminded when no answer comes. The server
// answers as its contract says; what it makes of it with a vendor is tested where it is made.
import type { Frame, Page, Route } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MailboxView, SendView } from "#shared/mailbox.ts";
import { button, CallDesk, inMs, minuteMs, morningZone, see } from "./call-desk.ts";
import { addTeam, lena, openKith } from "./extension.ts";
import { ask, findViolations, picture } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

process.env.TZ = morningZone();
let server: TestServer;
let desk: CallDesk;
let page: Page;
let sidebar: Frame;
let anna: string;

/** Answers that say nothing of the mail. */
const noOutcome = { internal: 500, rate_limited: 429 };
const saysNothing = (state: string): state is keyof typeof noOutcome => state in noOutcome;

/** What the stand-in answers, and what it was asked. */
const mailboxId = crypto.randomUUID();
let answers: (SendView["state"] | keyof typeof noOutcome | "gone")[] = [];
const asked: { path: string; body: Record<string, unknown> }[] = [];

const aMailbox = (memberId: string): MailboxView => ({
  id: mailboxId,
  memberId,
  vendor: "google",
  address: lena.email,
  name: lena.name,
  features: ["send", "calendar"],
  placeIds: null,
  since: null,
  sharing: "everything",
  state: "current",
  counts: { pending: 0, linked: 0, skipped: 0, failed: 0 },
  isListed: true,
  secondsLeft: null,
  lastSuccessAt: null,
  oldestPendingAt: null,
  quota: { used: 0, allowed: 100 },
  nextTryAt: null,
  problem: null,
  endsAt: null,
});

async function answer(route: Route) {
  const path = new URL(route.request().url()).pathname;
  const json = (body: unknown) => route.fulfill({ json: body, headers: { "access-control-allow-origin": "*" } });
  if (path === "/api/mailboxes") return json([aMailbox(desk.memberId)]);
  if (path.endsWith("/busy")) return json([{ from: inMs(-60 * minuteMs), to: inMs(60 * minuteMs) }]);
  const body = route.request().postDataJSON() as Record<string, unknown>;
  asked.push({ path, body });
  if (path.endsWith("/schedule")) return json({ meetingId: null, joinUrl: null });
  const state = answers.shift() ?? "sent";
  if (state === "gone") return route.abort();
  if (saysNothing(state)) {
    const error = { code: state, message: "No outcome", requestId: "1" };
    return route.fulfill({
      status: noOutcome[state],
      json: { error },
      headers: { "access-control-allow-origin": "*" },
    });
  }
  return json({ id: body.id, state, error: state === "refused" ? "Quota exceeded." : null });
}
const taken = () => asked.splice(0);

beforeAll(async () => {
  server = await openServer();
  const workspaceId = await addTeam(server, [lena]);
  desk = new CallDesk(await openKith({ server }), server, workspaceId);
  await desk.start(lena);
  anna = await desk.person("Anna Berg", { emails: ["anna.berg@norvik.example"] });
  page = await desk.kith.openThread("gmail", "norvik-offer");
  sidebar = await desk.kith.sidebar(page);
  await button(sidebar, "Write").waitFor();
});
afterAll(async () => {
  await desk?.kith.close();
  await server?.close();
});

const dialog = () => sidebar.getByRole("dialog");
/** The toast says so, once the dialog is gone. */
async function sent() {
  await dialog().waitFor({ state: "detached" });
  await see(sidebar, /^Sent to Anna Berg/);
}
async function close() {
  await dialog().getByRole("button", { name: "Close" }).first().click();
  await dialog().waitFor({ state: "detached" });
}

test("without a mailbox that may, both say why and lead to the settings", async () => {
  for (const [name, words] of [
    ["Write", "No mailbox of yours may send yet"],
    ["Schedule", "No calendar of yours is connected yet"],
  ] as const) {
    await button(sidebar, name).click();
    await dialog().getByText(words).waitFor();
    expect(await findViolations(sidebar)).toEqual([]);
    await close();
  }
  await button(sidebar, "Write").click();
  const opened = desk.kith.context.waitForEvent("page");
  await button(sidebar, "Connect a mailbox").click();
  expect((await opened).url()).toContain("#/settings/mailboxes");
  await (await opened).close();
  await close();
  await desk.kith.context.route("**/api/mailboxes{,/**}", answer);
});

test("an invitation goes out for a free time that was picked, and says to whom", async () => {
  await button(sidebar, "Schedule").click();
  const free = dialog().locator(".time-chip");
  await free.first().waitFor();
  await dialog().getByRole("radio", { name: "45 minutes" }).check({ force: true });
  expect(await dialog().getByRole("textbox", { name: "Title" }).inputValue()).toBe("Anna Berg and Lena Vogt");
  expect(await button(sidebar, "Send invitation").getAttribute("aria-disabled")).toBe("true");
  await free.first().click();
  await dialog().getByText("Anna Berg will get an invitation").waitFor();
  expect(await findViolations(sidebar)).toEqual([]);
  await button(sidebar, "Send invitation").click();
  await see(sidebar, /^Invitation sent to Anna Berg/);
  const [{ path, body } = { path: "", body: {} }] = taken();
  expect(path).toBe(`/api/mailboxes/${mailboxId}/schedule`);
  const attendees = [{ name: "Anna Berg", address: "anna.berg@norvik.example" }];
  expect(body).toMatchObject({
    title: "Anna Berg and Lena Vogt",
    wantsVideo: true,
    attendees,
    timeZone: process.env.TZ,
  });
  const [from, to] = [String(body.startsAt), String(body.endsAt)];
  expect([Date.parse(to) - Date.parse(from), from > inMs(0)]).toEqual([45 * minuteMs, true]);
});

test("a mail is sent once, to whom it says, and what was written survives closing", async () => {
  await button(sidebar, "Write").click();
  const text = dialog().getByRole("textbox", { name: "Message" });
  await text.fill("Dear Anna,\nweek 49 holds.");
  await close();
  await button(sidebar, "Write").click();
  expect(await text.inputValue()).toBe("Dear Anna,\nweek 49 holds.");
  await dialog().getByText("This goes to Anna Berg").waitFor();
  await button(sidebar, "Send").click();
  await dialog().getByText("A mail needs a subject").waitFor();
  await dialog().getByRole("textbox", { name: "Subject" }).fill("Delivery");
  await dialog().getByRole("textbox", { name: "Subject" }).press("Enter");
  expect(taken()).toEqual([]);
  await button(sidebar, "Send").click();
  await sent();
  const to = [{ name: "Anna Berg", address: "anna.berg@norvik.example" }];
  const words = { subject: "Delivery", text: "Dear Anna,\nweek 49 holds.", inReplyTo: null };
  expect(taken()).toMatchObject([{ path: `/api/mailboxes/${mailboxId}/send`, body: { to, cc: [], ...words } }]);
});

async function write(subject: string) {
  await button(sidebar, "Write").click();
  await dialog().getByRole("textbox", { name: "Subject" }).fill(subject);
  await dialog().getByRole("textbox", { name: "Message" }).fill("Text");
  await button(sidebar, "Send").click();
}

test("a send whose outcome is unknown says so, is asked about, and is never another mail", async () => {
  answers = ["unknown", "unknown", "sent"];
  await write("Unknown");
  await dialog().getByText("We do not know whether this was sent").waitFor();
  await dialog().getByText("Kith is finding out and will not send it again.").waitFor();
  expect(await button(sidebar, "Send").getAttribute("aria-disabled")).toBe("true");
  expect(await findViolations(sidebar)).toEqual([]);
  await close();
  await see(sidebar, "We do not know whether this was sent");
  await sidebar.getByText("We do not know whether this was sent").waitFor({ state: "detached", timeout: 15_000 });
  const ids = taken().map(({ body }) => body.id);
  expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
});

test("an answer that is no outcome never offers to send what may be sent", async () => {
  answers = ["internal", "rate_limited", "sent"];
  await write("Broken");
  await dialog().getByText("We do not know whether this was sent").waitFor();
  await close();
  await sidebar.getByText("We do not know whether this was sent").waitFor({ state: "detached", timeout: 30_000 });
  expect(await sidebar.getByText("Not sent").count()).toBe(0);
  const ids = taken().map(({ body }) => body.id);
  expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
});

test("a send that turns out never to have been taken can go out again, from the card too", async () => {
  answers = ["unknown", "refused", "sent"];
  await write("Lost");
  await dialog().getByText("We do not know whether this was sent").waitFor();
  await close();
  await see(sidebar, "Not sent");
  await button(sidebar, "Try again").click();
  await sidebar.getByText("Not sent").waitFor({ state: "detached" });
  await expect.poll(() => asked.length).toBe(3);
  const [first, second, third] = taken().map(({ body }) => body);
  expect([first?.id === second?.id, second?.id === third?.id, third?.subject]).toEqual([true, false, "Lost"]);
});

test("refused keeps the text and tries as another mail; an answer that was lost asks with the same", async () => {
  answers = ["refused", "gone", "sent"];
  await write("Refused");
  await dialog().getByText("Not sent").waitFor();
  await dialog()
    .getByText(/Quota exceeded\. Your text is kept\./)
    .waitFor();
  expect(await dialog().getByRole("textbox", { name: "Message" }).inputValue()).toBe("Text");
  await button(sidebar, "Try again").click();
  await dialog()
    .getByText(/The server cannot be reached/)
    .waitFor();
  await button(sidebar, "Try again").click();
  await sent();
  const [refused, lost, last] = taken().map(({ body }) => body.id);
  expect([refused === lost, lost === last]).toEqual([false, true]);
});

async function reopen() {
  await page.close();
  page = await desk.kith.openThread("gmail", "norvik-offer");
  sidebar = await desk.kith.sidebar(page);
  await button(sidebar, "Write").waitFor();
}

test("what became of a mail is told after the page it was written in is gone", async () => {
  answers = Array.from({ length: 50 }, () => "unknown" as const);
  await write("Unknown for long");
  await dialog().getByText("We do not know whether this was sent").waitFor();
  await reopen();
  await see(sidebar, "We do not know whether this was sent");
  expect(await picture(page, sidebar, "send-unknown")).toEqual([]);
  answers = ["refused"];
  await see(sidebar, "Not sent");
  expect(await picture(page, sidebar, "send-refused")).toEqual([]);
  await button(sidebar, "Close").click();
  await sidebar.getByText("Not sent").waitFor({ state: "detached" });
  await button(sidebar, "Write").click();
  expect(await dialog().getByRole("textbox", { name: "Subject" }).inputValue()).toBe("Unknown for long");
  await close();
  expect(new Set(taken().map(({ body }) => body.id)).size).toBe(1);
});

test("what did not get out stands in the form again, and goes out as the same mail", async () => {
  answers = ["gone", "sent"];
  await write("Not yet");
  await dialog().getByText("What you wrote stays here.").waitFor();
  await reopen();
  await button(sidebar, "Write").click();
  await dialog().getByText("The server cannot be reached").waitFor();
  expect(await picture(page, sidebar, "send-offline")).toEqual([]);
  expect(await dialog().getByRole("textbox", { name: "Subject" }).inputValue()).toBe("Not yet");
  await button(sidebar, "Try again").click();
  await sent();
  const [first, second] = taken().map(({ body }) => body.id);
  expect(first).toBe(second);
});

test("a mail that is logged is answered in its thread", async () => {
  await button(sidebar, "Log message").click();
  await button(sidebar, "Un-log").waitFor();
  await write("Re: pumps");
  await sent();
  const { entries } = await ask(desk.page, "timeline.get", { contactId: anna, companyId: null, kinds: null, limit: 5 });
  const [logged] = entries.flatMap((entry) => (entry.kind === "activity" ? [entry.record.id] : []));
  expect(taken()).toMatchObject([{ body: { inReplyTo: logged } }]);
});

test("a reminder can be for when no reply comes, and says so", async () => {
  await button(sidebar, "Remind me").click();
  await sidebar.getByRole("checkbox", { name: "Only if no reply comes" }).check();
  await sidebar.getByRole("button", { name: /^Tomorrow/ }).click();
  await see(sidebar, /Reminder set/);
  const { openTasks } = (await ask(desk.page, "person.get", { id: anna })) ?? { openTasks: [] };
  const title = "No reply from Anna Berg";
  expect(openTasks).toMatchObject([
    { task: { kind: "mail", title, doneBy: "reply", threadKey: expect.stringMatching(/^gmail:/) } },
  ]);
  await sidebar.locator("body").press("t");
  await see(sidebar, /only if no reply comes/);
});
