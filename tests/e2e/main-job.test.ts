// The main job in a real Chromium, as it is started by Playwright and by a person, with third-party cookies and without.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  logMessage,
  openMail,
  remindTomorrow,
  saveAsLead,
  seeFields,
  seePeople,
  seeStatus,
  strangers,
} from "../demo/job.ts";
import type { WebmailName } from "../sandbox/webmail/sandbox.ts";
import { addTeam, type Kith, lena, openKith, type Person } from "./extension.ts";
import { openServer, type TestServer } from "./server.ts";

const launches = [
  { flags: "playwright", blockThirdPartyCookies: false },
  { flags: "playwright", blockThirdPartyCookies: true },
  { flags: "own", blockThirdPartyCookies: false },
  { flags: "own", blockThirdPartyCookies: true },
] as const;
const webmails: readonly WebmailName[] = ["gmail", "outlook"];

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server?.close());

describe.each(launches)("with $flags flags, third-party cookies blocked: $blockThirdPartyCookies", (launch) => {
  const { flags, blockThirdPartyCookies } = launch;
  // A workspace each: nobody here knows whom the other runs have saved.
  const rep: Person = { ...lena, email: `lena-${flags}-${blockThirdPartyCookies}@brightwater.example` };
  let kith: Kith;
  beforeAll(async () => {
    await addTeam(server, [rep], `Brightwater ${flags} ${blockThirdPartyCookies}`);
    kith = await openKith({ server, ...launch });
  });
  afterAll(() => kith?.close());

  test("one signs in from the sidebar itself", async () => {
    const page = await kith.openList("gmail");
    const sidebar = await kith.sidebar(page);
    await kith.signIn(rep, sidebar);
    await seeStatus(sidebar, "All changes saved");
    await page.close();
  });

  test.each(webmails)("a stranger is saved, logged and remembered from %s", async (webmail) => {
    const stranger = strangers[webmail];
    const page = await kith.context.newPage();
    const sidebar = await openMail(kith, webmail, stranger.threadId, page);
    await seePeople(sidebar, stranger.name);
    // Pressed as soon as the button is there: the body, which comes after the header, must be in what is saved.
    await saveAsLead(sidebar);
    await seeFields(sidebar, stranger);
    await logMessage(sidebar);
    await remindTomorrow(sidebar);
    await seeStatus(sidebar, "All changes saved");
    await page.reload();
    const again = await kith.sidebar(page);
    await seePeople(again, stranger.name);
    expect(await again.getByRole("button", { name: "Save as lead" }).count()).toBe(0);
    await page.close();
  });
});
