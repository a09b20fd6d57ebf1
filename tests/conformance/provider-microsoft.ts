// Microsoft's adapter with its stand-in, as the suites and the tests of Microsoft's own ways set them up.
import type { Access, Limiter } from "../../server/providers/access.ts";
import { microsoftVendor } from "../../server/providers/microsoft/vendor.ts";
import type { Feature } from "../../server/providers/vendor.ts";
import { trustLocalCertificate } from "../sandbox/mailboxes/certificate.ts";
import type { World } from "../sandbox/mailboxes/world.ts";
import { type MicrosoftOptions, openMicrosoft } from "../sandbox/microsoft/microsoft.ts";

/** Four at a time, and whoever comes fifth waits: what the server's own does, without its budget. */
export function fourAtATime(): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async run(_units, call) {
      if (running >= 4) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        return await call();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}

export async function openUnderTest(world: World, options: Omit<MicrosoftOptions, "world"> = {}) {
  await trustLocalCertificate();
  const microsoft = await openMicrosoft({ ...options, world });
  const vendor = microsoftVendor({
    clientId: "kith",
    clientSecret: "secret",
    apiRoot: microsoft.graphRoot,
    oauthRoot: microsoft.loginRoot,
    timeoutMs: 2_000,
  });
  const all: Feature[] = ["identity", "mail", "send", "calendar"];

  const renewed: string[] = [];

  function accessOf(address: string, features: Feature[] = all): Access {
    const scopes = vendor.oauth.scopesFor(features);
    let token = microsoft.access(address, scopes);
    return {
      token: async () => token,
      async renew(refused) {
        renewed.push(address);
        if (refused === token) token = microsoft.access(address, scopes);
        return token;
      },
      limiter: fourAtATime(),
      signal: new AbortController().signal,
    };
  }

  return { microsoft, vendor, accessOf, renewed, faults: microsoft.faults, close: () => microsoft.close() };
}
