// Puts together what connecting is made of.
import type { Config } from "../config.ts";
import { openVendors } from "../providers/index.ts";
import type { Connecting } from "./connecting.ts";
import { KeyRing } from "./keys.ts";
import { retryRevocations } from "./rights.ts";
import { Vault } from "./vault.ts";

type Wanted = Pick<Config, "tokenKeys" | "dataDir" | "google" | "microsoft" | "publicUrl">;

export function openConnecting(
  config: Wanted,
  parts: Pick<Connecting, "database" | "log" | "origin" | "onConnected">,
): Connecting {
  return { ...parts, vault: new Vault(new KeyRing(config)), vendors: openVendors(config) };
}

const HOUR_MS = 3_600_000;

/** Now and every hour: rights that could not be taken back at once, since a vendor did not answer. */
export function keepTakingBack(connecting: Connecting, signal: AbortSignal): void {
  const retry = () =>
    retryRevocations(connecting).catch((error: unknown) => {
      // The next hour is another chance.
      connecting.log.warn({ error }, "rights could not be taken back");
    });
  void retry();
  const timer = setInterval(() => void retry(), HOUR_MS);
  timer.unref();
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
