// What Microsoft sends without being asked.
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { aMessage, type Json, lena, ravi, stage } from "./stage.ts";

const begin = stage();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Told {
  readonly path: string;
  readonly value: Json[];
}

/** Echoes validation tokens and keeps what it is told. */
async function aReceiver(echo = (token: string) => token) {
  const told: Told[] = [];
  const read = async (request: IncomingMessage) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    return text;
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const token = url.searchParams.get("validationToken");
    const text = await read(request);
    if (token === null) told.push({ path: url.pathname, value: JSON.parse(text).value });
    response.writeHead(token === null ? 202 : 200, { "content-type": "text/plain" });
    response.end(token === null ? "" : echo(token));
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  closing.push(() => server.close());
  return { told, root: `http://localhost:${(server.address() as AddressInfo).port}` };
}

const now = Date.parse("2026-03-20T08:00:00Z");
const minutes = (count: number) => new Date(now + count * 60_000).toISOString();

async function subscribed() {
  const time = { now };
  const bench = await begin({ clock: () => time.now, switches: { insecureNotifications: true } });
  const receiver = await aReceiver();
  const wanted = {
    changeType: "created,updated",
    resource: "/me/mailFolders('inbox')/messages",
    notificationUrl: `${receiver.root}/change`,
    lifecycleNotificationUrl: `${receiver.root}/lifecycle`,
    clientState: "secret",
    expirationDateTime: minutes(4_230),
  };
  return { ...bench, ...receiver, time, wanted };
}

test("a subscription is made after both addresses have echoed their tokens", async () => {
  const { post, wanted, microsoft } = await subscribed();
  expect(await post("/subscriptions", wanted)).toMatchObject({ clientState: "secret", resource: wanted.resource });
  expect(microsoft.subscriptions(lena.address)).toHaveLength(1);
  const liar = await aReceiver((token) => `${token}!`);
  const lied = { ...wanted, lifecycleNotificationUrl: liar.root };
  await expect(post("/subscriptions", lied)).rejects.toMatchObject({ statusCode: 400, code: "ValidationError" });
  await expect(post("/subscriptions", { ...wanted, notificationUrl: "http://localhost:1/" })).rejects.toMatchObject({
    code: "ValidationError",
  });
});

test("what a subscription may be is limited", async () => {
  const { post, wanted, microsoft, clientOf } = await subscribed();
  for (const wrong of [
    { expirationDateTime: minutes(4_231) },
    { expirationDateTime: minutes(-1) },
    { clientState: "x".repeat(129) },
    { changeType: "moved" },
    { resource: "/me/drive/root" },
  ]) {
    await expect(post("/subscriptions", { ...wanted, ...wrong })).rejects.toMatchObject({ code: "InvalidRequest" });
  }
  const reader = clientOf(lena.address, ["Calendars.Read"]);
  await expect(reader.api("/subscriptions").post(wanted)).rejects.toMatchObject({ statusCode: 403 });
  microsoft.switches.insecureNotifications = false;
  await expect(post("/subscriptions", wanted)).rejects.toThrow(/HTTPS/);
});

test("changes are told with the ids that were preferred when the subscription was made", async () => {
  const { world, post, get, wanted, microsoft, told } = await subscribed();
  const { id } = await post("/subscriptions", wanted);
  const message = aMessage();
  world.put(lena.address, message);
  expect(await microsoft.notify(lena.address, { kind: "created", of: message.id, times: 2 })).toEqual([202, 202]);
  await microsoft.notify(lena.address, { kind: "created", of: message.id, clientState: "guessed" });
  await microsoft.notify(lena.address, { kind: "deleted", of: message.id });
  await microsoft.notify(ravi.address, { kind: "created", of: message.id });
  expect(told.map(({ path, value }) => [path, value[0]?.clientState])).toEqual([
    ["/change", "secret"],
    ["/change", "secret"],
    ["/change", "guessed"],
  ]);
  const [first] = told[0]?.value ?? [];
  expect(first).toMatchObject({ subscriptionId: id, changeType: "created" });
  const [listed] = (await get("/me/messages")).value as Json[];
  expect(first?.resourceData).toMatchObject({ id: listed?.id });
});

test("a subscription is renewed, reauthorized, removed, and runs out", async () => {
  const { post, ask, get, wanted, microsoft, told, time } = await subscribed();
  const { id } = await post("/subscriptions", wanted);
  await microsoft.notify(lena.address, { kind: "reauthorizationRequired" });
  expect(await microsoft.notify(lena.address, { kind: "created", of: "m" })).toEqual([]);
  await ask(`/subscriptions/${id}`).patch({ expirationDateTime: minutes(60) });
  expect(await microsoft.notify(lena.address, { kind: "created", of: "m" })).toEqual([202]);
  const late = { lifecycleNotificationUrl: wanted.lifecycleNotificationUrl };
  await expect(ask(`/subscriptions/${id}`).patch(late)).rejects.toMatchObject({ statusCode: 400 });
  await microsoft.notify(lena.address, { kind: "missed" });
  await microsoft.notify(lena.address, { kind: "subscriptionRemoved" });
  await expect(get(`/subscriptions/${id}`)).rejects.toMatchObject({ statusCode: 404 });
  expect(told.filter(({ path }) => path === "/lifecycle").map(({ value }) => value[0]?.lifecycleEvent)).toEqual([
    "reauthorizationRequired",
    "missed",
    "subscriptionRemoved",
  ]);
  const second = await post("/subscriptions", wanted);
  time.now += 4_231 * 60_000;
  await expect(ask(`/subscriptions/${second.id}`).delete()).rejects.toMatchObject({ statusCode: 404 });
  expect(await microsoft.notify(lena.address, { kind: "created", of: "m" })).toEqual([]);
  expect(await microsoft.notify(lena.address, { kind: "created", of: "m", toEnded: true })).toEqual([202, 202]);
});
