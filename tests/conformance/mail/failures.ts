// Whatever goes wrong on the way comes out as one of our codes, and the next try goes on where the last one stood.
import { expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../../../server/providers/access.ts";
import type { Fault } from "../../sandbox/mailboxes/faults.ts";
import { aMessage, type Begin, failureOf, rep, type Stage } from "../provider-world.ts";
import { everything, mirrorOf } from "./changes.ts";

const html = "<!doctype html><html><body><h1>Service Unavailable</h1></body></html>";

/** What vendors and networks do, and what must come of it. */
export const mishaps: [string, Fault, Partial<AppError>][] = [
  [
    "429 with seconds",
    { kind: "status", status: 429, headers: { "retry-after": "7" } },
    { code: "rate_limited", retryAfterMs: 7_000 },
  ],
  ["429 without a word of when", { kind: "status", status: 429 }, { code: "rate_limited", retryAfterMs: undefined }],
  [
    "429 for ten minutes",
    { kind: "status", status: 429, headers: { "retry-after": "600" } },
    { code: "rate_limited", retryAfterMs: 600_000 },
  ],
  [
    "503 as HTML",
    { kind: "status", status: 503, headers: { "content-type": "text/html" }, body: html },
    { code: "unavailable" },
  ],
  [
    "503 with seconds",
    { kind: "status", status: 503, headers: { "retry-after": "30" } },
    { code: "unavailable", retryAfterMs: 30_000 },
  ],
  [
    "404 as HTML, from something on the way",
    { kind: "status", status: 404, headers: { "content-type": "text/html" }, body: html },
    { code: "unavailable" },
  ],
  [
    "200 as HTML",
    { kind: "status", status: 200, headers: { "content-type": "text/html" }, body: html },
    { code: "unavailable" },
  ],
  ["half an answer", { kind: "truncated" }, { code: "unavailable" }],
  [
    "half an answer that claims to be whole",
    { kind: "status", status: 200, body: '{"messages":[{"id":"12' },
    { code: "unavailable" },
  ],
  ["a connection cut", { kind: "reset" }, { code: "unavailable" }],
  ["an answer that is lost", { kind: "lost_answer" }, { code: "unavailable" }],
  ["no answer at all", { kind: "hang" }, { code: "unavailable" }],
];

/** Every request of the access is refused by its budget, and none must go out. */
const withoutBudget = (access: Access): Access => ({
  ...access,
  limiter: { run: () => Promise.reject(new AppError("rate_limited", "No budget", { retryAfterMs: 5_000 })) },
});

async function withTwoMails(begin: Begin): Promise<Stage> {
  const stage = await begin();
  for (const subject of ["One", "Two"]) stage.world.put(rep.address, aMessage({ subject }));
  return stage;
}

export function testFailures(begin: Begin) {
  test.each(mishaps)(
    "%s while listing is told as what it is, and the round goes on",
    async (_name, fault, expected) => {
      const stage = await withTwoMails(begin);
      const { world, faults, wire } = stage;
      const mirror = mirrorOf(stage);
      faults.add({ url: wire.listMail, fault });
      expect(await failureOf(mirror.follow(everything))).toMatchObject(expected);
      await mirror.follow(everything);
      world.put(rep.address, aMessage({ subject: "Three" }));
      faults.add({ url: wire.mailDelta, fault });
      expect(await failureOf(mirror.follow(everything))).toMatchObject(expected);
      expect(faults.waiting).toBe(0);
      await mirror.follow(everything);
      expect(mirror.subjects).toEqual(["One", "Three", "Two"]);
      expect(mirror.resets).toBe(0);
    },
  );

  test.each(mishaps)("%s while fetching is told as what it is, and nothing is gone", async (_name, fault, expected) => {
    const { vendor, access, faults, wire, ...stage } = await withTwoMails(begin);
    const refs = await mirrorOf({ vendor, access, faults, wire, ...stage }).list(everything);
    faults.add({ url: wire.fetchMail, fault, times: 4 });
    const outcome = await vendor.mail.fetch(access, refs).catch((error: unknown) => error);
    faults.clear();
    // As a whole or each on its own: a vendor may ask for both in one request.
    const failures = Array.isArray(outcome) ? outcome.map((one) => one.kind === "failed" && one.error) : [outcome];
    for (const failure of failures) expect(failure).toMatchObject(expected);
    const again = await vendor.mail.fetch(access, refs);
    expect(again.map(({ kind }) => kind)).toEqual(["message", "message"]);
  });

  test("a pause until a date is that long", async () => {
    const stage = await withTwoMails(begin);
    const until = new Date(Date.now() + 300_000).toUTCString();
    stage.faults.add({
      url: stage.wire.listMail,
      fault: { kind: "status", status: 429, headers: { "retry-after": until } },
    });
    const failure = await failureOf(mirrorOf(stage).follow(everything));
    expect(failure.code).toBe("rate_limited");
    expect(failure.retryAfterMs).toBeGreaterThan(290_000);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(301_000);
  });

  test("an answer that takes its time is an answer", async () => {
    const stage = await withTwoMails(begin);
    const mirror = mirrorOf(stage);
    stage.faults.add({ url: stage.wire.listMail, fault: { kind: "slow", ms: 300 } });
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["One", "Two"]);
    expect(stage.faults.waiting).toBe(0);
  });

  test("a refused token is renewed, once", async () => {
    const stage = await withTwoMails(begin);
    const renewed: string[] = [];
    const access: Access = {
      ...stage.access,
      renew: (refused) => {
        renewed.push(refused);
        return stage.access.renew(refused);
      },
    };
    const first = await stage.access.token();
    const mirror = mirrorOf({ ...stage, access });
    stage.faults.add({ url: stage.wire.listMail, fault: { kind: "status", status: 401 } });
    await mirror.follow(everything);
    expect(mirror.subjects).toEqual(["One", "Two"]);
    expect(renewed).toEqual([first]);
    stage.faults.add({ url: stage.wire.fetchMail, fault: { kind: "status", status: 401 } });
    const refs = [...mirror.messages.values()];
    expect(await stage.vendor.mail.fetch(access, refs)).toMatchObject([{ kind: "message" }, { kind: "message" }]);
    expect(renewed).toHaveLength(2);
  });

  test("a token that cannot be renewed, or is refused again, needs the rep", async () => {
    const stage = await withTwoMails(begin);
    const { faults, wire } = stage;
    faults.add({ url: wire.listMail, fault: { kind: "status", status: 401 }, times: 2 });
    expect((await failureOf(mirrorOf(stage).follow(everything))).code).toBe("unauthenticated");
    faults.add({ url: wire.listMail, fault: { kind: "status", status: 401 } });
    const access: Access = {
      ...stage.access,
      renew: () => Promise.reject(new AppError("unauthenticated", "Connect again")),
    };
    expect((await failureOf(mirrorOf({ ...stage, access }).follow(everything))).code).toBe("unauthenticated");
    expect(faults.waiting).toBe(0);
  });

  test("a right that was not granted is forbidden, whatever it is wanted for", async () => {
    const { vendor, accessOf } = await withTwoMails(begin);
    const access = accessOf(rep.address, ["identity"]);
    const { mail } = vendor;
    expect((await failureOf(mail.listPlaces(access))).code).toBe("forbidden");
    expect((await failureOf(mail.count(access, everything))).code).toBe("forbidden");
    expect((await failureOf(mail.findByMessageId(access, "a@b"))).code).toBe("forbidden");
  });

  test("whoever stops the mailbox's work stops its requests", async () => {
    const stage = await withTwoMails(begin);
    const stopping = new AbortController();
    const access: Access = { ...stage.access, signal: stopping.signal };
    stage.faults.add({ url: stage.wire.listMail, fault: { kind: "hang" } });
    const failure = failureOf(mirrorOf({ ...stage, access }).follow(everything));
    await expect.poll(() => stage.faults.waiting).toBe(0);
    stopping.abort();
    expect((await failure).code).toBe("unavailable");
    stage.faults.add({ url: /./, fault: { kind: "hang" } });
    expect((await failureOf(stage.vendor.mail.count(access, everything))).code).toBe("unavailable");
    expect(stage.faults.waiting, "nothing more is asked for").toBe(1);
  });

  test("nothing is asked for past the mailbox's budget", async () => {
    const stage = await withTwoMails(begin);
    const { vendor } = stage;
    const mirror = mirrorOf(stage);
    await mirror.follow(everything);
    const access = withoutBudget(stage.access);
    const { mail } = vendor;
    const draft = {
      messageId: "a@kith.kontor.example",
      from: rep,
      to: [{ ...rep, role: "to" as const }],
      subject: "",
      text: "",
      inReplyTo: null,
    };
    const [stream = ""] = await mail.listStreams(stage.access, everything);
    const refs = [...mirror.messages.values()];
    for (const call of [
      () => mail.listPlaces(access),
      () => mail.changes(access, stream, null, everything),
      () => mail.fetch(access, refs),
      () => mail.count(access, everything),
      () => mail.send(access, draft),
      () => mail.findByMessageId(access, "a@b"),
      () => vendor.identify(access),
    ]) {
      expect(await failureOf(call())).toMatchObject({ code: "rate_limited", retryAfterMs: 5_000 });
    }
    expect(stage.world.mailbox(rep.address).messages.size).toBe(2);
  });
}
