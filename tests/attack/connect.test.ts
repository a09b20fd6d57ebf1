// Attacks on the way to a vendor and back: nobody gets what another has allowed, and no token is found where it must not be.
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RETURN_ORIGIN } from "#shared/connect.ts";
import { EXTENSION_ID } from "#shared/extension-id.ts";
import { type VendorName, vendorNames } from "../../server/providers/vendor.ts";
import { databases } from "../conformance/tx-databases.ts";
import { ConnectServer, openConnected, openStandIns, type Rep, type Vendors } from "../sync/connect-vendors.ts";
import { request } from "../sync/server-people.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let vendors: Vendors;
  let kith: ConnectServer;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    ({ vendors, kith, close } = await openConnected(create));
  });
  afterAll(() => close?.());

  const tokenRequests = () =>
    [...vendors.google.tokens.requests.values()].reduce((sum, one) => sum + one, 0) + vendors.microsoft.counts.tokens;

  /** What the vendor sends the browser back with. */
  const returning = async (person: Rep, vendor: VendorName) =>
    new URL(await kith.allow(await kith.begin(person, vendor), person.email));

  test.each(vendorNames)("a stolen code of %s is worth nothing with the thief's own state", async (vendor) => {
    const [ann, eve] = [await kith.join(vendor), await kith.join(vendor)];
    const [stolen, own] = [await returning(ann, vendor), await returning(eve, vendor)];
    own.searchParams.set("code", stolen.searchParams.get("code") ?? "");
    const page = await kith.arrive(own.href);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("did not say who you are")]);
    for (const { workspaceId } of [ann, eve]) expect(await kith.rows(workspaceId)).toEqual([]);
  });

  test.each(vendorNames)("with %s, a victim's state brings the attacker's mailbox nowhere", async (vendor) => {
    const [ann, eve] = [await kith.join(vendor), await kith.join(vendor)];
    const [anns, eves] = [await returning(ann, vendor), await returning(eve, vendor)];
    anns.searchParams.set("code", eves.searchParams.get("code") ?? "");
    expect((await kith.arrive(anns.href)).status).toBe(403);
    for (const state of ["", "x", randomBytes(32).toString("base64url"), "' or 1=1 --", "revocation "]) {
      eves.searchParams.set("state", state);
      expect((await kith.arrive(eves.href)).text).toContain("This link is used up");
    }
    for (const { workspaceId } of [ann, eve]) expect(await kith.rows(workspaceId)).toEqual([]);
  });

  test("a way back works once, and not too late", async () => {
    const ann = await kith.join("google");
    const back = await returning(ann, "google");
    const both = await Promise.all([kith.arrive(back.href), kith.arrive(back.href)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect((await kith.arrive(back.href)).status).toBe(403);
    const late = await returning(ann, "google");
    await kith.server.database.prisma.connectAttempt.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await kith.arrive(late.href)).text).toContain("This link is used up");
  });

  test("what was begun at one vendor is not finished at the other, and no code reaches the wrong one", async () => {
    const ann = await kith.join("google");
    for (const [begun, other] of [
      ["google", "microsoft"],
      ["microsoft", "google"],
    ] as const) {
      const address = kith.addMailbox(begun);
      const back = new URL(await kith.allow(await kith.begin(ann, begun), address));
      const asked = tokenRequests();
      const elsewhere = back.href.replace(`/connect/${begun}/`, `/connect/${other}/`);
      expect((await kith.arrive(elsewhere)).text).toContain("This link is used up");
      // Used up by the attempt.
      expect((await kith.arrive(back.href)).text).toContain("This link is used up");
      const again = new URL(await kith.allow(await kith.begin(ann, begun), address));
      again.searchParams.set("iss", "https://evil.example");
      expect((await kith.arrive(again.href)).text).toContain("This link is used up");
      expect(tokenRequests()).toBe(asked);
    }
    expect((await kith.arrive(`${kith.server.url}/connect/yahoo/callback?state=x&code=y`)).status).toBe(404);
    expect(await kith.rows(ann.workspaceId)).toEqual([]);
  });

  test("a link that is sent on brings nobody's mailbox into the sender's account behind their back", async () => {
    const [ann, eve] = [await kith.join("google"), await kith.join("google")];
    const page = await kith.arrive(await kith.allow(await kith.begin(eve, "google"), ann.email));
    expect(page.text).toContain(eve.email);
    expect(page.text).not.toContain("is connected");
    expect(await kith.rows(eve.workspaceId)).toEqual([]);
    // The word that confirms is in Ann's page alone.
    const guesses = [eve.token, randomBytes(24).toString("base64url"), "x"];
    for (const token of guesses) expect((await kith.post("/api/mailboxes/confirm", { token })).status).toBe(404);
    expect(await kith.rows(eve.workspaceId)).toEqual([]);
  });

  test("pages say nothing an address could make them say, and run nothing", async () => {
    const ann = await kith.join("google");
    await ann.push("member.rename", { id: ann.memberId, name: `<img src=x onerror=alert(1)>"'&` });
    const address = kith.addMailbox("google");
    const page = await kith.connect(ann, "google", { address });
    expect(page.text).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;");
    expect(page.text).not.toContain("<img");
    const back = await returning(ann, "google");
    back.searchParams.delete("code");
    back.searchParams.set("error", "<script>alert(1)</script>");
    back.searchParams.set("error_description", "<script>alert(1)</script>");
    const other = await kith.arrive(back.href);
    expect(other.text).not.toContain("alert");
    const policy = other.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(other.headers.get("referrer-policy")).toBe("no-referrer");
    expect(other.headers.get("cache-control")).toBe("no-store");
  });

  test("signing in comes back to our own extension only", async () => {
    const challenge = "c".repeat(43);
    const start = (returnTo: string) => kith.post("/api/auth/vendor/start", { vendor: "google", returnTo, challenge });
    const wrong = [
      "https://evil.example/",
      `https://${EXTENSION_ID}.chromiumapp.org.evil.example/`,
      `https://evil.example/#${RETURN_ORIGIN}`,
      `https://${EXTENSION_ID}.chromiumapp.org@evil.example/`,
      `http://${EXTENSION_ID}.chromiumapp.org/`,
      `https://${EXTENSION_ID.slice(1)}a.chromiumapp.org/`,
      `https://${EXTENSION_ID}.chromiumapp.org:8443/`,
      `https://x.${EXTENSION_ID}.chromiumapp.org/`,
      `chrome-extension://${EXTENSION_ID}/`,
      "javascript:alert(1)",
      "//evil.example",
      "",
    ];
    for (const returnTo of wrong) expect((await start(returnTo)).status, returnTo).toBe(400);
    const { url } = (await start(`${RETURN_ORIGIN}/`)).json;
    const asked = new URL(url).searchParams;
    expect(asked.get("redirect_uri")).toBe(`${kith.server.url}/connect/google/callback`);
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("code_challenge")).not.toBe(challenge);
  });

  test("a stolen sign-in word is worth nothing without the verifier of the extension that began", async () => {
    const [ann, eve] = [await kith.join("google"), await kith.join("google")];
    const finish = (code: string | null, verifier: string) =>
      kith.post("/api/auth/vendor/finish", { code: code ?? "", verifier });
    const anns = await kith.comeBack("google", ann.email);
    const eves = await kith.comeBack("google", eve.email);
    const code = anns.back.searchParams.get("code");
    expect((await finish(code, eves.verifier)).status).toBe(401);
    // One wrong try, and it is worth nothing to Ann either.
    expect((await finish(code, anns.verifier)).status).toBe(401);
    const challenge = createHash("sha256").update(eves.verifier).digest("base64url");
    expect((await finish(eves.back.searchParams.get("code"), challenge)).status).toBe(401);
    const once = await kith.comeBack("google", ann.email);
    const word = once.back.searchParams.get("code");
    const both = await Promise.all([finish(word, once.verifier), finish(word, once.verifier)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const late = await kith.comeBack("google", ann.email);
    await kith.server.database.prisma.connectAttempt.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await finish(late.back.searchParams.get("code"), late.verifier)).status).toBe(401);
  });

  test("words of one purpose do not serve another", async () => {
    const ann = await kith.join("google");
    const verifier = "v".repeat(43);
    const state = (await returning(ann, "google")).searchParams.get("state") ?? "";
    expect((await kith.post("/api/auth/vendor/finish", { code: state, verifier })).status).toBe(401);
    const { back } = await kith.comeBack("google", ann.email);
    const code = back.searchParams.get("code") ?? "";
    expect((await kith.post("/api/mailboxes/confirm", { token: code })).status).toBe(404);
    const asked = await returning(ann, "google");
    expect((await kith.post("/api/mailboxes/confirm", { token: asked.searchParams.get("state") })).status).toBe(404);
    const page = await kith.connect(ann, "google", { address: kith.addMailbox("google") });
    const token = /data-token="([^"]+)"/u.exec(page.text)?.[1] ?? "";
    asked.searchParams.set("state", token);
    expect((await kith.arrive(asked.href)).status).toBe(403);
    expect(await kith.rows(ann.workspaceId)).toEqual([]);
  });

  test("a way back without a session, or with another's, is the one that was begun", async () => {
    const [ann, eve] = [await kith.join("google"), await kith.join("google")];
    const back = await returning(ann, "google");
    const page = await request(back.href, "GET", eve.headers);
    expect(page.text).toContain(`${ann.email} is connected`);
    expect(await kith.rows(eve.workspaceId)).toEqual([]);
    expect(await kith.rows(ann.workspaceId)).toHaveLength(1);
  });
});

test("a flood of sign-ins that are begun and not finished is stopped", async () => {
  const vendors = await openStandIns();
  const database = await databases[0]?.create();
  if (!database) throw new Error("no database");
  const kith = await ConnectServer.open(database, vendors);
  const start = { vendor: "google", returnTo: `${RETURN_ORIGIN}/`, challenge: "c".repeat(43) };
  const statuses: number[] = [];
  for (let count = 0; count < 310; count += 1) statuses.push((await kith.post("/api/auth/vendor/start", start)).status);
  expect(statuses.slice(0, 300)).toEqual(Array(300).fill(200));
  expect(statuses.at(-1)).toBe(429);
  await kith.server.close();
  await vendors.close();
  await database.drop();
});
