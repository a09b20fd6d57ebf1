// Tokens stay good: refreshed once for everybody, never lost, and not asked for again when a person has to help.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openTokens } from "../../server/connect/tokens.ts";
import { type VendorName, vendorNames } from "../../server/providers/vendor.ts";
import { transact } from "../../server/store/database.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { calm } from "../sandbox/microsoft/switches.ts";
import { ConnectServer, countRefreshes, openStandIns, type Vendors } from "./connect-vendors.ts";

const KEYS = { tokenKeys: ["a key for the tests of tokens, long enough"] };

describe.each(databases)("on $kind", ({ kind, create }) => {
  let database: TestDatabase;
  let vendors: Vendors;
  let kith: ConnectServer;
  /** A second process's server; PGlite lets nobody else in, so there it is the first one again. */
  let twin: ConnectServer;
  beforeAll(async () => {
    vendors = await openStandIns();
    database = await create();
    kith = await ConnectServer.open(database, vendors, KEYS);
    twin = kind === "postgres" ? await ConnectServer.open(database, vendors, KEYS) : kith;
  });
  afterAll(async () => {
    if (twin !== kith) await twin?.server.close();
    await kith?.server.close();
    await vendors?.close();
    await database?.drop();
  });

  afterEach(() => {
    vendors.google.faults.clear();
    vendors.microsoft.faults.clear();
    Object.assign(vendors.microsoft.switches, calm);
  });

  async function aMailbox(vendor: VendorName) {
    const ann = await kith.join(vendor);
    await kith.connect(ann, vendor);
    const row = await kith.row(ann.workspaceId);
    const read = () => kith.row(ann.workspaceId);
    const stored = async () => openTokens(kith.server.connecting.vault, row, (await read()).tokens ?? "");
    return { ann, row, read, stored, access: kith.access(row), identify: identifier(vendor) };
  }

  const identifier = (vendor: VendorName) => (access: ReturnType<ConnectServer["access"]>) =>
    kith.server.connecting.vendors.get(vendor)?.identify(access);

  test("twenty at two servers need a new token at once: one refresh, and everybody has its token", async () => {
    const { row, access, stored } = await aMailbox("microsoft");
    vendors.microsoft.switches.strictRotation = true;
    for (let round = 1; round <= 3; round += 1) {
      const dead = await access.token();
      const before = await stored();
      vendors.microsoft.expireAccess(row.address);
      const refreshes = countRefreshes(vendors);
      const twenty = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? kith : twin).access(row));
      const tokens = await Promise.all(twenty.map((one) => one.renew(dead)));
      expect(refreshes()).toBe(1);
      expect(new Set(tokens).size).toBe(1);
      const after = await stored();
      expect(after.refreshToken).not.toBe(before.refreshToken);
      expect(after.accessToken).toBe(tokens[0]);
      await access.renew(dead);
      expect(refreshes()).toBe(1);
    }
  });

  test("twenty ask for a token that has run out by the clock: one refresh", async () => {
    vendors.microsoft.switches.accessTokenSeconds = 1;
    const { row } = await aMailbox("microsoft");
    vendors.microsoft.switches.accessTokenSeconds = 3_599;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const refreshes = countRefreshes(vendors);
    const twenty = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? kith : twin).access(row));
    const tokens = await Promise.all(twenty.map((one) => one.token()));
    expect([refreshes(), new Set(tokens).size]).toEqual([1, 1]);
  });

  test("a refresh whose transaction broke is kept all the same", async () => {
    const { row, access, stored } = await aMailbox("microsoft");
    vendors.microsoft.switches.strictRotation = true;
    const dead = await access.token();
    const { database: real } = kith.server.connecting;
    let broken = 0;
    // The connection is lost after the vendor has answered: what was to be kept is undone.
    const frail = Object.create(real, {
      prisma: {
        value: {
          $transaction: (run: (prisma: unknown) => Promise<unknown>, limits: object) =>
            real.prisma.$transaction(async (prisma) => {
              const answer = await run(prisma);
              const [{ changed = 0 } = {}] = await prisma.$queryRaw<{ changed: number }[]>`
                select count(*)::int as "changed" from "mailbox" where "id" = ${row.id}::uuid and "tokens" <> ${row.tokens}`;
              if (changed > 0 && broken < 2) {
                broken += 1;
                throw new Error("Connection terminated unexpectedly");
              }
              return answer;
            }, limits),
        },
      },
    }) as typeof real;
    const frailServer = Object.assign(Object.create(kith) as ConnectServer, {
      server: { ...kith.server, connecting: { ...kith.server.connecting, database: frail } },
    });
    const renewed = await frailServer.access(row).renew(dead);
    expect(broken).toBe(2);
    expect((await stored()).accessToken).toBe(renewed);
    vendors.microsoft.expireAccess(row.address);
    // Were the new refresh token lost, the old one would be dead by now.
    await expect(access.renew(renewed)).resolves.toMatch(/./);
  });

  test.each(vendorNames)("at %s, an answer without a refresh token leaves the one there is", async (vendor) => {
    const { access, stored } = await aMailbox(vendor);
    vendors.microsoft.switches.keepsRefreshToken = true;
    const { refreshToken } = await stored();
    for (let times = 0; times < 2; times += 1) await access.renew(await access.token());
    expect((await stored()).refreshToken).toBe(refreshToken);
  });

  test.each(vendorNames)("at %s, a token that was refused is renewed in the middle of the work", async (vendor) => {
    const { row, access, identify } = await aMailbox(vendor);
    await access.token();
    await kith.age(row);
    const refreshes = countRefreshes(vendors);
    expect((await identify(access))?.address).toBe(row.address);
    expect(refreshes()).toBe(1);
  });

  test.each(vendorNames)(
    "at %s, a right that was taken away is asked for once, and healed by the rep",
    async (vendor) => {
      const { ann, row, read, access } = await aMailbox(vendor);
      const dead = await access.token();
      if (vendor === "google") vendors.google.tokens.revoke(row.address);
      else vendors.microsoft.refuse(row.address, "passwordChanged");
      const refreshes = countRefreshes(vendors);
      const refused = { code: "unauthenticated" };
      await expect(access.renew(dead)).rejects.toMatchObject(refused);
      for (const other of [access, twin.access(row), kith.access(row)]) {
        await expect(other.renew(dead)).rejects.toMatchObject(refused);
        await expect(twin.access(row).token()).rejects.toMatchObject(refused);
      }
      expect(refreshes()).toBe(1);
      const asleep = await read();
      expect(asleep).toMatchObject({ reconnect: "invalid_grant", tokens: row.tokens, features: row.features });
      vendors.microsoft.refuse(row.address, null);
      expect((await kith.connect(ann, vendor, { mailboxId: row.id })).text).toContain("is connected");
      expect(await read()).toMatchObject({ id: row.id, reconnect: null, features: ["mail", "send", "calendar"] });
      await expect(access.renew(dead)).resolves.toMatch(/./);
    },
  );

  test.each(["interaction", "consent"] as const)(
    "a person who must be asked (%s) is not asked by machine",
    async (why) => {
      const { row, read, access } = await aMailbox("microsoft");
      vendors.microsoft.refuse(row.address, why);
      await expect(access.renew(await access.token())).rejects.toMatchObject({ code: "unauthenticated" });
      expect((await read()).reconnect).toBe(`${why}_required`);
    },
  );

  const troubles = [
    { kind: "status", status: 503, body: "<h1>Service Unavailable</h1>", headers: { "content-type": "text/html" } },
    { kind: "status", status: 429, headers: { "retry-after": "7" } },
    { kind: "status", status: 400, body: JSON.stringify({ error: "temporarily_unavailable" }) },
    { kind: "status", status: 401, body: JSON.stringify({ error: "invalid_client" }) },
    { kind: "reset" },
    { kind: "truncated" },
  ] as const;

  test.each(vendorNames)("at %s, trouble that passes changes nothing, and the next try succeeds", async (vendor) => {
    const { row, read, access } = await aMailbox(vendor);
    const dead = await access.token();
    const { faults } = vendors[vendor];
    for (const fault of troubles) {
      faults.add({ fault, url: /token/u });
      await expect(access.renew(dead), fault.kind).rejects.toMatchObject({ code: "unavailable" });
      expect(faults.waiting).toBe(0);
      expect(await read()).toMatchObject({ tokens: row.tokens, reconnect: null, features: row.features });
    }
    faults.add({ fault: troubles[1], url: /token/u });
    await expect(access.renew(dead)).rejects.toMatchObject({ retryAfterMs: 7_000 });
    await expect(access.renew(dead)).resolves.not.toBe(dead);
  });

  test("twenty wait for a vendor that does not answer: it is asked once by each server, not twenty times", async () => {
    const { row, access } = await aMailbox("google");
    const dead = await access.token();
    vendors.google.faults.add({ fault: { kind: "status", status: 503 }, url: /token/u, times: 20 });
    const twenty = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? kith : twin).access(row));
    const outcomes = await Promise.allSettled(twenty.map((one) => one.renew(dead)));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(vendors.google.faults.waiting).toBeGreaterThanOrEqual(18);
  });

  test("rights that a refresh brings less or more of move the features, within what the rep chose", async () => {
    const ann = await kith.join("microsoft");
    await kith.connect(ann, "microsoft", { features: ["mail", "calendar"] });
    const row = await kith.row(ann.workspaceId);
    const access = kith.access(row);
    const answerWith = (scope: string) =>
      vendors.microsoft.faults.add({
        fault: {
          kind: "status",
          status: 200,
          body: JSON.stringify({ access_token: `a-${scope}`, token_type: "Bearer", expires_in: 3_600, scope }),
        },
        url: /token/u,
      });
    answerWith("openid User.Read Calendars.ReadWrite");
    await access.renew(await access.token());
    expect((await kith.row(ann.workspaceId)).features).toEqual(["calendar"]);
    answerWith("openid User.Read Calendars.ReadWrite Mail.Read Mail.ReadWrite Mail.Send");
    await access.renew(await access.token());
    expect((await kith.row(ann.workspaceId)).features).toEqual(["mail", "calendar"]);
  });

  test("a refresh that comes back after the rep has connected anew does not undo it", async () => {
    const { ann, row, access, stored } = await aMailbox("google");
    const dead = await access.token();
    vendors.google.faults.add({ fault: { kind: "slow", ms: 600 }, url: /token/u });
    const late = access.renew(dead);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await kith.connect(ann, "google", { mailboxId: row.id });
    const { refreshToken } = await stored();
    await late;
    expect((await stored()).refreshToken).toBe(refreshToken);
  });

  test("a vendor that takes its time keeps nobody else waiting", async () => {
    const { ann, access } = await aMailbox("google");
    vendors.google.faults.add({ fault: { kind: "slow", ms: 1_500 }, url: /token/u });
    const late = access.renew(await access.token());
    await new Promise((resolve) => setTimeout(resolve, 100));
    const isFirst = await Promise.race([
      ann.call("GET", "/api/records/contact").then(({ status }) => status === 200),
      late.then(() => false),
    ]);
    expect(isFirst).toBe(true);
    await late;
  });

  test("without its tokens a mailbox gives none", async () => {
    const { ann, row } = await aMailbox("google");
    await transact(kith.server.database, { workspaceId: ann.workspaceId, memberId: ann.memberId }, (prisma) =>
      prisma.mailbox.updateMany({ where: { id: row.id }, data: { tokens: null } }),
    );
    await expect(kith.access(row).token()).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
