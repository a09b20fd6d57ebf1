// Google's OAuth 2 endpoints: consent, tokens, revocation. developers.google.com/identity/protocols/oauth2/web-server.
import { createHash } from "node:crypto";
import type { Answer } from "../mailboxes/faults.ts";
import type { World, WorldMailbox } from "../mailboxes/world.ts";
import { chooserPage, consentPage, errorPage } from "./consent-page.ts";
import { idToken } from "./id-token.ts";
import { identityScopes, scopesOf, type Tokens } from "./tokens.ts";

export const authorizationPath = "/o/oauth2/v2/auth";
const page = (body: string, status = 200): Answer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body,
});
const redirect = (to: URL): Answer => ({ status: 302, headers: { location: to.href }, body: "" });
const failure = (status: number, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description },
});

const googleMailboxes = (world: World): WorldMailbox[] =>
  [...world.mailboxes.values()].filter((mailbox) => mailbox.vendor === "google");

/** The address that brings a rep back, with the outcome. */
function redirectOf(asked: URLSearchParams, outcome: Record<string, string>): URL {
  const to = new URL(asked.get("redirect_uri") ?? "");
  const state = asked.get("state");
  for (const [name, value] of Object.entries({ ...(state !== null && { state }), ...outcome })) {
    to.searchParams.set(name, value);
  }
  return to;
}

/** What is wrong with a request for consent, told to the person: no redirect to an address nobody vouches for. */
function complaintOf(tokens: Tokens, asked: URLSearchParams): Answer | null {
  const { id, redirectUris } = tokens.client;
  if (asked.get("client_id") !== id) return page(errorPage("Error 401: invalid_client"), 401);
  const redirectUri = asked.get("redirect_uri") ?? "";
  if (!URL.canParse(redirectUri) || (redirectUris && !redirectUris.includes(redirectUri))) {
    return page(errorPage("Error 400: redirect_uri_mismatch"), 400);
  }
  const method = asked.get("code_challenge_method");
  const isFine =
    asked.get("response_type") === "code" &&
    scopesOf(asked.get("scope") ?? "").length > 0 &&
    (!asked.has("code_challenge") || method === "S256");
  return isFine ? null : page(errorPage("Error 400: invalid_request"), 400);
}

/** The rep allows these scopes: the redirect with the code. */
function allow(tokens: Tokens, asked: URLSearchParams, address: string, ticked: readonly string[]): URL {
  const requested = scopesOf(asked.get("scope") ?? "");
  const granted = requested.filter((scope) => identityScopes.includes(scope) || ticked.includes(scope));
  // Incremental consent: earlier grants ride along.
  const earlier = asked.get("include_granted_scopes") === "true" ? tokens.grantedScopes(address) : [];
  const scopes = [...new Set([...granted, ...earlier])];
  const code = tokens.putCode({
    clientId: asked.get("client_id") ?? "",
    redirectUri: asked.get("redirect_uri") ?? "",
    address,
    scopes,
    challenge: asked.get("code_challenge"),
    nonce: asked.get("nonce"),
    // A refresh token comes with a fresh consent only, and only for access_type=offline.
    isOffline:
      asked.get("access_type") === "offline" &&
      ((asked.get("prompt") ?? "").split(" ").includes("consent") || tokens.grantedScopes(address).length === 0),
  });
  return redirectOf(asked, { code, scope: scopes.join(" "), authuser: "0", prompt: "consent" });
}

export interface OAuthEndpoints {
  authorize(asked: URLSearchParams): Answer;
  /** The form of the consent page. */
  decide(form: URLSearchParams): Answer;
  token(form: URLSearchParams, authorization: string | undefined): Promise<Answer>;
  revoke(form: URLSearchParams): Answer;
  /** What a browser would end up with when the rep allows what is ticked: where it is sent back to. */
  consent(authorizationUrl: string, address: string): string;
}

