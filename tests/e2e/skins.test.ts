// The main job on every skin and in every language of the stand-ins, by the names on the buttons.
import type { Frame, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logMessage, remindTomorrow, saveAsLead, seePeople, seeStatus } from "../demo/job.ts";
import { type Scene, scenes, truthOf } from "../sandbox/webmail/sandbox.ts";
import { demoWorld, type MailWorld } from "../sandbox/webmail/world.ts";
import { addTeam, type Kith, lena, openKith } from "./extension.ts";
import { openServer, type TestServer } from "./server.ts";

let server: TestServer;
let kith: Kith;
let page: Page;
beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena]);
  kith = await openKith({ server });
  await kith.signIn(lena);
  page = await kith.context.newPage();
});
afterAll(async () => {
  await kith?.close();
  await server?.close();
});

const names = ["Asta", "Bodil", "Cato", "Dagny", "Egil", "Frida", "Gorm", "Hedda", "Ivar", "Jorunn"];

/** The stranger's mail from somebody else at another company, so that nobody is known from the scene before. */
function strangerOf(index: number): { name: string; threadId: string; address: string; world: MailWorld } {
  const name = `${names[index % names.length]} ${names[Math.floor(index / names.length)]}sen`;
  const text = JSON.stringify(demoWorld)
    .replaceAll("aldermoor", `aldermoor${index}`)
    .replaceAll("Priya Raman", name)
    .replaceAll("priya.raman", `stranger${index}`);
  const world: MailWorld = JSON.parse(text);
  return { name, threadId: `aldermoor${index}`, address: `stranger${index}@aldermoor${index}-dairy.example`, world };
}

const titleOf = ({ webmail, skin, language }: Scene) => `${webmail} ${skin} in ${language}`;

test.each(scenes.map((scene, index) => ({ title: titleOf(scene), scene, index })))(
  "$title",
  async ({ scene, index }) => {
    const { name, threadId, address, world } = strangerOf(index);
    const truth = truthOf(scene, world, threadId);
    // Two Gmail addresses differ behind the # only: without leaving, the page of the scene before would stay.
    await page.goto("about:blank");
    kith.show(scene, world);
    await kith.openThread(scene.webmail, threadId, page);
    const sidebar = await kith.sidebar(page);
    if (!truth.readable) {
      await seeStatus(sidebar, "I am not sure who this is");
      expect(await sidebar.getByText(name).count()).toBe(0);
      await offersSearch(sidebar);
      return;
    }
    await seePeople(sidebar, name);
    const sender = truth.messages.at(-1)?.from;
    if (sender?.address === null) await typeAddress(sidebar, address);
    await saveAsLead(sidebar);
    // A message without an id on the page cannot be told from another, so it cannot be logged.
    if (await canBeLogged(sidebar)) await logMessage(sidebar);
    else expect(titleOf(scene)).toMatch(/^gmail no-ids/);
    await remindTomorrow(sidebar);
    await seeStatus(sidebar, "All changes saved");
  },
);

const offersSearch = (sidebar: Frame) =>
  sidebar.getByRole("button", { name: "Search people and companies" }).first().waitFor({ timeout: 5_000 });

async function typeAddress(sidebar: Frame, address: string): Promise<void> {
  await seeStatus(sidebar, "address not shown");
  await sidebar.locator(".unnamed-pick input").fill(address);
}

async function canBeLogged(sidebar: Frame): Promise<boolean> {
  try {
    await sidebar.getByRole("button", { name: "Log message" }).first().waitFor({ timeout: 1_500 });
    return true;
  } catch {
    // Not offered: the caller knows where that is right.
    return false;
  }
}
