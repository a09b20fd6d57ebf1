// What a mailbox has brought, taken away again: its claims end, and with the last claim the records.
import type { Database } from "../store/database.ts";
import { dropItems } from "./leave.ts";
import { inWorkspace, type MailboxId } from "./mailboxes.ts";

const PAGE = 500;

/** Page by page; begun again after an interruption it goes on where it was. The mailbox's row goes last. */
export async function forgetMailbox(database: Database, mailbox: MailboxId): Promise<void> {
  const { workspaceId, id } = mailbox;
  for (const kind of ["message", "event"] as const) {
    for (;;) {
      const dropped = await inWorkspace(database, mailbox, async (prisma) => {
        const items = await prisma.mailItem.findMany({
          where: { workspaceId, mailboxId: id, kind },
          select: { externalId: true },
          take: PAGE,
        });
        return dropItems(
          prisma,
          mailbox,
          kind,
          items.map(({ externalId }) => externalId),
          new Date(),
        );
      });
      if (dropped === 0) break;
    }
  }
  await inWorkspace(database, mailbox, async (prisma) => {
    await prisma.mailStream.deleteMany({ where: { workspaceId, mailboxId: id } });
    await prisma.mailSend.deleteMany({ where: { workspaceId, mailboxId: id } });
    await prisma.mailbox.deleteMany({ where: { workspaceId, id } });
  });
}
