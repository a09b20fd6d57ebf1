// Where both vendors send people back to: finds what was begun, and goes on with it.
import type { VendorName } from "../providers/vendor.ts";
import { vendorNames } from "../providers/vendor.ts";
import { takeAttempt } from "./attempts.ts";
import { finishConnect, type Outcome } from "./connect.ts";
import type { Connecting } from "./connecting.ts";
import { returnFromVendor } from "./sign-in.ts";

export type CameBack = Outcome | { readonly kind: "returned"; readonly url: string };

/** Undefined where this server knows no such vendor. */
export async function answerCallback(
  connecting: Connecting,
  name: string,
  search: URLSearchParams,
): Promise<CameBack | undefined> {
  const vendorName: VendorName | undefined = vendorNames.find((known) => known === name);
  const vendor = vendorName && connecting.vendors.get(vendorName);
  if (!vendor) return undefined;
  // Used up even when it is about to be refused: whoever guesses or swaps gets one try.
  const attempt = await takeAttempt(connecting.database, connecting.vault, search.get("state") ?? "");
  if (attempt?.kind === "connect") return finishConnect(connecting, vendor, attempt, search);
  if (attempt?.kind === "signIn") {
    return { kind: "returned", url: await returnFromVendor(connecting, vendor, attempt, search) };
  }
  return { kind: "failed", vendor: vendor.name, reason: "expired" };
}
