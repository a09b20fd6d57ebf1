// The first start: whoever holds the link makes the first workspace and owns it.
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import type { setUpRequest } from "#shared/api.ts";
import { AppError } from "#shared/errors.ts";
import { parseOrThrow } from "#shared/mutation.ts";
import { type Database, transact } from "../store/database.ts";
import { addMember, createUser, createWorkspace, hasUsers, lockSetUp } from "../store/workspace.ts";
import type { Auth } from "./auth.ts";
import { signInAddress } from "./people.ts";

/** The same at every start until there is a user, and worth nothing afterwards: nothing has to be kept. */
export const setUpToken = (secret: string) => createHmac("sha256", secret).update("set-up").digest("base64url");

export const needsSetUp = (database: Database): Promise<boolean> =>
  transact(database, {}, async (prisma) => !(await hasUsers(prisma)));

export async function setUp(database: Database, auth: Auth, secret: string, wanted: z.infer<typeof setUpRequest>) {
  if (!isSame(wanted.token, setUpToken(secret))) {
    throw new AppError("forbidden", "This link is not the one the server printed at its start");
  }
  const email = parseOrThrow(signInAddress, wanted.email);
  const passwordHash = await auth.hashPassword(wanted.password);
  const workspaceId = randomUUID();
  const now = new Date();
  await transact(database, { workspaceId }, async (prisma) => {
    await lockSetUp(prisma);
    if (await hasUsers(prisma)) throw new AppError("conflict", "This server is set up already; sign in instead");
    await createWorkspace(prisma, workspaceId, wanted.workspaceName, now);
    const userId = await createUser(prisma, { email, name: wanted.name, passwordHash });
    await addMember(prisma, workspaceId, { userId, email, name: wanted.name, role: "owner" }, now);
  });
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
