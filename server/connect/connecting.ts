// What connecting needs of the rest of the server.
import type { Logger } from "#shared/log.ts";
import type { Access } from "../providers/access.ts";
import type { Vendors } from "../providers/index.ts";
import type { Vendor } from "../providers/vendor.ts";
import type { Database } from "../store/database.ts";
import type { MailboxId } from "./alone.ts";
import type { Vault } from "./vault.ts";

export interface Connecting {
  readonly database: Database;
  readonly vault: Vault;
  readonly vendors: Vendors;
  readonly log: Logger;
  /** The address people use, without a slash at the end. */
  readonly origin: () => string;
  /** Called when a mailbox was connected, for the first time or again. */
  onConnected(mailbox: MailboxId): Promise<void>;
}

/** Registered at the vendor: each has its own, so that one's answer is never taken for the other's. */
export const redirectUriOf = ({ origin }: Pick<Connecting, "origin">, vendor: Vendor["name"]) =>
  `${origin()}/connect/${vendor}/callback`;

const IDENTIFY_MS = 15_000;

/** The right that somebody has just come back with; it belongs to no mailbox yet. */
export const accessOnce = (accessToken: string): Access => ({
  token: async () => accessToken,
  renew: async () => accessToken,
  limiter: { run: (_units, call) => call() },
  signal: AbortSignal.timeout(IDENTIFY_MS),
});
