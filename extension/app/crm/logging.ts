// Which messages on screen can be logged, and to whom. Pure.
import type { ShownMessage, ThreadContext } from "#shared/mail.ts";
import type { ThreadMessage, ThreadPerson } from "../../views.ts";

export interface LoggableMessage {
  key: string;
  shown: ShownMessage;
  state: ThreadMessage | null;
  /** Known people in it: whose timelines it would be on. */
  contactIds: string[];
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
    return [{ key: shown.key, shown, state: states[index] ?? null, contactIds: [...new Set(contactIds)] }];
  });
}

/** The message "Log message" is about: the newest that is open on screen and has somebody known in it. */
export const openMessage = (messages: readonly LoggableMessage[]) =>
  messages.findLast(({ shown, contactIds }) => shown.text !== null && contactIds.length > 0) ?? messages.at(-1) ?? null;
