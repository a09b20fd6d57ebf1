// Attacks on the place where vendors send their hints: whatever arrives there, nobody learns anything, no record changes,
// and no mailbox is looked into more often than now and then.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { type Followed, openPushStage, type PushStage } from "../sync/push-stage.ts";
import { request } from "../sync/server-people.ts";

/** Longer than hints are gathered and a turn takes to begin. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 2_000));
const soon = { timeout: 20_000, interval: 100 };

interface Notice {
  readonly subscriptionId: string;
  readonly clientState?: unknown;
  readonly lifecycleEvent?: string;
}

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let stage: PushStage;
  let ann: Followed;
  beforeAll(async () => {
    database = await create();
    stage = await openPushStage(database);
    ann = await stage.follow("microsoft");
  }, 60_000);
  afterAll(async () => {
    await stage?.close();
    await database?.drop();
  });

  const post = (body: unknown, path = "/push/microsoft", headers: Record<string, string> = {}) =>
    request(stage.kith.server.url + path, "POST", headers, body);
  const send = (...value: Notice[]) => post({ value });
  /** What the vendor itself would send. */
  const realNotice = ({ rep }: Followed): Notice & { clientState: string } => {
    const [first] = stage.vendors.microsoft.subscriptions(rep.email);
    return { subscriptionId: first?.id ?? "", clientState: first?.clientState ?? "" };
  };
  /** What changes whenever a mailbox is looked into, or its watch is touched. */
  const traces = async (box: Followed) => {
    const { lastSuccessAt, pushIds, pushSecretHash, pushEndsAt, pushDueAt } = await box.row();
    const asked = stage.vendors.microsoft.requests(box.rep.email);
    return { asked, lastSuccessAt, pushIds, pushSecretHash, pushEndsAt, pushDueAt };
  };
  const expectNothingOf = async (box: Followed, attack: () => Promise<unknown>) => {
    await aMoment();
    const before = await traces(box);
    await attack();
    await aMoment();
    expect(await traces(box)).toEqual(before);
  };

  test("a notice that does not know the secret, or the subscription, does nothing, and is answered like a real one", async () => {
    const eve = await stage.follow("microsoft");
    const real = realNotice(ann);
    const forged: Notice[] = [
      { ...real, clientState: "guessed" },
      { ...real, clientState: "" },
      { ...real, clientState: null },
      { ...real, clientState: [real.clientState] },
      { ...real, clientState: real.clientState.slice(0, -1) },
      { ...real, clientState: (await ann.row()).pushSecretHash },
      { subscriptionId: real.subscriptionId },
      { ...real, clientState: realNotice(eve).clientState },
      { ...real, subscriptionId: "00000000-0000-0000-0000-000000000000" },
      { ...real, subscriptionId: "' or true --" },
      { ...real, subscriptionId: "{}" },
      { ...real, lifecycleEvent: "somethingNew" },
    ];
    const lifecycles = ["subscriptionRemoved", "reauthorizationRequired", "missed"];
    await expectNothingOf(ann, async () => {
      for (const notice of forged) {
        const answer = await send(notice);
        expect([answer.status, answer.text]).toEqual([202, ""]);
      }
      for (const lifecycleEvent of lifecycles) await send({ ...real, clientState: "guessed", lifecycleEvent });
      await send(...forged);
    });
    const answer = await send(real);
    expect([answer.status, answer.text]).toEqual([202, ""]);
  });

  test("a secret is worth nothing once its subscription was replaced, and nothing for a mailbox that is gone", async () => {
    const box = await stage.follow("microsoft");
    const old = realNotice(box);
    const { pushSecretHash } = await box.row();
    await stage.vendors.microsoft.notify(box.rep.email, { kind: "subscriptionRemoved" });
    const hash = async () => (await box.row()).pushSecretHash;
    await expect.poll(hash, soon).not.toBe(pushSecretHash);
    const fresh = realNotice(box);
    expect(fresh.subscriptionId).not.toBe(old.subscriptionId);
    // The turns that follow from it come to rest first.
    await aMoment();
    await expectNothingOf(box, () =>
      send(old, { ...fresh, clientState: old.clientState }, { ...old, clientState: fresh.clientState }),
    );
    await box.rep.call("DELETE", box.path);
    await expectNothingOf(box, () => send(fresh, { ...fresh, lifecycleEvent: "subscriptionRemoved" }));
  });

  test("ten thousand notices, all of them real, are a couple of turns", async () => {
    await aMoment();
    const real = realNotice(ann);
    const asked = () => stage.vendors.microsoft.requests(ann.rep.email);
    const before = asked();
    await send(real);
    await expect.poll(asked, soon).toBeGreaterThan(before);
    await aMoment();
    await aMoment();
    const [perTurn, from] = [asked() - before, Date.now()];
    const many = Array.from({ length: 500 }, () => real);
    for (let body = 0; body < 16; body += 1) expect((await send(...many)).status).toBe(202);
    for (let row = 0; row < 40; row += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => send(real)));
      expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(202));
    }
    const seconds = (Date.now() - from) / 1_000;
    ann.write("In the flood");
    await send(real);
    await expect.poll(() => ann.subjects(), soon).toContain("In the flood");
    // One at the beginning, one at the end, and one each three seconds between; the new mail itself costs a call more.
    expect(asked() - before - perTurn).toBeLessThanOrEqual(perTurn * (3 + seconds / 3) + 2);
  });

  test("a flood of forged notices leaves a real one its turn", async () => {
    await aMoment();
    for (let body = 0; body < 20; body += 1) {
      await send(...Array.from({ length: 400 }, (_, at) => ({ subscriptionId: `f${body}-${at}`, clientState: "f" })));
    }
    await aMoment();
    ann.write("After the flood");
    await send(realNotice(ann));
    await expect.poll(() => ann.subjects(), soon).toContain("After the flood");
  });

  test("what a handshake says comes back as text and never as a page", async () => {
    const token = `<script>alert(1)</script>"'&<img src=x onerror=alert(2)> ü`;
    const path = `/push/microsoft?validationToken=${encodeURIComponent(token)}`;
    for (const headers of [
      { "content-type": "text/plain" },
      { "content-type": "text/html" },
      { accept: "text/html" },
    ]) {
      const answer = await post(headers.accept ? {} : "x", path, headers as Record<string, string>);
      expect([answer.status, answer.text]).toEqual([200, token]);
      expect(answer.headers.get("content-type")).toMatch(/^text\/plain; charset=utf-8$/u);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    expect((await request(stage.kith.server.url + path, "GET", {})).status).toBe(405);
  });

  test("what is no notice is refused or ignored", async () => {
    await expectNothingOf(ann, async () => {
      const real = realNotice(ann);
      expect((await post({ value: [real], more: "x".repeat(300_000) })).status).toBe(413);
      expect((await post("{")).status).toBe(400);
      expect((await post(`${"[".repeat(5_000)}${"]".repeat(5_000)}`)).status).toBe(400);
      expect((await post({ value: Array(1_001).fill({}) })).status).toBe(202);
      for (const body of [
        {},
        [],
        { value: {} },
        { value: [null, 1, "x", []] },
        "null",
        { __proto__: { value: [real] } },
      ]) {
        expect((await post(body)).status).toBe(202);
      }
      const asText = await post(JSON.stringify({ value: [real] }), undefined, { "content-type": "text/plain" });
      expect(asText.status).toBe(202);
    });
  });

  test("vendors that send nothing here, and others, have no such address", async () => {
    for (const name of ["google", "yahoo", "__proto__", "constructor", "..%2Fmicrosoft"]) {
      expect((await post({ value: [] }, `/push/${name}?validationToken=x`)).status).toBe(404);
    }
  });

  test("what somebody else puts where hints are fetched is skipped, and fetching goes on", async () => {
    const box = await stage.follow("google");
    const encode = (text: string) => Buffer.from(text).toString("base64");
    const odd = ["no JSON", "null", "{}", '{"emailAddress":7}', '{"emailAddress":"nobody@example.com","historyId":1}'];
    const receivedMessages = [
      { ackId: "0" },
      ...odd.map((text, at) => ({ ackId: `odd${at}`, message: { data: encode(text), messageId: `${at}` } })),
    ];
    const fault = { kind: "status", status: 200, body: JSON.stringify({ receivedMessages }) } as const;
    stage.vendors.google.faults.add({ url: /:pull$/u, times: 3, fault });
    await expect.poll(() => stage.vendors.google.faults.waiting, soon).toBe(0);
    box.write("Still here");
    await expect.poll(() => box.subjects(), soon).toEqual(["Still here"]);
  });
});
