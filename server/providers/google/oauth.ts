// Google's OAuth client: what is asked for, rung by rung, and what was granted.
import type { Feature, OAuthClient, VendorConfig } from "../vendor.ts";

const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;

const FULL_MAIL = "https://mail.google.com/";
const identityScopes = ["openid", "email", "profile"];

/**
 * The least that each feature's calls accept (googleapis 188, the scopes listed at each method). The primary calendar
 * is always its owner's own, so `events.owned` is enough for it.
 */
const asked: Readonly<Record<Exclude<Feature, "identity">, readonly string[]>> = {
  mail: [scope("gmail.readonly")],
  send: [scope("gmail.send")],
  calendar: [scope("calendar.events.owned"), scope("calendar.freebusy")],
};

/** Each inner list is a choice; all lists together are the feature. Wider rights may have been granted earlier. */
const enough: Readonly<Record<Feature, readonly (readonly string[])[]>> = {
  // Google's answer names `email` by its long name.
  identity: [["openid"], ["email", scope("userinfo.email")]],
  mail: [[scope("gmail.readonly"), scope("gmail.modify"), FULL_MAIL]],
  send: [[scope("gmail.send"), scope("gmail.compose"), scope("gmail.modify"), FULL_MAIL]],
  calendar: [
    [scope("calendar.events.owned"), scope("calendar.events"), scope("calendar")],
    [scope("calendar.freebusy"), scope("calendar.events.freebusy"), scope("calendar.readonly"), scope("calendar")],
  ],
};

export function googleOAuth({ clientId, clientSecret, oauthRoot }: VendorConfig): OAuthClient {
  return {
    authorizationUrl: `${oauthRoot ?? "https://accounts.google.com"}/o/oauth2/v2/auth`,
    tokenUrl: `${oauthRoot ?? "https://oauth2.googleapis.com"}/token`,
    revocationUrl: `${oauthRoot ?? "https://oauth2.googleapis.com"}/revoke`,
    clientId,
    clientSecret,
    authorizationParameters: {
      // Without both there is no refresh token when somebody connects again.
      access_type: "offline",
      prompt: "consent",
      include_granted_scopes: "true",
    },
    scopesFor: (features) => [
      ...identityScopes,
      ...features.flatMap((feature) => (feature === "identity" ? [] : asked[feature])),
    ],
    featuresOf: (scopes) =>
      (Object.keys(enough) as Feature[]).filter((feature) =>
        enough[feature].every((choice) => choice.some((one) => scopes.includes(one))),
      ),
  };
}
