/** World → what a perfect reader sees on the Gmail stand-in right after opening a thread. */
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
import { wordsFor } from "../words.ts";
import type { MailWorld, Participant, SandboxThread } from "../world/types.ts";
import { foldFrom, shownName, shownRecipients } from "./data.ts";
import { hostileText } from "./hostile.ts";
import { arrivedAt, messageId, threadId } from "./ids.ts";
import type { GmailSkin } from "./skins.ts";

export function gmailTruth(skin: GmailSkin, language: string, world: MailWorld, id: string): SeenThread {
  if (skin.unreadable) return unreadable;
  const thread = findThread(world.threads, id);
  const words = wordsFor(language);
  const seen = (person: Participant): SeenPerson => ({
    name: person.address === world.account.address || person.name ? shownName(person, world.account, words) : "",
    address: person.address,
  });
  const states = openingStates(thread, foldFrom);
  const messages = sentMessages(thread).map((message, index): SeenMessage => {
    const state = states[index] ?? "collapsed";
    const expanded = state === "expanded";
    const { perm, legacy } = messageId(message);
    const id = !expanded || skin.messageIds === "none" ? null : (legacy ?? `msg-${perm}`);
    const everyone = [...message.to, ...message.cc];
    return {
      state,
      worldId: message.id,
      id,
      from: state === "hidden" ? null : seen(message.from),
      recipients: expanded ? everyone.slice(0, shownRecipients).map(seen) : [],
      split: null,
      recipientsCut: expanded && everyone.length > shownRecipients,
      sentAt: id && legacy ? arrivedAt(legacy) : null,
      text: expanded ? collapseSpace(`${message.text} ${skin.hostileBody ? hostileText : ""}`) : null,
      hasQuote: expanded && message.quoted !== undefined,
    };
  });
  return {
    readable: true,
    threadId: skin.threadIds === "none" ? null : threadId(thread).legacy,
    itemId: null,
    subject: thread.subject,
    account: world.account.address,
    messages,
  };
}

export function gmailRows(skin: GmailSkin, language: string, world: MailWorld): readonly SeenRow[] {
  if (skin.unreadable || skin.layout === "popout") return [];
  const words = wordsFor(language);
  const peopleOf = (thread: SandboxThread): SeenPerson[] => {
    const byAddress = new Map(sentMessages(thread).map(({ from }) => [from.address, from]));
    return [...byAddress.values()].map((from) => ({
      name: shownName(from, world.account, words),
      address: from.address,
    }));
  };
  return world.threads
    .filter((thread) => thread.folder === "inbox")
    .map((thread) => ({
      worldId: thread.id,
      threadId: skin.threadIds === "none" ? null : threadId(thread).legacy,
      subject: thread.subject,
      people: peopleOf(thread),
    }));
}
