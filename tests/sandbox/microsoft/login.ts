// Signing in (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, v2-admin-consent).
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, answerWith, type Faults } from "../mailboxes/faults.ts";
import { accountPage, adminConsentPage, adminPage, consentPage, page } from "./consent-page.ts";
import { bodyOf } from "./graph.ts";
import type { State } from "./state.ts";
import { tenantId } from "./tenant.ts";
import { type Issued, protocolScopes, shortScope, TokenError } from "./tokens.ts";

/** An app's registration; without one, every id and secret will do. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris?: readonly string[];
}

const html = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body,
});

function redirect(uri: string, more: Record<string, string | null>): Answer {
  const target = new URL(uri);
  for (const [name, value] of Object.entries(more)) if (value !== null) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href }, body: "" };
}

const scopesIn = (text: string | null) => (text ?? "").split(/\s+/).filter((scope) => scope !== "");

export class Login {
  readonly #state: State;
  readonly #app: AppRegistration | null;
  /** An administrator has accepted for everybody. */
  #isApproved = false;

  constructor(state: State, app: AppRegistration | null) {
    this.#state = state;
    this.#app = app;
  }

  /** A request that nobody can be sent back from is answered with a page. */
  #refusalOf(query: URLSearchParams): Answer | null {
    const missing = ["client_id", "redirect_uri"].find((name) => !query.get(name));
    if (missing) return html(400, page("Sorry", `AADSTS900144: The request must contain the parameter: '${missing}'.`));
    if (this.#app && query.get("client_id") !== this.#app.clientId) {
      return html(400, page("Sorry", "AADSTS700016: Application was not found in the directory."));
    }
    const { redirectUris } = this.#app ?? {};
    if (redirectUris && !redirectUris.includes(query.get("redirect_uri") ?? "")) {
      return html(400, page("Sorry", "AADSTS50011: The redirect URI does not match the ones of the application."));
    }
    return null;
  }

  authorize(query: URLSearchParams, form: URLSearchParams | null): Answer {
    const refusal = this.#refusalOf(query);
    if (refusal) return refusal;
    const redirectUri = query.get("redirect_uri") ?? "";
    const state = query.get("state");
    const refuse = (error: string, description: string, more = {}) =>
      redirect(redirectUri, { error, error_description: description, ...more, state });
    if (query.get("response_type") !== "code") {
      return refuse("unsupported_response_type", "AADSTS70005: Only the response type 'code' is known here.");
    }
    if (query.get("code_challenge") && query.get("code_challenge_method") !== "S256") {
      return refuse("invalid_request", "AADSTS501491: Only S256 is known here.");
    }
    const scopes = scopesIn(query.get("scope"));
    if (scopes.length === 0) return refuse("invalid_request", "AADSTS900144: The parameter 'scope' is missing.");
    if (query.get("prompt") === "none") {
      return refuse("login_required", "AADSTS50058: A silent sign-in request was sent but no user is signed in.");
    }
    const { boxes, world, switches } = this.#state;
    const hint = query.get("prompt") === "select_account" ? null : query.get("login_hint");
    const account = boxes.addresses.find((address) => address === (query.get("account") ?? hint));
    if (account === undefined) {
      const known = boxes.addresses.map((address) => world.mailbox(address));
      const rest = new URLSearchParams([...query].filter(([name]) => name !== "account"));
      return html(200, accountPage(known, rest));
    }
    if (switches.needsAdminConsent && !this.#isApproved) {
      if (form?.get("answer") !== "unapproved") return html(200, adminPage(account, query));
      return refuse("access_denied", "AADSTS90094: The grant requires administrator permission.");
    }
    const open = scopes.filter((scope) => !protocolScopes.has(scope));
    if (!form) return html(200, consentPage(account, open, query));
    if (form.get("answer") !== "accept") {
      const description = "AADSTS65004: User declined to consent to access the app.";
      return refuse("access_denied", description, { error_subcode: "cancel" });
    }
    const allowed = new Set(form.getAll("allow"));
    const code = this.#state.tokens.code({
      address: account,
      scopes: scopes.filter((scope) => protocolScopes.has(scope) || allowed.has(scope)),
      redirectUri,
      clientId: query.get("client_id") ?? "",
      challenge: query.get("code_challenge"),
      nonce: query.get("nonce"),
    });
    return redirect(redirectUri, { code, state, session_state: randomUUID() });
  }

  /** Approval for everybody in the organization. */
  adminConsent(query: URLSearchParams, form: URLSearchParams | null): Answer {
    const refusal = this.#refusalOf(query);
    if (refusal) return refusal;
    if (!form) return html(200, adminConsentPage(query));
    const redirectUri = query.get("redirect_uri") ?? "";
    const state = query.get("state");
    if (form.get("answer") !== "accept") {
      return redirect(redirectUri, { error: "permission_denied", error_description: "The admin canceled.", state });
    }
    this.#isApproved = true;
    return redirect(redirectUri, { admin_consent: "True", tenant: tenantId, state });
  }

  token(form: URLSearchParams, authorization: string | undefined): Answer {
    const basic = /^Basic (.+)$/.exec(authorization ?? "")?.[1];
    const [user, password] = basic
      ? Buffer.from(basic, "base64").toString("utf8").split(":").map(decodeURIComponent)
      : [];
    const clientId = form.get("client_id") ?? user ?? "";
    const secret = form.get("client_secret") ?? password ?? "";
    try {
      this.#checkClient(clientId, secret);
      return this.#tokenAnswer(this.#issue(form, clientId), clientId);
    } catch (error) {
      if (error instanceof TokenError) return tokenRefusal(error);
      throw error;
    }
  }

  #checkClient(clientId: string, secret: string): void {
    if (clientId === "") throw new TokenError("invalid_request", 900144, "The parameter 'client_id' is missing.");
    if (this.#app && clientId !== this.#app.clientId) {
      throw new TokenError("unauthorized_client", 700016, "Application was not found in the directory.");
    }
    if (this.#app ? secret !== this.#app.clientSecret : secret === "") {
      throw new TokenError("invalid_client", 7000215, "Invalid client secret provided.", 401);
    }
  }

  #issue(form: URLSearchParams, clientId: string): Issued {
    const { tokens } = this.#state;
    const grantType = form.get("grant_type");
    if (grantType === "refresh_token") {
      const scope = form.get("scope");
      return tokens.refresh(form.get("refresh_token") ?? "", scope === null ? null : scopesIn(scope));
    }
    if (grantType === "authorization_code") {
      const redirectUri = form.get("redirect_uri") ?? "";
      return tokens.redeem(form.get("code") ?? "", { redirectUri, clientId, verifier: form.get("code_verifier") });
    }
    throw new TokenError("unsupported_grant_type", 70003, `The grant type '${grantType}' is not supported.`);
  }

  #tokenAnswer({ address, scopes, accessToken, refreshToken, nonce }: Issued, clientId: string): Answer {
    const { world, switches, clock, loginRoot } = this.#state;
    const { subject, name } = world.mailbox(address);
    const now = Math.floor(clock() / 1_000);
    const claims = {
      aud: clientId,
      iss: `${loginRoot}/${tenantId}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + switches.accessTokenSeconds,
      email: address,
      name,
      oid: subject,
      preferred_username: address,
      sub: `pairwise-${subject}`,
      tid: tenantId,
      ver: "2.0",
      ...(nonce !== null && { nonce }),
    };
    return {
      status: 200,
      headers: { "cache-control": "no-store, no-cache" },
      body: {
        token_type: "Bearer",
        // offline_access is never among them: its sign is the refresh token.
        scope: scopes.filter((scope) => scope !== "offline_access").join(" "),
        expires_in: switches.accessTokenSeconds,
        ext_expires_in: switches.accessTokenSeconds,
        access_token: accessToken,
        ...(refreshToken !== null && { refresh_token: refreshToken }),
        ...(scopes.some((scope) => shortScope(scope) === "openid") && { id_token: unsigned(claims) }),
      },
    };
  }
}

/** Looks like a signed one; who asks over TLS need not check (OpenID Connect Core 3.1.3.7, 6). */
function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ typ: "JWT", alg: "RS256", kid: "sandbox" })}.${part(claims)}.${"c2FuZGJveA".repeat(34)}`;
}

