// The content script's end of the wire. Types only: `messages.ts` itself would bring Zod into the page.
import { browser } from "wxt/browser";
import type { MessageAnswer, MessageArgs, MessageName, Reply } from "../messages.ts";

type WebmailMessage = Extract<MessageName, `webmail.${string}`>;

/** The extension was updated or removed; this script can no longer reach it and must end. */
export const isOrphaned = (): boolean => {
  try {
    return browser.runtime?.id === undefined;
  } catch {
    return true;
  }
};

/** Throws when the background is not there or refuses. */
export async function send<N extends WebmailMessage>(name: N, args: MessageArgs<N>): Promise<MessageAnswer<N>> {
  const reply: Reply<MessageAnswer<N>> | undefined = await browser.runtime.sendMessage({ kith: name, args });
  if (!reply) throw new Error(`${name} was not answered`);
  if (!reply.ok) throw new Error(`${name} was refused: ${reply.code}`);
  return reply.value;
}
