// A vendor: how one connects to it, and what it offers then.
import type { Access, Limits } from "./access.ts";
import type { CalendarProvider } from "./calendar-provider.ts";
import type { MailProvider } from "./mail-provider.ts";
import type { PushProvider } from "./push.ts";

export const vendorNames = ["google", "microsoft"] as const;
export type VendorName = (typeof vendorNames)[number];

/** Rungs of the ladder of access that a vendor must be asked for; `identity` is asked for always. */
export const features = ["identity", "mail", "send", "calendar"] as const;
export type Feature = (typeof features)[number];

/** One OAuth 2 client at one vendor, as the one code path of `server/connect` needs it. */
export interface OAuthClient {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Null where the vendor has none: the tokens are then forgotten and the rep is told where to take the right away. */
  readonly revocationUrl: string | null;
  readonly clientId: string;
  readonly clientSecret: string;
  /** More parameters of the authorization request. */
  readonly authorizationParameters: Readonly<Record<string, string>>;
  /** Scopes to ask for. */
  scopesFor(features: readonly Feature[]): string[];
  /** What the scopes that were granted allow: a rep can untick some. */
  featuresOf(scopes: readonly string[]): Feature[];
}

export interface Identity {
  /** The vendor's own id of the person: addresses change, this does not. */
  readonly subject: string;
  readonly address: string;
  readonly name: string;
  /** Every other address of the mailbox, lower case. */
  readonly aliases: readonly string[];
  /** The address, where the vendor has made sure that it is this person's; else anybody could have written it there. */
  readonly provenAddress: string | null;
}

export interface Vendor {
  readonly name: VendorName;
  readonly limits: Limits;
  readonly oauth: OAuthClient;
  /** Who the mailbox belongs to. Aliases need more than the right to sign in; without it there are none. */
  identify(access: Access): Promise<Identity>;
  readonly mail: MailProvider;
  readonly calendar: CalendarProvider;
  /** Null where this server was not set up for hints: polling finds everything. */
  readonly push: PushProvider | null;
}

export interface VendorConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without slash at the end; the vendor's own where null. */
  readonly apiRoot: string | null;
  readonly oauthRoot: string | null;
  /** How long one request may take before it counts as `unavailable`; a minute unless told. */
  readonly timeoutMs?: number;
}

/** Where Google puts its hints, and the service account that may fetch them. */
export interface GooglePush {
  /** `projects/…/topics/…` */
  readonly topic: string;
  /** `projects/…/subscriptions/…` */
  readonly subscription: string;
  readonly email: string;
  /** PEM. */
  readonly privateKey: string;
}

export interface GoogleConfig extends VendorConfig {
  readonly push?: GooglePush;
}

export interface MicrosoftConfig extends VendorConfig {
  /** Where hints are sent to, over TLS. */
  readonly noticeUrl?: string;
}
