// Outlook's page → MailContext. The page often has names without addresses, no message ids, and an address bar that
// is ahead of the pane: what it does not say stays null, and a conversation keeps the name it was shown under.
import type { Participant } from "#shared/fields.ts";
import type { MailContext, ShownMessage } from "#shared/mail.ts";
import {
  allIn,
  anyWay,
  attributeOf,
  closest,
  contains,
  findAll,
  findFirst,
  isVisible,
  lineOf,
  pageBody,
  parentOf,
} from "../find.ts";
import { hashText } from "../hash.ts";
import { KEY_LIMIT, LINE_LIMIT, MESSAGE_LIMIT } from "../limits.ts";
import { watchPage } from "../observe.ts";
import { cleanLine, eachOnce, parseAddress, parseMailbox } from "../people.ts";
import type { WebmailReader } from "../reader.ts";
import { bodyText } from "../text.ts";
import { findComposes, readCompose } from "./compose.ts";
import * as layout from "./layout.ts";

const bodyCss = anyWay(layout.bodies);
const senderCss = anyWay(layout.senders);
const outside = (element: Element) => !closest(element, bodyCss);

function findAccount(): string | null {
  for (const { css } of layout.accounts.by) {
    for (const element of allIn(pageBody(), css).filter(outside)) {
      for (const name of ["data-folder-name", "title", "aria-label"]) {
        const address = parseAddress(/[^\s()<>:]+@[^\s()<>:]+/.exec(attributeOf(element, name) ?? "")?.[0] ?? null);
        if (address) return address;
      }
      const shown = parseAddress(lineOf(element));
      if (shown) return shown;
    }
  }
  return null;
}

const subjectOf = (heading: Element) => cleanLine(attributeOf(heading, "title") || lineOf(heading), LINE_LIMIT);

/** Every message's own part of the pane: as far up from its sender as no other sender is inside. */
function findCards(pane: Element): { card: Element; sender: Element }[] {
  const senders = findAll(pane, layout.senders, (found) => outside(found) && isVisible(found));
  return senders.slice(0, MESSAGE_LIMIT).map((sender) => {
    let card = sender;
    for (let at = parentOf(sender); at && contains(pane, at); at = parentOf(at)) {
      if (allIn(at, senderCss).some((other) => other !== sender && outside(other) && isVisible(other))) break;
      card = at;
    }
    return { card, sender };
  });
}

function readSender(sender: Element): Participant | undefined {
  const texts = [...findAll(sender, layout.senderNames).map(lineOf), lineOf(sender)];
  const parsed = texts.map((text) => parseMailbox(text, "from")).filter((person) => person !== undefined);
  return parsed.find((person) => person.address) ?? parsed[0];
}

function readRecipients(card: Element, composes: readonly Element[]): Participant[] {
  const wells = findAll(card, layout.recipientWells, outside).filter(
    (well) => !composes.some((compose) => contains(compose, well)),
  );
  const chips = wells.flatMap((well) => findAll(well, layout.recipients));
  return eachOnce(chips.map((chip) => parseMailbox(lineOf(chip), "to")).filter((person) => person !== undefined));
}

/** What the message will be called wherever it is shown again, but for the conversation's part. */
const contentOf = (message: ShownMessage) =>
  hashText(`${message.from.address ?? message.from.name}\n${message.text?.replace(/\s+/g, " ")}`);

function readMessage(card: Element, sender: Element, composes: readonly Element[]): ShownMessage | undefined {
  const from = readSender(sender);
  const body = findFirst(card, layout.bodies, (found) => isVisible(found) && outside(parentOf(found) ?? found));
  // A draft: the words in it are nobody's yet.
  if (!from || (!body && composes.some((compose) => contains(compose, sender) || contains(card, compose))))
    return undefined;
  if (composes.some((compose) => contains(compose, sender))) return undefined;
  const text = body?.firstChild ? bodyText(body, { skip: layout.quotes, end: layout.quoteStarts }) : null;
  return { key: null, from, recipients: readRecipients(card, composes), sentAt: null, text };
}

/** Keys by content; the same words twice in one conversation are told apart by their order. */
function withKeys(messages: readonly ShownMessage[], prefix: string): ShownMessage[] {
  const times = new Map<string, number>();
  return messages.map((message) => {
    if (message.text === null) return message;
    const content = contentOf(message);
    const time = times.get(content) ?? 0;
    times.set(content, time + 1);
    return { ...message, key: `${prefix}:${content}${time > 0 ? `:${time}` : ""}` };
  });
}

/** What names a mail without a conversation: its words if it stands alone, else who began. */
function nameless(messages: readonly ShownMessage[]): string[] {
  const [first] = messages;
  if (!first) return [];
  return [messages.length === 1 ? contentOf(first) : (first.from.address ?? first.from.name)];
}

/** The name under which a pane's content was first shown: row and address bar change before the pane does. */
interface Binding {
  shown: string;
  conversation: string | null;
  link: string;
}

const isMailLink = (path: string) => /\/id\/|\/deeplink\//.test(path);

const withoutReplies = (subject: string) => subject.replace(/^(?:\p{L}{1,4}\s?(?:\[\d+\])?\s?[:：]\s*)+/u, "").trim();

export function outlookReader(): WebmailReader {
  let account: string | null = null;
  let binding: Binding | null = null;

  function bind(heading: Element, messages: readonly ShownMessage[]): Binding {
    const first = messages[0]?.from;
    const shown = [attributeOf(heading, "id"), subjectOf(heading), first?.address ?? first?.name].join("\n");
    if (binding?.shown === shown && binding.conversation !== null) return binding;
    const rows = findAll(pageBody(), layout.selectedRows, outside);
    const row = rows.length === 1 ? rows[0] : undefined;
    const belongs = row && lineOf(row).includes(withoutReplies(subjectOf(heading)));
    const path = isMailLink(location.pathname) ? location.pathname + location.search : "/mail/";
    binding = {
      shown,
      conversation: row && belongs ? attributeOf(row, "data-convid") : null,
      link: binding?.shown === shown ? binding.link : `${location.origin}${path}`,
    };
    return binding;
  }

  const read = (): MailContext => {
    account ??= findAccount();
    const composes = findComposes();
    const compose = readCompose(composes);
    const pane = findFirst(pageBody(), layout.panes, (found) => outside(found) && isVisible(found));
    if (!pane) {
      binding = null;
      if (isMailLink(location.pathname)) return { kind: "unreadable", missing: layout.panes.finds };
      return { kind: "none", account, compose };
    }
    const isPart = (found: Element) => outside(found) && !composes.some((one) => contains(one, found));
    const heading = findFirst(pane, layout.subjects, isPart);
    if (!heading) return { kind: "unreadable", missing: layout.subjects.finds };
    const found = findCards(pane)
      .map(({ card, sender }) => readMessage(card, sender, composes))
      .filter((message) => message !== undefined);
    if (found.length === 0) return { kind: "unreadable", missing: layout.senders.finds };
    const { conversation, link } = bind(heading, found);
    const subject = subjectOf(heading);
    // Without a conversation id (a window of its own, a search) the content itself is the name.
    const name = conversation ?? `-:${hashText([withoutReplies(subject), ...nameless(found)].join("\n"))}`;
    return {
      kind: "thread",
      threadKey: `outlook:${name}`.slice(0, KEY_LIMIT),
      subject,
      link,
      messages: withKeys(found, `outlook:${hashText(name)}`),
      account,
      compose,
    };
  };

  return {
    read,
    watch: (signal, onChange) => watchPage({ read, attributes: layout.telling }, signal, onChange),
    roomElement: pageBody,
  };
}
