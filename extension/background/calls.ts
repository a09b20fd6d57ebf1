// Calls and meetings about to begin: whom their card is offered before, and how that is said.
import { browser } from "wxt/browser";
import type { MeetingView, TaskView } from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";
import { listSoon, occasionOf } from "./meetings.ts";
import { type Reminder, word } from "./notifications.ts";

/** A task to call somebody we know; for any other there is no card. */
export const isCall = ({ task, contact }: TaskView) => task.kind === "call" && contact !== null;

/** As the app writes dates: in the browser's language where we have it. */
function language(): string {
  const [ours, browsers] = [word("language_code"), browser.i18n.getUILanguage()];
  return browsers.toLowerCase().startsWith(ours) ? browsers : ours;
}

/** "in 5 minutes, 14:00". */
function whenWords(instant: string, now: Date): string {
  const minutes = Math.round((Date.parse(instant) - now.getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const away = minutes === 0 ? relative.format(0, "second") : relative.format(minutes, "minute");
  const time = new Intl.DateTimeFormat(language(), { timeStyle: "short" }).format(new Date(instant));
  return `${away}, ${time}`;
}

const minutesBefore = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) - minutes * 60_000).toISOString();

const isFar = (instant: string, now: Date) => Math.abs(Date.parse(instant) - now.getTime()) > 3_600_000;

interface Soon {
  startsAt: string;
  title: string;
  names: readonly string[];
}

function sayer({ startsAt, title, names }: Soon, now: Date): Pick<Reminder, "line" | "say"> {
  const who = new Intl.ListFormat(language()).format(names);
  // A call missed yesterday is not "1,260 minutes ago".
  const when = isFar(startsAt, now)
    ? new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(startsAt))
    : whenWords(startsAt, now);
  return {
    line: [title, who].filter(Boolean).join(" – "),
    say: (detail) =>
      detail
        ? { title: who, message: [title, when].filter(Boolean).join("\n") }
        : { title: word("meetings_notify_soon"), message: when },
  };
}

export function callReminder({ task, contact }: TaskView, lead: number, now: Date): Reminder {
  const buttons = [word("meetings_notify_open"), word("reminders_snooze")];
  const said = sayer({ startsAt: task.dueAt, title: task.title, names: contact ? [contact.name] : [] }, now);
  const at = minutesBefore(task.dueAt, lead);
  return { kind: "call", recordId: task.id, key: task.id, mark: task.dueAt, at, buttons, ...said };
}

function meetingReminder({ meeting, people }: MeetingView, lead: number, now: Date): Reminder {
  const { id, startsAt, title, joinUrl } = meeting;
  const buttons = [word("meetings_notify_open"), ...(joinUrl ? [word("meetings_notify_join")] : [])];
  const said = sayer({ startsAt, title, names: people.map(({ contact }) => contact.name) }, now);
  const at = minutesBefore(startsAt, lead);
  return { kind: "meeting", recordId: id, key: occasionOf(meeting), mark: startsAt, at, buttons, ...said };
}

export async function meetingReminders(
  db: ReplicaDatabase,
  memberId: string,
  lead: number,
  now: Date,
): Promise<Reminder[]> {
  return (await listSoon(db, memberId, now)).map((view) => meetingReminder(view, lead, now));
}
