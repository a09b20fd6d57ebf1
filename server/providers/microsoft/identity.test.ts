import { expect, test } from "vitest";
import type { Access } from "../access.ts";
import { identify } from "./identity.ts";

const access: Access = {
  token: async () => "token",
  renew: async () => "token",
  limiter: { run: (_units, call) => call() },
  signal: new AbortController().signal,
};

const personOf = (user: object) =>
  identify({ ask: async () => ({ id: "u1", ...user }), isOwnLink: () => true }, access);

test("a mailbox has its address first and every other one of it once, in lower case", async () => {
  expect(
    await personOf({
      displayName: "Lena Vogt ",
      mail: "Lena.Vogt@Kontor.example",
      userPrincipalName: "lena@kontor.example",
      proxyAddresses: ["SMTP:lena.vogt@kontor.example", "smtp:Sales@kontor.example", "X500:/o=kontor"],
      otherMails: ["lena@home.example", "lena@kontor.example"],
    }),
  ).toEqual({
    subject: "u1",
    address: "lena.vogt@kontor.example",
    name: "Lena Vogt",
    aliases: ["lena@kontor.example", "sales@kontor.example", "lena@home.example"],
    provenAddress: null,
  });
});

test("a person without a mail property signs in with the address, unless as a guest", async () => {
  const address = "lena@outlook.example";
  expect(await personOf({ mail: null, userPrincipalName: address })).toMatchObject({
    address,
    aliases: [],
    provenAddress: address,
  });
  const guest = "lena_outlook.example#EXT#@kontor.example";
  expect(await personOf({ mail: address, userPrincipalName: guest })).toMatchObject({
    address,
    aliases: [],
    provenAddress: null,
  });
  await expect(personOf({ mail: null, userPrincipalName: guest })).rejects.toMatchObject({ code: "unavailable" });
});
