// What is done with a connected mailbox, and the addresses that stay out of it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MailboxDesk, patient } from "./mailbox-desk.ts";

const card = () => desk.page.getByRole("article", { name: "lena@brightwater.example" });

let desk: MailboxDesk;
beforeAll(async () => {
  desk = await MailboxDesk.open();
  await desk.kith.context.route("https://vendor.example/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Vendor</title><h1>Allow?</h1>" }),
  );
});
afterAll(() => desk?.close());

describe("a connected mailbox", () => {
  test("is paused and goes on", async () => {
    desk.routes.mailboxes = [
      desk.mine({ state: "importing", counts: { pending: 900, linked: 1, skipped: 1, failed: 0 } }),
    ];
    await desk.goToSettings();
    await desk.button("Pause").click();
    await desk.see("You have paused it");
    await desk.button("Resume").click();
    await desk.see("Everything is here");
  });

  test("asks before more is shown, and says who will see it", async () => {
    desk.routes.mailboxes = [desk.mine()];
    await desk.goToSettings();
    await desk.button("Change: Everybody sees").click();
    const dialog = desk.page.getByRole("dialog", { name: "What does everybody see of it?" });
    await dialog.getByRole("radio", { name: "Everything" }).check();
    await dialog.getByText("Visible to Robin Ekström: the whole mail.").waitFor();
    await desk.take("mailboxes-sharing");
    await dialog.getByRole("button", { name: "Change it" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(desk.routes.last("/sharing")).toEqual({ sharing: "everything" });
  });

  test("begins earlier when asked, with what that means", async () => {
    await desk.button("Begin earlier: Begins on").click();
    const dialog = desk.page.getByRole("dialog", { name: "Begin earlier" });
    await dialog.getByText(/about 2,140 messages/).waitFor(patient);
    await desk.take("mailboxes-backfill");
    await dialog.getByRole("button", { name: "Bring it in" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(desk.routes.last("/backfill")).toEqual({ since: "2026-05-21T22:00:00.000Z" });
  });

  test("may be given more, at the vendor's page", async () => {
    desk.routes.mailboxes = [desk.mine({ features: ["send"] })];
    await desk.goToSettings();
    await desk.button("Change: Kith may").click();
    const dialog = desk.page.getByRole("dialog", { name: /What Kith may do with/ });
    await dialog.getByRole("radio", { name: "The whole mailbox" }).check();
    await desk.take("mailboxes-more-access");
    const opened = desk.kith.context.waitForEvent("page");
    await dialog.getByRole("button", { name: "Connect Google" }).click();
    await (await opened).close();
    const [{ id } = desk.mine()] = desk.routes.mailboxes;
    expect(desk.routes.last("/connect")).toEqual({ vendor: "google", features: ["send", "mail"], mailboxId: id });
    await desk.button("Cancel").click();
  });

  test("has its labels or folders chosen anew, without the vendor's page", async () => {
    desk.routes.mailboxes = [desk.mine({ placeIds: ["Orders"] })];
    await desk.goToSettings();
    await desk.button("Change: Kith may").click();
    const dialog = desk.page.getByRole("dialog", { name: /What Kith may do with/ });
    await dialog.getByRole("checkbox", { name: "Customers", exact: true }).check();
    await desk.take("mailboxes-other-places");
    await dialog.getByRole("button", { name: "Change it" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(desk.routes.last("/start")).toMatchObject({ placeIds: ["Customers", "Orders"], sharing: "subject" });
  });

  test("is disconnected, with what it brought kept or deleted", async () => {
    desk.routes.mailboxes = [desk.mine()];
    await desk.goToSettings();
    await desk.button("More for lena@brightwater.example").click();
    await desk.page.getByRole("menu").waitFor();
    await desk.take("mailboxes-menu");
    await desk.page.getByRole("menuitem", { name: "Disconnect…" }).click();
    const dialog = desk.page.getByRole("dialog", { name: /^Disconnect lena/ });
    await dialog.getByText("3,214 messages and meetings stay").waitFor();
    await desk.take("mailboxes-disconnect");
    await dialog.getByRole("radio", { name: "Delete it" }).check();
    await dialog.getByRole("button", { name: "Disconnect and delete" }).click();
    await desk.see("lena@brightwater.example is disconnected");
    expect(desk.routes.asked.findLast(({ method }) => method === "DELETE")?.path).toMatch(/\?forget=true$/);
    await desk.button("Connect Google").waitFor(patient);
  });

  test("stands beside others", async () => {
    const second = crypto.randomUUID();
    desk.routes.mailboxes = [
      desk.mine({ counts: { pending: 0, linked: 3_214, skipped: 12_040, failed: 2 } }),
      desk.mine({ id: second, vendor: "microsoft", address: "lena@pumps.example", state: "paused" }),
    ];
    await desk.goToSettings(1_250);
    await desk.page.getByRole("article", { name: "lena@pumps.example" }).waitFor(patient);
    await desk.take("mailboxes-several");
  });

  test("without the server there is a sentence and one thing to do", async () => {
    desk.routes.isDown = true;
    await desk.goToSettings();
    await desk.see("This comes from the server, which cannot be reached");
    await desk.take("mailboxes-unreachable");
    desk.routes.isDown = false;
    desk.routes.mailboxes = [desk.mine()];
    await desk.button("Try again").click();
    await card().waitFor(patient);
  });
});

describe("blocked addresses", () => {
  const list = () => desk.page.getByRole("list", { name: "Blocked addresses" });

  test("are added with what is wrong said beside the input, for oneself or for everybody", async () => {
    await desk.goToSettings(1_100);
    const input = desk.page.getByRole("textbox", { name: "Address or domain" });
    await input.fill("no such thing");
    await desk.button("Block").click();
    await desk.see("This is neither an address nor a domain");
    await input.fill("Anna@Private.example");
    await desk.page.keyboard.press("Enter");
    await list().getByText("anna@private.example").waitFor();
    await desk.page.getByRole("checkbox", { name: "For everybody in this workspace" }).check();
    await input.fill("rival.example");
    await desk.page.keyboard.press("Enter");
    await list().getByText("For everybody · with its subdomains").waitFor();
    await desk.page.getByRole("button", { name: "Close" }).click();
    await list().scrollIntoViewIfNeeded();
    await desk.take("mailboxes-blocked");
  });

  test("are unblocked, and blocked again by Undo", async () => {
    await desk.button("Unblock: rival.example").click();
    await list().getByText("rival.example").waitFor({ state: "detached" });
    await desk.button("Undo").click();
    await list().getByText("rival.example").waitFor();
  });
});
