// The quick dates of a reminder. Pure: local time of the computer, `now` passed in.

/** Reminders of a day come when the day's work starts. */
const MORNING = 9;

const inDays = (now: Date, days: number) =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING).toISOString();

export const tomorrow = (now: Date) => inDays(now, 1);
export const inThreeDays = (now: Date) => inDays(now, 3);

/** The coming Monday; where that is today or tomorrow, which has its own button, the one after. */
export const nextWeek = (now: Date) => inDays(now, 8 - now.getDay());

/** A day picked as `YYYY-MM-DD`: its morning, or within the hour where that has passed. */
export function onDay(day: string, now: Date): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const morning = new Date(year, month - 1, date, MORNING);
  const soon = new Date(now.getTime() + 60 * 60_000);
  const isToday = now.toDateString() === morning.toDateString();
  return (isToday && morning < soon ? soon : morning).toISOString();
}

/** Today's date for a date input. */
export function dayOf(date: Date): string {
  const two = (count: number) => String(count).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export type Lateness = "overdue" | "today" | "later";
export function latenessOf(dueAt: string, now: Date): Lateness {
  if (dueAt < now.toISOString()) return "overdue";
  return dayOf(new Date(dueAt)) === dayOf(now) ? "today" : "later";
}
