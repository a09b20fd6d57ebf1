// Signing in to Kith with an account at a vendor.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInResponse } from "#shared/api.ts";
import { RETURN_ORIGIN } from "#shared/connect.ts";
import { vendorNames } from "../../server/providers/vendor.ts";
import { databases } from "../conformance/tx-databases.ts";
import { ConnectServer, openConnected, type Vendors } from "./connect-vendors.ts";
import { Person, request } from "./server-people.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let vendors: Vendors;
  let kith: ConnectServer;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    ({ vendors, kith, close } = await openConnected(create));
  });
  afterAll(() => close?.());

  test.each(vendorNames)(
    "with %s, somebody with a proven address of a member gets a session like any other",
    async (vendor) => {
      const ann = await kith.join(vendor);
      const answer = await kith.signInWith(vendor, ann.email);
      expect(answer.status).toBe(200);
      const { token, user, memberships } = signInResponse.parse(answer.json);
      expect([user.email, memberships[0]?.memberId]).toEqual([ann.email, ann.memberId]);
      const again = new Person(kith.server.url, token, ann);
      expect((await again.call("GET", "/api/records/contact")).status).toBe(200);
      const sessions = (await again.call("GET", "/api/sessions")).json;
      expect(sessions).toHaveLength(2);
      expect((await again.call("POST", "/api/auth/sign-out")).status).toBe(204);
      expect((await again.call("GET", "/api/session")).status).toBe(401);
    },
  );

  test.each(vendorNames)("with %s, the account counts, and no longer the address, once it is known", async (vendor) => {
    const ann = await kith.join(vendor);
    expect((await kith.signInWith(vendor, ann.email)).status).toBe(200);
    const { prisma } = kith.server.database;
    await prisma.user.updateMany({ where: { email: ann.email }, data: { email: `new-${ann.email}` } });
    expect((await kith.signInWith(vendor, ann.email)).json.user.email).toBe(`new-${ann.email}`);
    expect(await prisma.account.count({ where: { providerId: vendor, user: { email: `new-${ann.email}` } } })).toBe(1);
  });

  test("a vendor that does not vouch for the address lets in only whose mailbox is connected", async () => {
    const ann = await kith.join("microsoft");
    const mallory = kith.addMailbox("microsoft");
    // What a tenant's administrator can do: write somebody else's address into a user's `mail`.
    const claim = (id: string) =>
      vendors.microsoft.faults.add({
        fault: {
          kind: "status",
          status: 200,
          body: JSON.stringify({ id, displayName: "M", mail: ann.email, userPrincipalName: mallory }),
        },
        url: /^\/v1\.0\/me\?/u,
      });
    claim("mallorys-own-id");
    const refused = await kith.signInWith("microsoft", mallory);
    expect(vendors.microsoft.faults.waiting).toBe(0);
    expect([refused.status, refused.json.error.code]).toEqual([403, "forbidden"]);
    await kith.connect(ann, "microsoft");
    claim(vendors.world.mailbox(ann.email).subject);
    expect((await kith.signInWith("microsoft", ann.email)).status).toBe(200);
  });

  test("a connected mailbox of another address opens no door", async () => {
    const ann = await kith.join("google");
    const shared = kith.addMailbox("google");
    await kith.confirm(await kith.connect(ann, "google", { address: shared }));
    expect((await kith.row(ann.workspaceId)).address).toBe(shared);
    expect((await kith.signInWith("google", shared)).status).toBe(403);
  });

  test("a stranger is not made a user, and a member who was shut out stays out", async () => {
    const stranger = await kith.signInWith("google", kith.addMailbox("google"));
    expect([stranger.status, stranger.json.error.message]).toEqual([403, expect.stringContaining("invitation")]);
    const ann = await kith.join("google");
    const bob = await kith.join("google", "rep", ann.workspaceId);
    expect((await kith.signInWith("google", bob.email)).status).toBe(200);
    await ann.push("member.setDisabled", { id: bob.memberId, disabled: true });
    const again = await kith.signInWith("google", bob.email);
    expect([again.status, again.json.error.message]).toEqual([403, expect.stringContaining("not a member")]);
  });

  test.each(vendorNames)("with %s, signing in leaves no lasting right behind, and takes none away", async (vendor) => {
    const ann = await kith.join(vendor);
    await kith.signInWith(vendor, ann.email);
    if (vendor === "google") expect(vendors.google.tokens.grantedScopes(ann.email)).toEqual([]);
    await kith.connect(ann, vendor);
    await kith.signInWith(vendor, ann.email);
    const access = kith.access(await kith.row(ann.workspaceId));
    await expect(access.renew(await access.token())).resolves.toMatch(/./);
  });

  test("who says no at the vendor comes back to the extension all the same", async () => {
    const ann = await kith.join("google");
    const challenge = "c".repeat(43);
    const begun = await kith.post("/api/auth/vendor/start", {
      vendor: "google",
      returnTo: `${RETURN_ORIGIN}/vendor`,
      challenge,
    });
    const back = new URL(await kith.allow(begun.json.url, ann.email));
    back.searchParams.delete("code");
    back.searchParams.set("error", "access_denied");
    const { status, headers } = await kith.arrive(back.href);
    expect([status, headers.get("location")]).toEqual([302, `${RETURN_ORIGIN}/vendor?error=denied`]);
  });

  test("a vendor that is away is said to be so", async () => {
    const ann = await kith.join("google");
    vendors.google.faults.add({ fault: { kind: "reset" }, url: /token/u });
    const { back } = await kith.comeBack("google", ann.email);
    expect(back.searchParams.get("error")).toBe("unavailable");
  });

  test("a server without clients at vendors has none to offer", async () => {
    const other = await create();
    const plain = new ConnectServer(
      (await ConnectServer.open(other, vendors, { google: null, microsoft: null })).server,
      vendors,
    );
    expect((await request(`${plain.server.url}/api/vendors`, "GET", {})).json).toEqual([]);
    await expect(plain.comeBack("google", "x@example.com")).rejects.toThrow("not_found");
    await plain.server.close();
    await other.drop();
  });
});
