// A thread that is on screen, as its owner's mailbox knows it: where a webmail shows names only, here are the addresses.

import type { z } from "zod";
import type { recognised } from "#shared/mailbox.ts";
import type { Access } from "../providers/access.ts";
import type { MessageRef } from "../providers/mail-provider.ts";
import type { Vendor } from "../providers/vendor.ts";
import type { PrismaTransaction } from "../store/database.ts";
import type { Mailbox } from "./mailboxes.ts";

type Recognised = z.infer<typeof recognised>;

/** As much of a thread as a page shows at once. */
const MOST_MESSAGES = 20;

/** Messages of the thread in this mailbox, whether anybody in them is known or not. */
export async function findThreadItems(
  prisma: PrismaTransaction,
  { workspaceId, id }: Mailbox,
  vendor: Vendor,
  threadKey: string,
): Promise<MessageRef[]> {
  const rows = await prisma.mailItem.findMany({
    where: {
      workspaceId,
      mailboxId: id,
      kind: "message",
      threadExternalId: { in: vendor.mail.threadIdsOf(threadKey) },
    },
    select: { externalId: true, threadExternalId: true, at: true },
    orderBy: { at: "desc" },
    take: MOST_MESSAGES,
  });
  return rows.map(({ at, ...ids }) => ({ ...ids, at: at?.toISOString() ?? null }));
}

/** Kith keeps nobody's address it does not know: the vendor is asked for those of this one thread. */
export async function readThread({ mail }: Vendor, access: Access, refs: readonly MessageRef[]): Promise<Recognised> {
  if (refs.length === 0) return { messages: [] };
  const fetched = await mail.fetch(access, refs.slice(0, mail.fetchSize));
  const messages = fetched.flatMap((one) => (one.kind === "message" ? [one.message] : []));
  return {
    messages: messages
      .toSorted((a, b) => a.at.localeCompare(b.at))
      .map(({ at, participants, shownKeys }) => ({
        at,
        messageKeys: [...shownKeys],
        participants: participants.slice(0, 200).map(({ name, address, role }) => ({
          name: name.slice(0, 300),
          address: address?.toLowerCase() ?? null,
          role,
        })),
      })),
  };
}
