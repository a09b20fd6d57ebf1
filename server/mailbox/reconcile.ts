// Once a day the last two weeks are listed again and compared with the ledger: what the changes never told of is found
// here, and asked for like anything else.
import { AppError } from "#shared/errors.ts";
import type { Access } from "../providers/access.ts";
import type { MailProvider, MailScope, MessageRef } from "../providers/mail-provider.ts";
import { putPending } from "./items.ts";
import { asWriter, type Mailbox } from "./mailboxes.ts";
import { openStream, type Writer } from "./round.ts";

const DAY_MS = 24 * 60 * 60_000;
const LOOK_BACK_DAYS = 14;

export async function reconcile(
  writer: Writer,
  mail: MailProvider,
  access: Access,
  mailbox: Mailbox,
  scope: MailScope,
): Promise<void> {
  const now = writer.now();
  const { reconciledAt } = mailbox;
  if (reconciledAt && reconciledAt > new Date(now.getTime() - DAY_MS) && reconciledAt <= now) return;
  const past = new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS).toISOString();
  const recent = { ...scope, since: past > scope.since ? past : scope.since };
  // The first listing has just been made: there is nothing to compare it with.
  if (mailbox.reconciledAt) {
    for (const key of await mail.listStreams(access, recent)) {
      const refs = await listAll(mail, access, key, recent);
      const stream = await openStream(writer, "mail", key);
      if (refs === null) throw new AppError("unavailable", "The mailbox forgot where Kith was in a list");
      await asWriter(writer.database, mailbox, writer.writer, async (prisma) => {
        const { workspaceId, id } = mailbox;
        const listed = refs.map(({ externalId }) => externalId);
        const known = await prisma.$queryRaw<{ externalId: string }[]>`
          select "externalId" from "mail_item"
          where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid and "kind" = 'message'
            and "streamKey" = ${key} and "externalId" = any(${listed}::text[])`;
        const ids = new Set(known.map(({ externalId }) => externalId));
        // Never heard of, or thought to be in another folder.
        const missed = refs.filter(({ externalId }) => !ids.has(externalId));
        await putPending(prisma, mailbox, stream, missed);
        // Not in the list and not said to be gone: asking for it will tell.
        await prisma.$executeRaw`
          update "mail_item" set "state" = 'pending', "attempts" = 0, "retryAt" = null
          where "workspaceId" = ${workspaceId}::uuid and "mailboxId" = ${id}::uuid and "kind" = 'message'
            and "streamKey" = ${key} and "at" >= ${recent.since}::timestamptz
            and not exists (select from unnest(${listed}::text[]) as given("id") where given."id" = "externalId")`;
      });
    }
  }
  await asWriter(writer.database, mailbox, writer.writer, (prisma) =>
    prisma.mailbox.updateMany({
      where: { workspaceId: mailbox.workspaceId, id: mailbox.id },
      data: { reconciledAt: now },
    }),
  );
}

/** Null where the list broke off. */
async function listAll(
  mail: MailProvider,
  access: Access,
  stream: string,
  scope: MailScope,
): Promise<MessageRef[] | null> {
  const refs: MessageRef[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page = await mail.changes(access, stream, cursor, scope);
    if (page.reset) return null;
    refs.push(...page.upserted.filter(({ at }) => at === null || at >= scope.since));
    if (!page.more) return refs;
    cursor = page.cursor;
  }
}
