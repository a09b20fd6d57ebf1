// Google's adapter in front of our stand-in of Google.
import type { Access } from "../../../server/providers/access.ts";
import { googleVendor } from "../../../server/providers/google/vendor.ts";
import { type Feature, features } from "../../../server/providers/vendor.ts";
import { type Google, openGoogle } from "../../sandbox/google/google.ts";
import { trustLocalCertificate } from "../../sandbox/mailboxes/certificate.ts";
import type { World } from "../../sandbox/mailboxes/world.ts";
import { CalendarMirror, MailMirror } from "../provider-mirror.ts";
import { aMessage, type ProviderUnderTest, rep, type Stage, stages } from "../provider-world.ts";

export interface GoogleStage extends ProviderUnderTest {
  readonly google: Google;
  /** What the budgets of all mailboxes were told. */
  readonly spent: { units: number };
}

export async function openWith(world: World): Promise<GoogleStage> {
  await trustLocalCertificate();
  const google = await openGoogle({ world });
  google.setQuota(false);
  const { id, secret } = google.client;
  const { apiRoot, oauthRoot } = google;
  const vendor = googleVendor({ clientId: id, clientSecret: secret, apiRoot, oauthRoot, timeoutMs: 2_000 });
  const spent = { units: 0 };
  const accessOf = (address: string, asked: Feature[] = [...features]): Access => {
    const issue = () => google.tokens.accessToken(address, vendor.oauth.scopesFor(asked));
    let current = issue();
    return {
      token: async () => current,
      renew: async (refused) => {
        if (refused === current) current = issue();
        return current;
      },
      limiter: {
        run: (units, call) => {
          spent.units += units;
          return call();
        },
      },
      signal: new AbortController().signal,
    };
  };
  return { vendor, accessOf, faults: google.faults, close: () => google.close(), google, spent };
}

/** One of Google's stages, with mirrors of the rep's mailbox and calendar. */
export interface OpenedGoogle extends Stage, GoogleStage {
  readonly mirror: MailMirror;
  readonly events: CalendarMirror;
}

/** Stages that are taken down after each test. */
export function googleStages(): () => Promise<OpenedGoogle> {
  const begin = stages("google", openWith);
  return async () => {
    const stage = (await begin()) as Stage & GoogleStage;
    const { vendor, access } = stage;
    const mirror = new MailMirror(vendor.mail, access);
    return { ...stage, mirror, events: new CalendarMirror(vendor.calendar, access) };
  };
}

export function fill({ world }: OpenedGoogle, count: number): void {
  for (let at = 0; at < count; at += 1) world.put(rep.address, aMessage({ subject: `Mail ${at}` }));
}
