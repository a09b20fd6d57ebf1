// A mailbox with nothing in between: the built extension, a real server with its engine and jobs, and the vendors'
// stand-ins over TLS. What a rep presses is looked for at the vendor, and what happens there on the rep's screen.
import type { Frame, Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openMail, seeStatus } from "../demo/job.ts";
import { connectMailbox, seeFound, type VendorPages, vendorPages } from "../demo/mailbox-job.ts";
import { type Mailboxes, openMailboxes } from "../demo/mailboxes.ts";
import type { FaultRule, Faults } from "../sandbox/mailboxes/faults.ts";
import { instantOf, type World, type WorldEvent, type WorldMessage } from "../sandbox/mailboxes/world.ts";
import type { WebmailName } from "../sandbox/webmail/sandbox.ts";
import { aLetter, aThread } from "../sandbox/webmail/world/write.ts";
import { demoWorld, type MailWorld, shiftWorld } from "../sandbox/webmail/world.ts";
import { addTeam, type Kith, lena, openKith, type Person } from "./extension.ts";
import { ask } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

/** Turns of the engine lie between what is pressed and what is seen, and the machine may do ten other things. */
const patient = { timeout: 30_000 };

const { account, timeZone } = demoWorld;
const vera = { name: "Vera Lindqvist", address: "vera@lindqvist-bryggeri.example" };
const stranger = { name: "Otto Brandt", address: "otto@brandt-messebau.example" };
const question = aThread("vera-question", "Six pumps for the brewery", [
  aLetter("vera-question-1", { from: vera, at: "2026-10-07 08:15", text: "Hi Lena,\n\nwhat would six pumps cost?" }),
]);
/** What Lena's webmails show; more lies where only the vendors see it. */
const mail: MailWorld = shiftWorld({ ...demoWorld, threads: [question] }, new Date().toISOString());

const place = "Customers";
const inPlace = "Delivery in spring";
const byStranger = "Your stand at the fair";
const outside = question.subject;

let mailboxes: Mailboxes;
let server: TestServer;
beforeAll(async () => {
  mailboxes = await openMailboxes(mail);
  server = await openServer(null, { ...mailboxes.serverOptions, pollSeconds: 1 });
});
afterAll(async () => {
  await server?.close();
  await mailboxes?.close();
});

let made = 0;
function aMessage(over: Pick<WorldMessage, "subject" | "from" | "to">): WorldMessage {
  made += 1;
  const parts = { references: [], cc: [], text: over.subject, html: null, headers: {} };
  return {
    id: `made-${made}`,
    messageId: `<made-${made}@world.example>`,
    at: new Date().toISOString(),
    ...parts,
    ...over,
  };
}

/** Of half an hour, on Lena's calendar. */
function anEvent(over: Pick<WorldEvent, "title" | "start" | "end"> & Partial<WorldEvent>): WorldEvent {
  made += 1;
  return {
    id: `event${made}`,
    uid: `event${made}@world.example`,
    timeZone,
    isAllDay: false,
    recurrence: null,
    organizer: account,
    attendees: [],
    visibility: "default",
    kind: "meeting",
    location: null,
    meetingUrl: null,
    description: "",
    isCancelled: false,
    exceptions: new Map(),
    updatedAt: "",
    ...over,
  };
}

const vendors: readonly {
  webmail: WebmailName;
  send: FaultRule["url"];
  find: FaultRule["url"];
  findsBefore: number;
}[] = [
  { webmail: "gmail", send: /\/messages\/send/, find: /rfc822msgid/, findsBefore: 0 },
  // Looks for what an earlier try has left before it sends.
  { webmail: "outlook", send: /\/send$/, find: /filter=internetMessageId/, findsBefore: 1 },
];

