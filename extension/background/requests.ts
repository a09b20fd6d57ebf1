// Who asks to see more of a mail of mine, what became of what I have asked, and who has opened what lies in my mailbox.
import { type AccessRequest, accessRequestEntity } from "#shared/crm/access-request.ts";
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { type Contact, contactEntity } from "#shared/crm/contact.ts";
import { mutations } from "#shared/crm/index.ts";
import { OPENING_INTERVAL_MS, openingEntity } from "#shared/crm/opening.ts";
import type { MessageName } from "../messages.ts";
import type { AskedView, OpeningView, RequestView } from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";
import { ownFirst } from "./found.ts";
import { findMembers, findRecord } from "./join.ts";
import type { Replica } from "./replica.ts";
import type { Handlers } from "./router.ts";

/** The mail as I have it: my own record, where everybody's says less. */
async function findMine(db: ReplicaDatabase, id: string): Promise<Activity | null> {
  const shared = await findRecord(db, activityEntity, id);
  if (!shared) return null;
  const [mine] = ownFirst(await listSame(db, shared));
  return mine ?? shared;
}

async function listSame(db: ReplicaDatabase, { messageKeys }: Activity): Promise<Activity[]> {
  const rows = await db.records(activityEntity).where("record.messageKeys").anyOf(messageKeys).distinct().toArray();
  return rows.map((row) => row.record);
}

const oldest = (a: AccessRequest, b: AccessRequest) => (a.createdAt < b.createdAt ? -1 : 1);

/** What I am asked and have not answered, oldest first. A mail I have taken back meanwhile can no longer be shown. */
export async function listRequests(db: ReplicaDatabase, memberId: string): Promise<RequestView[]> {
  const rows = await db.records(accessRequestEntity).where("record.ownerId").equals(memberId).toArray();
  const open = rows.map((row) => row.record).filter(({ state }) => state === "open");
  const members = await findMembers(
    db,
    open.map(({ createdBy }) => createdBy),
  );
  const views = await Promise.all(
    open.sort(oldest).map(async (request): Promise<RequestView[]> => {
      const mail = await findMine(db, request.activityId);
      if (!mail) return [];
      const people = await db.records(contactEntity).bulkGet(mail.contactIds);
      const known = people.flatMap((row): Contact[] => (row ? [row.record] : []));
      return [{ request, by: members.get(request.createdBy ?? "") ?? null, mail, people: known }];
    }),
  );
  return views.flat();
}

/** What became of my asking for this mail. */
export async function describeAsked(db: ReplicaDatabase, memberId: string, activityId: string): Promise<AskedView> {
  const rows = await db.records(accessRequestEntity).where("record.activityId").equals(activityId).toArray();
  const mine = rows.map((row) => row.record).filter(({ createdBy }) => createdBy === memberId);
  const latest = new Map(mine.sort(oldest).map((request) => [request.ownerId, request.state]));
  const refusedBy = [...latest].flatMap(([ownerId, state]) => (state === "refused" ? [ownerId] : []));
  const members = await findMembers(db, refusedBy);
  return {
    isOpen: [...latest.values()].includes("open"),
    refusedBy: refusedBy.flatMap((id) => members.get(id) ?? []),
  };
}

/** Colleagues who opened a mail of mine, each with the last time, newest first. */
export async function listOpenings(db: ReplicaDatabase, memberId: string, activityId: string): Promise<OpeningView[]> {
  const activity = await findRecord(db, activityEntity, activityId);
  const ids = activity ? (await listSame(db, activity)).map(({ id }) => id) : [];
  const rows = await db
    .records(openingEntity)
    .where("record.activityId")
    .anyOf([...new Set([activityId, ...ids])])
    .toArray();
  const mine = rows.map((row) => row.record).filter(({ ownerId }) => ownerId === memberId);
  const members = await findMembers(
    db,
    mine.map(({ createdBy }) => createdBy),
  );
  const latest = new Map<string, string>();
  for (const { createdBy, updatedAt } of mine) {
    if (createdBy && updatedAt > (latest.get(createdBy) ?? "")) latest.set(createdBy, updatedAt);
  }
  const views = [...latest].flatMap(([id, at]) => {
    const member = members.get(id);
    return member ? [{ member, at }] : [];
  });
  return views.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Whether what I open now was recorded a moment ago already. */
export async function isRecorded(db: ReplicaDatabase, memberId: string, activityId: string, now: Date) {
  const rows = await db.records(openingEntity).where("record.activityId").equals(activityId).toArray();
  return rows.some(
    ({ record }) => record.createdBy === memberId && now.getTime() - Date.parse(record.updatedAt) < OPENING_INTERVAL_MS,
  );
}

interface Reach {
  replica(): Promise<Replica>;
  memberId(): Promise<string>;
}

type OfRequests = Extract<MessageName, `requests.${string}` | `openings.${string}`>;

export function requestHandlers({ replica, memberId }: Reach): Pick<Handlers, OfRequests> {
  const db = async () => (await replica()).db;
  return {
    "requests.list": async () => listRequests(await db(), await memberId()),
    "requests.asked": async ({ id }) => describeAsked(await db(), await memberId(), id),
    "openings.list": async ({ id }) => listOpenings(await db(), await memberId(), id),
    "openings.record": async ({ id }) => {
      if (await isRecorded(await db(), await memberId(), id, new Date())) return;
      await (await replica()).mutate(mutations.activity.open.name, { activityId: id });
    },
  };
}
