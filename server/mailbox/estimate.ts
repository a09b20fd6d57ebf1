// Before the first import: how much there is, how long it will take, and how many strangers will stay strangers.

import type { Estimate } from "#shared/mailbox.ts";
import { isNobody } from "#shared/match.ts";
import type { Access } from "../providers/access.ts";
import type { MailScope, MessageRef } from "../providers/mail-provider.ts";
import type { Vendor } from "../providers/vendor.ts";
import type { Database } from "../store/database.ts";
import { inWorkspace, type Mailbox } from "./mailboxes.ts";
import { findContacts, othersIn, readCircle } from "./people.ts";

/** The newest messages that are looked into, to guess the rest from. */
const SAMPLE = 60;

export async function estimateImport(
  database: Database,
  { mail, limits }: Vendor,
  access: Access,
  mailbox: Mailbox,
  scope: MailScope,
): Promise<Estimate> {
  const messages = await mail.count(access, scope);
  const sample = await takeSample(access, mail, scope);
  const fetched = await mail.fetch(access, sample.slice(0, Math.min(SAMPLE, mail.fetchSize)));
  const found = fetched.flatMap((one) => (one.kind === "message" ? [one.message] : []));
  const unknown = await inWorkspace(database, mailbox, async (prisma) => {
    const circle = await readCircle(prisma, mailbox);
    const people = new Map<string, number>();
    for (const { participants, isBulk } of found) {
      if (isBulk) continue;
      for (const address of othersIn(participants, circle)) people.set(address, (people.get(address) ?? 0) + 1);
    }
    const known = await findContacts(prisma, mailbox.workspaceId, [...people.keys()]);
    return [...people].filter(
      ([address]) => !known.has(address) && !circle.colleagues.has(address) && !isNobody(address),
    );
  });
  // Chao's estimate: those seen once and twice tell how many were not seen at all.
  const once = unknown.filter(([, times]) => times === 1).length;
  const twice = unknown.filter(([, times]) => times === 2).length;
  const isWhole = found.length >= messages;
  const unseen = isWhole ? 0 : Math.round((once * (once - 1)) / (2 * (twice + 1)));
  const unknownPeople = found.length === 0 ? (messages === 0 ? 0 : null) : unknown.length + unseen;
  const minutes = Math.max(1, Math.ceil((messages * limits.unitsPerMessage) / limits.unitsPerMinute));
  return { messages, minutes, unknownPeople };
}

async function takeSample(access: Access, mail: Vendor["mail"], scope: MailScope): Promise<MessageRef[]> {
  const refs: MessageRef[] = [];
  for (const key of await mail.listStreams(access, scope)) {
    const page = await mail.changes(access, key, null, scope);
    refs.push(...page.upserted);
    if (refs.length >= SAMPLE) break;
  }
  return refs;
}
