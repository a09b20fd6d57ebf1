// Connections end: here, and at the vendor.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { disableUser } from "../../server/auth/disable.ts";
import { disconnectMember } from "../../server/connect/disconnect.ts";
import { retryRevocations } from "../../server/connect/rights.ts";
import { type VendorName, vendorNames } from "../../server/providers/vendor.ts";
import { transact } from "../../server/store/database.ts";
import { databases } from "../conformance/tx-databases.ts";
import { type ConnectServer, openConnected, type Rep, type Vendors } from "./connect-vendors.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let vendors: Vendors;
  let kith: ConnectServer;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    ({ vendors, kith, close } = await openConnected(create));
  });
  afterAll(() => close?.());

  const isGranted = (address: string) => vendors.google.tokens.grantedScopes(address).length > 0;

  async function aConnected(vendor: VendorName, colleagueOf?: Rep) {
    const ann = await kith.join(vendor, colleagueOf ? "rep" : "owner", colleagueOf?.workspaceId);
    await kith.connect(ann, vendor);
    const row = (await kith.rows(ann.workspaceId)).find((one) => one.memberId === ann.memberId);
    if (!row) throw new Error("not connected");
    return { ann, row, access: kith.access(row) };
  }

  test.each(vendorNames)("at %s, a rep disconnects: no token is left, and the row is", async (vendor) => {
    const { ann, row, access } = await aConnected(vendor);
    const answer = await ann.call("DELETE", `/api/mailboxes/${row.id}`);
    expect(answer.json).toEqual({ right: vendor === "google" ? "revoked" : "byHand" });
    expect(await kith.row(ann.workspaceId)).toMatchObject({ id: row.id, tokens: null, features: [], nextAt: null });
    if (vendor === "google") expect(isGranted(ann.email)).toBe(false);
    await expect(access.token()).rejects.toMatchObject({ code: "unauthenticated" });
    // Once more is no mistake.
    expect((await ann.call("DELETE", `/api/mailboxes/${row.id}`)).status).toBe(200);
    await kith.connect(ann, vendor);
    expect(await kith.row(ann.workspaceId)).toMatchObject({ id: row.id, features: ["mail", "send", "calendar"] });
  });

  test("what a mailbox has brought goes with it when that is wished", async () => {
    const { ann, row } = await aConnected("google");
    expect((await ann.call("DELETE", `/api/mailboxes/${row.id}?forget=true`)).status).toBe(200);
    expect(await kith.rows(ann.workspaceId)).toEqual([]);
    expect(isGranted(ann.email)).toBe(false);
  });

  test("a vendor that is away keeps no token here: the right is taken back when it is there again", async () => {
    const { ann, row } = await aConnected("google");
    vendors.google.faults.add({ fault: { kind: "status", status: 503 }, url: /revoke/u, times: 2 });
    expect((await ann.call("DELETE", `/api/mailboxes/${row.id}`)).json).toEqual({ right: "later" });
    expect((await kith.row(ann.workspaceId)).tokens).toBeNull();
    await retryRevocations(kith.server.connecting);
    expect(isGranted(ann.email)).toBe(true);
    await retryRevocations(kith.server.connecting);
    expect(isGranted(ann.email)).toBe(false);
    const left = await transact(kith.server.database, {}, (prisma) => prisma.connectAttempt.count());
    expect(left).toBe(0);
  });

  test("a right that is void already is as good as taken back", async () => {
    const { ann, row } = await aConnected("google");
    vendors.google.tokens.revoke(ann.email);
    expect((await ann.call("DELETE", `/api/mailboxes/${row.id}`)).json).toEqual({ right: "revoked" });
  });

  test("nobody disconnects a colleague's; an owner that of somebody who was shut out", async () => {
    const { ann, row: owners } = await aConnected("google");
    const { ann: bob, row } = await aConnected("google", ann);
    const carl = await kith.join("google", "rep", ann.workspaceId);
    const statuses = async (person: Rep, id: string) => (await person.call("DELETE", `/api/mailboxes/${id}`)).status;
    expect([await statuses(bob, owners.id), await statuses(ann, row.id), await statuses(carl, row.id)]).toEqual([
      404, 404, 404,
    ]);
    expect(isGranted(bob.email)).toBe(true);
    await ann.push("member.setDisabled", { id: bob.memberId, disabled: true });
    expect([await statuses(carl, row.id), await statuses(ann, row.id)]).toEqual([404, 200]);
  });

  test("an owner shuts somebody out: their rights are taken back, and nobody else's", async () => {
    const { ann } = await aConnected("google");
    const { ann: bob, access } = await aConnected("google", ann);
    await ann.push("member.setDisabled", { id: bob.memberId, disabled: true });
    await vi.waitFor(() => expect(isGranted(bob.email)).toBe(false), 20_000);
    await vi.waitFor(() => expect(access.token()).rejects.toMatchObject({ code: "unauthenticated" }), 5_000);
    const rows = await kith.rows(ann.workspaceId);
    expect(rows.map(({ memberId, tokens }) => [memberId, tokens === null])).toEqual([
      [ann.memberId, false],
      [bob.memberId, true],
    ]);
    expect(isGranted(ann.email)).toBe(true);
  });

  test("the command line shuts somebody out in the same way, also where the first try broke off", async () => {
    const { ann } = await aConnected("google");
    const { ann: bob } = await aConnected("google", ann);
    const { connecting } = kith.server;
    await disableUser(kith.server.database, bob.email, async () => undefined);
    expect(isGranted(bob.email)).toBe(true);
    await disableUser(kith.server.database, bob.email, (member) => disconnectMember(connecting, member));
    expect(isGranted(bob.email)).toBe(false);
    expect(isGranted(ann.email)).toBe(true);
  });
});
