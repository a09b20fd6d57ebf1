import { expect, test } from "vitest";
import { microsoftOAuth } from "./oauth.ts";

const config = { clientId: "kith", clientSecret: "secret", apiRoot: null, oauthRoot: null };
const oauth = microsoftOAuth(config);

test("any account may sign in unless a tenant is configured", () => {
  expect(oauth.authorizationUrl).toBe("https://login.microsoftonline.com/common/oauth2/v2.0/authorize");
  const own = microsoftOAuth({ ...config, oauthRoot: "https://login.microsoftonline.com/kontor.example" });
  expect(own.tokenUrl).toBe("https://login.microsoftonline.com/kontor.example/oauth2/v2.0/token");
  expect(oauth.revocationUrl).toBeNull();
});

test("each feature asks for what it needs and no more", () => {
  const always = ["openid", "profile", "email", "offline_access", "User.Read"];
  expect(oauth.scopesFor(["identity"])).toEqual(always);
  expect(oauth.scopesFor(["identity", "mail"])).toEqual([...always, "Mail.Read"]);
  expect(oauth.scopesFor(["send"])).toEqual([...always, "Mail.Send", "Mail.ReadWrite"]);
  expect(oauth.scopesFor(["calendar"])).toEqual([...always, "Calendars.ReadWrite"]);
});

test("what is asked for is what is understood when it is granted", () => {
  expect(oauth.featuresOf(oauth.scopesFor(["identity"]))).toEqual(["identity"]);
  expect(oauth.featuresOf(oauth.scopesFor(["mail", "calendar"]))).toEqual(["identity", "mail", "calendar"]);
});

test("granted scopes count in any case and with their resource before them", () => {
  expect(oauth.featuresOf(["https://graph.microsoft.com/mail.read", "USER.READ"])).toEqual(["identity", "mail"]);
});

test("half a right is none, and a right to send none to read", () => {
  expect(oauth.featuresOf(["Mail.Send", "Mail.ReadWrite"])).toEqual(["send"]);
  expect(oauth.featuresOf(["Mail.Send", "Mail.Read"])).toEqual(["mail"]);
  expect(oauth.featuresOf(["Calendars.Read", "Mail.ReadBasic"])).toEqual([]);
});
