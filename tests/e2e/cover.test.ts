// A page that covers, fades or clicks the sidebar by script gets nothing done (promises A5, A6, A8).
import type { Frame, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addTeam, type Kith, lena, openKith } from "./extension.ts";
import { ask } from "./pictures.ts";
import { openServer, type TestServer } from "./server.ts";

let server: TestServer;
let kith: Kith;
let page: Page;
let frame: Frame;

beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena]);
  kith = await openKith({ server });
  page = await kith.openThread("gmail", "aldermoor");
  frame = await kith.sidebar(page);
  await kith.signIn(lena, frame);
  await save().waitFor();
});
afterAll(async () => {
  await kith?.close();
  await server?.close();
});

const save = () => frame.getByRole("button", { name: "Save as lead" });
const ignored = () => frame.getByText("Nothing was done").waitFor();
const isSaved = async () => (await ask(frame, "search.find", { text: "priya", limit: 1 })).people.length > 0;

/** As the mouse does it, whatever Playwright thinks of who would get the click. */
async function clickAt() {
  const box = await save().boundingBox();
  if (!box) throw new Error("No button");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

const covers: [string, string][] = [
  ["a nearly transparent page", "html { opacity: 0.01 }"],
  ["a filter", "html { filter: opacity(0.02) }"],
  ["a layer above that lets clicks through", "#cover { display: block }"],
  ["a small layer over one button", "#cover { display: block; inset: 150px 0 auto auto; width: 300px; height: 40px }"],
];

test.each(covers)("a click through %s is ignored, and the sidebar says so", async (_, css) => {
  const style = await page.addStyleTag({
    content: `#cover { display: none; position: fixed; inset: 0; background: #fff; z-index: 2147483647; pointer-events: none } ${css}`,
  });
  await page.evaluate(() => {
    const cover = document.createElement("div");
    cover.id = "cover";
    document.documentElement.append(cover);
  });
  // The browser tells of a cover after a tenth of a second at the earliest.
  await new Promise((resolve) => setTimeout(resolve, 600));
  await clickAt();
  await ignored();
  expect(await isSaved()).toBe(false);
  await style.evaluate((element) => (element as HTMLElement).remove());
  await page.evaluate(() => document.querySelector("#cover")?.remove());
  await frame.getByRole("button", { name: "Close" }).click();
  await frame.getByText("Nothing was done").waitFor({ state: "detached" });
});

test("a click made by a script is ignored", async () => {
  await save().evaluate((element) => (element as HTMLElement).click());
  await save().evaluate((element) => element.dispatchEvent(new MouseEvent("click", { bubbles: true })));
  expect(await isSaved()).toBe(false);
});

test("uncovered, the same button saves", async () => {
  await new Promise((resolve) => setTimeout(resolve, 600));
  await clickAt();
  await frame.getByText("Priya Raman saved as lead").waitFor();
  expect(await isSaved()).toBe(true);
});
