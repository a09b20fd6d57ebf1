// What is on screen in a webmail, in Kith's words. No webmail's name and no provider's type appears here.
import { z } from "zod";
import { instantValue, participant } from "./fields.ts";

/** As much of one body as Kith keeps. */
export const MESSAGE_TEXT_LIMIT = 100_000;

const line = z.string().max(2_000);

/** One message of the open thread, as far as the page shows it. */
export const shownMessage = z.object({
  /**
   * Names this message wherever it is shown again; opaque outside the reader that made it. Null while the page
   * does not say enough (a collapsed message without id): such a message cannot be logged.
   */
  key: z.string().min(1).max(500).nullable(),
  from: participant,
  /** To and cc as far as shown; the role is `to` where the page does not tell them apart. */
  recipients: z.array(participant).max(200),
  /** Null where the page has only a localised date. */
  sentAt: instantValue.nullable(),
  /** Text of the body without the quoted part, as far as the page's structure tells; null while collapsed. */
  text: z.string().max(MESSAGE_TEXT_LIMIT).nullable(),
});
export type ShownMessage = z.infer<typeof shownMessage>;

const compose = z.object({ recipients: z.array(participant).max(200), subject: line.nullable() });
export type Compose = z.infer<typeof compose>;

export const mailContext = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("thread"),
    /** Names this thread wherever it is shown again; opaque outside the reader that made it. */
    threadKey: z.string().min(1).max(500),
    subject: line,
    /** The address in the webmail that opens the thread. */
    link: z.url().max(2_000),
    /** Oldest first. */
    messages: z.array(shownMessage).max(500),
    /** The rep's own address in this webmail, where the page says. */
    account: z.string().max(320).nullable(),
    compose: compose.nullable(),
  }),
  /** No mail is open: a list, settings, an empty pane. */
  z.object({ kind: z.literal("none"), account: z.string().max(320).nullable(), compose: compose.nullable() }),
  /** Something is open that the reader does not understand; `missing` names what it looked for. */
  z.object({ kind: z.literal("unreadable"), missing: line }),
]);
export type MailContext = z.infer<typeof mailContext>;
export type ThreadContext = Extract<MailContext, { kind: "thread" }>;

/** Everybody in a thread, once, in order of appearance; the same name without an address is the same somebody. */
export function participantsOf(context: MailContext): z.infer<typeof participant>[] {
  const shown =
    context.kind === "thread"
      ? context.messages.flatMap((message) => [message.from, ...message.recipients])
      : context.kind === "none"
        ? (context.compose?.recipients ?? [])
        : [];
  const known = new Map<string, z.infer<typeof participant>>();
  for (const person of shown) {
    const key = person.address ?? `name:${person.name.toLowerCase()}`;
    const earlier = known.get(key);
    if (!earlier) known.set(key, person);
    else if (!earlier.name && person.name) known.set(key, { ...earlier, name: person.name });
  }
  return [...known.values()];
}
