// Mail and meetings that go out from Kith. A mail goes out at most once: what was handed to the vendor and not
// answered is unknown, is said to be so, and is settled by looking for it, never by sending it again.

import { createHash } from "node:crypto";
import type { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { SendRequest, SendView, scheduleRequest } from "#shared/mailbox.ts";
import type { Access } from "../providers/access.ts";
import type { CalendarEvent } from "../providers/calendar-provider.ts";
import type { Draft, Message, MessageRef } from "../providers/mail-provider.ts";
import type { Vendor } from "../providers/vendor.ts";
import type { Database, PrismaTransaction } from "../store/database.ts";
import { lockWorkspace } from "../store/workspace.ts";
import { fileEvents } from "./file-events.ts";
import { fileMessages } from "./file-mail.ts";
import { putOutcomes, putPending, putWritten, wordsOf } from "./items.ts";
import { messageIdIn, normalMessageId } from "./keys.ts";
import { readLetter } from "./letter.ts";
import { inWorkspace, type Mailbox, readMailbox, wake } from "./mailboxes.ts";
import { readCircle } from "./people.ts";

type ScheduleRequest = z.infer<typeof scheduleRequest>;

export interface Acting {
  readonly database: Database;
  readonly vendor: Vendor;
  readonly access: Access;
  readonly mailbox: Mailbox;
  readonly now: Date;
}

/** Of what is to go out: the same id with other words is another mail, whose fate this one's says nothing of. */
const digestOf = ({ to, cc, subject, text, inReplyTo }: SendRequest) =>
  createHash("sha256")
    .update(JSON.stringify([to, cc, subject, text, inReplyTo]))
    .digest("hex")
    .slice(0, 16);

const keyOf = ({ workspaceId }: Mailbox, id: string) => ({ workspaceId_id: { workspaceId, id } });

const viewOf = ({ id, state, error }: { id: string; state: string; error: string | null }): SendView => ({
  id,
  state: state as SendView["state"],
  error,
});

/** The message that is answered, by its activity: its ids at the vendor, in this mailbox. */
async function findAnswered(prisma: PrismaTransaction, { workspaceId, id, memberId }: Mailbox, activityId: string) {
  const [row] = await prisma.$queryRaw<{ externalId: string; messageKeys: string[] }[]>`
    select item."externalId", record."messageKeys" from "mail_item" as item
    join "activity" as record on record."workspaceId" = item."workspaceId" and record."id" = ${activityId}::uuid
      and (record."privateTo" is null or record."privateTo" = ${memberId}::uuid)
    where item."workspaceId" = ${workspaceId}::uuid and item."mailboxId" = ${id}::uuid and item."kind" = 'message'
      and item."itemKey" = any(record."messageKeys")`;
  const messageId = row?.messageKeys.map(messageIdIn).find((id) => id !== null);
  return row && messageId ? { externalId: row.externalId, messageId, references: [messageId] } : null;
}

/** Sends, or tells how an earlier call with this id ended. */
export async function sendMail(
  { database, vendor, access, mailbox, now }: Acting,
  asked: SendRequest,
): Promise<SendView> {
  const { workspaceId, memberId } = mailbox;
  const host = mailbox.address.slice(mailbox.address.lastIndexOf("@") + 1);
  const messageId = `${asked.id}.${digestOf(asked)}@${host.toLowerCase()}`;
  const begun = await inWorkspace(database, mailbox, async (prisma) => {
    const known = await prisma.mailSend.findUnique({ where: keyOf(mailbox, asked.id) });
    if (known) return { known };
    const inReplyTo = asked.inReplyTo ? await findAnswered(prisma, mailbox, asked.inReplyTo) : null;
    const own = { workspaceId, id: asked.id, mailboxId: mailbox.id, memberId, messageId };
    await prisma.mailSend.create({ data: { ...own, state: "sending", createdAt: now } });
    return { inReplyTo };
  });
  if (begun.known && begun.known.messageId !== messageId) {
    throw new AppError("conflict", "This mail was handed over with other words before; look among what was sent");
  }
  if (begun.known) return settleSend({ database, vendor, access, mailbox, now }, begun.known);
  const draft: Draft = {
    messageId,
    from: { name: mailbox.name, address: mailbox.address },
    to: [
      ...asked.to.map((one) => ({ ...one, role: "to" as const })),
      ...asked.cc.map((one) => ({ ...one, role: "cc" as const })),
    ],
    subject: asked.subject,
    text: asked.text,
    inReplyTo: begun.inReplyTo ?? null,
  };
  const settle = (state: SendView["state"], error: string | null, externalId: string | null = null) =>
    inWorkspace(database, mailbox, async (prisma) => {
      const data = { state, error, externalId, settledAt: state === "unknown" ? null : now };
      const row = await prisma.mailSend.update({ where: keyOf(mailbox, asked.id), data });
      await wake(prisma, mailbox, now);
      return viewOf(row);
    });
  try {
    const ref = await vendor.mail.send(access, draft);
    await bringSent({ database, vendor, access, mailbox, now }, ref, async () => messageOf(draft, ref, now));
    return await settle("sent", null, ref.externalId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === "unavailable" ? settle("unknown", null) : settle("refused", wordsOf(error));
  }
}

/** What went out, as far as whoever wrote it can tell. */
const messageOf = ({ from, to, messageId, subject, text, inReplyTo }: Draft, ref: MessageRef, now: Date): Message => ({
  externalId: ref.externalId,
  threadExternalId: ref.threadExternalId ?? ref.externalId,
  at: ref.at ?? now.toISOString(),
  messageId,
  references: inReplyTo ? [...inReplyTo.references, inReplyTo.messageId] : [],
  subject,
  participants: [{ ...from, role: "from" }, ...to],
  body: { kind: "text", content: text },
  isBulk: false,
  placeIds: [],
  link: "",
  shownKeys: [],
  shownThreadKeys: [],
});

/**
 * It need not wait for the vendor's changes to tell: where the mailbox is followed, it is asked for like any other
 * message. Where it is not (it may send and no more, say) nobody would ask: what `read` says goes on the timelines now.
 */
async function bringSent(acting: Acting, ref: MessageRef, read: () => Promise<Message | null>): Promise<void> {
  const { database, mailbox } = acting;
  const isFollowed = await inWorkspace(database, mailbox, async (prisma) => {
    const stream = await prisma.mailStream.findFirst({
      where: { workspaceId: mailbox.workspaceId, mailboxId: mailbox.id, kind: "mail" },
    });
    if (stream && mailbox.placeIds === null) await putPending(prisma, mailbox, { ...stream, kind: "mail" }, [ref]);
    else await putWritten(prisma, mailbox, ref);
    return stream !== null;
  });
  const message = isFollowed ? null : await read();
  if (message) await fileSent(acting, message);
}

const fileSent = ({ database, mailbox: id, now }: Acting, message: Message) =>
  inWorkspace(database, id, async (prisma) => {
    // First of all, as whoever follows a mailbox does.
    await lockWorkspace(prisma, id.workspaceId);
    const mailbox = await readMailbox(prisma, id);
    const outcomes = await fileMessages(prisma, mailbox, await readCircle(prisma, mailbox), [readLetter(message)], now);
    await putOutcomes(prisma, mailbox, "message", outcomes);
  });

async function fetchOne({ vendor, access }: Acting, ref: MessageRef): Promise<Message | null> {
  const [fetched] = await vendor.mail.fetch(access, [ref]);
  return fetched?.kind === "message" ? fetched.message : null;
}

interface SendRow {
  id: string;
  state: string;
  error: string | null;
  messageId: string;
  createdAt: Date;
}

/** A message not found this long after it was handed over was never taken. */
const SETTLED_AFTER_MS = 10 * 60_000;

/** What became of a send whose outcome we do not know: it is looked for by its Message-ID. */
export async function settleSend(acting: Acting, row: SendRow): Promise<SendView> {
  const { database, mailbox, now } = acting;
  // A process that died between asking and hearing leaves `sending` behind.
  if (row.state !== "unknown" && row.state !== "sending") return viewOf(row);
  let ref: MessageRef | null;
  try {
    ref = await acting.vendor.mail.findByMessageId(acting.access, normalMessageId(row.messageId) ?? row.messageId);
  } catch (error) {
    // A mailbox that may send and not be read keeps it to itself, however often it is asked.
    if (!(error instanceof AppError) || error.code !== "forbidden") throw error;
    return viewOf({ ...row, state: "unknown", error: wordsOf(error) });
  }
  const isOver = now.getTime() - row.createdAt.getTime() > SETTLED_AFTER_MS;
  if (!ref && !isOver) return viewOf({ ...row, state: "unknown" });
  if (ref) {
    const found = ref;
    await bringSent(acting, found, () => fetchOne(acting, found));
  }
  const data = ref
    ? { state: "sent", error: null, externalId: ref.externalId, settledAt: now }
    : { state: "refused", error: "The vendor never took it", settledAt: now };
  return viewOf(
    await inWorkspace(database, mailbox, (prisma) => prisma.mailSend.update({ where: keyOf(mailbox, row.id), data })),
  );
}

/** Everything of a mailbox whose outcome is open. */
export async function settleSends(acting: Acting): Promise<void> {
  const { database, mailbox } = acting;
  const open = await inWorkspace(database, mailbox, (prisma) =>
    prisma.mailSend.findMany({
      where: { workspaceId: mailbox.workspaceId, mailboxId: mailbox.id, state: { in: ["unknown", "sending"] } },
      take: 20,
    }),
  );
  for (const row of open) await settleSend(acting, row);
}

/** Makes a meeting and invites everybody; asked twice it is one. It is on the timelines at once. */
export async function scheduleMeeting(
  { database, vendor, access, mailbox, now }: Acting,
  asked: ScheduleRequest,
): Promise<{ meetingId: string | null; joinUrl: string | null }> {
  const { id: requestId, mailboxId: _, text: description, ...draft } = asked;
  const event: CalendarEvent = await vendor.calendar.schedule(access, { ...draft, requestId, description });
  const meetingId = await inWorkspace(database, mailbox, async (prisma) => {
    // First of all, as whoever follows this mailbox does.
    await lockWorkspace(prisma, mailbox.workspaceId);
    const key = { kind: "calendar", key: "primary" } as const;
    const own = { workspaceId: mailbox.workspaceId, mailboxId: mailbox.id };
    const stream = await prisma.mailStream.upsert({
      where: { workspaceId_mailboxId_kind_key: { ...own, ...key } },
      create: { ...own, ...key },
      update: {},
    });
    const window = { from: new Date(0).toISOString(), to: "9999-01-01T00:00:00.000Z" };
    const circle = await readCircle(prisma, mailbox);
    await fileEvents(prisma, mailbox, circle, { ...stream, kind: "calendar" }, [event], window, now);
    const item = await prisma.mailItem.findFirst({ where: { ...own, kind: "event", externalId: event.externalId } });
    return item?.privateId ?? item?.sharedId ?? null;
  });
  return { meetingId, joinUrl: event.meetingUrl };
}
