// Signing in, as a browser and a server go through it.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { allScopes, lena, ravi, stage } from "./stage.ts";

const begin = stage();
const redirectUri = "https://crm.example/connect/callback";
const app = { clientId: "kith", clientSecret: "hush", redirectUris: [redirectUri] };
const verifier = "a".repeat(64);

const loginOf = (root: string) => {
  const authorize = new URL(`${root}/common/oauth2/v2.0/authorize`);
  authorize.search = String(
    new URLSearchParams({
      client_id: app.clientId,
      response_type: "code",
      redirect_uri: redirectUri,
      scope: "openid offline_access User.Read Mail.Read Calendars.Read",
      state: "s1",
      nonce: "n1",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    }),
  );
  const token = async (form: Record<string, string>) => {
    const body = new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...form });
    const response = await fetch(`${root}/common/oauth2/v2.0/token`, { method: "POST", body });
    const said = (await response.json()) as Record<string, unknown>;
    return { ...said, status: response.status } as Record<string, unknown> & { status: number };
  };
  /** Presses a button of the page's form: hidden fields, ticked boxes and the button are sent. */
  const press = async (page: Response, button: string, unticked: readonly string[] = []) => {
    const html = await page.text();
    const inputs = [...html.matchAll(/<input type="(\w+)" name="([^"]+)" value="([^"]*)"/g)];
    const fields = new URLSearchParams(
      inputs.map(([, , name = "", value = ""]) => [name, value]).filter(([, value = ""]) => !unticked.includes(value)),
    );
    const [, name = "", value = ""] =
      new RegExp(`<button name="(\\w+)" value="([^"]+)"[^>]*>${button}`).exec(html) ?? [];
    fields.set(name, value);
    const target = page.url.split("?")[0] ?? "";
    return html.includes('method="get"')
      ? await fetch(`${target}?${fields}`)
      : await fetch(page.url, { method: "POST", body: fields, redirect: "manual" });
  };
  const arrived = (response: Response) => {
    const url = new URL(response.headers.get("location") ?? "");
    expect(`${url.origin}${url.pathname}`).toBe(redirectUri);
    return url.searchParams;
  };
  const redeem = (code: string | null, more: Record<string, string> = {}) =>
    token({
      grant_type: "authorization_code",
      code: code ?? "",
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...more,
    });
  const refresh = (secret: unknown) => token({ grant_type: "refresh_token", refresh_token: String(secret) });
  return { authorize, press, arrived, redeem, refresh, token };
};

test("a person picks an account, unticks a right, accepts, and the code is good once and for its keeper", async () => {
  const { microsoft } = await begin({ app });
  const { authorize, press, arrived, redeem } = loginOf(microsoft.loginRoot);
  const consent = await press(await fetch(authorize), ravi.address);
  const answer = arrived(await press(consent, "Accept", ["Calendars.Read"]));
  expect(answer.get("state")).toBe("s1");
  const code = answer.get("code");
  expect(await redeem(code, { code_verifier: "b".repeat(64) })).toMatchObject({
    error: "invalid_grant",
    error_codes: [501481],
  });
  expect(await redeem(code, { client_secret: "wrong" })).toMatchObject({ status: 401, error: "invalid_client" });
  const given = await redeem(code);
  expect(given).toMatchObject({ token_type: "Bearer", scope: "openid User.Read Mail.Read", expires_in: 3_599 });
  const claims = JSON.parse(Buffer.from(String(given.id_token).split(".")[1] ?? "", "base64url").toString("utf8"));
  expect(claims).toMatchObject({ aud: "kith", nonce: "n1", preferred_username: ravi.address });
  const ask = (path: string) =>
    fetch(`${microsoft.graphRoot}/v1.0${path}`, { headers: { authorization: `Bearer ${given.access_token}` } });
  expect(await (await ask("/me")).json()).toMatchObject({ id: claims.oid, mail: ravi.address });
  expect((await ask("/me/calendarView")).status).toBe(403);
  expect(await redeem(code)).toMatchObject({ status: 400, error: "invalid_grant", error_codes: [54005] });
  expect(microsoft.counts.tokens).toBe(4);
});

