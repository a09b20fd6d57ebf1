// Takes every message, checks who sends it, parses it, and answers; the only place where errors become answers.

import { type Browser, browser } from "wxt/browser";
import type { z } from "zod";
import { AppError } from "#shared/errors.ts";
import { parseOrThrow } from "#shared/mutation.ts";
import { log } from "../log.ts";
import { envelope, type MessageAnswer, type MessageArgs, type MessageName, messages, type Reply } from "../messages.ts";
import { isBoundFrame } from "./tabs.ts";

export type Sender = Browser.runtime.MessageSender;

export type Handlers = {
  [N in MessageName]: (args: MessageArgs<N>, sender: Sender) => Promise<MessageAnswer<N>>;
};

// Not the sidebar's address: its host is another one at every start (use_dynamic_url).
const ownOrigin = new URL(browser.runtime.getURL("/dashboard.html")).origin;
const originOf = (url: string | undefined) => (url && URL.canParse(url) ? new URL(url).origin : null);

const isOwnPage = (sender: Sender) => sender.id === browser.runtime.id && originOf(sender.url) === ownOrigin;

/** Our script in a webmail's top frame; content scripts run nowhere else. */
const isWebmailScript = (sender: Sender) =>
  sender.id === browser.runtime.id && sender.tab !== undefined && sender.frameId === 0 && !isOwnPage(sender);

/** A page of ours alone in its tab, or the one frame our script opened in a webmail. */
export const isTrustedPage = async (sender: Sender) =>
  isOwnPage(sender) && (sender.frameId === undefined || sender.frameId === 0 || (await isBoundFrame(sender)));

async function assertAllowed(name: MessageName, sender: Sender): Promise<void> {
  const isAllowed =
    messages[name].from === "webmail"
      ? isWebmailScript(sender)
      : name === "frame.bind"
        ? isOwnPage(sender)
        : await isTrustedPage(sender);
  if (isAllowed) return;
  log.warn({ message: name, frameId: sender.frameId }, "message refused");
  throw new AppError("forbidden", "Open Kith from the toolbar");
}

async function answer(handlers: Handlers, input: unknown, sender: Sender): Promise<Reply<unknown>> {
  try {
    const { kith: name, args } = parseOrThrow(envelope, input);
    if (!Object.hasOwn(messages, name)) throw new AppError("invalid", "Kith knows no such message");
    const known = name as MessageName;
    await assertAllowed(known, sender);
    const parsed = parseOrThrow(messages[known].args as z.ZodType, args);
    return { ok: true, value: await handlers[known](parsed as never, sender) };
  } catch (error) {
    if (error instanceof AppError) {
      return { ok: false, code: error.code, message: error.message, fields: error.fields };
    }
    log.error({ error: String(error) }, "message failed");
    return { ok: false, code: "internal", message: "Something went wrong in Kith; nothing was saved", fields: [] };
  }
}

export function route(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((input: unknown, sender: Sender, respond: (reply: unknown) => void) => {
    void answer(handlers, input, sender).then(respond);
    // Keeps the channel open until the answer is there.
    return true;
  });
}
