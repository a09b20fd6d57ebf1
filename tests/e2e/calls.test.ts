// Before, during and after calls and meetings: the notification, the card, how it went, and what everybody sees of it.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { aMeeting, button, CallDesk, dayMs, inMs, minuteMs, morningZone, see } from "./call-desk.ts";
import { addTeam, lena, openKith, robin } from "./extension.ts";
import { ask } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

process.env.TZ = morningZone();
let server: TestServer;
let workspaceId: string;
let desk: CallDesk;
let anna: string;
let omar: string;

beforeAll(async () => {
  server = await openServer();
  workspaceId = await addTeam(server, [lena, robin]);
  desk = new CallDesk(await openKith({ server }), server, workspaceId);
  await desk.start(lena);
  await ask(desk.page, "settings.set", { notificationDetail: true });
  const rest = { phones: ["+46855501234"], lifecycle: "customer", emails: ["anna@norvik.example"] };
  anna = await desk.person("Anna Berg", { title: "Head of Purchasing", ...rest });
  omar = await desk.person("Omar Haddad");
});
afterAll(async () => {
  await desk?.kith.close();
  await server?.close();
});

const timeline = (contactId: string, who = desk) =>
  ask(who.page, "timeline.get", { contactId, companyId: null, kinds: null, limit: 50 });

describe("before", () => {
  afterEach(() => desk.clear());

  test("a meeting is told of five minutes before it, once, with the worker asleep", async () => {
    const meeting = await desk.meeting({ startsAt: inMs(5 * minuteMs + 5_000), contactIds: [anna] });
    expect(await desk.notifications()).toEqual([]);
    await desk.kith.killWorker();
    await expect.poll(() => desk.notifications(), { timeout: 60_000 }).toEqual([`meeting ${meeting.id}`]);
    await desk.clear();
    await desk.kith.killWorker();
    expect(await desk.settledNotifications()).toEqual([]);
    await desk.put([], [meeting.id]);
    await desk.has(meeting.id, undefined);
  });

  test("a meeting that moves away is taken back and told of again at its new time; a cancelled one is gone", async () => {
    const meeting = await desk.meeting({ startsAt: inMs(4 * minuteMs), contactIds: [anna] });
    const shown = [`meeting ${meeting.id}`];
    await expect.poll(() => desk.notifications()).toEqual(shown);
    await desk.meeting({ ...meeting, startsAt: inMs(90 * minuteMs), endsAt: inMs(120 * minuteMs) });
    await expect.poll(() => desk.notifications()).toEqual([]);
    await desk.meeting({ ...meeting, startsAt: inMs(3 * minuteMs), endsAt: inMs(33 * minuteMs) });
    await expect.poll(() => desk.notifications()).toEqual(shown);
    await desk.clear();
    // Back at a time it was told of already.
    await desk.meeting(meeting);
    expect(await desk.settledNotifications()).toEqual([]);
    const again = await desk.meeting({ ...meeting, startsAt: inMs(2 * minuteMs) });
    await expect.poll(() => desk.notifications()).toEqual(shown);
    await desk.put([], [again.id]);
    await expect.poll(() => desk.notifications()).toEqual([]);
  });

  test("nobody is told of what is somebody else's, of nobody known, over, said or the whole day long", async () => {
    const startsAt = inMs(2 * minuteMs);
    const colleague = await desk.meeting({ startsAt, contactIds: [anna], ownerIds: [crypto.randomUUID()] });
    const nobody = await desk.meeting({ startsAt });
    const over = await desk.meeting({ startsAt: inMs(-40 * minuteMs), contactIds: [anna] });
    const said = await desk.meeting({ startsAt, contactIds: [anna], outcome: "done" });
    const day = inMs(0).slice(0, 10);
    const fair = { startsAt: `${day}T00:00:00.000Z`, endsAt: `${inMs(2 * dayMs).slice(0, 10)}T00:00:00.000Z` };
    const allDay = await desk.meeting({ ...fair, isAllDay: true, contactIds: [anna] });
    expect(await desk.settledNotifications()).toEqual([]);
    await desk.put([], [colleague.id, nobody.id, over.id, said.id, allDay.id]);
    await desk.has(allDay.id, undefined);
  });

  test("how long before is the rep's choice; a call is told of like a meeting, and not again when it is due", async () => {
    const call = await desk.callTask("Call Omar Haddad", omar, inMs(20 * minuteMs));
    expect(await desk.notifications()).toEqual([]);
    await ask(desk.page, "settings.set", { preCallMinutes: 30 });
    await expect.poll(() => desk.notifications()).toEqual([`call ${call}`]);
    await desk.clear();
    await ask(desk.page, "settings.set", { preCallMinutes: 5 });
    await desk.mutate("task.snooze", { id: call, dueAt: inMs(-1_000) });
    await expect.poll(() => desk.notifications()).toEqual([`call ${call}`]);
    await desk.press(`call ${call}`, 1);
    await expect.poll(() => desk.notifications()).toEqual([]);
    const { openTasks } = (await ask(desk.page, "person.get", { id: omar })) ?? { openTasks: [] };
    expect(Date.parse(openTasks[0]?.task.dueAt ?? "")).toBeGreaterThan(Date.now() + 55 * minuteMs);
    await desk.mutate("task.finish", { id: call });
  });

  test("several missed while the computer slept come once, together", async () => {
    await desk.kith.killWorker();
    const startsAt = inMs(2 * minuteMs);
    const both = [anna, omar].map((contactId) => ({ startsAt, contactIds: [contactId], ownerIds: [desk.memberId] }));
    const meetings = both.map(aMeeting);
    await desk.put(meetings);
    await expect.poll(() => desk.notifications(), { timeout: 60_000 }).toEqual(["task group"]);
    await desk.put(
      [],
      meetings.map(({ id }) => id),
    );
    await expect.poll(() => desk.notifications()).toEqual([]);
  });

  test("its buttons open the card in a window and the meeting itself", async () => {
    const meeting = await desk.meeting({ startsAt: inMs(3 * minuteMs), contactIds: [anna] });
    await desk.page.bringToFront();
    const card = desk.kith.context.waitForEvent("page");
    await desk.press(`meeting ${meeting.id}`, 0);
    const opened = await card;
    await see(opened, "Offer review");
    expect(opened.url()).toContain(`#/call/${meeting.id}`);
    await opened.close();
    const joined = desk.kith.context.waitForEvent("request", (request) => request.url() === meeting.joinUrl);
    const tab = desk.kith.context.waitForEvent("page");
    await desk.press(`meeting ${meeting.id}`, 1);
    await joined;
    await (await tab).close();
    await desk.put([], [meeting.id]);
  });

  test("beside a mail the card comes into the sidebar, unfolded", async () => {
    const meeting = await desk.meeting({ startsAt: inMs(3 * minuteMs), contactIds: [omar], title: "Pump test" });
    const page = await desk.kith.openThread("gmail", "norvik-offer");
    const sidebar = await desk.kith.sidebar(page);
    await sidebar.getByRole("list", { name: "People in this thread" }).waitFor();
    await button(sidebar, "Fold the sidebar").click();
    await button(sidebar, "Unfold the sidebar").waitFor();
    await desk.press(`meeting ${meeting.id}`, null);
    await sidebar.getByRole("heading", { name: "Pump test" }).waitFor();
    await button(sidebar, "Omar Haddad").click();
    await button(sidebar, "Remind me").waitFor();
    await page.close();
    await desk.put([], [meeting.id]);
  });
});

