// Who is signed in, kept over restarts of the browser.

import { browser } from "wxt/browser";
import { z } from "zod";
import { membership, type SessionInfo, sessionInfo, signInResponse } from "#shared/api.ts";
import { AppError } from "#shared/errors.ts";
import { log } from "../log.ts";
import type { Endpoint } from "./api.ts";
import { noContent, request } from "./api.ts";
import { listVendors, signInAtVendor } from "./vendor-sign-in.ts";

const stored = z.object({
  server: z.string(),
  /** Null once the server has ended the session: the replica waits, unread, for the same person. */
  token: z.string().nullable(),
  user: sessionInfo.shape.user,
  membership,
  memberships: z.array(membership),
});
export type Session = z.infer<typeof stored>;

const KEY = "session";

export async function readSession(): Promise<Session | null> {
  const found = await browser.storage.local.get(KEY);
  return stored.safeParse(found[KEY]).data ?? null;
}

async function writeSession(session: Session | null): Promise<void> {
  if (session) await browser.storage.local.set({ [KEY]: session });
  else await browser.storage.local.remove(KEY);
}

export const endpointOf = (session: Session): Endpoint => ({
  server: session.server,
  token: session.token,
  workspaceId: session.membership.workspaceId,
});

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);

/** What a person types as a server's address → its origin. Without a scheme it is https, on this computer http. */
export function parseServer(input: string): string {
  const typed = input.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const bare = URL.canParse(`http://${typed}`) ? new URL(`http://${typed}`).hostname : "";
  const address = hasScheme ? typed : `${isLoopback(bare) ? "http" : "https"}://${typed}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || !url.hostname) {
    const fields = [{ path: "server", reason: "Not a server address" }];
    throw new AppError("invalid", "This is not a server address", { fields });
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    const fields = [{ path: "server", reason: "Must start with https://" }];
    throw new AppError("invalid", "A server elsewhere must be reached over https", { fields });
  }
  return url.origin;
}

function chosen(info: SessionInfo, workspaceId: string | null) {
  const found = info.memberships.find((one) => one.workspaceId === workspaceId) ?? info.memberships[0];
  if (!found) throw new AppError("forbidden", "This account belongs to no workspace; ask for an invitation");
  return found;
}

export async function signIn(typed: { server: string; email: string; password: string }): Promise<Session> {
  const server = parseServer(typed.server);
  const body = { email: typed.email.trim(), password: typed.password };
  const path = "/api/auth/sign-in";
  const anonymous = { server, token: null, workspaceId: null };
  return keep(server, await request(anonymous, { method: "POST", path, body, answer: signInResponse }));
}

export async function signInWith(typed: { server: string; vendor: string }): Promise<Session> {
  const server = parseServer(typed.server);
  return keep(server, await signInAtVendor(server, typed.vendor));
}

/** Vendors one can sign in with at what was typed as a server. */
export const vendorsOf = (typed: string): Promise<string[]> => listVendors(parseServer(typed));

async function keep(server: string, info: z.infer<typeof signInResponse>): Promise<Session> {
  const earlier = await readSession();
  const { token, user, memberships } = info;
  const session = {
    server,
    token,
    user,
    memberships,
    membership: chosen(info, earlier?.membership.workspaceId ?? null),
  };
  await writeSession(session);
  return session;
}

export async function chooseWorkspace(session: Session, workspaceId: string): Promise<Session> {
  const membershipChosen = session.memberships.find((one) => one.workspaceId === workspaceId);
  if (!membershipChosen) throw new AppError("not_found", "You are not a member of that workspace");
  const next = { ...session, membership: membershipChosen };
  await writeSession(next);
  return next;
}

/** The server has ended the session; what is here stays, unreadable, until the same person signs in again. */
export async function endSession(session: Session): Promise<void> {
  await writeSession({ ...session, token: null });
}

export async function forgetSession(session: Session): Promise<void> {
  await writeSession(null);
  if (!session.token) return;
  try {
    await request(endpointOf(session), { method: "POST", path: "/api/auth/sign-out", answer: noContent });
  } catch (error) {
    // Signed out here whether or not the server hears of it now; the session runs out there by itself.
    log.warn({ error: String(error) }, "sign-out did not reach the server");
  }
}

/** One database per server, workspace and member: accounts in one browser never mix. */
export const replicaName = ({ server, membership: { workspaceId, memberId } }: Session) =>
  `kith ${new URL(server).host} ${workspaceId} ${memberId}`;
