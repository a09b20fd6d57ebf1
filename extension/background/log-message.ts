// The open message as an activity: what "Log message" writes.
import type { Logged } from "#shared/crm/activity.ts";
import { contactEntity } from "#shared/crm/contact.ts";
import { AppError } from "#shared/errors.ts";
import type { MailContext } from "#shared/mail.ts";
import { parseReply } from "#shared/quote.ts";
import { Colleagues } from "./colleagues.ts";
import type { ReplicaDatabase } from "./database.ts";
import { listMembers } from "./join.ts";
import { findSame, listFound } from "./same-message.ts";

/** `named`: people the rep has said are in it, besides those known by their address. */
export async function draftActivity(
  db: ReplicaDatabase,
  context: MailContext,
  key: string,
  named: readonly string[],
): Promise<Logged> {
  const message = context.kind === "thread" ? context.messages.find((shown) => shown.key === key) : undefined;
  if (context.kind !== "thread" || !message) {
    const fields = [{ path: "seen", reason: "This message is no longer open" }];
    throw new AppError("conflict", "Nothing was logged: this message is no longer open", { fields });
  }
  const participants = [message.from, ...message.recipients];
  const addresses = participants.map((person) => person.address).filter((address) => address !== null);
  const [members, rows] = await Promise.all([
    listMembers(db),
    db.records(contactEntity).where("record.emails").anyOf(addresses).toArray(),
  ]);
  const contactIds = [...new Set([...rows.map((row) => row.id), ...named])];
  if (contactIds.length === 0) throw new AppError("not_found", "Save somebody in this message first");
  const isOurs = new Colleagues(members, context.account).has(message.from);
  return {
    kind: "mail",
    // Where the page shows only a localised date, the moment of logging stands in; the provider's API knows better.
    at: message.sentAt ?? new Date().toISOString(),
    direction: isOurs ? "out" : "in",
    subject: context.subject.slice(0, 500),
    // The signature went into the person's fields; the timeline keeps what they wrote.
    text: parseReply(message.text ?? "", message.from.name).own || (message.text ?? ""),
    contactIds,
    participants,
    link: context.link,
    threadKeys: [context.threadKey],
    messageKeys: [key, ...(findSame(message, await listFound(db, context.threadKey))?.messageKeys.slice(0, 1) ?? [])],
  };
}