describe("the card", () => {
  test("says all that matters and takes the outcome with the next step, also without network", async () => {
    const company = crypto.randomUUID();
    const where = { name: "Norvik AB", domain: null, website: null, phones: [], address: null, ownerId: null };
    await desk.mutate("company.create", { id: company, record: where });
    await desk.mutate("contact.update", { id: anna, changes: { companyId: { from: null, to: company } } });
    await desk.log("mail", "Re: Offer for autumn", anna, inMs(-dayMs), "Eight of the IE4 motors then.");
    await desk.log("call", "Six minutes", anna, inMs(-9 * dayMs));
    await desk.note("Decides alone up to 50,000.", anna);
    await desk.callTask("Ask about the service contract", anna, inMs(3 * dayMs));
    const kari = { name: "Kari Nord", address: "kari@norvik.example", role: "to" as const };
    const meeting = await desk.meeting({ startsAt: inMs(25 * minuteMs), contactIds: [anna], participants: [kari] });
    await desk.go(`#/call/${meeting.id}`);
    await desk.kith.goOffline();
    await desk.page.reload({ waitUntil: "domcontentloaded" });
    const card = desk.page.getByRole("article");
    const said = [
      "in 25 minutes",
      "Offer review",
      "Anna Berg",
      "Head of Purchasing · Norvik AB",
      "Customer",
      "Kari Nord",
    ];
    const known = [
      "Re: Offer for autumn",
      "Eight of the IE4 motors",
      "Six minutes",
      "service contract",
      "Decides alone",
    ];
    for (const words of [...said, ...known]) await card.getByText(words).first().waitFor({ timeout: 10_000 });
    expect(await card.getByRole("link", { name: "Join" }).getAttribute("href")).toBe(meeting.joinUrl);
    expect(await card.getByRole("link", { name: /^Call/ }).getAttribute("href")).toBe("tel:+46855501234");

    await button(desk.page, "Reached").click();
    await see(desk.page, "Reached: Anna Berg");
    await button(desk.page, "In 3 days").click();
    await see(desk.page, /Reminder set for/);
    await desk.page.getByRole("textbox", { name: /What was said/ }).fill("Signs on Friday");
    await desk.page.getByRole("textbox", { name: /What was said/ }).press("Control+Enter");
    await expect.poll(async () => (await ask(desk.page, "call.get", { id: meeting.id }))?.note).toBe("Signs on Friday");
    const { openTasks } = (await ask(desk.page, "person.get", { id: anna })) ?? { openTasks: [] };
    expect(openTasks.map(({ task }) => task.title)).toContain("Call Anna Berg");

    await desk.kith.goOnline();
    await ask(desk.page, "sync.now", {});
    await see(desk.page, "All changes saved");
    await desk.put([], [meeting.id]);
    await desk.has(meeting.id, undefined);
    await see(desk.page, "This call or meeting is no longer there");
  });

  test("a day chosen first goes with the outcome, by the keyboard alone, and Undo takes both back", async () => {
    const meeting = await desk.meeting({ startsAt: inMs(-60 * minuteMs), contactIds: [omar], title: "Kick-off" });
    await desk.go(`#/call/${meeting.id}`);
    await desk.page.getByRole("heading", { name: "Kick-off" }).waitFor();
    await button(desk.page, "Tomorrow").focus();
    await desk.page.keyboard.press("Enter");
    await desk.page.keyboard.press("4");
    await see(desk.page, "Done: Omar Haddad");
    const before = (await ask(desk.page, "person.get", { id: omar }))?.openTasks ?? [];
    expect(before.map(({ task }) => task.title)).toEqual(["Call Omar Haddad"]);
    await button(desk.page, "Undo").click();
    await see(desk.page, "Taken back");
    expect((await ask(desk.page, "person.get", { id: omar }))?.openTasks).toEqual([]);
    expect(await ask(desk.page, "call.get", { id: meeting.id })).toMatchObject({ outcome: null });
    await desk.put([], [meeting.id]);
  });

  test("a call that is moved asks for its day first", async () => {
    const call = await desk.callTask("Call Omar Haddad", omar, inMs(-minuteMs));
    await desk.go(`#/call/${call}`);
    await button(desk.page, "Moved").click();
    await see(desk.page, "To when?");
    await button(desk.page, "Next week").click();
    await see(desk.page, "Moved: Omar Haddad");
    const [open] = (await ask(desk.page, "person.get", { id: omar }))?.openTasks ?? [];
    expect([open?.task.id, (open?.task.dueAt ?? "") > inMs(0)]).toEqual([call, true]);
    await button(desk.page, "No answer").click();
    await expect
      .poll(async () => (await timeline(omar)).entries[0])
      .toMatchObject({ record: { outcome: "no_answer" } });
    expect((await ask(desk.page, "person.get", { id: omar }))?.contact.lastContactAt).toBeNull();
  });
});

