// One round of a mailbox's calendar, inside a window of time that moves on with the days.
import { AppError } from "#shared/errors.ts";
import type { Access } from "../providers/access.ts";
import type { CalendarProvider, Window } from "../providers/calendar-provider.ts";
import { lockWorkspace } from "../store/workspace.ts";
import { dropEvents, fileEvents } from "./file-events.ts";
import { dropItems } from "./leave.ts";
import { asWriter, type Mailbox, readMailbox } from "./mailboxes.ts";
import { readCircle } from "./people.ts";
import { MOST_RESETS, openStream, putStream, resetStream, type Stream, type Writer } from "./round.ts";

const DAY_MS = 24 * 60 * 60_000;
/** How far back and ahead a calendar is followed, and by how much that may be late. */
const PAST_DAYS = 30;
const AHEAD_DAYS = 180;
const SLACK_DAYS = 7;

const days = (from: Date, count: number) => new Date(Math.floor(from.getTime() / DAY_MS) * DAY_MS + count * DAY_MS);

/**
 * The window of the round under way, or a new one when its end has come nearer than it should be; or is further away than
 * it can be, because somebody has set the clock back.
 */
function windowOf(stream: Stream, now: Date): { from: Date; to: Date } {
  const { windowTo } = stream;
  const isLate = !windowTo || windowTo < days(now, AHEAD_DAYS - SLACK_DAYS) || windowTo > days(now, AHEAD_DAYS + 1);
  if (!isLate && stream.windowFrom && stream.windowTo) return { from: stream.windowFrom, to: stream.windowTo };
  return { from: days(now, -PAST_DAYS), to: days(now, AHEAD_DAYS) };
}

export async function runCalendarRound(
  writer: Writer,
  calendar: CalendarProvider,
  access: Access,
  mailbox: Mailbox,
): Promise<void> {
  const { database, now } = writer;
  let stream = await openStream(writer, "calendar", "primary");
  const { from, to } = windowOf(stream, now());
  const window: Window = { from: from.toISOString(), to: to.toISOString() };
  if (stream.windowTo?.getTime() !== to.getTime()) {
    const fresh = { windowFrom: from, windowTo: to, cursor: null, roundCursor: null, isListing: true };
    const facts = { ...fresh, generation: stream.generation + 1 };
    const before = stream;
    await asWriter(database, mailbox, writer.writer, (prisma) => putStream(prisma, mailbox, before, facts));
    stream = { ...stream, ...facts };
  }
  for (let resets = 0; ; ) {
    const current = stream;
    const page = await calendar.changes(access, current.roundCursor ?? current.cursor, window);
    if (page.reset) {
      resets += 1;
      const isBeginning = current.cursor === null && current.roundCursor === null;
      if (isBeginning || resets > MOST_RESETS) {
        throw new AppError("unavailable", "The calendar keeps forgetting where Kith was; Kith will try again");
      }
      stream = await asWriter(database, mailbox, writer.writer, (prisma) => resetStream(prisma, mailbox, current));
      continue;
    }
    const facts = page.more
      ? { roundCursor: page.cursor }
      : { cursor: page.cursor, roundCursor: null, lastSuccessAt: now(), isListing: false };
    await asWriter(database, mailbox, writer.writer, async (prisma) => {
      await lockWorkspace(prisma, mailbox.workspaceId);
      const fresh = await readMailbox(prisma, mailbox);
      const circle = await readCircle(prisma, fresh);
      await fileEvents(prisma, fresh, circle, current, page.upserted, window, now());
      await dropEvents(prisma, mailbox, page.removedIds, window, now());
      if (!page.more && current.isListing) {
        // A complete listing has no word for what is gone: it is what the listing did not have, inside the window.
        const gone = await prisma.mailItem.findMany({
          where: {
            workspaceId: mailbox.workspaceId,
            mailboxId: mailbox.id,
            kind: "event",
            generation: { lt: current.generation },
            at: { gte: from, lt: to },
          },
          select: { externalId: true },
        });
        await dropItems(
          prisma,
          mailbox,
          "event",
          gone.map(({ externalId }) => externalId),
          now(),
        );
      }
      await putStream(prisma, mailbox, current, facts);
    });
    stream = { ...current, ...facts };
    if (!page.more) return;
  }
}
