import { createHash, createPublicKey, verify } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ada, type Fixture, openFixture } from "./fixture.ts";

const readonly = "https://www.googleapis.com/auth/gmail.readonly";
const events = "https://www.googleapis.com/auth/calendar.events";
const redirectUri = "https://kith.example/connect/google";
const verifier = "a-verifier-that-is-long-enough-to-be-one-by-the-standard";

let now = 0;
let fixture: Fixture;

beforeEach(async () => {
  now = Date.now();
  fixture = await openFixture(() => now);
});
afterEach(() => fixture.google.close());

const authorizationUrl = (more: Record<string, string> = {}) => {
  const url = new URL(fixture.google.authorizationUrl);
  url.search = new URLSearchParams({
    client_id: fixture.google.client.id,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: `openid email profile ${readonly} ${events}`,
    state: "the state",
    access_type: "offline",
    prompt: "consent",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  }).toString();
  return url.href;
};

const post = async (path: string, form: Record<string, string>) => {
  const response = await fetch(fixture.google.oauthRoot + path, { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};
const client = () => ({ client_id: fixture.google.client.id, client_secret: fixture.google.client.secret });
const exchange = (code: string, more: Record<string, string> = {}) =>
  post("/token", {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...client(),
    ...more,
  });
const refresh = (refreshToken: string) =>
  post("/token", { grant_type: "refresh_token", refresh_token: refreshToken, ...client() });
const codeOf = (url: string) => new URL(url).searchParams.get("code") ?? "";
const consentedCode = (more?: Record<string, string>) =>
  codeOf(fixture.google.consent(authorizationUrl(more), ada.address));

/** What a browser does with the page's form: sends its fields and what is ticked. */
async function submit(html: string, url: string, decision: string, untick: readonly string[] = []) {
  const form = new URLSearchParams({ decision });
  const unescaped = (text = "") => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  for (const [, name, value] of html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
    form.append(unescaped(name), unescaped(value));
  }
  for (const [, value] of html.matchAll(/type="checkbox" name="ticked" value="([^"]*)" checked/g)) {
    if (!untick.includes(unescaped(value))) form.append("ticked", unescaped(value));
  }
  const response = await fetch(url, { method: "POST", body: form, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "");
}

test("a rep chooses an account, unticks a scope and allows the rest", async () => {
  const chooser = await (await fetch(authorizationUrl())).text();
  expect(chooser).toContain(`name="login_hint" value="${ada.address}"`);
  const url = authorizationUrl({ login_hint: ada.address });
  const consent = await (await fetch(url)).text();
  expect(consent).toContain(`value="${readonly}" checked`);
  const back = await submit(consent, url, "allow", [events]);
  expect(back.origin + back.pathname).toBe(redirectUri);
  expect(back.searchParams.get("state")).toBe("the state");
  const { status, body } = await exchange(back.searchParams.get("code") ?? "");
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
  expect(body.refresh_token).toMatch(/^1\/\//);
  // Short names come back as addresses.
  expect(body.scope?.split(" ")).toEqual([
    "openid",
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/userinfo.profile",
    readonly,
  ]);
  const response = await fetch(`${fixture.google.apiRoot}/oauth2/v3/userinfo`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  expect(await response.json()).toMatchObject({ sub: "google-1", email: ada.address, name: ada.name });
});

test("a rep can cancel", async () => {
  const url = authorizationUrl({ login_hint: ada.address });
  const back = await submit(await (await fetch(url)).text(), url, "cancel");
  expect(Object.fromEntries(back.searchParams)).toEqual({ state: "the state", error: "access_denied" });
});

test("a wrong client or redirect is told to the person, not to the redirect", async () => {
  const strict = await fetch(authorizationUrl({ client_id: "somebody else" }), { redirect: "manual" });
  expect(strict.status).toBe(401);
  expect((await fetch(authorizationUrl({ redirect_uri: "nowhere" }))).status).toBe(400);
});

test("a code works once, with its verifier, its redirect and the client's secret", async () => {
  const code = consentedCode();
  expect((await exchange(code)).status).toBe(200);
  expect((await exchange(code)).body.error).toBe("invalid_grant");
  const another = { code_verifier: "another-verifier-that-is-long-enough-to-be-one" };
  expect((await exchange(consentedCode(), another)).body.error).toBe("invalid_grant");
  const elsewhere = { redirect_uri: "https://kith.example/elsewhere" };
  expect((await exchange(consentedCode(), elsewhere)).body.error).toBe("redirect_uri_mismatch");
  expect(await exchange(consentedCode(), { client_secret: "wrong" })).toMatchObject({
    status: 401,
    body: { error: "invalid_client" },
  });
});

test("a refresh token comes only with a fresh consent to offline access", async () => {
  expect((await exchange(consentedCode())).body).toHaveProperty("refresh_token");
  expect((await exchange(consentedCode({ access_type: "online" }))).body).not.toHaveProperty("refresh_token");
  expect((await exchange(consentedCode({ prompt: "select_account" }))).body).not.toHaveProperty("refresh_token");
});

test("what was granted before needs no page, and rides along when asked to", async () => {
  await exchange(consentedCode());
  const url = authorizationUrl({ login_hint: ada.address, prompt: "select_account", scope: `openid ${readonly}` });
  const response = await fetch(url, { redirect: "manual" });
  expect(response.status).toBe(302);
  const more = { include_granted_scopes: "true", scope: "openid" };
  expect((await exchange(consentedCode(more))).body.scope).toContain(events);
});

test("refreshing gives an access token and no new refresh token", async () => {
  const refreshToken = fixture.google.tokens.grant(ada.address, [readonly]);
  const { status, body } = await refresh(refreshToken);
  expect(status).toBe(200);
  expect(Object.keys(body).sort()).toEqual(["access_token", "expires_in", "scope", "token_type"]);
  expect(body.scope).toBe(readonly);
  expect(fixture.google.tokens.requests.get("refresh_token")).toBe(1);
});

test("after the rep took the right away, refreshing is invalid_grant and access tokens are dead", async () => {
  const refreshToken = fixture.google.tokens.grant(ada.address, [readonly]);
  const { body } = await refresh(refreshToken);
  const profile = async () =>
    fetch(`${fixture.google.apiRoot}/gmail/v1/users/me/profile`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
  expect((await profile()).status).toBe(200);
  fixture.google.tokens.revoke(ada.address);
  expect((await profile()).status).toBe(401);
  expect(await refresh(refreshToken)).toEqual({
    status: 400,
    body: { error: "invalid_grant", error_description: "Token has been expired or revoked." },
  });
});

test("the revocation endpoint takes a token of either kind", async () => {
  const refreshToken = fixture.google.tokens.grant(ada.address, [readonly]);
  expect((await post("/revoke", { token: refreshToken })).status).toBe(200);
  expect((await refresh(refreshToken)).body.error).toBe("invalid_grant");
  expect((await post("/revoke", { token: refreshToken })).body.error).toBe("invalid_token");
});

test("a client in testing gets refresh tokens for seven days", async () => {
  fixture.google.tokens.isTesting = true;
  const { body } = await exchange(consentedCode());
  expect(body.refresh_token_expires_in).toBe(604_799);
  now += 604_800_000;
  expect((await refresh(body.refresh_token ?? "")).body.error).toBe("invalid_grant");
});

test("a service account gets a token for what its assertion asks", async () => {
  const claims = { iss: "robot@kith.iam.example", scope: "https://www.googleapis.com/auth/pubsub" };
  const assertion = `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;
  const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const { body } = await post("/token", { grant_type: grantType, assertion });
  const response = await fetch(`${fixture.google.apiRoot}/v1/projects/kith/subscriptions/mail:pull`, {
    method: "POST",
    headers: { authorization: `Bearer ${body.access_token}` },
    body: JSON.stringify({ maxMessages: 1 }),
  });
  expect(response.status).toBe(200);
});

test("fewer scopes than asked, as a test says", async () => {
  fixture.google.tokens.tickedScopes = [readonly];
  expect((await exchange(consentedCode())).body.scope).not.toContain(events);
});

test("the identity token is signed with the published key", async () => {
  const { body } = await exchange(consentedCode({ nonce: "n-1" }));
  const [head = "", claims = "", signature = ""] = (body.id_token ?? "").split(".");
  const { keys } = await (await fetch(`${fixture.google.oauthRoot}/oauth2/v3/certs`)).json();
  const key = createPublicKey({ key: keys[0], format: "jwk" });
  expect(verify("sha256", Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, "base64url"))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ nonce: "n-1", email: ada.address });
});
