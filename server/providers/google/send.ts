// A draft → RFC 5322, sent once; and a message found again by its Message-ID.
import MailComposer from "nodemailer/lib/mail-composer";
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import { emailAddress } from "#shared/fields.ts";
import type { Access } from "../access.ts";
import type { Draft, MessageRef } from "../mail-provider.ts";
import type { GoogleClient } from "./client.ts";
import { isUnknown } from "./errors.ts";
import { units } from "./units.ts";

const sentMessage = z.object({ id: z.string(), threadId: z.string() });
const foundMessages = z.object({ messages: z.array(sentMessage).default([]) });

const refused = (message: string) => new AppError("invalid", message);

const withoutBrackets = (id: string) => id.trim().replace(/^<|>$/g, "");

/** An id as it may stand in a header and in a search; other people's need not have an @. */
function parseId(id: string): string {
  const bare = withoutBrackets(id);
  if (!/^[^\s<>"\\\p{Cc}]+$/u.test(bare)) throw refused("This is not the id of a message");
  return bare;
}

/** One line of a header: what could begin another is refused, not repaired. */
function parseLine(text: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw refused("A subject or a name must be one line");
  return text;
}

function parseAddress(address: string | null): string {
  const parsed = emailAddress.safeParse(address);
  if (!parsed.success || address === null) throw refused("Every recipient needs an address");
  return parsed.data;
}

async function compose(draft: Draft): Promise<Buffer> {
  const people = (role: "to" | "cc" | "bcc") =>
    draft.to
      .filter((person) => person.role === role || (role === "to" && person.role === "from"))
      .map(({ name, address }) => ({ name: parseLine(name), address: parseAddress(address) }));
  if (draft.to.length === 0) throw refused("A mail needs somebody to go to");
  const { inReplyTo } = draft;
  const composer = new MailComposer({
    messageId: `<${parseId(draft.messageId)}>`,
    from: { name: parseLine(draft.from.name), address: parseAddress(draft.from.address) },
    to: people("to"),
    cc: people("cc"),
    bcc: people("bcc"),
    subject: parseLine(draft.subject),
    text: draft.text,
    ...(inReplyTo && {
      inReplyTo: `<${parseId(inReplyTo.messageId)}>`,
      references: [...new Set([...inReplyTo.references, inReplyTo.messageId].map((id) => `<${parseId(id)}>`))],
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = composer.compile();
  // Gmail delivers to whom the headers name, and takes this one off.
  message.keepBcc = true;
  return message.build();
}

/** Gmail joins a thread only where its id, the references and the subject agree; a thread that is gone is no reason not to send. */
async function findThreadId(client: GoogleClient, access: Access, externalId: string): Promise<string | null> {
  try {
    const { threadId } = await client.ask(access, units.message, sentMessage, (options) =>
      client.gmail.users.messages.get({ userId: "me", id: externalId, format: "minimal" }, options),
    );
    return threadId;
  } catch (error) {
    if (isUnknown(error)) return null;
    throw error;
  }
}

export async function sendDraft(client: GoogleClient, access: Access, draft: Draft): Promise<MessageRef> {
  const raw = (await compose(draft)).toString("base64url");
  const threadId = draft.inReplyTo && (await findThreadId(client, access, draft.inReplyTo.externalId));
  const sent = await client.ask(access, units.send, sentMessage, (options) =>
    client.gmail.users.messages.send({ userId: "me", requestBody: { raw, ...(threadId && { threadId }) } }, options),
  );
  return { externalId: sent.id, threadExternalId: sent.threadId, at: null };
}

export async function findByMessageId(
  client: GoogleClient,
  access: Access,
  messageId: string,
): Promise<MessageRef | null> {
  const { messages } = await client.ask(access, units.messageList, foundMessages, (options) =>
    client.gmail.users.messages.list({ userId: "me", q: `rfc822msgid:${parseId(messageId)}`, maxResults: 1 }, options),
  );
  const [found] = messages;
  return found ? { externalId: found.id, threadExternalId: found.threadId, at: null } : null;
}
