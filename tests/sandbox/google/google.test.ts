import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { googleFault } from "./errors.ts";
import { ada, allScopes, aMessage, type Fixture, me, openFixture, statusOf } from "./fixture.ts";

let now = 0;
let fixture: Fixture;

beforeEach(async () => {
  now = Date.UTC(2026, 2, 1, 8);
  fixture = await openFixture(() => now);
});
afterEach(() => fixture.google.close());

const put = (count: number) => {
  const messages = Array.from({ length: count }, () => aMessage());
  for (const message of messages) fixture.world.put(ada.address, message);
  return messages;
};

describe("batch", () => {
  const batch = async (targets: string[]) => {
    const parts = targets.map(
      (target, at) => `--b\r\nContent-Type: application/http\r\nContent-ID: <item${at}>\r\n\r\nGET ${target}\r\n\r\n`,
    );
    const response = await fetch(`${fixture.google.apiRoot}/batch/gmail/v1`, {
      method: "POST",
      headers: { authorization: `Bearer ${fixture.token()}`, "content-type": "multipart/mixed; boundary=b" },
      body: `${parts.join("")}--b--`,
    });
    const text = await response.text();
    const inner = [...text.matchAll(/Content-ID: <response-item(\d+)>\r\n\r\nHTTP\/1\.1 (\d+)/g)];
    return { status: response.status, inner: inner.map(([, at, code]) => `${at}:${code}`), text };
  };
  const targetsOf = async () =>
    ((await fixture.mail.users.messages.list(me)).data.messages ?? []).map(
      ({ id }) => `/gmail/v1/users/me/messages/${id}?format=full`,
    );

  test("answers each call by itself, in one answer of 200", async () => {
    put(2);
    const targets = await targetsOf();
    const answer = await batch([...targets, "/gmail/v1/users/me/messages/0123456789abcdef"]);
    expect(answer).toMatchObject({ status: 200, inner: ["0:200", "1:200", "2:404"] });
    expect(answer.text).toContain('"internalDate"');
    expect(fixture.google.unitsUsed(ada.address)).toBe(5 + 60);
  });

  test("may be reordered, lose parts and refuse some", async () => {
    put(4);
    const targets = await targetsOf();
    const { switches, faults } = fixture.google;
    switches.batch.reorder = true;
    expect((await batch(targets)).inner).toEqual(["3:200", "2:200", "1:200", "0:200"]);
    switches.batch.reorder = false;
    switches.batch.dropped = 1;
    expect((await batch(targets)).inner).toEqual(["1:200", "2:200", "3:200"]);
    switches.batch.concurrency = 2;
    expect((await batch(targets)).inner).toEqual(["0:200", "1:200", "2:429", "3:429"]);
    switches.batch.concurrency = null;
    faults.add({ url: /messages\//, after: 1, fault: googleFault("backendError") });
    expect((await batch(targets)).inner).toEqual(["0:200", "1:503", "2:200", "3:200"]);
    expect(faults.waiting).toBe(0);
  });

  test("takes a hundred calls and no more", async () => {
    const profiles = (count: number) => Array.from({ length: count }, () => "/gmail/v1/users/me/profile");
    expect((await batch(profiles(100))).inner).toHaveLength(100);
    expect((await batch(profiles(101))).status).toBe(400);
  });
});

describe("quota", () => {
  const profile = () => fixture.mail.users.threads.get({ ...me, id: "0123456789abcdef" });
  const spend = async (units: number) => {
    for (let spent = 0; spent < units; spent += 40) await statusOf(profile());
  };

  test("refuses in several ways beyond 6,000 units a minute, and forgets after a minute", async () => {
    await spend(6000);
    const refusals: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const error = await profile().catch((caught) => caught);
      const { response } = error as { response: Response & { data: { error: { errors: { reason: string }[] } } } };
      const wait = response.headers.get("retry-after") ? "waits" : "-";
      refusals.push(`${response.status} ${response.data.error.errors[0]?.reason} ${wait}`);
    }
    expect(refusals).toEqual([
      "429 rateLimitExceeded waits",
      "403 userRateLimitExceeded -",
      "429 userRateLimitExceeded -",
      "403 rateLimitExceeded waits",
    ]);
    expect(fixture.google.unitsUsed(ada.address)).toBe(6000);
    expect(fixture.google.refused(ada.address)).toBe(4);
    now += 60_001;
    expect(await statusOf(profile())).toBe(404);
  });

  test("of the calendar is 600 requests a minute, and mail has its own", async () => {
    const list = () => statusOf(fixture.events.events.list({ calendarId: "primary" }));
    for (let turn = 0; turn < 600; turn += 1) expect(await list()).toBe(200);
    expect(await list()).toBe(429);
    expect(await statusOf(fixture.mail.users.getProfile(me))).toBe(200);
    expect(fixture.google.calls(ada.address, "calendar.events.list")).toBe(600);
  });

  test("can be turned off", async () => {
    fixture.google.setQuota(false);
    await spend(6400);
    expect(fixture.google.refused(ada.address)).toBe(0);
    expect(fixture.google.unitsUsed(ada.address)).toBe(6400);
  });
});

describe("what stands before every call", () => {
  test("a token that is unknown or too old is 401", async () => {
    expect(await statusOf(fixture.mail.users.getProfile(me))).toBe(200);
    now += 3_600_000;
    expect(await statusOf(fixture.mail.users.getProfile(me))).toBe(401);
  });

  test("a scope that was not granted is 403 insufficientPermissions", async () => {
    const token = fixture.token(["https://www.googleapis.com/auth/calendar.events"]);
    const response = await fetch(`${fixture.google.apiRoot}/gmail/v1/users/me/profile`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { errors: [{ reason: "insufficientPermissions" }] } });
  });

  test("an administrator can close Gmail and leave the calendar", async () => {
    fixture.google.switches.policies.set(ada.address, { reason: "domainPolicy", api: "gmail" });
    expect(await statusOf(fixture.mail.users.getProfile(me))).toBe(403);
    expect(await statusOf(fixture.events.events.list({ calendarId: "primary" }))).toBe(200);
  });

  test("faults strike, and statuses get Google's words", async () => {
    fixture.google.faults.add({ url: /profile/, fault: { kind: "status", status: 503 } });
    fixture.google.faults.add({ url: /profile/, fault: { kind: "reset" }, mailbox: ada.address });
    fixture.google.faults.add({ url: /profile/, fault: { kind: "truncated" } });
    const error = await fixture.mail.users.getProfile(me).catch((caught) => caught);
    expect(error.response.data.error.errors[0].reason).toBe("backendError");
    expect(await statusOf(fixture.mail.users.getProfile(me))).toBeUndefined();
    await expect(fixture.mail.users.getProfile(me)).rejects.toThrow();
    expect(fixture.google.faults.waiting).toBe(0);
    expect(await statusOf(fixture.mail.users.getProfile(me))).toBe(200);
  });
});

