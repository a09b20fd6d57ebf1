// A call's or meeting's time and people in words, now.
import type { MeetingView } from "../../views.ts";
import { now } from "../now.ts";
import { formatAgo, formatDueAt, language, t } from "../words.ts";
import { formatAway, formatDayOf, formatTimes, phaseOf, type Span } from "./call-time.ts";
import { whoWords } from "./outcome-acts.ts";

/** How far it is: "in 25 minutes", "now, until 14:30", "over since 14:30", "tomorrow 10:00". */
export function awayWords(span: Span): string {
  const at = now.value;
  if (span.isAllDay) return formatDayOf(span, at, language);
  const phase = phaseOf(span, at);
  if (phase === "coming") return formatAway(span.startsAt, at, language) ?? formatDueAt(span.startsAt, at);
  if (span.endsAt === null) return formatDueAt(span.startsAt, at);
  const end = formatAgo(span.endsAt, at);
  return phase === "running" ? t("meetings.until", [end]) : t("meetings.over", [end]);
}

/** When it is: "today 14:00 – 14:30", "Mon 23 Nov, all day". */
export const spanWords = (span: Span) =>
  `${formatDayOf(span, now.value, language)} ${formatTimes(span, language) ?? t("meetings.allDay")}`;

/** For a line of its own: the times and how near they are, or the day and the times. */
export function whenParts(span: Span): string[] {
  const isNear = phaseOf(span, now.value) === "running" || formatAway(span.startsAt, now.value, language) !== null;
  return isNear && !span.isAllDay ? [timesWords(span), awayWords(span)] : [spanWords(span)];
}

export const timesWords = (span: Span) => formatTimes(span, language) ?? t("meetings.allDay");

export const isOver = (span: Span) => phaseOf(span, now.value) === "over";
export const hasBegun = (span: Span) => phaseOf(span, now.value) !== "coming";

/** Whom a meeting is with, as its title says nothing before that. */
export const meetingWho = ({ meeting, people }: MeetingView) => whoWords({ people, title: meeting.title });
