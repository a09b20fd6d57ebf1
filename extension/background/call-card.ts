// The card before a call or meeting: who, where, what was last, what is open, from the replica alone.
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { meetingEntity } from "#shared/crm/meeting.ts";
import { memberEntity } from "#shared/crm/member.ts";
import { noteEntity } from "#shared/crm/note.ts";
import { callKey, meetingKey } from "#shared/crm/outcome.ts";
import { type Task, taskEntity } from "#shared/crm/task.ts";
import type { CallView, MeetingView, TaskView } from "../views.ts";
import { Colleagues } from "./colleagues.ts";
import type { ReplicaDatabase } from "./database.ts";
import { ownFirst } from "./found.ts";
import { findMembers, findRecord, joinPeople, joinTasks, listMembers } from "./join.ts";
import { eventKeyOf, joinMeetings } from "./meetings.ts";

const RECENT = 3;
const NOTES = 3;

type About = Omit<CallView, "recent" | "tasks" | "notes" | "members" | "strangers">;

/** By the id of a meeting or of a call task; null for what is no longer there. */
export async function getCall(db: ReplicaDatabase, memberId: string, id: string, now: Date): Promise<CallView | null> {
  const meeting = await findMeeting(db, memberId, id);
  const task = meeting ? null : await findRecord(db, taskEntity, id);
  if (!meeting && !task) return null;
  const about = meeting ? aboutMeeting(meeting) : await aboutTask(db, task as Task);
  const contactIds = about.people.map(({ contact }) => contact.id);
  const own = new Set(meeting ? meeting.meeting.eventKeys.map(meetingKey) : [callKey(id)]);
  const [recent, tasks, notes, members] = await Promise.all([
    listRecent(db, contactIds, own, now),
    listOpenTasks(db, contactIds, id),
    listNotes(db, contactIds),
    listMembers(db),
  ]);
  const colleagues = new Colleagues(members, null);
  const known = new Set(about.people.flatMap(({ contact }) => contact.emails));
  const strangers = (meeting?.meeting.participants ?? []).filter(
    (one) => !(one.address && known.has(one.address)) && !colleagues.has(one),
  );
  return { ...about, strangers, recent, tasks, notes, members };
}

async function findMeeting(db: ReplicaDatabase, memberId: string, id: string): Promise<MeetingView | null> {
  const asked = await findRecord(db, meetingEntity, id);
  if (!asked) return null;
  const rows = await db.records(meetingEntity).where("record.eventKeys").anyOf(asked.eventKeys).distinct().toArray();
  const [view] = await joinMeetings(db, memberId, [asked, ...rows.map((row) => row.record)]);
  return view ?? null;
}

function aboutMeeting({ meeting, people, outcome, note, isLocked }: MeetingView): About {
  const { id, title, startsAt, endsAt, isAllDay, location, joinUrl, link, text, sharing, privateTo } = meeting;
  const when = { startsAt, endsAt, isAllDay };
  // With a record for everybody beside mine, how it went is said there.
  const isPrivate = privateTo !== null && sharing === "nothing";
  const rest = { eventKey: eventKeyOf(meeting), people, outcome, note, isPrivate, isLocked };
  return { id, kind: "meeting", title, ...when, location, joinUrl, link, text, ...rest };
}

async function aboutTask(db: ReplicaDatabase, task: Task): Promise<About> {
  const { id, title, dueAt, note: text, link } = task;
  const [[view], rows] = await Promise.all([
    joinTasks(db, [task]),
    db.records(activityEntity).where("record.messageKeys").equals(callKey(id)).toArray(),
  ]);
  const people = view?.contact ? await joinPeople(db, [view.contact]) : [];
  const said = rows[0]?.record;
  const when = { startsAt: dueAt, endsAt: null, isAllDay: false };
  const where = { location: null, joinUrl: null, link, text: text ?? "", eventKey: null };
  const how = { outcome: said?.outcome ?? null, note: said?.text ?? "", isPrivate: false, isLocked: false };
  return { id, kind: "call", title, ...when, ...where, people, ...how };
}

async function listRecent(
  db: ReplicaDatabase,
  contactIds: readonly string[],
  own: ReadonlySet<string>,
  now: Date,
): Promise<CallView["recent"]> {
  const rows = await db.records(activityEntity).where("record.contactIds").anyOf(contactIds).distinct().toArray();
  const instant = now.toISOString();
  const isOwn = ({ messageKeys }: Activity) => messageKeys.some((key) => own.has(key));
  const newest = ownFirst(rows.map((row) => row.record))
    .filter((activity) => activity.at <= instant && !isOwn(activity))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, RECENT);
  const members = await findMembers(
    db,
    newest.map(({ createdBy }) => createdBy),
  );
  return newest.map((activity) => ({
    activity,
    by: (activity.createdBy && members.get(activity.createdBy)) || null,
  }));
}

async function listOpenTasks(db: ReplicaDatabase, contactIds: readonly string[], ownId: string): Promise<TaskView[]> {
  const rows = await db.records(taskEntity).where("record.contactId").anyOf(contactIds).toArray();
  const open = rows.map((row) => row.record).filter((task) => !task.doneAt && task.id !== ownId);
  return joinTasks(
    db,
    open.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)),
  );
}

async function listNotes(db: ReplicaDatabase, contactIds: readonly string[]): Promise<CallView["notes"]> {
  const rows = await db.records(noteEntity).where("record.contactId").anyOf(contactIds).toArray();
  const newest = rows
    .map((row) => row.record)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .slice(0, NOTES);
  return Promise.all(newest.map(async (note) => ({ note, by: await findRecord(db, memberEntity, note.createdBy) })));
}
