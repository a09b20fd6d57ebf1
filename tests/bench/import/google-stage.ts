// Reps' mailboxes at Google's stand-in: the same threads as in `corpus.ts`, over its HTTP.
import type { Engine } from "../../../server/mailbox/turn.ts";
import { googleVendor } from "../../../server/providers/google/vendor.ts";
import type { Vendor } from "../../../server/providers/vendor.ts";
import { type Google, openGoogle } from "../../sandbox/google/google.ts";
import { trustLocalCertificate } from "../../sandbox/mailboxes/certificate.ts";
import type { World } from "../../sandbox/mailboxes/world.ts";
import { otherOf, type Person, threadLengths } from "./corpus.ts";

export interface GoogleStage {
  readonly google: Google;
  readonly vendor: Vendor;
  readonly openAccess: Engine["openAccess"];
}

/** `clock` in milliseconds since 1970. */
export async function openGoogleStage(world: World, clock: () => number): Promise<GoogleStage> {
  await trustLocalCertificate();
  const google = await openGoogle({ world, clock });
  const vendor = googleVendor({
    clientId: google.client.id,
    clientSecret: google.client.secret,
    apiRoot: google.apiRoot,
    oauthRoot: google.oauthRoot,
  });
  const openAccess: Engine["openAccess"] = ({ address }, _vendor, limiter, signal) => {
    const issue = () => google.tokens.accessToken(address, vendor.oauth.scopesFor(["identity", "mail"]));
    let current = issue();
    return {
      token: () => Promise.resolve(current),
      renew: () => {
        current = issue();
        return Promise.resolve(current);
      },
      limiter,
      signal,
    };
  };
  return { google, vendor, openAccess };
}

const begin = Date.parse("2026-01-01T00:00:00.000Z");

/** Fills a mailbox; returns what its messages cost at least, each thread asked for as a whole where that is cheaper. */
export function fillMailbox(world: World, owner: Person, messages: number): number {
  world.addMailbox({ vendor: "google", ...owner });
  let units = 0;
  let placed = 0;
  for (let thread = 0; placed < messages; thread += 1) {
    const length = Math.min(threadLengths[thread % threadLengths.length] ?? 1, messages - placed);
    units += Math.min(20 * length, 40);
    const other = otherOf(thread);
    const messageIds = Array.from({ length }, (_, at) => `<${thread}.${at}.${owner.address}>`);
    for (const [position, messageId] of messageIds.entries()) {
      const isMine = position % 2 === 1;
      const message = {
        id: `${owner.address} ${thread} ${position}`,
        messageId,
        references: messageIds.slice(0, position),
        at: new Date(begin + thread * 20 * 60_000 + position * 47 * 60_000).toISOString(),
        subject: `Offer ${thread}`,
        from: isMine ? owner : other,
        to: [isMine ? other : owner],
        cc: [],
        text: `What was said in ${thread}, the ${position}th time.`,
        html: null,
        headers: {},
      };
      world.put(owner.address, message, isMine ? "sent" : "inbox");
      placed += 1;
    }
  }
  return units;
}
