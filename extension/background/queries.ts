// The screens' questions about single records, answered from the replica.
import { activityEntity } from "#shared/crm/activity.ts";
import { companyEntity } from "#shared/crm/company.ts";
import { contactEntity } from "#shared/crm/contact.ts";
import { mutations } from "#shared/crm/index.ts";
import { memberEntity } from "#shared/crm/member.ts";
import { noteEntity } from "#shared/crm/note.ts";
import { redirectEntity } from "#shared/crm/redirect.ts";
import { type Task, taskEntity } from "#shared/crm/task.ts";
import type { MessageArgs } from "../messages.ts";
import type {
  CompanyView,
  HistoryEntry,
  OutboxView,
  PersonView,
  TimelineItem,
  TimelinePage,
  TodayView,
} from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";
import { describeFound, ownFirst } from "./found.ts";
import { findMembers, findRecord, joinPeople, joinTasks, listConflicts, listMembers } from "./join.ts";
import { findNextMeeting, isOver, listMeetingsWith, listToday, withoutFolded } from "./meetings.ts";

const PEOPLE_OF_COMPANY = 200;

const newest = <T extends { at: string }>(a: T, b: T) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0);
const soonest = (a: Task, b: Task) => (a.dueAt < b.dueAt ? -1 : 1);

async function listTasks(db: ReplicaDatabase, index: "contactId" | "companyId", id: string): Promise<Task[]> {
  const rows = await db.records(taskEntity).where(`record.${index}`).equals(id).toArray();
  return rows.map((row) => row.record);
}

/** Follows a redirect: somebody saved twice is shown under the id that was kept. */
async function keptId(db: ReplicaDatabase, id: string): Promise<string> {
  return (await findRecord(db, redirectEntity, id))?.toId ?? id;
}

export async function getPerson(db: ReplicaDatabase, memberId: string, asked: string): Promise<PersonView | null> {
  const contact =
    (await findRecord(db, contactEntity, asked)) ?? (await findRecord(db, contactEntity, await keptId(db, asked)));
  if (!contact) return null;
  const [summary, nextMeeting, tasks, activities, conflicts, members] = await Promise.all([
    joinPeople(db, [contact]),
    findNextMeeting(db, memberId, contact.id, new Date()),
    listTasks(db, "contactId", contact.id),
    db.records(activityEntity).where("record.contactIds").equals(contact.id).toArray(),
    listConflicts(db, memberId, contact.id),
    listMembers(db),
  ]);
  const open = tasks.filter((task) => !task.doneAt).sort(soonest);
  const now = new Date().toISOString();
  const past = activities.map((row) => row.record).filter(({ at }) => at <= now);
  const lastActivity = ownFirst(past).sort(newest)[0] ?? null;
  const lastActivityBy = await findRecord(db, memberEntity, lastActivity?.createdBy ?? null);
  const [person] = summary;
  if (!person) return null;
  const openTasks = await joinTasks(db, open);
  return { ...person, openTasks, nextMeeting, lastActivity, lastActivityBy, conflicts, members };
}

export async function getCompany(db: ReplicaDatabase, memberId: string, asked: string): Promise<CompanyView | null> {
  const company =
    (await findRecord(db, companyEntity, asked)) ?? (await findRecord(db, companyEntity, await keptId(db, asked)));
  if (!company) return null;
  const [rows, tasks, conflicts, members, owner] = await Promise.all([
    db.records(contactEntity).where("record.companyId").equals(company.id).limit(PEOPLE_OF_COMPANY).toArray(),
    listTasks(db, "companyId", company.id),
    listConflicts(db, memberId, company.id),
    listMembers(db),
    findRecord(db, memberEntity, company.ownerId),
  ]);
  const people = await joinPeople(
    db,
    rows.map((row) => row.record).sort((a, b) => a.name.localeCompare(b.name)),
  );
  const openTasks = await joinTasks(db, tasks.filter((task) => !task.doneAt).sort(soonest));
  return { company, owner, people, openTasks, conflicts, members };
}

