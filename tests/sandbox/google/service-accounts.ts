// Service accounts: programs that sign their own tokens, each good for one API
// (developers.google.com/identity/protocols/oauth2/service-account#jwt-auth).
import { createVerify, generateKeyPairSync, randomUUID } from "node:crypto";
import type { AccessToken } from "./tokens.ts";

export interface ServiceAccount {
  readonly email: string;
  /** PEM. */
  readonly privateKey: string;
}

/** By audience: what a self-signed token may do there. */
const scopesByAudience: Readonly<Record<string, readonly string[]>> = {
  "https://pubsub.googleapis.com/": ["https://www.googleapis.com/auth/pubsub"],
};
const longestLife = 3_600;

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string;
  readonly iat?: number;
  readonly exp?: number;
}

export class ServiceAccounts {
  readonly #publicKeys = new Map<string, string>();

  add(): ServiceAccount {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const email = `kith-${randomUUID().slice(0, 8)}@project.iam.gserviceaccount.com`;
    this.#publicKeys.set(email, publicKey);
    return { email, privateKey };
  }

  /** Who signs looks at the machine's clock, so the injected one does not count here. */
  findAccess(token: string): AccessToken | undefined {
    const [header, payload, signature] = token.split(".");
    if (!header || !payload || !signature) return undefined;
    const { iss, sub, aud = "", iat = 0, exp = 0 } = parseClaims(payload);
    const publicKey = this.#publicKeys.get(iss ?? "");
    const scopes = scopesByAudience[aud];
    const now = Date.now() / 1000;
    if (!iss || !publicKey || !scopes || sub !== iss || exp <= now || exp - iat > longestLife) return undefined;
    const isSigned = createVerify("sha256").update(`${header}.${payload}`).verify(publicKey, signature, "base64url");
    return isSigned ? { address: iss, scopes, expiresAt: exp * 1000 } : undefined;
  }
}

function parseClaims(payload: string): Claims {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
  } catch {
    // No token of this kind.
    return {};
  }
}
