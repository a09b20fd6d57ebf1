// OAuth 2 with PKCE, one way for every vendor: where to send a person, code → tokens, refresh token → tokens, revocation.
// Whatever the vendor's token endpoint says comes out as a value or an AppError; none of it carries a token.
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  ResponseBodyError,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  type TokenEndpointResponse,
  tokenRevocation,
} from "openid-client";
import { AppError } from "#shared/errors.ts";
import type { Feature, OAuthClient } from "../providers/vendor.ts";

/** Well below the time that others wait for their turn at the same mailbox. */
const TIMEOUT_S = 8;
/** What a token answer that does not say is taken to last. */
const UNKNOWN_LIFE_S = 300;
const MARGIN_S = 60;

/** What a vendor gave. */
export interface Grant {
  readonly accessToken: string;
  /** How long to give it out: a little less than it lasts, since the call it is for takes a while. */
  readonly accessUntil: Date;
  /** Null where the answer has none: the one before goes on. */
  readonly refreshToken: string | null;
  /** Null where the answer does not say: as before. */
  readonly scopes: readonly string[] | null;
  /** When the refresh token dies whatever we do, where the vendor says so. */
  readonly endsAt: Date | null;
}

/** Nobody but the person can help: `refused` is the vendor's code for why. */
export interface Refused {
  readonly refused: string;
}

/** RFC 6749 and OpenID Connect, and Microsoft's own; an administrator's block shows as one of them too. */
const personMustHelp = new Set([
  "invalid_grant",
  "interaction_required",
  "consent_required",
  "login_required",
  "access_denied",
]);
/** The registration at the vendor is wrong, its secret has run out: no rep can help. */
const adminMustHelp = new Set(["invalid_client", "unauthorized_client"]);

const configurations = new WeakMap<OAuthClient, Configuration>();

function configurationOf(client: OAuthClient): Configuration {
  const known = configurations.get(client);
  if (known) return known;
  const { authorizationUrl, tokenUrl, revocationUrl, clientId, clientSecret } = client;
  const server = {
    issuer: new URL(authorizationUrl).origin,
    authorization_endpoint: authorizationUrl,
    token_endpoint: tokenUrl,
    ...(revocationUrl !== null && { revocation_endpoint: revocationUrl }),
  };
  const made = new Configuration(server, clientId, undefined, ClientSecretPost(clientSecret));
  made.timeout = TIMEOUT_S;
  made[customFetch] = fetchTokens;
  configurations.set(client, made);
  return made;
}

