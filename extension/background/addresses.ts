// Addresses that a webmail does not show, from what the server and the replica know of the thread on screen. A name that
// two people in the thread bear tells nothing, and stays a name.
import type { z } from "zod";
import { activityEntity } from "#shared/crm/activity.ts";
import { AppError } from "#shared/errors.ts";
import type { Participant } from "#shared/fields.ts";
import { type MailContext, participantsOf, type ThreadContext } from "#shared/mail.ts";
import type { recognised } from "#shared/mailbox.ts";
import type { ReplicaDatabase } from "./database.ts";

/** Null where several people bear the name. */
type Names = Map<string, string | null>;

const folded = (name: string) => name.trim().toLowerCase();

function learn(names: Names, people: readonly Pick<Participant, "name" | "address">[]): void {
  for (const { name, address } of people) {
    if (!address || !name) continue;
    const key = folded(name);
    const before = names.get(key);
    names.set(key, before === undefined || before === address ? address : null);
  }
}

const isNameless = ({ address }: Participant) => address === null;

export class Addresses {
  /** What the server said, by thread, for as long as this worker lives. */
  readonly #told = new Map<string, Names>();
  readonly #asking = new Set<string>();
  readonly #ask: (threadKey: string) => Promise<z.infer<typeof recognised>>;

  constructor(ask: (threadKey: string) => Promise<z.infer<typeof recognised>>) {
    this.#ask = ask;
  }

  /** The context with every address that is certain; asks nobody. */
  async fill<C extends MailContext>(db: ReplicaDatabase, context: C): Promise<C> {
    if (context.kind !== "thread" || !participantsOf(context).some(isNameless)) return context;
    const names: Names = new Map();
    const rows = await db.records(activityEntity).where("record.threadKeys").equals(context.threadKey).toArray();
    for (const { record } of rows) learn(names, record.participants);
    for (const [name, address] of this.#told.get(context.threadKey) ?? []) names.set(name, address);
    return fillIn(context, names) as C;
  }

  /** Whether the server may know more of this thread than `fill` could tell. */
  isWorthAsking(filled: MailContext): filled is ThreadContext {
    if (filled.kind !== "thread" || this.#told.has(filled.threadKey) || this.#asking.has(filled.threadKey))
      return false;
    return participantsOf(filled).some(isNameless);
  }

  /** Once for each thread; without a network it is asked again when the thread is shown again. */
  async ask({ threadKey }: ThreadContext): Promise<void> {
    this.#asking.add(threadKey);
    try {
      const { messages } = await this.#ask(threadKey);
      const names: Names = new Map();
      for (const { participants } of messages) learn(names, participants);
      this.#told.set(threadKey, names);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    } finally {
      this.#asking.delete(threadKey);
    }
  }
}

function fillIn(context: ThreadContext, names: Names): ThreadContext {
  const fill = (person: Participant): Participant =>
    person.address === null ? { ...person, address: names.get(folded(person.name)) ?? null } : person;
  const messages = context.messages.map((message) => ({
    ...message,
    from: fill(message.from),
    recipients: message.recipients.map(fill),
  }));
  return { ...context, messages };
}
