// Due reminders: a notification each, one for several missed together, and a count on the toolbar icon.
import { browser } from "wxt/browser";
import { mutations } from "#shared/crm/index.ts";
import { taskEntity } from "#shared/crm/task.ts";
import type { TaskView } from "../views.ts";
import type { Open } from "./account.ts";
import { findRecord, joinTasks } from "./join.ts";
import { readSettings } from "./storage.ts";
import { openDashboard, openLink } from "./tabs.ts";

const ALARM = "reminder";
const SNOOZE_MS = 3_600_000;
const prefix = "task ";

const word = (key: string, substitutions?: string[]) =>
  browser.i18n.getMessage(`reminders_${key}` as Parameters<typeof browser.i18n.getMessage>[0], substitutions);

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

/** Shows what has become due, counts it on the icon, and sets the alarm for what comes next. */
export async function remind(open: Open, now: Date): Promise<void> {
  const tasks = await listOpen(open);
  const instant = now.toISOString();
  const due = tasks.filter(({ task }) => task.dueAt <= instant);
  await browser.action.setBadgeText({ text: due.length > 0 ? String(due.length) : "" });
  await browser.action.setBadgeBackgroundColor({ color: "#b3261e" });
  const next = tasks.find(({ task }) => task.dueAt > instant);
  if (next) await browser.alarms.create(ALARM, { when: Date.parse(next.task.dueAt) });
  const fresh = await takeUnshown(open, due);
  if (fresh.length === 1 && fresh[0]) await notifyOne(fresh[0]);
  else if (fresh.length > 1) await notifyGroup(fresh);
}

/** Those not shown yet for their due instant; marked as shown in the same transaction, so that each comes once. */
async function takeUnshown({ replica: { db } }: Open, due: readonly TaskView[]): Promise<TaskView[]> {
  return db.transaction("rw", db.meta, async () => {
    const meta = await db.readMeta();
    const fresh = due.filter(({ task }) => meta.reminded[task.id] !== task.dueAt);
    if (fresh.length > 0) {
      const reminded = Object.fromEntries(due.map(({ task }) => [task.id, task.dueAt]));
      await db.meta.update("replica", { reminded });
    }
    return fresh;
  });
}

async function notifyOne(view: TaskView): Promise<void> {
  const { notificationDetail } = await readSettings();
  const about = view.contact?.name ?? view.company?.name ?? "";
  const message = notificationDetail ? [view.task.title, about].filter(Boolean).join(" – ") : word("oneQuiet");
  await notify(prefix + view.task.id, word("due"), message);
}

async function notifyGroup(views: readonly TaskView[]): Promise<void> {
  const { notificationDetail } = await readSettings();
  const message = notificationDetail ? views.map(({ task }) => task.title).join("\n") : word("groupQuiet");
  await notify(`${prefix}group`, word("group", [String(views.length)]), message);
}

async function notify(id: string, title: string, message: string): Promise<void> {
  const isGroup = id === `${prefix}group`;
  const buttons = isGroup ? [] : [{ title: word("done") }, { title: word("snooze") }];
  const iconUrl = browser.runtime.getURL("/icon/128.png" as Parameters<typeof browser.runtime.getURL>[0]);
  // Firefox knows no buttons on notifications; there a click opens what the reminder is about.
  const extras = import.meta.env.FIREFOX ? {} : { buttons, requireInteraction: true };
  await browser.notifications.create(id, { type: "basic", iconUrl, title, message, ...extras });
}

/** Opens the thread a reminder was made from, else the person, else Today. */
export async function openReminder(open: Open, notificationId: string): Promise<void> {
  await browser.notifications.clear(notificationId);
  const task = await findRecord(open.replica.db, taskEntity, notificationId.slice(prefix.length));
  if (task?.link) await openLink(task.link);
  else if (task?.contactId) await openDashboard(`#/people/${task.contactId}`);
  else await openDashboard("#/today");
}

/** The buttons on the notification: done, or again in an hour. */
export async function answerReminder(open: Open, notificationId: string, button: number): Promise<void> {
  await browser.notifications.clear(notificationId);
  const id = notificationId.slice(prefix.length);
  if (button === 0) await open.replica.mutate(mutations.task.finish.name, { id });
  else {
    const dueAt = new Date(Date.now() + SNOOZE_MS).toISOString();
    await open.replica.mutate(mutations.task.snooze.name, { id, dueAt });
  }
}

export const isReminder = (notificationId: string) => notificationId.startsWith(prefix);
