// `kith user disable` and `kith rotate-key`: what the command line does to connections.
import { disableUser } from "./auth/disable.ts";
import type { Config } from "./config.ts";
import type { Connecting } from "./connect/connecting.ts";
import { disconnectMember } from "./connect/disconnect.ts";
import { KeyRing } from "./connect/keys.ts";
import { openConnecting } from "./connect/open.ts";
import { rotateKey } from "./connect/rotate.ts";
import { Vault } from "./connect/vault.ts";
import { openLog } from "./log.ts";
import type { Database } from "./store/database.ts";

const connectingOf = (database: Database, config: Config): Connecting =>
  openConnecting(config, {
    database,
    log: openLog("error"),
    origin: () => config.publicUrl ?? "",
    onConnected: async () => undefined,
  });

export async function shutOut(database: Database, config: Config, email: string): Promise<void> {
  const connecting = connectingOf(database, config);
  await disableUser(database, email, (member) => disconnectMember(connecting, member));
}

/** What there is to say about it, line by line. */
export async function rotateKeys(database: Database, config: Config): Promise<string[]> {
  const ring = new KeyRing(config);
  const { keyId, resealed, lost } = await rotateKey(database, ring, new Vault(ring), openLog("error"));
  return [
    `Sealed ${resealed} secrets anew with the key ${keyId}.`,
    ...(lost > 0 ? [`${lost} were sealed with a key that is gone: connect those mailboxes again.`] : []),
    ...(ring.isGiven ? ["Every key of KITH_TOKEN_KEY but the first can be removed now."] : []),
  ];
}
