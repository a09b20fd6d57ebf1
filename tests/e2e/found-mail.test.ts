// What mailboxes bring to a timeline: whose it is, how much everybody sees of it, and the say over that.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import { robin } from "./extension.ts";
import { MailboxDesk, patient } from "./mailbox-desk.ts";
import { ask, picture } from "./pictures.ts";

const entry = (subject: string) => desk.page.locator("details").filter({ hasText: subject });
let robins: string;
let contactId: string;
/** She writes the mail that is on screen in the webmail. */
let anna: string;

const aMail = (name: string, over: Partial<Activity>): Activity => {
  const participants = [
    { name: "Anna Berg", address: "anna@norvik.example", role: "from" as const },
    { name: "Robin Ekström", address: robin.email, role: "to" as const },
  ];
  const id = crypto.randomUUID();
  const stamps = { createdAt: "2026-11-20T09:13:00.000Z", updatedAt: "2026-11-20T09:13:00.000Z" };
  const own = { kind: "mail" as const, direction: "in" as const, link: null, outcome: null };
  const people = { participants, contactIds: [contactId] };
  const keys = { threadKeys: [`thread:${name}`], messageKeys: [`mid:${name}@norvik.example`] };
  const by = { createdBy: null, updatedBy: null, at: "2026-11-20T09:12:00.000Z" };
  const shown = { subject: "", text: "", ownerIds: [robins], sharing: "metadata" as const, privateTo: null };
  return { id, ...stamps, ...by, ...own, ...people, ...keys, ...shown, ...over };
};

/** As the server itself writes them. */
const put = (records: Activity[]) =>
  desk.server.put({ workspaceId: desk.workspaceId, entity: "activity", records, removed: [] });

let desk: MailboxDesk;
beforeAll(async () => {
  desk = await MailboxDesk.open();
  const members = await ask(desk.page, "members.list", {});
  robins = members.find(({ id }) => id !== desk.me)?.id ?? "";
  anna = await desk.addPerson("Anna Berg", "anna.berg@norvik.example");
  contactId = await desk.addPerson("Anna Lind", "lind@norvik.example");
  await desk.go(`#/people/${contactId}`);
  await desk.page.getByRole("region", { name: "Timeline" }).waitFor(patient);
  await desk.page.getByText("All changes saved").waitFor(patient);
  const offer = { ownerIds: [desk.me], sharing: "subject" as const, subject: "Offer for the autumn service" };
  const text = "Dear Lena,\n\nthank you for the offer. Could you add the installation as a line of its own?\n\nAnna";
  await put([
    aMail("offer", { ...offer, at: "2026-11-20T14:02:00.000Z" }),
    aMail("offer", { ...offer, at: "2026-11-20T14:02:00.000Z", privateTo: desk.me, text }),
    aMail("code", {
      ownerIds: [desk.me],
      sharing: "nothing",
      subject: "Your code",
      text: "123456",
      privateTo: desk.me,
    }),
    aMail("drawings", { at: "2026-11-19T08:30:00.000Z" }),
    aMail("visit", { at: "2026-11-18T08:30:00.000Z", subject: "Site visit in Alnö", sharing: "subject" }),
    aMail("order", {
      at: "2026-11-17T08:30:00.000Z",
      subject: "Order 4711",
      text: "We order eight units.",
      sharing: "everything",
      ownerIds: [desk.me, robins],
    }),
  ]);
});

afterAll(() => desk?.close());

test("my own record of a mail is the one shown, and says what everybody sees of it", async () => {
  await entry("Offer for the autumn service").waitFor(patient);
  expect(await entry("Offer for the autumn service").count()).toBe(1);
  await entry("Offer for the autumn service").click();
  await desk.see("found in your mailbox");
  await desk.see("Everybody sees the subject");
  await desk.see("Could you add the installation");
  await entry("Your code").getByText("Only you see this").waitFor({ state: "attached" });
});

test("whose mailbox it is, and that it is shared in part, is said of a colleague's", async () => {
  await entry("Mail, subject not shared").click();
  await desk.see("found in the mailbox of Robin Ekström");
  await desk.see("Robin Ekström shares only between whom this was, and when.");
  await entry("Site visit in Alnö").click();
  await desk.see("Robin Ekström shares what this was about, not the text.");
  await entry("Order 4711").click();
  await desk.see("found in your mailbox and that of Robin Ekström");
  await desk.page.setViewportSize({ width: 1280, height: 1_250 });
  await desk.take("timeline-found");
});

test("stands beside the mail as it does in the dashboard", async () => {
  const offer = { ownerIds: [desk.me], sharing: "subject" as const, subject: "Offer for the autumn service" };
  await put([
    aMail("autumn", { ...offer, contactIds: [anna], privateTo: desk.me, text: "Could you add the installation?" }),
    aMail("quiet", { contactIds: [anna], at: "2026-11-19T08:30:00.000Z" }),
  ]);
  const webmail = await desk.kith.openThread("gmail", "norvik-offer");
  const frame = await desk.kith.sidebar(webmail);
  await frame.locator("summary").filter({ hasText: "Offer for the autumn service" }).click();
  await frame.locator("summary").filter({ hasText: "Mail, subject not shared" }).click();
  await frame.getByText("Everybody sees the subject").waitFor();
  expect(await picture(webmail, frame, "sidebar-found")).toEqual([]);
  await webmail.close();
});

test("who sees a thread, or all mail with somebody, is said where it lies", async () => {
  const offer = entry("Offer for the autumn service");
  await offer.getByRole("button", { name: "Everybody sees the subject" }).click();
  await desk.page.getByRole("menuitemradio", { name: "Everything" }).waitFor();
  await desk.take("timeline-sharing-menu");
  await desk.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await offer.getByText("and in a moment everything").waitFor();
  const history = await ask(desk.page, "history.get", { recordId: null, limit: 1 });
  expect(history[0]).toMatchObject({
    name: "shareRule.setThread",
    args: { threadKey: "thread:offer", level: "everything" },
  });
  await offer.getByRole("button", { name: "Everybody sees the subject" }).click();
  await desk.page.getByText("All with this person").click();
  await desk.page.getByRole("menuitemradio", { name: "Nothing" }).click();
  expect((await ask(desk.page, "history.get", { recordId: null, limit: 1 }))[0]).toMatchObject({
    name: "shareRule.setPerson",
    args: { contactId, level: "nothing" },
  });
  await offer.getByRole("button", { name: "Everybody sees the subject" }).click();
  await desk.page.getByRole("menuitem", { name: "As this mailbox usually does" }).click();
  await offer.getByText("and in a moment nothing of it").waitFor();
});
