// Reads that find out who asks and answer them in one statement: one round trip, one prepared plan.
import { entities } from "#shared/crm/index.ts";
import type { Entity } from "#shared/entity.ts";
import { jsonRecord } from "./codec.ts";
import type { Statement } from "./database.ts";

/**
 * $1 is the session's token, $2 the workspace. `set_config` has to run before anything that row-level security looks
 * at: every such part refers to `scope` from a lateral subquery that `offset 0` keeps from being merged into the rest,
 * so no plan can begin with it. The same goes for `caller`, which says whose private records may be seen. Should
 * one ever do so, it would find an empty setting and show nothing.
 */
const callerColumns = `
  with scope as materialized (select set_config('app.workspace', $2, true)::uuid as "workspaceId")
  select session."id" as "sessionId", session."userId", session."refreshDue",
    caller."memberId", caller."role", caller."disabled"`;

const callerTables = `
  from scope
  cross join lateral (
    select "id", "userId", "updatedAt" < now() - interval '1 day' as "refreshDue"
    from "session" where "token" = $1 and "expiresAt" > now() and scope."workspaceId" is not null
  ) as session
  left join lateral (
    select member."id"::text as "memberId", member."role", member."disabled",
      set_config('app.member', case when member."disabled" then '' else member."id"::text end, true)
    from "membership" as membership
    join "member" as member on member."workspaceId" = membership."workspaceId" and member."id" = membership."memberId"
    where membership."userId" = session."userId" and membership."workspaceId" = scope."workspaceId"
    offset 0
  ) as caller on true`;

/** True only where the caller is a member who may work; every read joined to it gives nothing otherwise. */
const isMember = `caller."disabled" = false`;

/** The first wall before records that are not everybody's; row-level security is the second. */
function mayRead({ readers }: Entity): string {
  if (readers.length === 0) return isMember;
  const columns = readers.map((field) => `"${field}"`).join(", ");
  return `${isMember} and (coalesce(${columns}) is null or caller."memberId"::uuid in (${columns}))`;
}

/** Columns of the answer about the caller; null `memberId` is somebody who is no member. */
export interface CallerRow {
  sessionId: string;
  userId: string;
  refreshDue: boolean;
  memberId: string | null;
  role: string | null;
  disabled: boolean | null;
}

export const findCaller: Statement = { name: "find_caller", text: `${callerColumns} ${callerTables}` };

/** $3 is the record's id. */
function recordById(entity: Entity): Statement {
  const text = `${callerColumns}, record."json" ${callerTables}
    left join lateral (
      select ${jsonRecord(entity)} as "json" from "${entity.name}"
      where "workspaceId" = scope."workspaceId" and "id" = $3::uuid and ${mayRead(entity)}
      offset 0
    ) as record on true`;
  return { name: `record_${entity.name}`, text };
}

/** $3 is the id to start after, $4 how many. One row: the records as the inside of a JSON array, and the last id. */
function recordPage(entity: Entity): Statement {
  const text = `${callerColumns}, page."json", page."last", page."count" ${callerTables}
    left join lateral (
      select string_agg("json", ',' order by "id") as "json", max("id"::text) as "last", count(*)::text as "count" from (
        select "id", ${jsonRecord(entity)} as "json" from "${entity.name}"
        where "workspaceId" = scope."workspaceId" and "id" > $3::uuid and ${mayRead(entity)}
        order by "id" limit $4::int
      ) as records
    ) as page on true`;
  return { name: `page_${entity.name}`, text };
}

const all = Object.values(entities) as unknown as Entity[];

export const recordStatements = new Map(all.map((entity) => [entity.name, recordById(entity)]));
export const pageStatements = new Map(all.map((entity) => [entity.name, recordPage(entity)]));

/** What changed after a position, one branch per entity; each is cut at the same length, whole mutations only. */
function feedBranch(entity: Entity): string {
  return `(select "version", '{"entity":"${entity.name}","id":"' || "id" || '","record":' || ${jsonRecord(entity)} || '}' as "change"
    from "${entity.name}" where "workspaceId" = scope."workspaceId" and "version" > place."start" and ${mayRead(entity)}
    order by "version" fetch first ($6::int) rows with ties)`;
}

const tombstoneBranch = `(select "version", '{"entity":"' || "entity" || '","id":"' || "id" || '","record":null}' as "change"
    from "tombstone" where "workspaceId" = scope."workspaceId" and "version" > place."start" and place."start" > 0 and ${isMember}
      and ("readers" = '{}' or caller."memberId"::uuid = any("readers"))
    order by "version" fetch first ($6::int) rows with ties)`;

/**
 * $3 is the cursor's epoch, $4 its version, $5 the client, $6 how many changes at least. Position, changes and the
 * client's last sequence come from one snapshot, since one statement sees no other.
 */
export const pullStatement: Statement = {
  name: "pull",
  text: `${callerColumns}, place."epoch", place."version"::text, place."start"::text,
      page."changes", page."last"::text, page."more", client."lastSequence"::text ${callerTables}
    left join lateral (
      select "epoch"::text, "version",
        case when "epoch"::text = $3 and $4::bigint between 0 and "version" then $4::bigint else 0 end as "start"
      from "workspace" where "id" = scope."workspaceId" and ${isMember}
      offset 0
    ) as place on true
    left join lateral (
      select string_agg("change", ',' order by "version") as "changes", max("version") as "last",
        max("version") < place."version" and count(*) >= $6::int as "more"
      from (
        ${[...all.map(feedBranch), tombstoneBranch].join("\n        union all\n        ")}
        order by "version" fetch first ($6::int) rows with ties
      ) as changes
    ) as page on true
    left join lateral (
      select "lastSequence" from "sync_client"
      where "workspaceId" = scope."workspaceId" and "id" = $5::uuid and "memberId"::text = caller."memberId"
      offset 0
    ) as client on true`,
};

export interface PullRow extends CallerRow {
  epoch: string | null;
  version: string | null;
  start: string | null;
  /** The inside of a JSON array; null when nothing changed. */
  changes: string | null;
  last: string | null;
  more: boolean | null;
  lastSequence: string | null;
}
