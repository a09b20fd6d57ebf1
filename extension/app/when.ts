// How near or far a moment is, in words. Pure: the moment and the language are passed in.

const DAY_MS = 86_400_000;

/** Whole calendar days of the person's own time zone from `now` to `then`; negative is the past. */
export function daysBetween(now: Date, then: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(then) - midnight(now)) / DAY_MS);
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(date: Date, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language, options);
    formats.set(key, found);
  }
  return found.format(date);
}

const relativeDay = (days: number, language: string) =>
  new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");

export const formatTime = (date: Date, language: string) => format(date, language, { timeStyle: "short" });

function farDay(date: Date, now: Date, language: string): string {
  const isThisYear = date.getFullYear() === now.getFullYear();
  return format(date, language, { day: "numeric", month: "short", ...(isThisYear ? {} : { year: "numeric" }) });
}

/** For what was: the time today, "yesterday", then the day. */
export function formatAge(instant: string, now: Date, language: string): string {
  const date = new Date(instant);
  const days = daysBetween(now, date);
  if (days === 0) return formatTime(date, language);
  if (days === -1) return relativeDay(-1, language);
  return farDay(date, now, language);
}

/** For what is due: day and time within the week, then the day alone. */
export function formatDue(instant: string, now: Date, language: string): string {
  const date = new Date(instant);
  const days = daysBetween(now, date);
  const time = formatTime(date, language);
  if (days >= -1 && days <= 1) return `${relativeDay(days, language)} ${time}`;
  if (days > 1 && days < 7) return `${format(date, language, { weekday: "short" })} ${time}`;
  return farDay(date, now, language);
}

/** "Sun 22 Nov, 09:00": a moment to come, said so that nobody has to count. */
export function formatMoment(instant: string, language: string): string {
  const date = new Date(instant);
  return `${format(date, language, { weekday: "short", day: "numeric", month: "short" })}, ${formatTime(date, language)}`;
}

/** "10:02", "Tuesday", "12 Nov": since when something has been so. */
export function formatSince(instant: string, now: Date, language: string): string {
  const date = new Date(instant);
  const days = daysBetween(now, date);
  if (days === 0) return formatTime(date, language);
  return days > -7 ? format(date, language, { weekday: "long" }) : farDay(date, now, language);
}
