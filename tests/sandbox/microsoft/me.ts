// The person behind the token (learn.microsoft.com/graph/api/user-get, user-revokesigninsessions).
import type { User } from "@microsoft/microsoft-graph-types";
import { type Call, ok, type Route, selectIn } from "./call.ts";
import { picked } from "./folders.ts";

/** What comes unless $select says otherwise (resources/user): other addresses do not. */
const byDefault = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
];

function userOf({ box }: Call): User {
  const { subject, name, address, aliases } = box.mailbox;
  const [givenName = name, ...surnames] = name.split(" ");
  return {
    id: subject,
    displayName: name,
    givenName,
    surname: surnames.join(" ") || null,
    mail: address,
    userPrincipalName: address,
    businessPhones: [],
    jobTitle: null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    otherMails: [],
    // The primary address has the prefix in capitals (resources/user, proxyAddresses).
    proxyAddresses: [`SMTP:${address}`, ...aliases.map((alias) => `smtp:${alias}`)],
  };
}

export const meRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/me",
    scopes: ["User.Read", "User.ReadBasic.All", "User.Read.All"],
    isOutlook: false,
    answer: (call) => {
      const user = userOf(call);
      const known = [...Object.keys(user), "identities", "imAddresses", "mailNickname", "mailboxSettings"];
      return ok(call, picked(user, selectIn(call, "user", known) ?? byDefault));
    },
  },
  {
    method: "POST",
    path: "/me/revokeSignInSessions",
    scopes: ["User.RevokeSessions.All", "User.ReadWrite", "Directory.AccessAsUser.All"],
    isOutlook: false,
    answer: (call) => {
      call.state.tokens.revoke(call.box.mailbox.address);
      return ok(call, { value: true });
    },
  },
];
