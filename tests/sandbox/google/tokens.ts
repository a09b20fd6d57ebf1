// What Google has been allowed and by whom: grants, codes, refresh tokens and access tokens.
import { randomBytes } from "node:crypto";

export interface GoogleClient {
  readonly id: string;
  readonly secret: string;
  /** Any where left out. */
  readonly redirectUris?: readonly string[];
}

export interface AccessToken {
  readonly address: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

interface RefreshToken {
  readonly address: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Null lasts until it is revoked. */
  readonly expiresAt: number | null;
}

export interface Code {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly address: string;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly nonce: string | null;
  readonly isOffline: boolean;
  readonly expiresAt: number;
}

/** Short names come back as addresses: developers.google.com/identity/protocols/oauth2/scopes. */
const fullNames: Readonly<Record<string, string>> = {
  email: "https://www.googleapis.com/auth/userinfo.email",
  profile: "https://www.googleapis.com/auth/userinfo.profile",
};
export const scopesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s+]+/)
      .filter((scope) => scope !== "")
      .map((scope) => fullNames[scope] ?? scope),
  ),
];

/** Nobody can untick who they are. */
export const identityScopes: readonly string[] = ["openid", ...Object.values(fullNames)];

/** Seconds. A client whose consent screen is in testing gets refresh tokens for seven days. */
const testingLife = 604_799;
/** More than so many live refresh tokens of one user and client, and the oldest dies: identity/protocols/oauth2. */
const mostLiveTokens = 100;

export class Tokens {
  readonly client: GoogleClient;
  /** Of access tokens, in seconds. */
  life = 3599;
  /** The consent screen is External and in testing. */
  isTesting = false;
  /** What a rep leaves ticked on the consent page; everything where null. */
  tickedScopes: readonly string[] | null = null;
  /** Of the token endpoint, by grant type. */
  readonly requests = new Map<string, number>();
  readonly #clock: () => number;
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #codes = new Map<string, Code>();

  constructor(client: GoogleClient, clock: () => number) {
    this.client = client;
    this.#clock = clock;
  }

  /** Consent given without a browser: a refresh token. */
  grant(address: string, scopes: readonly string[]): string {
    const token = `1//${randomBytes(32).toString("base64url")}`;
    const expiresAt = this.isTesting ? this.#clock() + testingLife * 1000 : null;
    this.#refresh.set(token, { address, clientId: this.client.id, scopes: scopesOf(scopes.join(" ")), expiresAt });
    const live = [...this.#refresh].filter(([, one]) => one.address === address);
    if (live.length > mostLiveTokens) this.#refresh.delete(live[0]?.[0] ?? "");
    return token;
  }

  /** What a user has agreed to so far. */
  grantedScopes(address: string): string[] {
    return [...this.#refresh.values()].filter((one) => one.address === address).flatMap((one) => one.scopes);
  }

  accessToken(address: string, scopes: readonly string[]): string {
    const token = `ya29.${randomBytes(32).toString("base64url")}`;
    const expiresAt = this.#clock() + this.life * 1000;
    this.#access.set(token, { address, scopes: scopesOf(scopes.join(" ")), expiresAt });
    return token;
  }

  findAccess(token: string): AccessToken | undefined {
    const found = this.#access.get(token);
    return found && found.expiresAt > this.#clock() ? found : undefined;
  }

  findRefresh(token: string): RefreshToken | undefined {
    const found = this.#refresh.get(token);
    return found && (found.expiresAt ?? Number.POSITIVE_INFINITY) > this.#clock() ? found : undefined;
  }

  putCode(given: Omit<Code, "expiresAt">): string {
    const code = `4/${randomBytes(24).toString("base64url")}`;
    this.#codes.set(code, { ...given, expiresAt: this.#clock() + 600_000 });
    return code;
  }

  /** A code works once. */
  takeCode(code: string): Code | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    return found && found.expiresAt > this.#clock() ? found : undefined;
  }

  /** The user takes everything back: refreshing is `invalid_grant` from now on, and access tokens are dead. */
  revoke(address: string): void {
    for (const [token, one] of this.#refresh) if (one.address === address) this.#refresh.delete(token);
    this.expireAccess(address);
  }

  /** Revokes the grant that a token of either kind belongs to; false when there is none. */
  revokeToken(token: string): boolean {
    const found = this.#refresh.get(token) ?? this.#access.get(token);
    if (found) this.revoke(found.address);
    return found !== undefined;
  }

  /** Every access token given out so far is refused from now on; refreshing still works. */
  expireAccess(address: string): void {
    for (const [token, one] of this.#access) if (one.address === address) this.#access.delete(token);
  }

  countRequest(grantType: string): void {
    this.requests.set(grantType, (this.requests.get(grantType) ?? 0) + 1);
  }
}
