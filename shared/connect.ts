// What the routes of connecting a mailbox, and of signing in with a vendor, take and give beside shared/mailbox.ts.
import { z } from "zod";
import { EXTENSION_ID } from "./extension-id.ts";

/** Where the browser hands the end of `identity.launchWebAuthFlow` to our extension, and to no other. */
export const RETURN_ORIGIN = `https://${EXTENSION_ID}.chromiumapp.org`;

/** RFC 7636: 43 to 128 letters, and the SHA-256 of them. */
const verifier = z.string().regex(/^[\w.~-]{43,128}$/u, { error: "Not a verifier" });
const challenge = z.string().regex(/^[\w-]{43}$/u, { error: "Not a challenge" });

export const vendorStartRequest = z.strictObject({
  vendor: z.string().max(40),
  returnTo: z.url().max(200),
  challenge,
});
export const vendorStartAnswer = z.object({ url: z.url() });
export const vendorFinishRequest = z.strictObject({ code: z.string().min(1).max(200), verifier });

/** What `returnTo` gets instead of a code. */
export const vendorFailures = ["denied", "unavailable"] as const;

/** Confirms that the mailbox is to go to the member the page has named. */
export const confirmRequest = z.strictObject({ token: z.string().min(1).max(200) });
export const confirmAnswer = z.object({ title: z.string(), lines: z.array(z.string()) });

export const disconnectQuery = z.strictObject({ forget: z.enum(["true", "false"]).default("false") });
/**
 * What became of the right at the vendor: taken back; to be taken back as soon as the vendor can be reached; left to the
 * member, since this vendor lets nobody else do it.
 */
export const disconnected = z.object({ right: z.enum(["revoked", "later", "byHand"]) });
export type Disconnected = z.infer<typeof disconnected>;
