// `kith sync` and `kith ledger`, each a process of its own, over both vendors' stand-ins.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ledgerEntry } from "#shared/mailbox.ts";
import { vendorNames } from "../../server/providers/vendor.ts";
import { everybody, transact } from "../../server/store/database.ts";
import { aMessage, anEvent, customer } from "../conformance/provider-world.ts";
import { databases } from "../conformance/tx-databases.ts";
import { caFile } from "../sandbox/mailboxes/certificate.ts";
import { ConnectServer, openStandIns, type Rep, type Vendors } from "./connect-vendors.ts";
import { aLead } from "./server-people.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder: string;
let vendors: Vendors;
const reps: Rep[] = [];
/** The command goes by the real clock: a meeting of tomorrow. */
const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString().slice(0, 10);
const since = new Date("2026-01-01T00:00:00.000Z");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kith-cli-"));
  vendors = await openStandIns();
  const database = await databases[0]?.create();
  const config = { ...database?.config, dataDir: join(folder, "data") } as never;
  const kith = await ConnectServer.open({ ...(database as never as object), config } as never, vendors);
  let workspaceId: string | undefined;
  for (const vendor of vendorNames) {
    const rep = await kith.join(vendor, workspaceId ? "rep" : "owner", workspaceId);
    workspaceId = rep.workspaceId;
    reps.push(rep);
    await kith.connect(rep, vendor);
    const me = { name: "Me", address: rep.email };
    vendors.world.send(aMessage({ id: `${vendor}1`, to: [me], subject: "Offer" }));
    vendors.world.send(
      aMessage({ id: `${vendor}2`, to: [me], subject: "Lunch", from: { name: "", address: "x@y.example" } }),
    );
    vendors.world.putEvent(
      anEvent({
        id: `${vendor}e`,
        title: "Call",
        start: `${tomorrow}T14:00:00`,
        end: `${tomorrow}T15:00:00`,
        organizer: me,
        attendees: [{ person: customer, answer: "none" }],
      }),
    );
  }
  await reps[0]?.push("contact.saveLead", aLead({ name: customer.name, email: customer.address, company: null }));
  await transact(kith.server.database, { workspaceId: workspaceId ?? "", memberId: everybody }, (prisma) =>
    prisma.mailbox.updateMany({ data: { since, nextAt: new Date("2030-01-01T00:00:00.000Z") } }),
  );
  await kith.server.close();
});
afterAll(async () => {
  await vendors?.close();
  await rm(folder, { recursive: true, force: true });
});

async function kith(...args: string[]) {
  const { google, microsoft } = vendors.config;
  const program = fileURLToPath(new URL("../../server/kith.ts", import.meta.url));
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? "",
      DATA_DIR: join(folder, "data"),
      NODE_EXTRA_CA_CERTS: await caFile(),
      KITH_GOOGLE_CLIENT_ID: google?.clientId ?? "",
      KITH_GOOGLE_CLIENT_SECRET: google?.clientSecret ?? "",
      KITH_GOOGLE_API_ROOT: google?.apiRoot ?? "",
      KITH_GOOGLE_OAUTH_ROOT: google?.oauthRoot ?? "",
      KITH_MICROSOFT_CLIENT_ID: microsoft?.clientId ?? "",
      KITH_MICROSOFT_CLIENT_SECRET: microsoft?.clientSecret ?? "",
      KITH_MICROSOFT_GRAPH_ROOT: microsoft?.apiRoot ?? "",
      KITH_MICROSOFT_LOGIN_ROOT: microsoft?.oauthRoot ?? "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [said, complained] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complained += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said, complained };
}

test("every mailbox is brought up to date, and the ledger says what became of each message and event", async () => {
  const synced = await kith("sync", "--wait");
  expect(synced).toMatchObject({ code: 0, complained: "" });
  for (const { email } of reps) {
    expect(synced.said).toContain(`${email} is up to date.`);
    const { code, said } = await kith("ledger", email, "--json");
    expect(code).toBe(0);
    const entries = said
      .trim()
      .split("\n")
      .map((line) => ledgerEntry.parse(JSON.parse(line)));
    const told = entries.map(({ kind, subject, state, reason }) => [kind, subject, state, reason]).sort();
    expect(told).toEqual([
      ["event", "Call", "linked", null],
      ["message", "Lunch", "skipped", "nobody_known"],
      ["message", "Offer", "linked", null],
    ]);
  }
});

test("one that cannot be brought up to date is said so, and the command fails", async () => {
  const [ann] = reps;
  vendors.google.tokens.revoke(ann?.email ?? "");
  vendors.google.tokens.expireAccess(ann?.email ?? "");
  const { code, said } = await kith("sync", ann?.email ?? "", "--wait");
  expect(code).toBe(1);
  expect(said).toContain("has to be connected again");
  expect(await kith("sync", "nobody@example.com", "--wait")).toMatchObject({
    code: 1,
    complained: "No mailbox nobody@example.com is connected\n",
  });
});