test("a watch turns changes into hints that are pulled until acknowledged", async () => {
  const { google } = fixture;
  const watch = (topicName: string) => fixture.mail.users.watch({ ...me, requestBody: { topicName } });
  const pubsub = async (verb: string, body: object) => {
    const response = await fetch(`${google.apiRoot}/v1/projects/kith/subscriptions/mail:${verb}`, {
      method: "POST",
      headers: { authorization: `Bearer ${fixture.token(allScopes)}` },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { receivedMessages?: { ackId: string; message: { data: string } }[] };
  };
  const { data } = await watch("projects/kith/topics/mail");
  expect(Number(data.expiration)).toBe(now + 7 * 86_400_000);
  expect(await statusOf(watch("projects/kith/topics/other"))).toBe(400);
  expect(await pubsub("pull", { maxMessages: 10 })).toEqual({});
  put(2);
  const { receivedMessages = [] } = await pubsub("pull", { maxMessages: 10 });
  expect(receivedMessages).toHaveLength(1);
  expect(Buffer.from(receivedMessages[0]?.message.data ?? "", "base64").toString()).toContain(ada.address);
  expect(await pubsub("pull", { maxMessages: 10 })).toEqual({});
  now += 10_001;
  const again = await pubsub("pull", { maxMessages: 10 });
  expect(again.receivedMessages).toHaveLength(1);
  await pubsub("acknowledge", { ackIds: again.receivedMessages?.map(({ ackId }) => ackId) });
  now += 10_001;
  expect(await pubsub("pull", { maxMessages: 10 })).toEqual({});
  expect(google.isWatched(ada.address)).toBe(true);
  await fixture.mail.users.stop(me);
  expect(google.isWatched(ada.address)).toBe(false);
});
