// The session token of a request, checked before the database is asked.
import { createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "#shared/errors.ts";

/** What is written before the signature: 32 letters and digits, made by better-auth. */
const bearerToken = /^Bearer ([A-Za-z0-9]{16,128})\.([A-Za-z0-9+/_=-]{40,60})$/iu;

/**
 * The session's token without its signature, as the database knows it. The signature is better-auth's: HMAC-SHA-256
 * of the token under its secret.
 */
export function verifyBearer(header: string | undefined, signingSecret: string): string {
  const [, token, signature] = bearerToken.exec(header ?? "") ?? [];
  if (token && signature) {
    const wanted = createHmac("sha256", signingSecret).update(token).digest();
    const given = Buffer.from(signature, "base64");
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return token;
  }
  throw new AppError("unauthenticated", "Sign in to go on");
}
