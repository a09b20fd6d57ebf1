// Meetings as one member sees them: of the records of each the one that says most, and how it went.
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { type Contact, contactEntity } from "#shared/crm/contact.ts";
import { type Meeting, meetingEntity } from "#shared/crm/meeting.ts";
import { callKey, meetingKey } from "#shared/crm/outcome.ts";
import type { Task } from "#shared/crm/task.ts";
import type { MeetingView } from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";
import { joinPeople } from "./join.ts";

const DAY_MS = 86_400_000;

/** How long nobody is asked about a meeting that is over, from its end on. */
const ASKED_FOR_DAYS = 7;

/** The same in every record of a meeting. */
export const eventKeyOf = ({ id, eventKeys }: Meeting) => eventKeys[0] ?? id;

/** One meeting at one time: moved, it is another. */
export const occasionOf = (meeting: Meeting) => `${eventKeyOf(meeting)} ${meeting.startsAt}`;

/** An all-day meeting begins with its first day, wherever one is. */
const beginOf = ({ startsAt, isAllDay }: Meeting) =>
  isAllDay ? new Date(`${startsAt.slice(0, 10)}T00:00:00`).getTime() : Date.parse(startsAt);

const soonest = (a: MeetingView, b: MeetingView) => beginOf(a.meeting) - beginOf(b.meeting);

async function contactsOf(db: ReplicaDatabase, ids: readonly string[]): Promise<Map<string, Contact>> {
  const rows = await db.records(contactEntity).bulkGet([...new Set(ids)]);
  return new Map(rows.flatMap((row) => (row ? [[row.id, row.record]] : [])));
}

async function recordedOf(db: ReplicaDatabase, meetings: readonly Meeting[]): Promise<Map<string, Activity>> {
  const keys = meetings.flatMap(({ eventKeys }) => eventKeys.map(meetingKey));
  const rows = await db.records(activityEntity).where("record.messageKeys").anyOf(keys).toArray();
  return new Map(rows.flatMap(({ record }) => record.messageKeys.map((key) => [key, record] as const)));
}

/** `records` may hold several of one meeting; soonest first. */
export async function joinMeetings(
  db: ReplicaDatabase,
  memberId: string,
  records: readonly Meeting[],
): Promise<MeetingView[]> {
  if (records.length === 0) return [];
  const [contacts, recorded] = await Promise.all([
    contactsOf(
      db,
      records.flatMap(({ contactIds }) => contactIds),
    ),
    recordedOf(db, records),
  ]);
  const groups = [...Map.groupBy(records, eventKeyOf).values()];
  const views = await Promise.all(
    groups.map(async (group) => {
      const meeting = group.find(({ privateTo }) => privateTo === memberId) ?? (group[0] as Meeting);
      const known = meeting.contactIds.flatMap((id) => contacts.get(id) ?? []);
      const activity = meeting.eventKeys.map((key) => recorded.get(meetingKey(key))).find(Boolean);
      const said = group.find(({ outcome }) => outcome !== null)?.outcome ?? null;
      // "Moved" is about the time it was to be; what it moved to is still to come.
      const isOld = said === "moved" && activity !== undefined && activity.at !== meeting.startsAt;
      const isMine = meeting.privateTo === memberId || meeting.ownerIds.includes(memberId);
      return {
        meeting,
        outcome: isOld ? null : said,
        note: isOld ? "" : (activity?.text ?? ""),
        people: await joinPeople(db, known),
        isMine,
        isLocked: !isMine && meeting.sharing !== "everything",
      };
    }),
  );
  return views.sort(soonest);
}

/** Mine with somebody we know, of those that start in the time given. */
async function listMine(db: ReplicaDatabase, memberId: string, from: Date, to: Date): Promise<MeetingView[]> {
  const [start, end] = [from.toISOString(), to.toISOString()];
  const rows = await db.records(meetingEntity).where("record.startsAt").between(start, end).toArray();
  const views = await joinMeetings(
    db,
    memberId,
    rows.map((row) => row.record),
  );
  return views.filter(({ isMine, people }) => isMine && people.length > 0);
}

