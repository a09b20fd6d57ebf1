// When a call or meeting is, as somebody waiting for it says it. Pure: `now` and the language are passed in.
import { daysBetween, formatTime } from "../when.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface Span {
  startsAt: string;
  /** Null for a call that has no length. */
  endsAt: string | null;
  isAllDay: boolean;
}

export type Phase = "coming" | "running" | "over";

/** Days of an all-day meeting are the same wherever one is: its instants are midnights of UTC. */
const localDay = (instant: string) => new Date(`${instant.slice(0, 10)}T00:00:00`);

const startOf = ({ startsAt, isAllDay }: Span) => (isAllDay ? localDay(startsAt) : new Date(startsAt));
const endOf = ({ startsAt, endsAt, isAllDay }: Span) =>
  isAllDay ? localDay(endsAt ?? startsAt) : new Date(endsAt ?? startsAt);

export function phaseOf(span: Span, now: Date): Phase {
  if (now < startOf(span)) return "coming";
  return now < endOf(span) ? "running" : "over";
}

/** "in 25 minutes", "in 3 hours"; null for what is not near. */
export function formatAway(startsAt: string, now: Date, language: string): string | null {
  const ms = Date.parse(startsAt) - now.getTime();
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 1 || ms > 12 * HOUR_MS) return null;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  return minutes < 120 ? relative.format(minutes, "minute") : relative.format(Math.round(ms / HOUR_MS), "hour");
}

/** "14:00 – 14:30"; for a call without an end its time; null where it takes whole days. */
export function formatTimes(span: Span, language: string): string | null {
  if (span.isAllDay) return null;
  const [start, end] = [startOf(span), endOf(span)];
  if (span.endsAt === null || end <= start) return formatTime(start, language);
  // Over midnight a range would be told with both its dates.
  if (daysBetween(start, end) > 0) return `${formatTime(start, language)} – ${formatTime(end, language)}`;
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).formatRange(start, end);
}

/** "today", "tomorrow", "Tue 24 Nov". */
export function formatDayOf(span: Span, now: Date, language: string): string {
  const day = startOf(span);
  const days = daysBetween(now, day);
  if (Math.abs(days) <= 1) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
  const isThisYear = day.getFullYear() === now.getFullYear();
  const year = isThisYear ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", ...year }).format(day);
}
