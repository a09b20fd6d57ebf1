// Puts together what following mailboxes is made of; the server has one, and so has the command line.
import type { Connecting } from "./connect/connecting.ts";
import { disconnectMember } from "./connect/disconnect.ts";
import { openAccess } from "./connect/tokens.ts";
import type { Engine } from "./mailbox/turn.ts";

export function openEngine(connecting: Connecting, pollSeconds: number): Engine {
  const { database, vault, vendors, log } = connecting;
  return {
    database,
    vendors,
    openAccess: (mailbox, vendor, limiter, signal) => openAccess(database, vault, vendor, mailbox, limiter, signal),
    disconnectMember: (member) => disconnectMember(connecting, member),
    log,
    pollMs: pollSeconds * 1_000,
    now: () => new Date(),
  };
}