test("a person may refuse, and an administrator may have to approve first", async () => {
  const { microsoft } = await begin({ app });
  const { authorize, press, arrived } = loginOf(microsoft.loginRoot);
  authorize.searchParams.set("login_hint", lena.address);
  const refused = arrived(await press(await fetch(authorize), "Cancel"));
  expect([refused.get("error"), refused.get("error_subcode")]).toEqual(["access_denied", "cancel"]);
  microsoft.switches.needsAdminConsent = true;
  const sentBack = arrived(await press(await fetch(authorize), "Return"));
  expect(sentBack.get("error_description")).toMatch(/^AADSTS90094/);
  const approve = `${microsoft.loginRoot}/common/adminconsent?client_id=kith&state=a1&redirect_uri=${redirectUri}`;
  expect(arrived(await press(await fetch(approve), "Accept")).get("admin_consent")).toBe("True");
  expect(arrived(await press(await fetch(authorize), "Accept")).get("code")).not.toBeNull();
});

test("nobody is sent to an address that is not the app's", async () => {
  const { microsoft } = await begin({ app });
  const { authorize } = loginOf(microsoft.loginRoot);
  authorize.searchParams.set("redirect_uri", "https://evil.example/");
  const page = await fetch(authorize, { redirect: "manual" });
  expect([page.status, await page.text()]).toEqual([400, expect.stringContaining("AADSTS50011")]);
});

test("a refresh token is replaced on every use, and the old one dies only where rotation is strict", async () => {
  const { microsoft } = await begin();
  const { refresh } = loginOf(microsoft.loginRoot);
  const first = microsoft.grant(lena.address, allScopes);
  const second = await refresh(first);
  expect(second.refresh_token).not.toBe(first);
  expect(await refresh(first)).toMatchObject({ status: 200 });
  microsoft.switches.strictRotation = true;
  expect(await refresh(first)).toMatchObject({ status: 400, error: "invalid_grant" });
  const [one, other] = await Promise.all([refresh(second.refresh_token), refresh(second.refresh_token)]);
  expect([one.status, other.status].sort()).toEqual([200, 400]);
  microsoft.switches.keepsRefreshToken = true;
  expect(await refresh(microsoft.grant(lena.address, allScopes))).not.toHaveProperty("refresh_token");
});

test.each([
  ["passwordChanged", "invalid_grant", 50173],
  ["inactive", "invalid_grant", 700082],
  ["interaction", "interaction_required", 50076],
  ["consent", "consent_required", 65001],
] as const)("a refresh is refused because of %s", async (reason, error, code) => {
  const { microsoft } = await begin();
  const { refresh } = loginOf(microsoft.loginRoot);
  const secret = microsoft.grant(lena.address, allScopes);
  microsoft.refuse(lena.address, reason);
  const refusal = await refresh(secret);
  expect(refusal).toMatchObject({ status: 400, error, error_codes: [code] });
  expect(refusal.error_description).toMatch(new RegExp(`^AADSTS${code}: `));
  expect(await refresh(microsoft.grant(ravi.address, allScopes))).toMatchObject({ status: 200 });
});

test("access tokens run out by the clock, refresh tokens after 90 days or when sessions are revoked", async () => {
  let now = Date.parse("2026-03-20T08:00:00Z");
  const { microsoft, clientOf } = await begin({ clock: () => now });
  const { refresh } = loginOf(microsoft.loginRoot);
  const secret = microsoft.grant(lena.address, allScopes);
  const given = await refresh(secret);
  const me = async () => {
    const headers = { authorization: `Bearer ${given.access_token}` };
    return (await fetch(`${microsoft.graphRoot}/v1.0/me`, { headers })).status;
  };
  expect(await me()).toBe(200);
  now += 3_600_000;
  expect(await me()).toBe(401);
  await clientOf(lena.address, ["User.ReadWrite"]).api("/me/revokeSignInSessions").post({});
  expect(await refresh(secret)).toMatchObject({ error: "invalid_grant", error_codes: [50173] });
  const other = microsoft.grant(ravi.address, allScopes);
  now += 91 * 86_400_000;
  expect(await refresh(other)).toMatchObject({ error: "invalid_grant", error_codes: [700082] });
});

test("the person behind a token has aliases where they are asked for", async () => {
  const { get } = await begin();
  expect(await get("/me")).not.toHaveProperty("proxyAddresses");
  expect(await get("/me?$select=id,mail,proxyAddresses,otherMails")).toEqual({
    id: expect.any(String),
    mail: lena.address,
    otherMails: [],
    proxyAddresses: [`SMTP:${lena.address}`, "smtp:sales@kontor.example"],
  });
});