/** An id token is not asked for its claims here (the vendor's API says who it is), so it is not to be judged either. */
async function fetchTokens(url: string, init: object): Promise<Response> {
  const response = await fetch(url, init);
  if (!response.ok) return response;
  const text = await response.text();
  const body: unknown = text === "" ? {} : parseJson(text);
  if (typeof body === "object" && body !== null) delete (body as { id_token?: unknown }).id_token;
  return new Response(body === undefined ? text : JSON.stringify(body), {
    status: response.status,
    headers: { "content-type": "application/json" },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut off on the way, or a page of something in between: openid-client says so.
    return undefined;
  }
}

export interface Journey {
  readonly url: string;
  readonly state: string;
  readonly verifier: string;
}

/**
 * Where a person goes to allow something, and what must come back. Without `lasting` no refresh token is asked for:
 * whoever only signs in leaves nothing behind, and pushes no older one out of Google's hundred.
 */
export async function beginJourney(
  client: OAuthClient,
  { redirectUri, features, isLasting, hint }: JourneyWanted,
): Promise<Journey> {
  const verifier = randomPKCECodeVerifier();
  const state = randomState();
  const { access_type, include_granted_scopes, ...others } = client.authorizationParameters;
  const scopes = client.scopesFor(features).filter((scope) => isLasting || scope !== "offline_access");
  const url = buildAuthorizationUrl(configurationOf(client), {
    ...(isLasting ? client.authorizationParameters : { ...others, prompt: "select_account" }),
    ...(hint !== null && { login_hint: hint }),
    redirect_uri: redirectUri,
    scope: scopes.join(" "),
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, state, verifier };
}

interface JourneyWanted {
  readonly redirectUri: string;
  readonly features: readonly Feature[];
  readonly isLasting: boolean;
  /** The address of the account to choose, where it is known. */
  readonly hint: string | null;
}

/** Swaps the code of a callback; `unauthenticated` when the vendor does not take it. */
export async function exchangeCode(
  client: OAuthClient,
  { redirectUri, search, state, verifier }: { redirectUri: string; search: URLSearchParams } & Omit<Journey, "url">,
): Promise<Grant> {
  const answered = new URL(redirectUri);
  for (const name of ["code", "state"]) answered.searchParams.set(name, search.get(name) ?? "");
  const outcome = await ask(() =>
    authorizationCodeGrant(configurationOf(client), answered, { pkceCodeVerifier: verifier, expectedState: state }),
  );
  if ("refused" in outcome) {
    throw new AppError("unauthenticated", "The vendor does not accept what it sent back", {
      cause: new Error(outcome.refused),
    });
  }
  return outcome;
}

/** RFC 9207: who answers says who it is. One vendor's answer never reaches the other's token endpoint. */
export function isIssuedBy(client: OAuthClient, search: URLSearchParams): boolean {
  const issuer = search.get("iss");
  return (
    issuer === null || (URL.canParse(issuer) && new URL(issuer).origin === new URL(client.authorizationUrl).origin)
  );
}

export const refreshTokens = (client: OAuthClient, refreshToken: string): Promise<Grant | Refused> =>
  ask(() => refreshTokenGrant(configurationOf(client), refreshToken));

/** Takes the right back at the vendor; false where the vendor has no way to. One that is void already is as good. */
export async function revokeToken(client: OAuthClient, token: string): Promise<boolean> {
  if (client.revocationUrl === null) return false;
  try {
    await tokenRevocation(configurationOf(client), token);
  } catch (error) {
    if (!(error instanceof ResponseBodyError && error.error === "invalid_token")) throw failure(error);
  }
  return true;
}

async function ask(call: () => Promise<TokenEndpointResponse>): Promise<Grant | Refused> {
  try {
    return toGrant(await call(), Date.now());
  } catch (error) {
    if (error instanceof ResponseBodyError && personMustHelp.has(error.error)) return { refused: error.error };
    throw failure(error);
  }
}

function toGrant(answer: TokenEndpointResponse, now: number): Grant {
  const { refresh_token_expires_in: refreshLife } = answer as { refresh_token_expires_in?: unknown };
  const accessLife = answer.expires_in ?? UNKNOWN_LIFE_S;
  const life = typeof refreshLife === "number" && refreshLife > 0 && refreshLife <= SHORT_LIFE_S ? refreshLife : null;
  return {
    accessToken: answer.access_token,
    accessUntil: new Date(now + Math.max(accessLife - MARGIN_S, accessLife / 2) * 1_000),
    refreshToken: answer.refresh_token ?? null,
    scopes: answer.scope === undefined ? null : answer.scope.split(" ").filter((scope) => scope !== ""),
    endsAt: life === null ? null : new Date(now + life * 1_000),
  };
}

/** A week is how long Google lets an app in testing live; Microsoft's ninety days begin anew with every refresh. */
const SHORT_LIFE_S = 7 * 24 * 3_600;

/** Only what the vendor said in words goes along: other causes of the library hold whole answers. */
function failure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ResponseBodyError) {
    const words = new Error(`${error.error} ${error.error_description ?? ""}`.trim().slice(0, 300));
    const message = adminMustHelp.has(error.error)
      ? "The vendor no longer knows this server: an administrator has to look at its client id and secret"
      : "The vendor cannot give access right now";
    return new AppError("unavailable", message, { cause: words, ...waitOf(error.response) });
  }
  const response = error instanceof ClientError && error.cause instanceof Response ? error.cause : undefined;
  const words = response ? `status ${response.status}` : messageOf(error);
  return new AppError("unavailable", "The vendor cannot be reached right now", {
    cause: new Error(words),
    ...waitOf(response),
  });
}

function waitOf(response: Response | undefined): { retryAfterMs?: number } {
  const seconds = Number(response?.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {};
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : "no answer").slice(0, 300);
