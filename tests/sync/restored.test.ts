import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import { startServer } from "../../server/start.ts";
import { exportWorkspace, restoreWorkspace } from "../../server/store/backup.ts";
import { Client, signIn } from "./client.ts";

const password = "a long enough password";
const lena = { email: "lena@brightwater.example", name: "Lena Vogt", password, role: "owner" } as const;

const save = (client: Client, address: string) =>
  client.replica.mutate(mutations.contact.saveLead.name, {
    id: crypto.randomUUID(),
    name: address,
    email: address,
    title: null,
    phones: [],
    address: null,
    source: "mail",
    company: null,
  });
const addressesIn = async (client: Client) =>
  ((await client.everything()).contact as { emails: string[] }[]).flatMap((one) => one.emails).toSorted();

test("a replica that outlived a backup takes the backup's state and brings up what it had not sent yet, once", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "kith-restored-")), "backup");
  const [before, after] = [await startServer(), await startServer()];
  try {
    const { workspaceId } = await before.addUser({ ...lena, workspaceName: "Brightwater" });
    const client = new Client(await signIn(before.url, lena.email, password));
    await save(client, "anna@norvik.example");
    await client.settle();
    await exportWorkspace(before.database, workspaceId, folder);
    await save(client, "lost@norvik.example");
    await client.settle();
    await save(client, "waiting@norvik.example");

    await restoreWorkspace(after.database, folder);
    client.signInAgain(await signIn(after.url, lena.email, password));
    await client.settle();
    expect(await addressesIn(client)).toEqual(["anna@norvik.example", "waiting@norvik.example"]);
    const fresh = new Client(await signIn(after.url, lena.email, password));
    await fresh.settle();
    expect(await fresh.everything()).toEqual(await client.everything());
    await save(client, "later@norvik.example");
    await client.settle();
    await fresh.settle();
    expect(await addressesIn(fresh)).toHaveLength(3);
    client.kill();
    fresh.kill();
  } finally {
    await before.close();
    await after.close();
    await rm(folder, { recursive: true, force: true });
  }
});
