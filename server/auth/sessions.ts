// Sessions as rows: whose a token is, which are open, ending one.
import type { Membership, OpenSession, SessionInfo } from "#shared/api.ts";
import { AppError } from "#shared/errors.ts";
import { type Database, query, type Statement } from "../store/database.ts";

export interface SessionRow {
  sessionId: string;
  userId: string;
  refreshDue: boolean;
}

const sessionByToken: Statement = {
  name: "session_by_token",
  text: `select "id" as "sessionId", "userId", "updatedAt" < now() - interval '1 day' as "refreshDue"
    from "session" where "token" = $1 and "expiresAt" > now()`,
};

/** Throws `unauthenticated` when there is none. */
export async function findSession(database: Database, token: string): Promise<SessionRow> {
  const [session] = await query<SessionRow>(database, sessionByToken, [token]);
  if (!session) throw new AppError("unauthenticated", "Sign in to go on");
  return session;
}

const membershipsOf: Statement = {
  name: "memberships_of",
  text: `with scope as materialized (select set_config('app.user', $1, true) as "userId")
    select "user"."name", "user"."email", place."workspaceId", place."workspaceName", place."memberId", place."role"
    from scope
    join "user" on "user"."id" = scope."userId"
    left join lateral (
      select workspace."id"::text as "workspaceId", workspace."name" as "workspaceName",
        member."id"::text as "memberId", member."role"
      from "membership" as membership
      join "workspace" as workspace on workspace."id" = membership."workspaceId"
      join "member" as member on member."workspaceId" = membership."workspaceId" and member."id" = membership."memberId"
      where membership."userId" = scope."userId" and not member."disabled"
      -- Not to be merged into the rest: scope comes first (see store/guarded.ts).
      offset 0
    ) as place on true
    order by place."workspaceName", place."workspaceId"`,
};

/** A user and the workspaces they may work in. */
export async function getSessionInfo(database: Database, userId: string): Promise<SessionInfo> {
  const rows = await query<Membership & { name: string; email: string }>(database, membershipsOf, [userId]);
  const [first] = rows;
  if (!first) throw new AppError("unauthenticated", "Sign in to go on");
  const memberships = rows
    .filter((row) => row.workspaceId !== null)
    .map(({ workspaceId, workspaceName, memberId, role }) => ({ workspaceId, workspaceName, memberId, role }));
  return { user: { id: userId, name: first.name, email: first.email }, memberships };
}

const isoText = (column: string) =>
  `to_char("${column}" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${column}"`;

const sessionsOf: Statement = {
  name: "sessions_of",
  text: `select "id", ${isoText("createdAt")}, ${isoText("expiresAt")}, "userAgent"
    from "session" where "userId" = $1 and "expiresAt" > now() order by "session"."createdAt" desc`,
};

export async function listSessions(database: Database, userId: string, currentId: string): Promise<OpenSession[]> {
  const rows = await query<Omit<OpenSession, "current">>(database, sessionsOf, [userId]);
  return rows.map((row) => ({ ...row, current: row.id === currentId }));
}

const removeSession: Statement = {
  name: "remove_session",
  text: `delete from "session" where "id" = $1 and "userId" = $2 returning "id"`,
};

/** Ends one of a user's own sessions; its token is refused from the next request on. */
export async function endSession(database: Database, userId: string, id: string) {
  const ended = await query(database, removeSession, [id, userId]);
  if (ended.length === 0) throw new AppError("not_found", "This session has ended already");
}
