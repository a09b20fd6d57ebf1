// Whose mailbox it is, and where its history stands.
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../access.ts";
import type { Identity } from "../vendor.ts";
import { type GoogleClient, parseAnswer } from "./client.ts";
import { failure } from "./errors.ts";
import { units } from "./units.ts";

const profile = z.object({ emailAddress: z.string(), historyId: z.string().regex(/^\d+$/) });
const sendAsList = z.object({
  sendAs: z.array(z.object({ sendAsEmail: z.string(), verificationStatus: z.string().optional() })).default([]),
});
const userInfo = z.object({
  sub: z.string(),
  email: z.string().optional(),
  email_verified: z.boolean().default(false),
  name: z.string().default(""),
});

export const getProfile = (client: GoogleClient, access: Access) =>
  client.ask(access, units.profile, profile, (options) => client.gmail.users.getProfile({ userId: "me" }, options));

const addresses = new WeakMap<Access, Promise<string>>();

/** The mailbox's main address; asked for once while somebody acts on the mailbox. */
export function getAddress(client: GoogleClient, access: Access): Promise<string> {
  const known = addresses.get(access);
  if (known) return known;
  const asked = getProfile(client, access).then(({ emailAddress }) => emailAddress);
  addresses.set(access, asked);
  asked.catch(() => addresses.delete(access));
  return asked;
}

export async function identify(client: GoogleClient, access: Access): Promise<Identity> {
  const answer = await client.request(access, units.profile, {
    usualRoot: "https://www.googleapis.com",
    path: "/oauth2/v3/userinfo",
  });
  const { sub, email, email_verified: isProven, name } = parseAnswer(answer, userInfo);
  if (email === undefined) throw failure("forbidden", new Error("The address was not granted"));
  const address = email.toLowerCase();
  const aliases = (await listAliases(client, access)).filter((alias) => alias !== address);
  return { subject: sub, address, name, aliases: [...new Set(aliases)], provenAddress: isProven ? address : null };
}

async function listAliases(client: GoogleClient, access: Access): Promise<string[]> {
  try {
    const { sendAs } = await client.ask(access, units.sendAs, sendAsList, (options) =>
      client.gmail.users.settings.sendAs.list({ userId: "me" }, options),
    );
    // Anybody's address can be entered; only one that was proven is the rep's own. Addresses of the account have no status.
    return sendAs
      .filter(({ verificationStatus: status }) => status === undefined || status === "" || status === "accepted")
      .map(({ sendAsEmail }) => sendAsEmail.toLowerCase());
  } catch (error) {
    // Mail was not granted: the rep signs in all the same.
    if (error instanceof AppError && error.code === "forbidden") return [];
    throw error;
  }
}
