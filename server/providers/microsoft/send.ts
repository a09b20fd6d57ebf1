// Sending exactly once: a draft that carries our Message-ID, then the order to send it. Until that order nothing has
// happened; after it, the Message-ID tells.
import MailComposer from "nodemailer/lib/mail-composer";
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import { emailAddress } from "#shared/fields.ts";
import type { Access } from "../access.ts";
import type { Draft, MessageRef } from "../mail-provider.ts";
import { encode, type Graph, readAs } from "./client.ts";
import { toAppError } from "./errors.ts";
import { findInstant } from "./words.ts";

const draftAnswer = z.object({
  id: z.string(),
  conversationId: z.string().nullish(),
  internetMessageId: z.string().nullish(),
});

const foundAnswer = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      conversationId: z.string().nullish(),
      receivedDateTime: z.string().nullish(),
      isDraft: z.boolean().nullish(),
      parentFolderId: z.string().nullish(),
    }),
  ),
});
type Found = z.infer<typeof foundAnswer>["value"][number];

const withoutBrackets = (id: string) => id.trim().replace(/^<|>$/g, "");

/** What would end a header line and begin another, or make one Message-ID into two. */
function refuseUnsafe(draft: Draft): void {
  const people = [draft.from, ...draft.to];
  const lines = [draft.subject, ...people.flatMap(({ name, address }) => [name, address ?? ""])];
  const ids = [draft.messageId, ...(draft.inReplyTo ? [draft.inReplyTo.messageId, ...draft.inReplyTo.references] : [])];
  if (lines.some((line) => /[\p{Cc}\u2028\u2029]/u.test(line)))
    throw new AppError("invalid", "A line of this mail has a line break");
  if (ids.some((id) => !/^<?[^\s<>"\\\p{Cc}]+>?$/u.test(id.trim())))
    throw new AppError("invalid", "A Message-ID is not one");
  if (draft.to.length === 0) throw new AppError("invalid", "This mail has no recipient");
  if (people.some(({ address }) => !address || /\s/.test(address) || !emailAddress.safeParse(address).success)) {
    throw new AppError("invalid", "A recipient of this mail has no address");
  }
}

/** As MIME: as JSON, Microsoft takes no header of its own but those that begin with `x-`, and so no References. */
async function mimeOf(draft: Draft): Promise<string> {
  const to = (role: string) =>
    draft.to.filter((one) => one.role === role).map(({ name, address }) => ({ name, address: address ?? "" }));
  const answered = draft.inReplyTo;
  const mail = new MailComposer({
    from: draft.from,
    to: [...to("to"), ...to("from")],
    cc: to("cc"),
    bcc: to("bcc"),
    subject: draft.subject,
    text: draft.text,
    messageId: `<${withoutBrackets(draft.messageId)}>`,
    ...(answered && {
      inReplyTo: `<${withoutBrackets(answered.messageId)}>`,
      references: [...new Set([...answered.references, answered.messageId].map((id) => `<${withoutBrackets(id)}>`))],
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  // A draft must name them; Exchange leaves them out of what it delivers.
  mail.keepBcc = true;
  return (await mail.build()).toString("base64");
}

async function readByMessageId(graph: Graph, access: Access, messageId: string): Promise<Found[]> {
  const id = `<${withoutBrackets(messageId)}>`.replaceAll("'", "''");
  const query = {
    $filter: `internetMessageId eq '${id}'`,
    $select: "id,conversationId,receivedDateTime,isDraft,parentFolderId",
  };
  return readAs(foundAnswer, await graph.ask(access, { path: "/me/messages", query })).value;
}

/** Still in the folder of drafts, and so not on its way: what Microsoft is sending just now may look like a draft. */
async function readDraftsOf(graph: Graph, access: Access, found: readonly Found[]): Promise<Found[]> {
  if (!found.some((one) => one.isDraft)) return [];
  const folder = { path: "/me/mailFolders/drafts", query: { $select: "id" } };
  const { id } = readAs(z.object({ id: z.string() }), await graph.ask(access, folder));
  return found.filter((one) => one.isDraft && one.parentFolderId === id);
}

const foundToRef = ({ id, conversationId, receivedDateTime }: Found): MessageRef => ({
  externalId: id,
  threadExternalId: conversationId ?? null,
  at: findInstant(receivedDateTime) ?? null,
});

export async function findByMessageId(graph: Graph, access: Access, messageId: string): Promise<MessageRef | null> {
  const found = await readByMessageId(graph, access, messageId);
  const drafts = await readDraftsOf(graph, access, found);
  const sent = found.find((one) => !drafts.includes(one));
  return sent ? foundToRef(sent) : null;
}

async function erase(graph: Graph, access: Access, id: string): Promise<void> {
  try {
    await graph.ask(access, { method: "DELETE", path: `/me/messages/${encode(id)}` });
  } catch {
    // A draft too many is untidy; that the mail was not sent is what the caller must hear.
  }
}

async function makeDraft(graph: Graph, access: Access, draft: Draft): Promise<z.infer<typeof draftAnswer>> {
  const answer = await graph.ask(access, { method: "POST", path: "/me/messages", body: await mimeOf(draft) });
  const made = readAs(draftAnswer, answer);
  const kept = withoutBrackets(made.internetMessageId ?? "") === withoutBrackets(draft.messageId);
  if (kept) return made;
  const body = { internetMessageId: `<${withoutBrackets(draft.messageId)}>` };
  await graph.ask(access, { method: "PATCH", path: `/me/messages/${encode(made.id)}`, body });
  return made;
}

export async function send(graph: Graph, access: Access, draft: Draft): Promise<MessageRef> {
  refuseUnsafe(draft);
  // What an earlier try has left: sent after all, or drafts that must not lie about for the rep to send.
  const earlier = await readByMessageId(graph, access, draft.messageId);
  const drafts = await readDraftsOf(graph, access, earlier);
  const sent = earlier.find((one) => !drafts.includes(one));
  if (sent) return foundToRef(sent);
  for (const one of drafts) await erase(graph, access, one.id);

  const made = await makeDraft(graph, access, draft);
  try {
    await graph.ask(access, { method: "POST", path: `/me/messages/${encode(made.id)}/send` });
  } catch (error) {
    const failure = toAppError(error);
    if (failure.code !== "unavailable") await erase(graph, access, made.id);
    throw failure;
  }
  // Microsoft says both that a sent draft keeps its stable id and that it does not.
  try {
    const copy = await findByMessageId(graph, access, draft.messageId);
    if (copy) return copy;
  } catch {
    // It is sent, and that must be the answer: the changes will tell where the copy lies.
  }
  return { externalId: made.id, threadExternalId: made.conversationId ?? null, at: null };
}
