// better-auth: passwords and sessions. Only called from here; none of its own routes is served.
import { createHmac } from "node:crypto";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth/minimal";
import { bearer } from "better-auth/plugins/bearer";
import { AppError } from "#shared/errors.ts";
import type { Database } from "../store/database.ts";

const DAY_S = 24 * 60 * 60;

/** Behind which address a request came, for the list of open sessions. */
const IP_HEADER = "x-kith-client-ip";

export type Auth = ReturnType<typeof openAuth>;

export function openAuth(database: Database, secret: string) {
  const signingSecret = createHmac("sha256", secret).update("sessions").digest("base64url");
  const auth = betterAuth({
    // Nothing is served under this address; without one better-auth complains.
    baseURL: "http://kith.invalid",
    secret: signingSecret,
    database: prismaAdapter(database.prisma, { provider: "postgresql" }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: { expiresIn: 30 * DAY_S, updateAge: DAY_S },
    // A token is worth nothing without the signature, so that a copy of the database lets nobody in.
    plugins: [bearer({ requireSignature: true })],
    advanced: { ipAddress: { ipAddressHeaders: [IP_HEADER] } },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
  });

  return {
    /** The signed token of a new session, or `unauthenticated` whatever was wrong. */
    async signIn(email: string, password: string, from: { ip: string; userAgent: string }): Promise<string> {
      const headers = new Headers({ [IP_HEADER]: from.ip, "user-agent": headerText(from.userAgent) });
      try {
        const answer = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true });
        const token = answer.headers.get("set-auth-token");
        if (token) return decodeURIComponent(token);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
      throw new AppError("unauthenticated", "This e-mail address and password do not belong together");
    },
    /** The same for somebody whom a vendor has signed in. */
    async openSession(userId: string, from: { ip: string; userAgent: string }): Promise<string> {
      const { internalAdapter } = await auth.$context;
      const origin = { ipAddress: from.ip, userAgent: headerText(from.userAgent) };
      const { token } = await internalAdapter.createSession(userId, false, origin);
      return `${token}.${createHmac("sha256", signingSecret).update(token).digest("base64")}`;
    },
    /** Puts off the end of a session that is in use. */
    async refresh(token: string) {
      await auth.api.getSession({ headers: new Headers({ authorization: `Bearer ${token}` }) });
    },
    async hashPassword(password: string): Promise<string> {
      return (await auth.$context).password.hash(password);
    },
    async verifyPassword(hash: string, password: string): Promise<boolean> {
      return (await auth.$context).password.verify({ hash, password });
    },
    signingSecret,
  };
}

/** better-auth's own refusals carry a status below 500. */
const isRefusal = (error: unknown) => {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === "number" && statusCode < 500;
};

/** Headers are Latin-1; anything else in what a browser calls itself is left out. */
const headerText = (text: string) => text.replaceAll(/[^\x20-\x7e]/gu, "").slice(0, 300);
