// Whose mailbox it is.
import { z } from "zod";
import { emailAddress } from "#shared/fields.ts";
import type { Access } from "../access.ts";
import type { Identity } from "../vendor.ts";
import { type Graph, readAs } from "./client.ts";
import { unanswered } from "./errors.ts";

const text = z.string().nullish();
const userAnswer = z.object({
  id: z.string(),
  displayName: text,
  mail: text,
  userPrincipalName: text,
  proxyAddresses: z.array(z.string()).nullish(),
  otherMails: z.array(z.string()).nullish(),
});

export async function identify(graph: Graph, access: Access): Promise<Identity> {
  const query = { $select: "id,displayName,mail,userPrincipalName,proxyAddresses,otherMails" };
  const user = readAs(userAnswer, await graph.ask(access, { path: "/me", query }));
  const proxies = (user.proxyAddresses ?? []).filter((proxy) => /^smtp:/i.test(proxy)).map((proxy) => proxy.slice(5));
  const written = [user.mail, user.userPrincipalName, ...proxies, ...(user.otherMails ?? [])];
  const addresses = written
    .map((address) => emailAddress.safeParse(address).data)
    .filter((address) => address !== undefined)
    // A guest's sign-in name only looks like an address.
    .filter((address) => !address.includes("#ext#"));
  const [address, ...aliases] = new Set(addresses);
  if (!address) throw unanswered(new Error("A person without an address"));
  // Any tenant's administrator writes into `mail` what they like; a sign-in name is of a domain the tenant has proven.
  const signInName = emailAddress.safeParse(user.userPrincipalName).data;
  const provenAddress = signInName === address ? address : null;
  return { subject: user.id, address, name: user.displayName?.trim() ?? "", aliases, provenAddress };
}
