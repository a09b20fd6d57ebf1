// `npm run demo`: Kith at work on the stand-in webmails; `-- --headless --out DIR` does the main job by itself.
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { lena } from "../e2e/extension.ts";
import type { WebmailName } from "../sandbox/webmail/sandbox.ts";
import {
  acquaintance,
  corresponded,
  logMessage,
  openMail,
  remindTomorrow,
  saveAsLead,
  seeFields,
  seePeople,
  seeSaved,
  seeStatus,
  strangers,
  writeNote,
} from "./job.ts";
import {
  chooseWhatToImport,
  connectMailbox,
  openNextCall,
  sayReached,
  seeFound,
  seeLedger,
  startImport,
  vendorPages,
} from "./mailbox-job.ts";
import { Report } from "./report.ts";
import { openStage, type Stage } from "./stage.ts";

const webmails: readonly WebmailName[] = ["gmail", "outlook"];
const say = (text: string) => console.log(`kith: ${text}`);
const noteOf = (webmail: WebmailName) => `Written on the train, without network (${webmail}).`;

/** The job, and then the network. */
async function perform(stage: Stage, report: Report): Promise<void> {
  const pages = new Map<WebmailName, Page>();
  for (const webmail of webmails) {
    const page = await stage.lena.context.newPage();
    pages.set(webmail, page);
    await doMainJob(stage, report, webmail, page);
  }
  for (const webmail of webmails) await workOffline(stage, report, webmail, pages.get(webmail) as Page);
  for (const webmail of webmails) await followMailbox(stage, report, webmail, pages.get(webmail) as Page);
  const colleague = await stage.openColleague();
  for (const webmail of webmails) {
    const { threadId, name } = strangers[webmail];
    const page = await colleague.context.newPage();
    await report.step(webmail, "A colleague sees the lead and the logged message", page, async () => {
      const sidebar = await openMail(colleague, webmail, threadId, page);
      await seePeople(sidebar, name);
      await seeStatus(sidebar, /Logged by Lena|Un-log/);
    });
    await report.step(webmail, "A colleague sees what was written offline", page, async () => {
      const sidebar = await openMail(colleague, webmail, acquaintance[webmail].threadId, page);
      await seeStatus(sidebar, noteOf(webmail));
    });
  }
}

async function doMainJob(stage: Stage, report: Report, webmail: WebmailName, page: Page): Promise<void> {
  const stranger = strangers[webmail];
  const step = (name: string, act: () => Promise<unknown>) => report.step(webmail, name, page, act);
  await step("Open a mail: who is in it", async () => {
    const sidebar = await openMail(stage.lena, webmail, stranger.threadId, page);
    await seePeople(sidebar, stranger.name);
  });
  const sidebar = () => stage.lena.sidebar(page);
  await step("Save as lead", async () => saveAsLead(await sidebar()));
  await step("Fields filled from the signature", async () => seeFields(await sidebar(), stranger));
  await step("Log message", async () => logMessage(await sidebar()));
  await step("Remind me", async () => remindTomorrow(await sidebar()));
  await step("All changes saved", async () => seeStatus(await sidebar(), "All changes saved"));
}

/** The mailbox itself: connected once, and everything after that comes by itself. */
async function followMailbox(stage: Stage, report: Report, webmail: WebmailName, webmailPage: Page): Promise<void> {
  const { lena: kith, mailboxes } = stage;
  const { threadId, name, address } = corresponded[webmail];
  const title = `Call with ${name}`;
  mailboxes.addCall(webmail, { name, address }, title, webmail === "gmail" ? 25 : 55);
  const settings = await kith.openPage("dashboard.html#/settings/mailboxes");
  const step = (what: string, page: Page, act: () => Promise<unknown>) => report.step(webmail, what, page, act);
  await step("Connect the mailbox", settings, () =>
    connectMailbox(settings, kith.context, vendorPages[webmail], lena.email),
  );
  await step("Choose what comes in, and see how much it is", settings, () => chooseWhatToImport(settings));
  await step("Everything is imported", settings, () => startImport(settings));
  await step("Why each message is here, or is not", settings, () => seeLedger(settings));
  await settings.close();
  await step("The mail is on the timeline without a click", webmailPage, async () => {
    await seeFound(await openMail(kith, webmail, threadId, webmailPage));
  });
  const today = await kith.openPage("dashboard.html#/today");
  await step("The card before the call", today, () => openNextCall(today, name));
  await step("How it went, in one tap", today, () => sayReached(today));
  await today.close();
}

async function workOffline(stage: Stage, report: Report, webmail: WebmailName, page: Page): Promise<void> {
  const { threadId, name } = acquaintance[webmail];
  const step = (what: string, act: () => Promise<unknown>) => report.step(webmail, what, page, act);
  const sidebar = () => stage.lena.sidebar(page);
  await step("Cut the network", async () => {
    await stage.lena.goOffline();
    await seeStatus(await sidebar(), /^Offline/);
  });
  await step("Open another mail offline", async () => {
    await seePeople(await openMail(stage.lena, webmail, threadId, page), name);
  });
  await step("Log message offline", async () => logMessage(await sidebar()));
  await step("Write a note offline", async () => writeNote(await sidebar(), noteOf(webmail)));
  await step("Changes wait", async () => seeStatus(await sidebar(), /Offline, \d+ changes? waiting/));
  await step("The network is back", async () => {
    await stage.lena.goOnline();
    await seeSaved(await sidebar());
  });
}

/** Until the person closes the window or stops us. */
async function play(stage: Stage): Promise<void> {
  const [blank] = stage.lena.context.pages();
  await stage.lena.openThread("outlook", strangers.outlook.threadId, blank);
  const gmail = await stage.lena.openThread("gmail", strangers.gmail.threadId);
  await gmail.bringToFront();
  say(`you are ${lena.name} at Brightwater Pumps; the mail on screen is from somebody Kith does not know yet`);
  say(`the server is ${stage.lena.serverUrl}, e-mail ${lena.email}, password "${lena.password}"; Ctrl+C ends the demo`);
  const { promise, resolve } = Promise.withResolvers<void>();
  stage.lena.context.on("close", () => resolve());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  await promise;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { headless: { type: "boolean" }, out: { type: "string" } } });
  const { headless = false, out } = values;
  if (headless && !out) {
    say("say where the pictures go: npm run demo -- --headless --out DIR");
    return 1;
  }
  const hasDisplay = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!headless && !hasDisplay) {
    say("there is no display to open a window on; let it play by itself: npm run demo -- --headless --out DIR");
    return 1;
  }
  const stage = await openStage(headless, say);
  try {
    if (!out) {
      await play(stage);
      return 0;
    }
    const report = new Report(out);
    await perform(stage, report);
    say(`${report.passed} steps passed, ${report.failed} failed; pictures and report.json are in ${out}`);
    return report.failed === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
}

process.exitCode = await main();
