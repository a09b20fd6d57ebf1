// What the interface calls saved survives the death of the browser, and so does being signed in.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveAsLead, seePeople, seeStatus } from "../demo/job.ts";
import { openWire, type Wire } from "../wire.ts";
import { addTeam, type Kith, lena, openKith } from "./extension.ts";
import { openServer, type TestServer } from "./server.ts";

let server: TestServer;
let kith: Kith;
let profile: string;
let wire: Wire;

beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena]);
  profile = mkdtempSync(join(tmpdir(), "kith-profile-"));
  wire = await openWire(server.port);
  kith = await openKith({ server, profile, wire });
  await kith.signIn(lena);
});

afterAll(async () => {
  await kith?.close();
  await wire?.close();
  await server?.close();
  if (profile) rmSync(profile, { recursive: true, force: true });
});

test("a lead saved offline is there after the browser was killed, and reaches the server without signing in again", async () => {
  const page = await kith.openThread("gmail", "aldermoor");
  const sidebar = await kith.sidebar(page);
  await seePeople(sidebar, "Priya Raman");
  await kith.goOffline();
  await saveAsLead(sidebar);
  await kith.kill();

  wire.mend();
  kith = await openKith({ server, profile, wire });
  const again = await kith.openThread("gmail", "aldermoor");
  const frame = await kith.sidebar(again);
  await seePeople(frame, "Priya Raman");
  await seeStatus(frame, "All changes saved");
  expect(await frame.getByRole("button", { name: "Save as lead" }).count()).toBe(0);
  const fresh = await openKith({ server });
  await fresh.signIn(lena);
  const dashboard = await fresh.openPage("dashboard.html#/people");
  await dashboard.getByText("Priya Raman").first().waitFor();
  await fresh.close();
});
