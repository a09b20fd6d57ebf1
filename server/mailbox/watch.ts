// A mailbox's watch at its vendor, begun and renewed in the mailbox's turn. Whatever becomes of it, the turn goes on:
// hints make mail come sooner, polling makes it come.
import { createHash, randomBytes } from "node:crypto";
import { AppError } from "#shared/errors.ts";
import type { Logger } from "#shared/log.ts";
import type { Access } from "../providers/access.ts";
import type { PushProvider, Watch } from "../providers/push.ts";
import { asWriter, type Mailbox } from "./mailboxes.ts";
import type { Writer } from "./round.ts";

/** Renewed at half of its life, and once a day at least. */
const LONGEST_UNSEEN_MS = 24 * 60 * 60_000;
const TRY_AGAIN_MS = 15 * 60_000;

export const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");

export async function keepWatched(
  writer: Writer,
  push: PushProvider | null,
  access: Access,
  mailbox: Mailbox,
  log: Logger,
): Promise<void> {
  const now = writer.now();
  // Later than any end may be: the clock was set back since.
  const isSeenTo =
    mailbox.pushDueAt !== null &&
    mailbox.pushDueAt > now &&
    mailbox.pushDueAt.getTime() <= now.getTime() + LONGEST_UNSEEN_MS;
  if (!push || isSeenTo) return;
  try {
    const made = await renewOrWatch(push, access, mailbox, now);
    await put(writer, made);
    log.debug({ mailboxId: mailbox.id, endsAt: made.pushEndsAt }, "mailbox watched");
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") throw error;
    const code = error instanceof AppError ? error.code : "internal";
    log.warn({ mailboxId: mailbox.id, code }, "mailbox could not be watched");
    await put(writer, { pushDueAt: new Date(now.getTime() + TRY_AGAIN_MS) });
  }
}

type Facts = Partial<Pick<Mailbox, "pushIds" | "pushSecretHash" | "pushEndsAt" | "pushDueAt">>;

async function renewOrWatch(push: PushProvider, access: Access, mailbox: Mailbox, now: Date): Promise<Facts> {
  const { features, pushIds, pushEndsAt } = mailbox;
  const lasts = pushIds.length > 0 && pushEndsAt !== null && pushEndsAt > now;
  const renewed = lasts ? await push.renew(access, pushIds, features) : null;
  if (renewed) return factsOf(renewed, now);
  // What is left of an earlier one would go on telling of this mailbox with an old secret, and ends by itself anyway.
  if (pushIds.length > 0) await push.unwatch(access, pushIds).catch(() => undefined);
  const secret = randomBytes(32).toString("base64url");
  const made = await push.watch(access, { features, secret });
  const later = new Date(now.getTime() + LONGEST_UNSEEN_MS);
  if (!made) return { pushIds: [], pushSecretHash: null, pushEndsAt: null, pushDueAt: later };
  const pushSecretHash = push.source.kind === "sent" ? hashOf(secret) : null;
  return { ...factsOf(made, now), pushSecretHash };
}

function factsOf({ ids, endsAt }: Watch, now: Date): Facts {
  const pushEndsAt = new Date(endsAt);
  const halfMs = Math.max(0, pushEndsAt.getTime() - now.getTime()) / 2;
  return { pushIds: [...ids], pushEndsAt, pushDueAt: new Date(now.getTime() + Math.min(halfMs, LONGEST_UNSEEN_MS)) };
}

const put = ({ database, mailbox: id, writer }: Writer, facts: Facts) =>
  asWriter(database, id, writer, (prisma) =>
    prisma.mailbox.updateMany({ where: { workspaceId: id.workspaceId, id: id.id }, data: facts }),
  );
