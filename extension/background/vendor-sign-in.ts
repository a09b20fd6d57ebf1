// Signing in with an account at a vendor, in a window the browser opens and closes for it.
import { browser } from "wxt/browser";
import { z } from "zod";
import { signInResponse } from "#shared/api.ts";
import { RETURN_ORIGIN, vendorFailures, vendorStartAnswer } from "#shared/connect.ts";
import { AppError } from "#shared/errors.ts";
import { vendorInfo } from "#shared/mailbox.ts";
import { log } from "../log.ts";
import { request } from "./api.ts";

const anonymous = (server: string) => ({ server, token: null, workspaceId: null });

/** Where the browser takes the window back from. In Firefox it is another address, which no server sends anybody to. */
const findReturnTo = (): string | null => {
  const url = browser.identity?.getRedirectURL();
  return url && new URL(url).origin === RETURN_ORIGIN ? url : null;
};

/** Vendors one can sign in with at the server; none where it does not answer, which the sign-in itself will say. */
export async function listVendors(server: string): Promise<string[]> {
  if (findReturnTo() === null) return [];
  try {
    const path = "/api/vendors";
    const vendors = await request(anonymous(server), { method: "GET", path, answer: z.array(vendorInfo) });
    return vendors.filter((vendor) => vendor.canSignIn).map((vendor) => vendor.name);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.debug({ code: error.code }, "vendors could not be asked for");
    return [];
  }
}

/** What the form says for each; `path` is its key. */
const failed = (path: "closed" | "away", cause: unknown) =>
  new AppError(path === "closed" ? "forbidden" : "unavailable", "Not signed in", {
    cause,
    fields: [{ path: `vendor.${path}`, reason: "Not signed in" }],
  });

const toText = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** RFC 7636: only whoever made the verifier can use what comes back. */
async function makeProof(): Promise<{ verifier: string; challenge: string }> {
  const verifier = toText(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier, challenge: toText(new Uint8Array(digest)) };
}

export async function signInAtVendor(server: string, vendor: string): Promise<z.infer<typeof signInResponse>> {
  const returnTo = findReturnTo();
  if (returnTo === null) throw new AppError("forbidden", "This browser cannot sign in with a vendor");
  const { verifier, challenge } = await makeProof();
  const { url } = await request(anonymous(server), {
    method: "POST",
    path: "/api/auth/vendor/start",
    body: { vendor, returnTo, challenge },
    answer: vendorStartAnswer,
  });
  const back = await browser.identity.launchWebAuthFlow({ url, interactive: true }).catch((cause: unknown) => {
    // Closed by the person, or a page that did not load: the browser says so in words only.
    throw failed(/load/iu.test(String(cause)) ? "away" : "closed", cause);
  });
  const answer = new URL(back ?? returnTo).searchParams;
  const code = answer.get("code");
  if (!code) throw failed(answer.get("error") === vendorFailures[0] ? "closed" : "away", answer.get("error"));
  const path = "/api/auth/vendor/finish";
  return request(anonymous(server), { method: "POST", path, body: { code, verifier }, answer: signInResponse });
}
