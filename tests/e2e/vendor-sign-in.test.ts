// Signing in with an account at a vendor, as a person goes through it: the form, the vendor's window, and back.
import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { caFile } from "../sandbox/mailboxes/certificate.ts";
import { openStandIns, type Vendors } from "../sync/connect-vendors.ts";
import { addTeam, type Kith, lena, openKith } from "./extension.ts";
import { openServer, type TestServer } from "./server.ts";

let vendors: Vendors;
let server: TestServer;
let kith: Kith;
beforeAll(async () => {
  vendors = await openStandIns();
  server = await openServer(null, { ...vendors.config, pollSeconds: 3_600, certificates: await caFile() });
  await addTeam(server, [lena]);
  vendors.world.addMailbox({ vendor: "google", ...lena, address: lena.email });
  vendors.world.addMailbox({ vendor: "microsoft", name: "Somebody Else", address: "else@other.example" });
});
afterEach(() => kith?.close());
afterAll(async () => {
  await server?.close();
  await vendors?.close();
});

/** The form with the server's address in it, and the window that a vendor's button opens. */
async function begin(vendor: string): Promise<{ form: Page; window: Page }> {
  kith = await openKith({ server, trustsAnyCertificate: true });
  const form = await kith.openPage("options.html");
  await form.getByLabel("Server address").fill(kith.serverUrl);
  const opened = kith.context.waitForEvent("page");
  await form.getByRole("button", { name: `Sign in with ${vendor}` }).click();
  return { form, window: await opened };
}

test("a rep signs in with Google: the window closes, and Kith is open", async () => {
  const { form, window } = await begin("Google");
  await window.getByRole("button", { name: lena.email }).click();
  await window.getByRole("button", { name: "Allow" }).click();
  await form.getByText(lena.email).first().waitFor();
  expect(window.isClosed()).toBe(true);
});

test("who closes the window is told what else there is", async () => {
  const { form, window } = await begin("Google");
  await window.getByRole("button", { name: lena.email }).waitFor();
  await window.close();
  await form.getByText("Not allowed at Google.").waitFor();
});

test("an account nobody here knows opens nothing, and says what to do", async () => {
  const { form, window } = await begin("Microsoft");
  await window.getByRole("button", { name: "else@other.example" }).click();
  await window.getByRole("button", { name: "Accept" }).click();
  await form.getByText("Nobody on this server signs in with that account.").waitFor();
});