describe.each(vendors)("a mailbox behind $webmail", ({ webmail, send, find, findsBefore }) => {
  // A workspace each: the mailboxes have one address, and nobody in one knows what the other has brought.
  const rep: Person = { ...lena, email: `lena-${webmail}@brightwater.example` };
  let kith: Kith;
  let world: World;
  let faults: Faults;
  let veraId: string;
  let settings: Page;
  /** Vera's page. */
  let page: Page;
  beforeAll(async () => {
    world = mailboxes.worlds[webmail];
    faults = (webmail === "gmail" ? mailboxes.google : mailboxes.microsoft).faults;
    world.addFolder(account.address, place);
    world.put(account.address, aMessage({ subject: inPlace, from: vera, to: [account] }), place);
    world.put(account.address, aMessage({ subject: byStranger, from: stranger, to: [account] }), place);
    await addTeam(server, [rep], `Brightwater ${webmail}`);
    kith = await openKith({ server, world: mail, timeZone, trustsAnyCertificate: true });
    await kith.signIn(rep);
    settings = await kith.openPage("dashboard.html#/settings/mailboxes");
    veraId = crypto.randomUUID();
    const own = { title: null, companyId: null, phones: [], address: null, lifecycle: "prospect", source: null };
    const record = { ...own, name: vera.name, emails: [vera.address], ownerId: null, lastContactAt: null };
    await ask(settings, "mutate", { name: "contact.create", args: { id: veraId, record }, seen: null });
    page = await kith.openPage(`dashboard.html#/people/${veraId}`);
  });
  afterAll(() => kith?.close());

  const onTimeline = () => page.getByRole("region", { name: "Timeline" }).getByRole("listitem");
  const times = (subject: string) => onTimeline().filter({ hasText: subject }).count();
  /** The timeline comes to hold these and nothing else, each once. */
  const seeTimeline = (subjects: string[]) =>
    expect
      .poll(async () => {
        const found = (await onTimeline().allInnerTexts()).map((words) => words.replaceAll(/\s+/g, " "));
        return found.map((words) => subjects.find((subject) => words.includes(subject)) ?? words).sort();
      }, patient)
      .toEqual([...subjects].sort());
  const lyingIn = (folder: string, subject: string) =>
    [...world.mailbox(account.address).messages.values()].filter(
      (placed) => placed.folder === folder && placed.message.subject === subject,
    );
  /** Everything that was at the vendor until now has been seen when this is: it came after it, the same way. */
  async function seeLaterMail(subject: string) {
    world.send(aMessage({ subject, from: account, to: [vera] }));
    await onTimeline().filter({ hasText: subject }).waitFor(patient);
  }
  const seeCount = (of: Page | Frame | Locator, words: string | RegExp) => of.getByText(words).first().waitFor(patient);

  /** Lena signs in to Kith under another address than her mailbox has: Kith asks whose it is. */
  const vendor: VendorPages = {
    ...vendorPages[webmail],
    allow: async (theirs, address) => {
      await vendorPages[webmail].allow(theirs, address);
      await theirs.getByRole("heading", { name: "Whose mail is this?" }).waitFor(patient);
      await theirs.getByRole("button", { name: "Connect", exact: true }).click();
    },
  };

  test("brings in what lies in the chosen place and is from somebody known", async () => {
    await settings.bringToFront();
    await settings.getByRole("radio", { name: "Chosen labels or folders" }).check(patient);
    await connectMailbox(settings, kith.context, vendor, account.address);
    await settings.bringToFront();
    await settings.getByRole("checkbox", { name: place, exact: true }).check(patient);
    await settings.getByRole("radio", { name: "Everything" }).check({ force: true, ...patient });
    await seeCount(settings, /about 2 messages/);
    await settings.getByRole("button", { name: "Start", exact: true }).click();
    await settings.getByText("Everything is here").first().waitFor(patient);
    await seeTimeline([inPlace]);
    await settings.getByRole("link", { name: /why each message is here/i }).click();
    const rows = settings.getByRole("row");
    await rows.filter({ hasText: inPlace }).getByText(`On the timeline of ${vera.name}`).waitFor(patient);
    await rows.filter({ hasText: byStranger }).getByText("Left out: nobody in it is saved").waitFor(patient);
    // What lies elsewhere is never read: not so much as its subject is here.
    expect(await rows.filter({ hasText: outside }).count()).toBe(0);
  });

  async function climb(act: (dialog: Locator) => Promise<void>) {
    await settings.bringToFront();
    await settings.evaluate(() => {
      location.hash = "#/settings/mailboxes";
    });
    await settings.getByRole("button", { name: "Change: Kith may" }).click(patient);
    const dialog = settings.getByRole("dialog");
    await act(dialog);
    await dialog.getByRole("button", { name: "Change it" }).click();
    await dialog.waitFor({ state: "detached", ...patient });
    await page.bringToFront();
  }

  test("the whole mailbox brings the rest by itself", async () => {
    await climb((dialog) => dialog.getByRole("radio", { name: "The whole mailbox" }).check());
    await seeTimeline([inPlace, outside]);
  });

  test("a meeting is offered when the calendar is free, made once though its answer is lost, and on the timeline once", async () => {
    const today = new Date().toLocaleDateString("sv-SE", { timeZone });
    const busy = { title: "Booked", start: `${today}T09:00:00`, end: `${today}T16:30:00` };
    world.putEvent(anEvent({ ...busy, recurrence: { every: "day", interval: 1, count: 20 } }));
    await page.getByRole("button", { name: "Schedule" }).click();
    const dialog = page.getByRole("dialog");
    // The second day offered: of the first one some may be over.
    await dialog
      .getByRole("radiogroup", { name: "Day" })
      .getByRole("radio")
      .nth(1)
      .check({ force: true, ...patient });
    const free = dialog.getByRole("group", { name: "When" }).getByRole("button", { name: /\d/ });
    await expect.poll(() => free.allInnerTexts(), patient).toEqual([expect.stringMatching(/^(16:30|4:30\sPM)$/)]);
    await free.click();
    const title = "Pumps and prices";
    await dialog.getByRole("textbox", { name: "Title" }).fill(title);
    expect(await dialog.getByRole("checkbox", { name: "With a video link" }).isChecked()).toBe(true);
    faults.add({ fault: { kind: "lost_answer" }, method: "POST", url: /\/events(\?|$)/ });
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await dialog.getByText("What you wrote stays here.").waitFor(patient);
    expect(faults.waiting).toBe(0);
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await page.getByText(`Invitation sent to ${vera.name}`).first().waitFor(patient);
    const found = () => [...world.mailbox(account.address).events.values()].filter((event) => event.title === title);
    expect(found()).toMatchObject([
      {
        start: expect.stringContaining("T"),
        attendees: expect.anything(),
        meetingUrl: expect.stringMatching(/^https:/),
      },
    ]);
    const [event] = found() as [WorldEvent];
    expect(event.attendees.map(({ person }) => person.address)).toContain(vera.address);
    const starts = new Date(instantOf(event.start, event.timeZone));
    expect(starts.toLocaleTimeString("sv-SE", { timeZone })).toBe("16:30:00");
    await onTimeline().filter({ hasText: title }).waitFor(patient);
    const [day = ""] = event.start.split("T");
    const attendees = [{ person: vera, answer: "accepted" as const }];
    world.putEvent(anEvent({ title: "A later event", start: `${day}T18:00:00`, end: `${day}T18:30:00`, attendees }));
    await onTimeline().filter({ hasText: "A later event" }).waitFor(patient);
    expect([await times(title), found().length]).toEqual([1, 1]);
  });

  async function write(where: Page | Frame, subject: string | null) {
    await where.getByRole("button", { name: "Write", exact: true }).click(patient);
    const dialog = where.getByRole("dialog");
    if (subject) await dialog.getByRole("textbox", { name: "Subject" }).fill(subject, patient);
    await dialog.getByRole("textbox", { name: "Message" }).fill("Six of them cost as much as five.", patient);
    return dialog;
  }

  test("a mail goes out once, and is on the timeline once", async () => {
    const subject = "Prices for six pumps";
    const dialog = await write(page, subject);
    await dialog.getByRole("button", { name: "Send", exact: true }).dblclick();
    await page
      .getByText(new RegExp(`^Sent to ${vera.name}`))
      .first()
      .waitFor(patient);
    expect(lyingIn("sent", subject)).toMatchObject([{ message: { from: account, to: [vera] } }]);
    await onTimeline().filter({ hasText: subject }).waitFor(patient);
    await seeLaterMail("After the mail");
    expect([await times(subject), lyingIn("sent", subject).length]).toEqual([1, 1]);
  });

  test("a mail that was found is answered in its thread", async () => {
    const webmailPage = await kith.context.newPage();
    const sidebar = await openMail(kith, webmail, question.id, webmailPage);
    await seeFound(sidebar);
    const dialog = await write(sidebar, null);
    await dialog.getByText(`Reply to ${vera.name}`).waitFor();
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await seeStatus(sidebar, new RegExp(`^Sent to ${vera.name}`));
    const subject = `Re: ${question.subject}`;
    const [asked, ...others] = lyingIn("inbox", question.subject);
    expect(others).toEqual([]);
    expect(lyingIn("sent", subject)).toMatchObject([
      { thread: asked?.thread, message: { references: [asked?.message.messageId], to: [vera] } },
    ]);
    await onTimeline().filter({ hasText: subject }).waitFor(patient);
    await seeLaterMail("After the reply");
    expect([await times(subject), lyingIn("sent", subject).length]).toEqual([1, 1]);
    await webmailPage.close();
    await page.bringToFront();
  });

  test("a send whose answer is lost is not known to be sent until it is found, and is there once", async () => {
    const subject = "The lost answer";
    faults.add({ fault: { kind: "lost_answer" }, method: "POST", url: send });
    const pause = { kind: "status", status: 429, headers: { "retry-after": "1" } } as const;
    faults.add({ fault: pause, url: find, after: findsBefore, times: 1_000 });
    const dialog = await write(page, subject);
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await dialog.getByText("We do not know whether this was sent").waitFor(patient);
    await dialog.getByRole("button", { name: "Close", exact: true }).click();
    await page.getByText("Kith is finding out and will not send it again.").waitFor(patient);
    expect(lyingIn("sent", subject).length).toBe(1);
    // That the vendor wants a pause says nothing of the mail, and must not offer to send another.
    const paused = kith.context.waitForEvent("response", {
      predicate: (response) => response.url().endsWith("/send") && response.status() === 429,
      ...patient,
    });
    await page.getByRole("button", { name: "Ask again" }).click();
    await paused;
    faults.clear();
    await page.getByText("We do not know whether this was sent").waitFor({ state: "detached", ...patient });
    expect(await page.getByText("Not sent", { exact: true }).count()).toBe(0);
    await onTimeline().filter({ hasText: subject }).waitFor(patient);
    await seeLaterMail("After what was found");
    expect([await times(subject), lyingIn("sent", subject).length, lyingIn("drafts", subject).length]).toEqual([
      1, 1, 0,
    ]);
  });

  test("the chosen place alone takes the rest away again, but not what was written here", async () => {
    await climb(async (dialog) => {
      await dialog.getByRole("radio", { name: "Chosen labels or folders" }).check();
      await dialog.getByRole("checkbox", { name: place, exact: true }).check(patient);
    });
    const written = ["Prices for six pumps", `Re: ${question.subject}`, "The lost answer"];
    await seeTimeline([inPlace, ...written, "Pumps and prices", "A later event"]);
    const subject = "With chosen places only";
    const dialog = await write(page, subject);
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await seeTimeline([inPlace, ...written, subject, "Pumps and prices", "A later event"]);
  });
});
