// What is due and which calls are about to begin: told once, several missed together, and a count of what is due on the
// toolbar icon.
import { browser } from "wxt/browser";
import { mutations } from "#shared/crm/index.ts";
import { meetingEntity } from "#shared/crm/meeting.ts";
import { taskEntity } from "#shared/crm/task.ts";
import type { TaskView } from "../views.ts";
import type { Open } from "./account.ts";
import { callReminder, isCall, meetingReminders } from "./calls.ts";
import { findRecord, joinTasks } from "./join.ts";
import { clearStale, notify, parseId, type Reminder, word } from "./notifications.ts";
import { readSettings } from "./storage.ts";
import { openDashboard, openLink } from "./tabs.ts";

const ALARM = "reminder";
const SNOOZE_MS = 3_600_000;
/** That a meeting was told of is remembered this long after its start, should it be moved back to it. */
const REMEMBER_MS = 86_400_000;

/** My open tasks, soonest first. */
async function listOpen({ replica, session }: Open): Promise<TaskView[]> {
  const { db } = replica;
  const rows = await db.records(taskEntity).where("record.ownerId").equals(session.membership.memberId).toArray();
  const open = rows.map((row) => row.record).filter((task) => !task.doneAt);
  return joinTasks(
    db,
    open.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)),
  );
}

function taskReminder({ task, contact, company }: TaskView): Reminder {
  const { id, dueAt, title } = task;
  const about = contact?.name ?? company?.name ?? "";
  return {
    kind: "task",
    recordId: id,
    key: id,
    mark: dueAt,
    at: dueAt,
    line: title,
    buttons: [word("reminders_done"), word("reminders_snooze")],
    say: (detail) => ({
      title: word("reminders_due"),
      message: detail ? [title, about].filter(Boolean).join(" – ") : word("reminders_oneQuiet"),
    }),
  };
}

/** Shows what has become due, counts it on the icon, and sets the alarm for what comes next. */
export async function remind(open: Open, now: Date): Promise<void> {
  const { preCallMinutes } = await readSettings();
  const { db } = open.replica;
  const [tasks, meetings] = await Promise.all([
    listOpen(open),
    meetingReminders(db, open.session.membership.memberId, preCallMinutes, now),
  ]);
  const instant = now.toISOString();
  const overdue = tasks.filter(({ task }) => task.dueAt <= instant).length;
  await browser.action.setBadgeText({ text: overdue > 0 ? String(overdue) : "" });
  await browser.action.setBadgeBackgroundColor({ color: "#b3261e" });
  const ofTasks = tasks.map((view) => (isCall(view) ? callReminder(view, preCallMinutes, now) : taskReminder(view)));
  const reminders = [...ofTasks, ...meetings];
  // A task that is due is counted on the icon, which nothing else would do in time.
  const moments = [...reminders.map(({ at }) => at), ...tasks.map(({ task }) => task.dueAt)];
  const next = moments.filter((at) => at > instant).sort()[0];
  if (next) await browser.alarms.create(ALARM, { when: Date.parse(next) });
  const due = reminders.filter(({ at }) => at <= instant);
  await clearStale(due);
  await notify(await takeUnshown(open, due, now));
}

/** Those not shown yet; marked as shown in the same transaction, so that each comes once. */
async function takeUnshown({ replica: { db } }: Open, due: readonly Reminder[], now: Date): Promise<Reminder[]> {
  return db.transaction("rw", db.meta, async () => {
    const { reminded } = await db.readMeta();
    const fresh = due.filter(({ key, mark }) => reminded[key] !== mark);
    if (fresh.length > 0) {
      const since = new Date(now.getTime() - REMEMBER_MS).toISOString();
      const kept = Object.entries(reminded).filter(([, mark]) => mark >= since);
      const shown = due.map(({ key, mark }) => [key, mark] as const);
      await db.meta.update("replica", { reminded: Object.fromEntries([...kept, ...shown]) });
    }
    return fresh;
  });
}

/** Shows the card of a call or meeting. */
type OpenCall = (id: string) => Promise<void>;

/** Opens the card of a call or meeting, the thread a reminder was made from, else the person, else Today. */
export async function openReminder(open: Open, notificationId: string, openCall: OpenCall): Promise<void> {
  await browser.notifications.clear(notificationId);
  const about = parseId(notificationId);
  if (about && about.kind !== "task") return openCall(about.recordId);
  const task = about ? await findRecord(open.replica.db, taskEntity, about.recordId) : null;
  if (task?.link) await openLink(task.link);
  else if (task?.contactId) await openDashboard(`#/people/${task.contactId}`);
  else await openDashboard("#/today");
}

/** The buttons on the notification: done or the card; again in an hour, or to the meeting itself. */
export async function answerReminder(
  open: Open,
  notificationId: string,
  button: number,
  openCall: OpenCall,
): Promise<void> {
  await browser.notifications.clear(notificationId);
  const about = parseId(notificationId);
  if (!about) return;
  const { kind, recordId: id } = about;
  if (button === 0) {
    if (kind === "task") await open.replica.mutate(mutations.task.finish.name, { id });
    else await openCall(id);
    return;
  }
  if (kind === "meeting") {
    const meeting = await findRecord(open.replica.db, meetingEntity, id);
    if (meeting?.joinUrl) await browser.tabs.create({ url: meeting.joinUrl });
    return;
  }
  const dueAt = new Date(Date.now() + SNOOZE_MS).toISOString();
  await open.replica.mutate(mutations.task.snooze.name, { id, dueAt });
}

export const isReminder = (notificationId: string) => parseId(notificationId) !== undefined;
