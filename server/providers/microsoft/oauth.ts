// Microsoft's OAuth 2 (the v2.0 endpoints): where to go, and which permission each feature needs.
import { type Feature, features, type OAuthClient, type VendorConfig } from "../vendor.ts";

/** A refresh token comes only with `offline_access`, which an answer's list of granted scopes leaves out. */
const always = ["openid", "profile", "email", "offline_access", "User.Read"];

/**
 * Least permissions by Microsoft's reference. Sending makes a draft first, so that the message keeps our Message-ID and
 * a send of unknown outcome can be settled: `POST /me/messages` needs Mail.ReadWrite.
 */
const scopesByFeature: Readonly<Record<Feature, readonly string[]>> = {
  identity: [],
  mail: ["Mail.Read"],
  send: ["Mail.Send", "Mail.ReadWrite"],
  calendar: ["Calendars.ReadWrite"],
};

/** In lower case. Who lets Kith send has not asked to be read, though the permission would do. */
const neededFor: Readonly<Record<Feature, readonly string[]>> = {
  identity: ["user.read"],
  mail: ["mail.read"],
  send: ["mail.send", "mail.readwrite"],
  calendar: ["calendars.readwrite"],
};

export function microsoftOAuth({ clientId, clientSecret, oauthRoot }: VendorConfig): OAuthClient {
  const root = oauthRoot ?? "https://login.microsoftonline.com/common";
  return {
    authorizationUrl: `${root}/oauth2/v2.0/authorize`,
    tokenUrl: `${root}/oauth2/v2.0/token`,
    revocationUrl: null,
    clientId,
    clientSecret,
    // Many reps are signed in to several accounts; the wrong one would be taken silently.
    authorizationParameters: { response_mode: "query", prompt: "select_account" },
    scopesFor: (asked) => [...new Set([...always, ...asked.flatMap((feature) => scopesByFeature[feature])])],
    featuresOf(scopes) {
      // Granted scopes come back in any case, and some as `https://graph.microsoft.com/Mail.Read`.
      const granted = new Set(scopes.map((scope) => scope.toLowerCase().replace(/^.*\//, "")));
      return features.filter((feature) => neededFor[feature].every((scope) => granted.has(scope)));
    },
  };
}
