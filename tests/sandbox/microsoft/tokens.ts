// Who may do what: authorization codes, refresh tokens and access tokens
// (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, refresh-tokens).
import { createHash, randomBytes } from "node:crypto";
import type { Switches } from "./switches.ts";

/** `Mail.Read`, from it or from `https://graph.microsoft.com/Mail.Read`. */
export const shortScope = (scope: string) => (scope.split("/").at(-1) ?? scope).toLowerCase();

/** Why nobody but the person can help any more (reference-error-codes). */
export type Refusal = "passwordChanged" | "inactive" | "interaction" | "consent";

const refusals: Record<Refusal, [error: string, code: number, message: string]> = {
  passwordChanged: ["invalid_grant", 50173, "The provided grant has expired due to it being revoked; sign in again."],
  inactive: ["invalid_grant", 700082, "The refresh token has expired due to inactivity."],
  interaction: ["interaction_required", 50076, "You must use multi-factor authentication to access this resource."],
  consent: ["consent_required", 65001, "The user or administrator has not consented to use the application."],
};

export class TokenError extends Error {
  readonly error: string;
  readonly code: number;
  readonly status: number;

  constructor(error: string, code: number, message: string, status = 400) {
    super(`AADSTS${code}: ${message}`);
    this.error = error;
    this.code = code;
    this.status = status;
  }
}

const dayMs = 86_400_000;
const refreshTokenMs = 90 * dayMs;
const codeMs = 10 * 60_000;

export interface Code {
  readonly address: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly clientId: string;
  readonly challenge: string | null;
  readonly nonce: string | null;
}

interface Refresh {
  readonly address: string;
  readonly scopes: readonly string[];
  readonly until: number;
  isUsed: boolean;
}

interface AccessRight {
  readonly address: string;
  /** As `shortScope` makes them. */
  readonly scopes: ReadonlySet<string>;
  readonly until: number;
}

/** What a token answer is made of. */
export interface Issued {
  readonly address: string;
  readonly scopes: readonly string[];
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly nonce: string | null;
}

const random = (prefix: string, bytes: number) => `${prefix}${randomBytes(bytes).toString("base64url")}`;

export class Tokens {
  readonly #clock: () => number;
  readonly #switches: Switches;
  readonly #codes = new Map<string, Code & { readonly until: number; isUsed: boolean }>();
  readonly #refreshes = new Map<string, Refresh>();
  readonly #accesses = new Map<string, AccessRight>();
  readonly #refused = new Map<string, Refusal>();

  constructor(clock: () => number, switches: Switches) {
    this.#clock = clock;
    this.#switches = switches;
  }

  /** A refresh token, as if the person had consented to the scopes. */
  grant(address: string, scopes: readonly string[]): string {
    const token = random("0.A", 300);
    this.#refreshes.set(token, { address, scopes, until: this.#clock() + refreshTokenMs, isUsed: false });
    return token;
  }

  /** A bearer token at once. */
  access(address: string, scopes: readonly string[]): string {
    const token = random("eyJ0eXAiOiJKV1QiLCJub25jZSI6I", 600);
    const until = this.#clock() + this.#switches.accessTokenSeconds * 1_000;
    this.#accesses.set(token, { address, scopes: new Set(scopes.map(shortScope)), until });
    return token;
  }

  code(given: Code): string {
    const code = random("1.A", 200);
    this.#codes.set(code, { ...given, until: this.#clock() + codeMs, isUsed: false });
    return code;
  }

  /** Whose refresh token or code it is. */
  addressOf(secret: string): string | null {
    return this.#refreshes.get(secret)?.address ?? this.#codes.get(secret)?.address ?? null;
  }

  /** Every refresh token of the mailbox is answered so from now on; null lets them work again. */
  refuse(address: string, refusal: Refusal | null): void {
    if (refusal) this.#refused.set(address, refusal);
    else this.#refused.delete(address);
  }

  /** Refresh tokens die, access tokens live out their time (api/user-revokesigninsessions). */
  revoke(address: string): void {
    for (const [token, refresh] of this.#refreshes) if (refresh.address === address) this.#refreshes.delete(token);
  }

  /** Access tokens of the mailbox are no longer valid. */
  expireAccess(address: string): void {
    for (const [token, access] of this.#accesses) if (access.address === address) this.#accesses.delete(token);
  }

  rightOf(accessToken: string): AccessRight | undefined {
    const right = this.#accesses.get(accessToken);
    return right && right.until > this.#clock() ? right : undefined;
  }

  redeem(code: string, given: { redirectUri: string; clientId: string; verifier: string | null }): Issued {
    const known = this.#codes.get(code);
    if (!known) throw new TokenError("invalid_grant", 9002313, "The provided authorization code is malformed.");
    if (known.isUsed) throw new TokenError("invalid_grant", 54005, "The authorization code was already redeemed.");
    if (known.until <= this.#clock())
      throw new TokenError("invalid_grant", 70008, "The authorization code has expired.");
    if (known.clientId !== given.clientId) throw new TokenError("invalid_grant", 70000, "The code is another app's.");
    if (known.redirectUri !== given.redirectUri) {
      throw new TokenError("invalid_grant", 500112, "The reply address does not match the one of the authorization.");
    }
    if (known.challenge !== null) {
      const challenge = createHash("sha256")
        .update(given.verifier ?? "")
        .digest("base64url");
      if (challenge !== known.challenge) {
        throw new TokenError("invalid_grant", 501481, "The Code_Verifier does not match the code_challenge.");
      }
    }
    known.isUsed = true;
    return this.#issue(known.address, known.scopes, known.scopes, known.nonce);
  }

  /** A new refresh token each time; the old one is not revoked (refresh-tokens). */
  refresh(token: string, wanted: readonly string[] | null): Issued {
    const known = this.#refreshes.get(token);
    if (!known) throw new TokenError(...refusals.passwordChanged);
    const refusal = this.#refused.get(known.address);
    if (refusal) throw new TokenError(...refusals[refusal]);
    if (known.until <= this.#clock()) throw new TokenError(...refusals.inactive);
    if (known.isUsed && this.#switches.strictRotation) {
      throw new TokenError("invalid_grant", 70000, "The refresh token has been used before.");
    }
    const had = new Set(known.scopes.map(shortScope));
    const missing = wanted?.find((scope) => !had.has(shortScope(scope)) && !protocolScopes.has(scope));
    if (missing !== undefined && !missing.endsWith("/.default")) throw new TokenError(...refusals.consent);
    known.isUsed = true;
    const isNarrow = wanted !== null && missing === undefined;
    return this.#issue(known.address, known.scopes, isNarrow ? wanted : known.scopes, null);
  }

  #issue(address: string, granted: readonly string[], scopes: readonly string[], nonce: string | null): Issued {
    const rotates = granted.includes("offline_access") && !(this.#switches.keepsRefreshToken && nonce === null);
    return {
      address,
      scopes,
      nonce,
      accessToken: this.access(address, scopes),
      refreshToken: rotates ? this.grant(address, granted) : null,
    };
  }
}

/** Of the protocol, not of Graph: nobody can untick them. */
export const protocolScopes: ReadonlySet<string> = new Set(["openid", "profile", "email", "offline_access"]);
