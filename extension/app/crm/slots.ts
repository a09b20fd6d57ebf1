// Free times for a meeting, out of when one is busy. Pure: local time of the computer, `now` passed in.
import { dayOf } from "./due.ts";

export interface Busy {
  from: string;
  to: string;
}

/** Suggestions begin within the working day and on the half hour; any other time can be typed. */
const FIRST_HOUR = 9;
const LAST_HOUR = 17;
const STEP_MINUTES = 30;

const atMinutes = (day: string, minutes: number) => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 0, minutes);
};

/** `YYYY-MM-DD` and `HH:MM`, here. Null for what is none. */
export function parseMoment(day: string, time: string): Date | null {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(":").map(Number);
  const at = atMinutes(day, hours * 60 + minutes);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The next days people work on, today among them while something of it is left; `weekend` in 1 (Monday) to 7. */
export function workingDays(now: Date, count: number, weekend: readonly number[]): string[] {
  const days: string[] = [];
  for (let ahead = 0; days.length < count && ahead < count * 7; ahead += 1) {
    const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead);
    const isOver = ahead === 0 && now.getHours() >= LAST_HOUR;
    if (!isOver && !weekend.includes(date.getDay() || 7)) days.push(dayOf(date));
  }
  return days;
}

export const isBusy = (start: Date, minutes: number, busy: readonly Busy[]) => {
  const [from, to] = [start.toISOString(), new Date(start.getTime() + minutes * 60_000).toISOString()];
  return busy.some((one) => one.from < to && from < one.to);
};

/** When a meeting of this length can begin on a day. */
export function freeStarts(day: string, minutes: number, busy: readonly Busy[], now: Date): Date[] {
  const starts: Date[] = [];
  for (let at = FIRST_HOUR * 60; at + minutes <= LAST_HOUR * 60; at += STEP_MINUTES) {
    const start = atMinutes(day, at);
    if (start > now && !isBusy(start, minutes, busy)) starts.push(start);
  }
  return starts;
}