export function oauthEndpoints(world: World, tokens: Tokens): OAuthEndpoints {
  const tick = (scopes: readonly string[]) => scopes.filter((scope) => tokens.tickedScopes?.includes(scope) ?? true);

  function authorize(asked: URLSearchParams): Answer {
    const complaint = complaintOf(tokens, asked);
    if (complaint) return complaint;
    const mailboxes = googleMailboxes(world);
    const hint = asked.get("login_hint")?.toLowerCase();
    const mailbox = mailboxes.find(({ address, subject }) => address.toLowerCase() === hint || subject === hint);
    if (!mailbox) return page(chooserPage(asked, mailboxes));
    const requested = scopesOf(asked.get("scope") ?? "");
    const prompt = (asked.get("prompt") ?? "").split(" ");
    const granted = tokens.grantedScopes(mailbox.address);
    // Nothing new to agree to: no page, and no refresh token either.
    if (!prompt.includes("consent") && requested.every((scope) => granted.includes(scope))) {
      return redirect(allow(tokens, asked, mailbox.address, requested));
    }
    return page(consentPage(asked, mailbox, requested, tick(requested)));
  }

  function decide(form: URLSearchParams): Answer {
    const asked = new URLSearchParams(form.get("asked") ?? "");
    const complaint = complaintOf(tokens, asked);
    if (complaint) return complaint;
    if (form.get("decision") !== "allow") return redirect(redirectOf(asked, { error: "access_denied" }));
    return redirect(allow(tokens, asked, form.get("account") ?? "", form.getAll("ticked")));
  }

  function consent(authorizationUrl: string, address: string): string {
    const asked = new URL(authorizationUrl).searchParams;
    const complaint = complaintOf(tokens, asked);
    if (complaint) throw new RangeError(`Google refuses to ask for consent: ${complaint.body}`);
    return allow(tokens, asked, world.mailbox(address).address, tick(scopesOf(asked.get("scope") ?? ""))).href;
  }

  async function answerTokens(
    address: string,
    scopes: readonly string[],
    nonce: string | null,
    refreshToken?: string,
  ): Promise<Answer> {
    const isKnown = scopes.some((scope) => identityScopes.includes(scope));
    return {
      status: 200,
      headers: { "cache-control": "no-store" },
      body: {
        access_token: tokens.accessToken(address, scopes),
        expires_in: tokens.life,
        scope: scopes.join(" "),
        token_type: "Bearer",
        ...(refreshToken !== undefined && { refresh_token: refreshToken }),
        ...(tokens.isTesting && { refresh_token_expires_in: 604_799 }),
        ...(isKnown && { id_token: await idToken(world.mailbox(address), scopes, tokens.client.id, nonce) }),
      },
    };
  }

  function exchange(form: URLSearchParams): Promise<Answer> | Answer {
    const code = tokens.takeCode(form.get("code") ?? "");
    if (!code) return failure(400, "invalid_grant", "Malformed auth code.");
    if (code.redirectUri !== form.get("redirect_uri")) return failure(400, "redirect_uri_mismatch", "Bad Request");
    const verifier = form.get("code_verifier");
    if (code.challenge !== null && verifier === null) return failure(400, "invalid_grant", "Missing code verifier.");
    // RFC 7636, S256.
    if (
      code.challenge !== null &&
      createHash("sha256")
        .update(verifier ?? "")
        .digest("base64url") !== code.challenge
    ) {
      return failure(400, "invalid_grant", "Invalid code verifier.");
    }
    const refreshToken = code.isOffline ? tokens.grant(code.address, code.scopes) : undefined;
    return answerTokens(code.address, code.scopes, code.nonce, refreshToken);
  }

  function refresh(form: URLSearchParams): Promise<Answer> | Answer {
    const found = tokens.findRefresh(form.get("refresh_token") ?? "");
    // All that can happen to a refresh token shows as this: identity/protocols/oauth2, "expiration".
    if (!found) return failure(400, "invalid_grant", "Token has been expired or revoked.");
    // No new refresh token: Google does not rotate.
    return answerTokens(found.address, found.scopes, null);
  }

  /** A service account's own assertion, for Pub/Sub; its signature is taken on trust. */
  function assert(form: URLSearchParams): Answer {
    const [, claims = ""] = (form.get("assertion") ?? "").split(".");
    const { scope = "", iss = "" } = JSON.parse(Buffer.from(claims, "base64url").toString() || "{}") as Record<
      string,
      string
    >;
    if (!iss) return failure(400, "invalid_grant", "Invalid JWT Signature.");
    const token = tokens.accessToken(iss, scopesOf(scope));
    return { status: 200, body: { access_token: token, expires_in: tokens.life, token_type: "Bearer" } };
  }

  return {
    authorize,
    decide,
    consent,
    token(form, authorization) {
      const grantType = form.get("grant_type") ?? "";
      tokens.countRequest(grantType);
      return Promise.resolve(
        grantType === "urn:ietf:params:oauth:grant-type:jwt-bearer"
          ? assert(form)
          : !isClient(tokens, form, authorization)
            ? failure(401, "invalid_client", "Unauthorized")
            : grantType === "authorization_code"
              ? exchange(form)
              : grantType === "refresh_token"
                ? refresh(form)
                : failure(400, "unsupported_grant_type", `Invalid grant_type: ${grantType}`),
      );
    },
    revoke(form) {
      const isKnown = tokens.revokeToken(form.get("token") ?? "");
      return isKnown ? { status: 200, body: {} } : failure(400, "invalid_token", "Token expired or revoked");
    },
  };
}

/** In the form or as basic authentication. */
function isClient({ client }: Tokens, form: URLSearchParams, authorization: string | undefined): boolean {
  const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  const [id, secret] = basic
    ? Buffer.from(basic, "base64").toString().split(":").map(decodeURIComponent)
    : [form.get("client_id"), form.get("client_secret")];
  return id === client.id && secret === client.secret;
}