/** Those a card is offered before: at an hour, not over, and nobody has said how they went. Two days ahead. */
export async function listSoon(db: ReplicaDatabase, memberId: string, now: Date): Promise<MeetingView[]> {
  const views = await listMine(db, memberId, daysFrom(now, -1), daysFrom(now, 2));
  const instant = now.toISOString();
  return views.filter(({ meeting, outcome }) => !meeting.isAllDay && meeting.endsAt > instant && outcome === null);
}

const daysFrom = (now: Date, days: number) => new Date(now.getTime() + days * DAY_MS);

/** The calendar day a moment is on, where this computer is. */
const dayOf = (date: Date) => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

function isOnDay({ startsAt, endsAt, isAllDay }: Meeting, day: string): boolean {
  // An all-day meeting is on its days wherever one is.
  if (isAllDay) return startsAt.slice(0, 10) <= day && day < endsAt.slice(0, 10);
  return dayOf(new Date(startsAt)) <= day && day <= dayOf(new Date(endsAt));
}

/** Whether it is over; an all-day meeting is with its last day, wherever one is. */
export const isOver = ({ endsAt, isAllDay }: Meeting, now: Date) =>
  isAllDay ? endsAt.slice(0, 10) <= dayOf(now) : endsAt <= now.toISOString();

export async function listToday(
  db: ReplicaDatabase,
  memberId: string,
  now: Date,
): Promise<{ meetings: MeetingView[]; unsaid: MeetingView[] }> {
  const { dismissed = {} } = await db.readMeta();
  const views = await listMine(db, memberId, daysFrom(now, -ASKED_FOR_DAYS - 1), daysFrom(now, 1));
  const since = daysFrom(now, -ASKED_FOR_DAYS).toISOString();
  const isAsked = ({ meeting, outcome }: MeetingView) =>
    outcome === null && isOver(meeting, now) && meeting.endsAt >= since && !(occasionOf(meeting) in dismissed);
  return {
    meetings: views.filter(({ meeting }) => isOnDay(meeting, dayOf(now)) && !isOver(meeting, now)),
    unsaid: views.filter(isAsked).toReversed(),
  };
}

/** What is under way or comes next with somebody, on anybody's calendar. */
export async function findNextMeeting(
  db: ReplicaDatabase,
  memberId: string,
  contactId: string,
  now: Date,
): Promise<MeetingView | null> {
  const rows = await db.records(meetingEntity).where("record.contactIds").equals(contactId).toArray();
  const coming = rows.map((row) => row.record).filter((meeting) => !isOver(meeting, now));
  return (await joinMeetings(db, memberId, coming))[0] ?? null;
}

/**
 * What a timeline shows beside its meetings: how one of them went is said with it, and a call that took place is not also
 * a task that was done.
 */
export function withoutFolded(
  meetings: readonly MeetingView[],
  activities: readonly Activity[],
  tasks: readonly Task[],
): { activities: Activity[]; tasks: Task[] } {
  const shown = new Set(meetings.flatMap(({ meeting }) => meeting.eventKeys.map(meetingKey)));
  const called = new Set(activities.flatMap(({ messageKeys }) => messageKeys));
  return {
    activities: activities.filter(({ messageKeys }) => !messageKeys.some((key) => shown.has(key))),
    tasks: tasks.filter(({ id }) => !called.has(callKey(id))),
  };
}

/** Of these people, on anybody's calendar. */
export async function listMeetingsWith(
  db: ReplicaDatabase,
  memberId: string,
  contactIds: readonly string[],
): Promise<MeetingView[]> {
  const rows = await db.records(meetingEntity).where("record.contactIds").anyOf(contactIds).distinct().toArray();
  return joinMeetings(
    db,
    memberId,
    rows.map((row) => row.record),
  );
}

/** Keeps what is asked no longer only as long as it would be asked. */
export async function dismissMeeting(db: ReplicaDatabase, id: string, now: Date): Promise<void> {
  const meeting = (await db.records(meetingEntity).get(id))?.record;
  if (!meeting) return;
  await db.transaction("rw", db.meta, async () => {
    const { dismissed = {} } = await db.readMeta();
    const since = daysFrom(now, -ASKED_FOR_DAYS * 2).toISOString();
    const kept = Object.entries(dismissed).filter(([, startsAt]) => startsAt >= since);
    await db.meta.update("replica", {
      dismissed: { ...Object.fromEntries(kept), [occasionOf(meeting)]: meeting.startsAt },
    });
  });
}
