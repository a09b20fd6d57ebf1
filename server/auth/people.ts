// Adding people without a browser: for the command line, for seeds and for tests.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Role } from "#shared/access.ts";
import { AppError } from "#shared/errors.ts";
import { emailAddress } from "#shared/fields.ts";
import { parseOrThrow } from "#shared/mutation.ts";
import { type Database, setScope, transact } from "../store/database.ts";
import { addMember, createUser, createWorkspace } from "../store/workspace.ts";
import type { Auth } from "./auth.ts";

export interface UserToAdd {
  readonly email: string;
  readonly name: string;
  /** Ignored for somebody who has an account already. */
  readonly password: string;
  readonly role?: Role;
  /** An existing workspace; without it a new one of this name is made. */
  readonly workspaceId?: string;
  readonly workspaceName?: string;
}

export interface AddedUser {
  readonly userId: string;
  readonly memberId: string;
  readonly workspaceId: string;
}

/** What better-auth will take at sign-in; Kith itself is laxer about other people's addresses. */
export const signInAddress = emailAddress.pipe(z.email({ error: "Not an address one can sign in with" }));

export async function addUser(database: Database, auth: Auth, person: UserToAdd): Promise<AddedUser> {
  const email = parseOrThrow(signInAddress, person.email);
  const passwordHash = await auth.hashPassword(person.password);
  const workspaceId = person.workspaceId ?? randomUUID();
  const { name, role = "rep" } = person;
  return transact(database, { workspaceId }, async (prisma) => {
    const now = new Date();
    if (!person.workspaceId) await createWorkspace(prisma, workspaceId, person.workspaceName ?? "Workspace", now);
    const known = await prisma.user.findUnique({ where: { email }, select: { id: true } });
    const userId = known?.id ?? (await createUser(prisma, { email, name, passwordHash }));
    const memberId = await addMember(prisma, workspaceId, { userId, email, name, role }, now);
    return { userId, memberId, workspaceId };
  });
}

export interface KnownUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly memberships: readonly {
    workspaceId: string;
    workspaceName: string;
    memberId: string;
    role: string;
    disabled: boolean;
  }[];
}

/** Everybody, by e-mail address. Asks once per user, since row-level security shows a user's own places only. */
export function listUsers(database: Database): Promise<KnownUser[]> {
  return transact(database, {}, async (prisma) => {
    const users = await prisma.user.findMany({ orderBy: { email: "asc" } });
    const known: KnownUser[] = [];
    for (const { id, email, name } of users) {
      await setScope(prisma, { userId: id });
      const memberships = await prisma.$queryRaw<KnownUser["memberships"][number][]>`
        select workspace."id"::text as "workspaceId", workspace."name" as "workspaceName",
          member."id"::text as "memberId", member."role", member."disabled"
        from "membership" as membership
        join "workspace" as workspace on workspace."id" = membership."workspaceId"
        join "member" as member on member."workspaceId" = membership."workspaceId" and member."id" = membership."memberId"
        where membership."userId" = ${id}
        order by workspace."name", workspace."id"`;
      known.push({ id, email, name, memberships });
    }
    return known;
  });
}

/** Ids of the workspaces of that name; names are not unique. */
export async function findWorkspaces(database: Database, name: string): Promise<string[]> {
  const users = await listUsers(database);
  const named = users.flatMap((user) => user.memberships.filter((place) => place.workspaceName === name));
  return [...new Set(named.map((place) => place.workspaceId))].sort();
}

export async function getUser(database: Database, email: string): Promise<KnownUser> {
  const user = (await listUsers(database)).find((known) => known.email === email.trim().toLowerCase());
  if (!user) throw new AppError("not_found", `Nobody here signs in as ${email}`);
  return user;
}
