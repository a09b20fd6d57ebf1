import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import { Client } from "./client.ts";

const open: { server: Server; client: Client }[] = [];
afterEach(async () => {
  for (const { server, client } of open.splice(0)) {
    client.kill();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A client signed in to something that is not, or not quite, its server. */
async function aClientOf(answer: RequestListener): Promise<Client> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const workspaceId = crypto.randomUUID();
  const client = new Client({
    endpoint: { server: `http://127.0.0.1:${port}`, token: "token", workspaceId },
    membership: { workspaceId, workspaceName: "W", memberId: crypto.randomUUID(), role: "rep" },
  });
  open.push({ server, client });
  return client;
}

const saveSomebody = (client: Client) =>
  client.replica.mutate(mutations.contact.saveLead.name, {
    id: crypto.randomUUID(),
    name: "Anna Berg",
    email: "anna@norvik.example",
    title: null,
    phones: [],
    address: null,
    source: "mail",
    company: null,
  });

const json = { "content-type": "application/json" };

test.each<[string, RequestListener]>([
  [
    "a captive portal's page",
    (_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<title>Welcome to the hotel</title>"),
  ],
  ["a truncated answer", (_, response) => response.writeHead(200, json).end('{"lastSequence":1,"refu')],
  ["an answer of another shape", (_, response) => response.writeHead(200, json).end('{"ok":true}')],
  ["an answer of wrong types", (_, response) => response.writeHead(200, json).end('{"lastSequence":"1","refused":{}}')],
  ["an empty answer", (_, response) => response.writeHead(200, json).end()],
  ["a redirect to a log-in page", (_, response) => response.writeHead(302, { location: "/login" }).end()],
  [
    "a proxy's error page",
    (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<h1>502</h1>"),
  ],
  ["an error in nobody's words", (_, response) => response.writeHead(500, json).end('{"message":"boom"}')],
  [
    "a connection that breaks in the middle",
    (_, response) => {
      response.writeHead(200, { ...json, "content-length": "500" }).write('{"lastSequence":');
      response.destroy();
    },
  ],
  ["a connection that is refused at once", (request) => request.socket.destroy()],
])("%s is being offline: nothing is lost and nothing is taken for done", async (_, answer) => {
  const client = await aClientOf(answer);
  await saveSomebody(client);
  await client.sync.stir();
  expect(await client.sync.status()).toMatchObject({ state: "offline", pending: 1, needsYou: 0 });
  expect((await client.everything()).contact).toHaveLength(1);
});

test("a server that speaks a newer protocol asks for an update and everything waits", async () => {
  const error = { code: "outdated", message: "Update", requestId: "r" };
  const client = await aClientOf((_, response) => response.writeHead(426, json).end(JSON.stringify({ error })));
  await saveSomebody(client);
  await client.sync.stir();
  expect(await client.sync.status()).toMatchObject({ state: "outdated", pending: 1 });
});

test("a server that took less than it was sent is not believed", async () => {
  const client = await aClientOf((_, response) => response.writeHead(200, json).end('{"lastSequence":0,"refused":[]}'));
  await saveSomebody(client);
  await client.sync.stir();
  expect(await client.sync.status()).toMatchObject({ state: "offline", pending: 1 });
});
