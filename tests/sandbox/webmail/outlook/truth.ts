/** World → what a perfect reader sees on the Outlook stand-in right after opening a thread. */
import {
  collapseSpace,
  findThread,
  openingStates,
  type SeenMessage,
  type SeenPerson,
  type SeenRow,
  type SeenThread,
  sentMessages,
  unreadable,
} from "../truth.ts";
import type { MailWorld, Participant } from "../world/types.ts";
import { recipientsShown } from "./data.ts";
import { hostileText } from "./hostile.ts";
import { conversationId, itemId } from "./ids.ts";
import { shownPerson } from "./people.ts";
import type { OutlookSkin } from "./skins.ts";

/** Rows a virtual list keeps in the page. */
export const rowsKept = 14;

export function outlookTruth(skin: OutlookSkin, _language: string, world: MailWorld, id: string): SeenThread {
  if (skin.unreadable) return unreadable;
  const thread = findThread(world.threads, id);
  const seen = (person: Participant): SeenPerson => shownPerson(skin, world.account, person);
  const states = openingStates(thread, Number.POSITIVE_INFINITY);
  const limit = skin.recipientsShown ?? recipientsShown;
  const conversation = sentMessages(thread).map((message, index): SeenMessage => {
    const expanded = states[index] === "expanded";
    const split = { to: message.to.slice(0, limit).map(seen), cc: message.cc.slice(0, limit).map(seen) };
    return {
      state: expanded ? "expanded" : "collapsed",
      worldId: message.id,
      id: null,
      from: seen(message.from),
      recipients: expanded ? [...split.to, ...split.cc] : [],
      split: expanded ? split : null,
      recipientsCut: expanded && (message.to.length > limit || message.cc.length > limit),
      sentAt: null,
      text: expanded ? collapseSpace(`${message.text} ${skin.hostileBody ? hostileText : ""}`) : null,
      hasQuote: expanded && message.quoted !== undefined,
    };
  });
  const messages = skin.view === "item" ? conversation.slice(-1) : conversation;
  const hasList = (skin.layout ?? "split") === "split";
  return {
    readable: true,
    threadId: hasList ? conversationId(skin, thread) : null,
    itemId: skin.idsVary ? null : itemId(skin, thread),
    subject: thread.subject,
    account: skin.layout === "deeplink" ? null : world.account.address,
    messages: skin.newestFirst ? messages.toReversed() : messages,
  };
}

export function outlookRows(skin: OutlookSkin, _language: string, world: MailWorld): readonly SeenRow[] {
  if (skin.unreadable || skin.layout === "deeplink") return [];
  return world.threads
    .filter((thread) => thread.folder === "inbox")
    .slice(0, rowsKept)
    .map((thread) => ({
      worldId: thread.id,
      threadId: conversationId(skin, thread),
      subject: thread.subject,
      people: [...new Map(sentMessages(thread).map(({ from }) => [from.address, from])).values()].map((from) =>
        shownPerson(skin, world.account, from),
      ),
    }));
}
