// Signing in to Kith with a vendor's account: the browser's own window goes there and comes back to the extension.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import {
  RETURN_ORIGIN,
  type vendorFailures,
  type vendorFinishRequest,
  type vendorStartRequest,
} from "#shared/connect.ts";
import { AppError } from "#shared/errors.ts";
import { findVendorUser, linkVendorAccount } from "../auth/vendor-accounts.ts";
import type { Vendor } from "../providers/vendor.ts";
import { transact } from "../store/database.ts";
import { type AttemptOf, putAttempt, takeAttempt } from "./attempts.ts";
import { findFailure, getVendor } from "./connect.ts";
import { accessOnce, type Connecting, redirectUriOf } from "./connecting.ts";
import { beginJourney, exchangeCode } from "./oauth.ts";

/** Where to send the browser. It comes back to our own extension and to nobody else. */
export async function beginSignIn(
  connecting: Connecting,
  { vendor: name, returnTo, challenge }: z.infer<typeof vendorStartRequest>,
): Promise<string> {
  if (new URL(returnTo).origin !== RETURN_ORIGIN) {
    throw new AppError("invalid", "Kith's own extension begins this, and only it");
  }
  const vendor = getVendor(connecting, name);
  const redirectUri = redirectUriOf(connecting, vendor.name);
  const { url, state, verifier } = await beginJourney(vendor.oauth, {
    redirectUri,
    features: ["identity"],
    isLasting: false,
    hint: null,
  });
  const journey = { vendor: vendor.name, redirectUri, state, verifier };
  await putAttempt(connecting.database, connecting.vault, state, { kind: "signIn", ...journey, returnTo, challenge });
  return url;
}

/** The address the browser is sent back to, with a word that is worth nothing without the extension's own verifier. */
export async function returnFromVendor(
  connecting: Connecting,
  vendor: Vendor,
  attempt: AttemptOf<"signIn">,
  search: URLSearchParams,
): Promise<string> {
  const back = new URL(attempt.returnTo);
  const fail = (error: (typeof vendorFailures)[number]) => {
    back.searchParams.set("error", error);
    return back.href;
  };
  const failure = findFailure(vendor, attempt, search);
  if (failure) return fail(failure === "denied" ? "denied" : "unavailable");
  try {
    const { accessToken } = await exchangeCode(vendor.oauth, { ...attempt, search });
    const { subject, provenAddress } = await vendor.identify(accessOnce(accessToken));
    const code = randomBytes(24).toString("base64url");
    await putAttempt(connecting.database, connecting.vault, code, {
      kind: "signedIn",
      vendor: vendor.name,
      subject,
      address: provenAddress,
      challenge: attempt.challenge,
    });
    back.searchParams.set("code", code);
    return back.href;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    connecting.log.warn({ vendor: vendor.name, code: error.code }, "sign-in with a vendor failed");
    return fail("unavailable");
  }
}

/** The user who has signed in. Nobody is made here: people come by invitation. */
export async function finishSignIn(
  connecting: Connecting,
  { code, verifier }: z.infer<typeof vendorFinishRequest>,
): Promise<string> {
  const attempt = await takeAttempt(connecting.database, connecting.vault, code);
  if (attempt?.kind !== "signedIn" || !isProven(attempt.challenge, verifier)) {
    throw new AppError("unauthenticated", "This sign-in is not the one that was begun, or took too long: begin again");
  }
  const { vendor, subject, address } = attempt;
  const userId = await transact(connecting.database, {}, async (prisma) => {
    const known = await findVendorUser(prisma, vendor, subject);
    if (known !== undefined || address === null) return known;
    const user = await prisma.user.findUnique({ where: { email: address }, select: { id: true } });
    if (user) await linkVendorAccount(prisma, user.id, vendor, { subject, address });
    return user?.id;
  });
  if (userId !== undefined) return userId;
  throw new AppError(
    "forbidden",
    "Nobody here signs in with this account. Ask for an invitation, or sign in with your password and connect the mailbox first",
  );
}

/** RFC 7636, S256, between the extension and this server. */
function isProven(challenge: string, verifier: string): boolean {
  const [given, wanted] = [createHash("sha256").update(verifier).digest(), Buffer.from(challenge, "base64url")];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