/** Everything that happened with a person, or with everybody at a company: newest first, by everyone in the team. */
export async function getTimeline(
  db: ReplicaDatabase,
  memberId: string,
  asked: MessageArgs<"timeline.get">,
): Promise<TimelinePage> {
  const contactIds = asked.contactId ? [await keptId(db, asked.contactId)] : await peopleIds(db, asked.companyId);
  const [meetings, rows, notes, allTasks] = await Promise.all([
    listMeetingsWith(db, memberId, contactIds),
    db.records(activityEntity).where("record.contactIds").anyOf(contactIds).distinct().toArray(),
    notesOf(db, contactIds, asked.companyId),
    tasksOf(db, contactIds, asked.companyId),
  ]);
  const wanted = (kind: string) => !asked.kinds || (asked.kinds as string[]).includes(kind);
  const known = ownFirst(rows.map((row) => row.record));
  const { activities, tasks } = withoutFolded(meetings, known, allTasks);
  const now = new Date();
  const [past = [], upcoming = []] = [true, false].map((over) =>
    meetings.filter(({ meeting }) => wanted("meeting") && isOver(meeting, now) === over),
  );
  const found = [
    ...activities
      .filter((record) => wanted(record.kind))
      .map((record) => ({ kind: "activity" as const, at: record.at, record })),
    ...past.map((view) => ({ kind: "meeting" as const, at: view.meeting.startsAt, view })),
    ...(wanted("note") ? notes.map((record) => ({ kind: "note" as const, at: record.createdAt, record })) : []),
    ...(wanted("task")
      ? tasks.flatMap((record) => (record.doneAt ? [{ kind: "task" as const, at: record.doneAt, record }] : []))
      : []),
  ].sort(newest);
  const page = found.slice(0, asked.limit);
  const shown = page.flatMap((entry) => (entry.kind === "activity" ? [entry.record] : []));
  const [members, foundIn] = await Promise.all([
    findMembers(
      db,
      page.flatMap((entry) => (entry.kind === "meeting" ? [] : [entry.record.createdBy])),
    ),
    describeFound(db, memberId, asked.contactId ? (contactIds[0] ?? null) : null, shown),
  ]);
  const entries: TimelineItem[] = page.map((entry) => {
    if (entry.kind === "meeting") return entry;
    const by = (entry.record.createdBy && members.get(entry.record.createdBy)) || null;
    return entry.kind === "activity" ? { ...entry, by, found: foundIn.get(entry.record.id) ?? null } : { ...entry, by };
  });
  return { upcoming, entries, more: found.length > page.length };
}

async function peopleIds(db: ReplicaDatabase, companyId: string | null): Promise<string[]> {
  if (!companyId) return [];
  return db.records(contactEntity).where("record.companyId").equals(companyId).primaryKeys();
}

async function notesOf(db: ReplicaDatabase, contactIds: readonly string[], companyId: string | null) {
  const table = db.records(noteEntity);
  const [ofPeople, ofCompany] = await Promise.all([
    table.where("record.contactId").anyOf(contactIds).toArray(),
    companyId ? table.where("record.companyId").equals(companyId).toArray() : [],
  ]);
  return [...new Map([...ofPeople, ...ofCompany].map((row) => [row.id, row.record])).values()];
}

async function tasksOf(db: ReplicaDatabase, contactIds: readonly string[], companyId: string | null) {
  const lists = await Promise.all([
    ...contactIds.map((id) => listTasks(db, "contactId", id)),
    ...(companyId ? [listTasks(db, "companyId", companyId)] : []),
  ]);
  return [...new Map(lists.flat().map((task) => [task.id, task])).values()];
}

/** My open tasks by when they are due, in this computer's days, and my meetings. */
export async function getToday(db: ReplicaDatabase, memberId: string, now: Date): Promise<TodayView> {
  const rows = await db.records(taskEntity).where("record.ownerId").equals(memberId).toArray();
  const open = rows.map((row) => row.record).filter((task) => !task.doneAt);
  const [tasks, meetings] = await Promise.all([joinTasks(db, open.sort(soonest)), listToday(db, memberId, now)]);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).toISOString();
  const nextWeek = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 8).toISOString();
  const between = (from: string, to: string) => tasks.filter(({ task }) => task.dueAt >= from && task.dueAt < to);
  const instant = now.toISOString();
  return {
    overdue: between("", instant),
    today: between(instant, midnight),
    week: between(midnight, nextWeek),
    later: between(nextWeek, "9999"),
    ...meetings,
  };
}

export async function getOutbox(db: ReplicaDatabase, memberId: string): Promise<OutboxView> {
  const [pending, refused, conflicts] = await Promise.all([
    db.outbox.filter((row) => !row.refused).toArray(),
    db.refused.orderBy("at").reverse().toArray(),
    listConflicts(db, memberId, null),
  ]);
  return { pending: pending.map(({ sequence: _, ...entry }) => entry), refused, conflicts };
}

/** Recorded for a colleague; nobody thinks of reading as a change of theirs. */
const unsaid = new Set([mutations.activity.open.name]);

export async function getHistory(
  db: ReplicaDatabase,
  { recordId, limit }: MessageArgs<"history.get">,
): Promise<HistoryEntry[]> {
  const isSaid = ({ name }: { name: string }) => !unsaid.has(name);
  const rows = recordId
    ? (await db.history.where("recordIds").equals(recordId).filter(isSaid).toArray()).sort(newest).slice(0, limit)
    : await db.history.orderBy("at").reverse().filter(isSaid).limit(limit).toArray();
  return rows.map(({ mutationId, name, title, at, args, changes, undone }) => {
    const records = changes.map((change) => ({
      entity: change.entity as HistoryEntry["records"][0]["entity"],
      id: change.id,
    }));
    return { mutationId, name, title, at, args, records, undone };
  });
}
