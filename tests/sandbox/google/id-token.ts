// Who signed in, as a signed token and as the answer of the userinfo endpoint.
import { createPublicKey, createSign } from "node:crypto";
import { localCertificate } from "../mailboxes/certificate.ts";
import type { Answer } from "../mailboxes/faults.ts";
import type { WorldMailbox } from "../mailboxes/world.ts";

const has = (scopes: readonly string[], name: string) => scopes.some((scope) => scope.endsWith(name));

/** developers.google.com/identity/openid-connect/openid-connect: each claim needs its scope. */
export function claimsOf({ subject, address, name }: WorldMailbox, scopes: readonly string[]) {
  const [given = "", ...family] = name.split(" ");
  return {
    sub: subject,
    ...(has(scopes, "email") && { email: address, email_verified: true, hd: address.split("@")[1] }),
    ...(has(scopes, "profile") && { name, given_name: given, family_name: family.join(" ") }),
  };
}

export async function idToken(
  mailbox: WorldMailbox,
  scopes: readonly string[],
  audience: string,
  nonce: string | null,
): Promise<string> {
  // Whoever checks it looks at the machine's clock, so this is not the injected one.
  const issuedAt = Math.floor(Date.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${encode({ alg: "RS256", kid: "kith", typ: "JWT" })}.${encode({
    iss: "https://accounts.google.com",
    azp: audience,
    aud: audience,
    ...claimsOf(mailbox, scopes),
    ...(nonce !== null && { nonce }),
    iat: issuedAt,
    exp: issuedAt + 3600,
  })}`;
  const { key } = await localCertificate();
  return `${content}.${createSign("sha256").update(content).sign(key, "base64url")}`;
}

/** The key to check it with. */
export async function publicKeys(): Promise<Answer> {
  const { cert } = await localCertificate();
  const key = createPublicKey(cert).export({ format: "jwk" });
  return { status: 200, body: { keys: [{ ...key, kid: "kith", alg: "RS256", use: "sig" }] } };
}