describe("after", () => {
  test("Today asks how it went, offers the next step, and stops asking when told to", async () => {
    const ended = await desk.meeting({ startsAt: inMs(-2 * dayMs), contactIds: [anna], title: "Intro" });
    const other = await desk.meeting({ startsAt: inMs(-dayMs), contactIds: [omar], title: "Visit" });
    await desk.go("#/today");
    const region = desk.page.getByRole("region", { name: "How did it go?" });
    await region.getByRole("button", { name: "Reached: Anna Berg" }).click();
    await region.getByRole("button", { name: "Next week" }).click();
    await see(desk.page, /Reminder set for/);
    await region.getByRole("button", { name: "Do not ask about “Omar Haddad”" }).click();
    await region.waitFor({ state: "detached" });
    await desk.page.reload();
    await desk.page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
    expect((await ask(desk.page, "today.get", {})).unsaid).toEqual([]);
    await desk.put([], [ended.id, other.id]);
  });

  test("everybody sees how a shared meeting went, nobody a private one", async () => {
    const shared = await desk.meeting({ startsAt: inMs(-3 * dayMs), contactIds: [anna], title: "Shared" });
    const hidden = { sharing: "nothing", privateTo: desk.memberId } as const;
    const own = await desk.meeting({ ...hidden, startsAt: inMs(-4 * dayMs), contactIds: [anna], title: "Own" });
    const coming = await desk.meeting({ startsAt: inMs(2 * dayMs), contactIds: [anna], title: "Weekly" });
    for (const { id } of [shared, own]) {
      await desk.mutate("meeting.recordOutcome", { id, outcome: "done", note: `Words of ${id}`, next: null });
    }
    await desk.go(`#/people/${anna}`);
    await see(desk.page, "Upcoming");
    await desk.page.getByRole("group").filter({ hasText: "Shared" }).getByText("Done").waitFor();
    await see(desk.page, "All changes saved");
    const colleague = new CallDesk(await openKith({ server }), server, workspaceId);
    await colleague.start(robin);
    await colleague.has(shared.id, shared.startsAt);
    await expect
      .poll(async () =>
        (await timeline(anna, colleague)).entries.flatMap((entry) => (entry.kind === "meeting" ? [entry.view] : [])),
      )
      .toMatchObject([{ meeting: { title: "Shared" }, outcome: "done", note: `Words of ${shared.id}`, isMine: false }]);
    expect(JSON.stringify(await timeline(anna, colleague))).not.toContain(own.id);
    expect((await timeline(anna, colleague)).upcoming.map(({ meeting }) => meeting.id)).toEqual([coming.id]);
    await colleague.kith.close();
  });
});
