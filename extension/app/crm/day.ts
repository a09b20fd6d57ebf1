// A day's meetings and reminders in one order.
import type { MeetingView, TaskView, TodayView } from "../../views.ts";
import { isOver } from "./meeting-words.ts";

export type DayItem = { kind: "task"; at: string; view: TaskView } | { kind: "meeting"; at: string; view: MeetingView };

export const dayParts = ["overdue", "today", "week", "later"] as const;
export type DayPart = (typeof dayParts)[number];

const soonest = (a: DayItem, b: DayItem) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/** What lasts the whole day stands before what has an hour. */
const beginOf = ({ startsAt, isAllDay }: MeetingView["meeting"]) =>
  isAllDay ? new Date(`${startsAt.slice(0, 10)}T00:00:00`).toISOString() : startsAt;

/** Meetings that are not over stand among today's reminders. */
export function itemsOf(today: TodayView, part: DayPart): DayItem[] {
  const tasks = today[part].map((view): DayItem => ({ kind: "task", at: view.task.dueAt, view }));
  if (part !== "today") return tasks;
  const coming = today.meetings.filter(({ meeting }) => !isOver(meeting));
  const meetings = coming.map((view): DayItem => ({ kind: "meeting", at: beginOf(view.meeting), view }));
  return [...tasks, ...meetings].sort(soonest);
}

export const isCallTask = ({ task, contact }: TaskView) => task.kind === "call" && contact !== null;

/** The next call or meeting of the day that has not begun. */
export function findNext(today: TodayView, now: Date): DayItem | null {
  const instant = now.toISOString();
  const isCall = (item: DayItem) =>
    item.kind === "meeting" ? !item.view.meeting.isAllDay && item.view.outcome === null : isCallTask(item.view);
  return itemsOf(today, "today").find((item) => item.at > instant && isCall(item)) ?? null;
}
