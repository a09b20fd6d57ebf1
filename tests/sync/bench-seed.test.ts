// `npm run bench` is no part of `npm test`: what it fills its database with must be what the server and a replica take.
import { expect, test } from "vitest";
import { z } from "zod";
import { entityNames, findEntity } from "#shared/crm/index.ts";
import { startServer } from "../../server/start.ts";
import { seed } from "../bench/server/seed.ts";
import { Client, signIn } from "./client.ts";

const lena = { email: "lena@brightwater.example", name: "Lena Vogt", password: "a long enough password" };
const known = [{ name: "Anna Berg", address: "anna.berg@norvik.example", company: "Norvik AB" }];

test("the workspace that benchmarks run in can be laid down, pulled, and is what its entities say", async () => {
  const server = await startServer();
  try {
    const { workspaceId, memberId } = await server.addUser({ ...lena, role: "owner", workspaceName: "Brightwater" });
    await seed(server.database, { workspaceId, memberId, people: 280, known });
    const client = new Client(await signIn(server.url, lena.email, lena.password));
    await client.settle();
    const records = await client.everything();
    const counts = Object.fromEntries(Object.entries(records).map(([name, list]) => [name, list.length]));
    expect(counts).toMatchObject({ company: 4_001, contact: 281, activity: 28, task: 15, member: 1 });
    for (const name of entityNames) {
      const parsed = z.array(findEntity(name)?.schema ?? z.never()).safeParse(records[name]);
      expect(parsed.error?.issues.slice(0, 3), name).toBeUndefined();
    }
    client.kill();
  } finally {
    await server.close();
  }
});
