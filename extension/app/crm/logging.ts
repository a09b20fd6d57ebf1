// From a message on screen to the activity it becomes. Pure.
import type { Activity } from "#shared/crm/activity.ts";
import type { OwnFields } from "#shared/entity.ts";
import type { ShownMessage, ThreadContext } from "#shared/mail.ts";
import type { ThreadMessage, ThreadPerson } from "../../views.ts";

export interface LoggableMessage {
  shown: ShownMessage;
  state: ThreadMessage | null;
  /** Known people in it: whose timelines it would be on. */
  contactIds: string[];
  /** From the rep or a colleague. */
  isOut: boolean;
}

/** One key per somebody in a thread; the same name without an address is the same somebody. */
export const personKey = ({ name, address }: { name: string; address: string | null }) =>
  address ?? `name:${name.toLowerCase()}`;

/**
 * The messages of a thread that can be logged, oldest first: those the page names and shows.
 * `picked`: people without an address whom the rep has said who they are, by their key.
 */
export function loggableMessages(
  context: ThreadContext,
  people: readonly ThreadPerson[],
  states: readonly ThreadMessage[],
  picked: ReadonlyMap<string, string>,
): LoggableMessage[] {
  const peopleByKey = new Map(people.map((person) => [personKey(person.participant), person]));
  return context.messages.flatMap((shown, index) => {
    if (!shown.key || (shown.text === null && !states[index]?.logged)) return [];
    const keys = [shown.from, ...shown.recipients].map(personKey);
    const contactIds = keys.flatMap((key) => peopleByKey.get(key)?.known?.contact.id ?? picked.get(key) ?? []);
    const isOut =
      peopleByKey.get(personKey(shown.from))?.standing === "colleague" || shown.from.address === context.account;
    return [{ shown, state: states[index] ?? null, contactIds: [...new Set(contactIds)], isOut }];
  });
}

/** The message "Log message" is about: the newest that is open on screen and has somebody known in it. */
export const openMessage = (messages: readonly LoggableMessage[]) =>
  messages.findLast(({ shown, contactIds }) => shown.text !== null && contactIds.length > 0) ?? messages.at(-1) ?? null;

/** The limits of the activity's own fields. */
const LINE = 500;

export function messageToActivity(context: ThreadContext, message: LoggableMessage, now: string): OwnFields<Activity> {
  const { shown, contactIds, isOut } = message;
  return {
    kind: "mail",
    at: shown.sentAt ?? now,
    direction: isOut ? "out" : "in",
    subject: context.subject.trim().slice(0, LINE),
    text: shown.text ?? "",
    contactIds,
    participants: [shown.from, ...shown.recipients].slice(0, 200),
    link: context.link,
    threadKey: context.threadKey,
    messageKey: shown.key,
  };
}