function tokenRefusal({ error, message, code, status }: TokenError): Answer {
  const trace = randomUUID();
  const timestamp = new Date().toISOString().replace("T", " ").replace(/\.\d+/, "");
  return {
    status,
    body: {
      error,
      error_description: `${message} Trace ID: ${trace} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: trace,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}

export function loginListener(state: State, login: Login, faults: Faults) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? "GET";
    const path = request.url ?? "/";
    const url = new URL(path, state.loginRoot);
    const form = method === "POST" ? new URLSearchParams(await bodyOf(request)) : null;
    const page = /^(?:\/[^/]+)?\/(?:oauth2\/v2\.0\/(authorize|token)|(?:v2\.0\/)?(adminconsent))$/.exec(url.pathname);
    const end = page?.[1] ?? page?.[2];
    if (end === "token") state.counts.tokens += 1;
    const mailbox = state.tokens.addressOf(form?.get("refresh_token") ?? form?.get("code") ?? "");
    await answerWith(faults.take(method, path, mailbox), request, response, () => {
      if (end === "token" && form) return login.token(form, request.headers.authorization);
      if (end === "authorize") return login.authorize(form ?? url.searchParams, form);
      if (end === "adminconsent") return login.adminConsent(form ?? url.searchParams, form);
      return { status: 404, body: "Not found" };
    });
  };
}
