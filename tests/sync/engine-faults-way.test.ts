// What goes wrong on the way to a vendor: refusals, pauses, cut and endless answers. Every fault ends in the same truth.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { type Engine, takeTurn } from "../../server/mailbox/turn.ts";
import { anEvent, wires } from "../conformance/provider-world.ts";
import type { Fault } from "../sandbox/mailboxes/faults.ts";
import { createDatabase, expectTruth, minute, openScene, type Scene } from "./engine-scene.ts";

const html = (status: number): Fault => ({
  kind: "status",
  status,
  headers: { "content-type": "text/html" },
  body: "<html><body><h1>Service Unavailable</h1></body></html>",
});

const onTheWay: Readonly<Record<string, Fault>> = {
  "a connection that is cut": { kind: "reset" },
  "an answer that never comes": { kind: "hang" },
  "half an answer": { kind: "truncated" },
  "an answer that is lost": { kind: "lost_answer" },
  "a page of HTML with 503": html(503),
  "a page of HTML with 200": html(200),
  "an error of the server's": { kind: "status", status: 500 },
};

describe.each(["google", "microsoft"] as const)("from %s", (vendor) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(await createDatabase(vendor), vendor, { timeoutMs: 700 });
  });
  afterAll(() => scene?.close());

  // A message is asked for in a batch; Microsoft's list of changes would look like one otherwise.
  const wire = { ...wires[vendor], ...(vendor === "microsoft" && { fetchMail: /\$batch/ }) };

  describe.each([
    ["of mail", wire.listMail],
    ["of messages", wire.fetchMail],
    ["of events", wire.listEvents],
  ] as const)("when it is asked for a list %s", (_, url) => {
    test.each(Object.entries(onTheWay))("%s is got over", async (_name, fault) => {
      const { lena, arrive, world } = scene;
      for (let n = 0; n < 3; n += 1) arrive();
      const event = anEvent();
      world.putEvent(event);
      scene.faults.add({ fault, url, times: 2, mailbox: lena.address });
      await scene.settle(lena);
      expect(scene.faults.waiting).toBe(0);
      await scene.settle(scene.ravi);
      await expectTruth(scene);
      expect((await scene.meetings()).map(({ title }) => title)).toContain(event.title);
      expect(await scene.mailbox(lena)).toMatchObject({ failures: 0, lastError: null });
    });
  });

  const pauses: [string, Record<string, string>, number][] = [
    ["in seconds", { "retry-after": "90" }, 90_000],
    ["of an hour", { "retry-after": "3600" }, 3_600_000],
    ["as a date", { "retry-after": "date" }, 120_000],
    ["without a word on how long", {}, minute],
  ];
  test.each(pauses)("a pause asked for %s is kept, by this mailbox alone, and nothing sleeps", async (_, given, ms) => {
    const { lena, ravi, arrive } = scene;
    arrive();
    const until = new Date(Date.now() + ms).toUTCString();
    const headers = given["retry-after"] === "date" ? { "retry-after": until } : given;
    scene.faults.add({ fault: { kind: "status", status: 429, headers }, url: wire.fetchMail, mailbox: lena.address });
    const begun = Date.now();
    const ended = await scene.turn(lena);
    expect(Date.now() - begun).toBeLessThan(5_000);
    const paused = (ended.nextAt?.getTime() ?? 0) - Date.parse(scene.world.now);
    expect(Math.abs(paused - ms)).toBeLessThan(20_000);
    expect((await scene.mailbox(lena)).retryAt).toEqual(ended.nextAt);
    // Asked again too early, nobody asks the vendor.
    const again = await scene.turn(lena);
    expect(again).toMatchObject({ ran: false, nextAt: ended.nextAt });
    expect(await scene.turn(ravi)).toMatchObject({ ran: true, isQuiet: true });
    await scene.settle(lena);
    await expectTruth(scene);
    expect((await scene.mailbox(lena)).retryAt).toBeNull();
  });

  test("what is closed for mail does not close the calendar, nor the other way round", async () => {
    const { lena, arrive, world } = scene;
    const closed = (url: RegExp) =>
      scene.faults.add({
        fault: {
          kind: "status",
          status: 403,
          body: JSON.stringify({
            error: {
              code: vendor === "google" ? 403 : "ErrorAccessDenied",
              message: "The administrator has closed this.",
              errors: [{ reason: "domainPolicy", message: "closed" }],
            },
          }),
        },
        url,
        times: 50,
        mailbox: lena.address,
      });
    closed(wire.listEvents);
    const message = arrive();
    expect(await scene.turn(lena)).toMatchObject({ ran: true, isQuiet: true });
    expect(await scene.timeline()).toContain(message.subject);
    const { lastError, failures, nextAt } = await scene.mailbox(lena);
    expect(lastError).toMatch(/administrator|domainPolicy|closed/i);
    expect(failures).toBe(0);
    expect(nextAt?.getTime()).toBe(Date.parse(world.now) + scene.engine.pollMs);
    scene.faults.clear();
    closed(wire.listMail);
    const event = anEvent();
    world.putEvent(event);
    const later = arrive();
    await scene.turn(lena);
    expect((await scene.meetings()).map(({ title }) => title)).toContain(event.title);
    expect(await scene.timeline()).not.toContain(later.subject);
    scene.faults.clear();
    await scene.settle(lena);
    await scene.settle(scene.ravi);
    await expectTruth(scene);
    expect(await scene.mailbox(lena)).toMatchObject({ lastError: null });
  });

  test("a token that ends in the middle of a turn is renewed once, and nobody notices", async () => {
    const { lena, arrive } = scene;
    arrive();
    const body = JSON.stringify({ error: { code: "InvalidAuthenticationToken", message: "expired" } });
    const fault: Fault = { kind: "status", status: 401, ...(vendor === "microsoft" && { body }) };
    for (const url of [wire.listEvents, wire.listMail, wire.fetchMail]) {
      scene.faults.add({ fault, url, mailbox: lena.address });
    }
    expect(await scene.turn(lena)).toMatchObject({ ran: true, isQuiet: true });
    await scene.settle(scene.ravi);
    await expectTruth(scene);
  });

  test("a connection that is refused is tried once, sleeps with everything it has, and goes on without a gap", async () => {
    const { lena, arrive, engine, database } = scene;
    const id = { workspaceId: scene.workspaceId, id: lena.mailboxId };
    const before = await scene.timeline();
    const message = arrive();
    let asked = 0;
    const refused = new AppError("unauthenticated", "Connect this mailbox again");
    const shut: Engine = {
      ...engine,
      openAccess: (mailbox, of, limiter, signal) => ({
        ...engine.openAccess(mailbox, of, limiter, signal),
        token: () => {
          asked += 1;
          return Promise.reject(refused);
        },
      }),
    };
    const never = AbortSignal.timeout(60_000);
    expect(await takeTurn(shut, id, never)).toMatchObject({ ran: true, nextAt: null });
    expect(asked).toBe(1);
    for (let n = 0; n < 3; n += 1) await takeTurn(shut, id, never);
    expect(asked).toBe(1);
    const asleep = await scene.mailbox(lena);
    expect(asleep.reconnect).not.toBeNull();
    expect(asleep.nextAt).toBeNull();
    expect(await scene.timeline()).toEqual(before);
    await database.prisma.$transaction(async (prisma) => {
      await prisma.$executeRawUnsafe(`select set_config('app.workspace', $1, true)`, scene.workspaceId);
      await prisma.$executeRawUnsafe(`select set_config('app.member', '*', true)`);
      await prisma.mailbox.updateMany({ where: { id: lena.mailboxId }, data: { reconnect: null } });
    });
    await scene.settle(lena);
    await scene.settle(scene.ravi);
    expect(await scene.timeline()).toContain(message.subject);
    await expectTruth(scene);
  });

  test("a message that nobody can read is parked after five tries, and holds up nobody", async () => {
    const { lena, arrive, engine } = scene;
    const poison = arrive({ subject: `Poison ${vendor}` });
    const [before, after] = [arrive(), arrive()];
    const real = engine.vendors.get(vendor);
    if (!real) throw new Error("No vendor");
    let tries = 0;
    const mail = {
      ...real.mail,
      fetch: async (...args: Parameters<typeof real.mail.fetch>) => {
        const fetched = await real.mail.fetch(...args);
        return fetched.map((one) => {
          if (one.kind !== "message" || one.message.subject !== poison.subject) return one;
          tries += 1;
          return { ...one, message: { ...one.message, body: { kind: "text" as const, content: "\0" } } };
        });
      },
    };
    const sick: Engine = { ...engine, vendors: new Map([[vendor, { ...real, mail }]]) };
    const id = { workspaceId: scene.workspaceId, id: lena.mailboxId };
    for (let n = 0; n < 8; n += 1) {
      await takeTurn(sick, id, AbortSignal.timeout(60_000));
      scene.pass(60 * minute);
    }
    expect(tries).toBe(5);
    expect(await scene.timeline()).toEqual(expect.arrayContaining([before.subject, after.subject]));
    const parked = (await scene.items(lena)).filter(({ state }) => state === "failed");
    expect(parked).toHaveLength(1);
    expect(parked[0]?.error).toMatch(/\S/);
    expect(await scene.mailbox(lena)).toMatchObject({ failures: 0, lastError: null });
    scene.world.erase(lena.address, poison.id);
    await scene.settle(lena);
    await expectTruth({ ...scene, ravi: lena });
  });
});
