// Reminders as the browser shows them: what each is called, says and offers.
import { browser } from "wxt/browser";
import { readSettings } from "./storage.ts";

/** Something that is told once, when its time has come. */
export interface Reminder {
  /** What is told: that a task is due, or that a call or a meeting is about to begin. */
  readonly kind: (typeof kinds)[number];
  /** Of the task or meeting. */
  readonly recordId: string;
  /** Told once for each `mark` under its `key`, in this browser. */
  readonly key: string;
  readonly mark: string;
  /** From when on it is told. */
  readonly at: string;
  /** With others, in one line. */
  readonly line: string;
  readonly buttons: readonly string[];
  /** Alone. Without `detail` neither whom nor what it is about. */
  say(detail: boolean): { title: string; message: string };
}

const kinds = ["task", "call", "meeting"] as const;
const GROUP = "task group";

type MessageKey = Parameters<typeof browser.i18n.getMessage>[0];
export const word = (key: string, substitutions?: string[]) =>
  browser.i18n.getMessage(key as MessageKey, substitutions);

const idOf = ({ kind, recordId }: Reminder) => `${kind} ${recordId}`;

/** What a notification of ours is about; null for one that stands for several, undefined for one that is not ours. */
export function parseId(id: string): { kind: Reminder["kind"]; recordId: string } | null | undefined {
  if (id === GROUP) return null;
  const [kind, recordId] = id.split(" ");
  const known = kinds.find((one) => one === kind);
  return known && recordId ? { kind: known, recordId } : undefined;
}

export async function notify(reminders: readonly Reminder[]): Promise<void> {
  const { notificationDetail } = await readSettings();
  const [first, second] = reminders;
  if (!first) return;
  if (!second) return create(idOf(first), first.say(notificationDetail), first.buttons);
  const title = word("reminders_group", [String(reminders.length)]);
  const message = notificationDetail ? reminders.map(({ line }) => line).join("\n") : word("reminders_groupQuiet");
  await create(GROUP, { title, message }, []);
}

async function create(id: string, said: { title: string; message: string }, buttons: readonly string[]) {
  const iconUrl = browser.runtime.getURL("/icon/128.png" as Parameters<typeof browser.runtime.getURL>[0]);
  // Firefox knows no buttons on notifications; there a click opens what the reminder is about.
  const extras = import.meta.env.FIREFOX
    ? {}
    : { buttons: buttons.map((title) => ({ title })), requireInteraction: true };
  await browser.notifications.create(id, { type: "basic", iconUrl, ...said, ...extras });
}

/** Takes away what is no longer so: done or put off elsewhere, moved, cancelled, over. */
export async function clearStale(due: readonly Reminder[]): Promise<void> {
  const current = new Set(due.map(idOf));
  if (due.length > 0) current.add(GROUP);
  const shown = Object.keys(await browser.notifications.getAll());
  const stale = shown.filter((id) => parseId(id) !== undefined && !current.has(id));
  await Promise.all(stale.map((id) => browser.notifications.clear(id)));
}
