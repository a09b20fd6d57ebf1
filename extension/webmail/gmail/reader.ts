// Gmail's page → MailContext. Reads what lasts (layout.ts), and nothing it is not sure of.
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
  isBefore,
  isLike,
  isVisible,
  lineOf,
  pageBody,
  pageRoot,
  textOf,
} from "../find.ts";
import { hashText } from "../hash.ts";
import { LINE_LIMIT, MESSAGE_LIMIT } from "../limits.ts";
import { watchPage } from "../observe.ts";
import { cleanLine, eachOnce, parseAddress, toParticipant } from "../people.ts";
import type { WebmailReader } from "../reader.ts";
import { bodyText } from "../text.ts";
import { findComposes, readCompose } from "./compose.ts";
import { findIdInJslog, isLocalId, legacyIdToInstant, parseLegacyId } from "./ids.ts";
import * as layout from "./layout.ts";

const listCss = anyWay(layout.lists);
const popupCss = anyWay(layout.popups);
const itemCss = anyWay(layout.messages);
const bodyCss = anyWay(layout.bodies);

/**
 * The page as one reading sees it, from the outside in: what a mail's own markup imitates lies inside a message that
 * was found before it, so it is never taken for the page's.
 */
interface Page {
  account: string | null;
  /** All that looks like a compose window, even inside a mail. */
  composes: Element[];
}

const isCompose = (page: Page, element: Element) => page.composes.some((compose) => contains(compose, element));

/** `GLOBALS` is the page's own, out of our reach; the header and the window's title name the account as well. */
function findAccount(): string | null {
  for (const element of findAll(pageBody(), layout.accounts, (found) => !closest(found, itemCss))) {
    const address = parseAddress(/[^\s()<>:]+@[^\s()<>:]+/.exec(attributeOf(element, "aria-label") ?? "")?.[0] ?? null);
    if (address) return address;
  }
  // "Subject - address - Gmail": the subject comes first, so the last address is Gmail's own.
  const named = allIn(pageRoot(), "head > title").map(textOf)[0] ?? "";
  const last = named.match(/[^\s()<>"]+@[^\s()<>"]+(?= - [^@]*$)/g)?.at(-1);
  return parseAddress(last ?? null);
}

const namesItsThread = (heading: Element) => isLike(heading, layout.surelyHeading);

interface Thread {
  heading: Element;
  items: Element[];
}

/** The heading stands before the messages and outside of them, so no mail can imitate it. */
function findThread(page: Page): Thread | undefined {
  const accept = (found: Element) =>
    !closest(found, itemCss) && !closest(found, listCss) && !isCompose(page, found) && isVisible(found);
  for (const view of findAll(pageBody(), layout.views, (found) => !closest(found, itemCss) && isVisible(found))) {
    const headings = findAll(view, layout.threadHeadings, accept);
    // A bare `h2` may also be a title for screen readers: the subject is the one next to the messages.
    for (const heading of headings.toReversed()) {
      const items = findItems(view, heading, page);
      if (items.length > 0) return { heading, items };
    }
    const heading = headings.find(namesItsThread);
    if (heading) return { heading, items: [] };
  }
  return undefined;
}

function findItems(view: Element, heading: Element, page: Page): Element[] {
  for (const { css } of layout.messages.by) {
    const outermost: Element[] = [];
    for (const item of allIn(view, css)) {
      // In document order, so what holds this one is the last that was taken.
      const last = outermost.at(-1);
      if (last && contains(last, item)) continue;
      if (closest(item, listCss) || isCompose(page, item) || !isBefore(heading, item) || !isVisible(item)) continue;
      outermost.push(item);
    }
    const told = outermost.filter((item) => findSender(item, page) !== undefined);
    if (told.length > 0) return told.slice(0, MESSAGE_LIMIT);
  }
  return [];
}

/** The first person in a message, whatever the classes: the header precedes the body. */
const findSender = (item: Element, page: Page) =>
  findFirst(
    item,
    layout.people,
    (found) =>
      !isCompose(page, found) && !closest(found, popupCss) && parseAddress(attributeOf(found, "email")) !== null,
  );

/** The outermost that looks like a body after the sender: what looks like one inside it is the mail's own. */
const findBody = (item: Element, sender: Element) =>
  allIn(item, bodyCss).find((found) => isBefore(sender, found) && isVisible(found));

function findThreadId(heading: Element, found: readonly FoundMessage[]): string | null {
  const own = parseLegacyId(attributeOf(heading, "data-legacy-thread-id"));
  const permanent = attributeOf(heading, "data-thread-perm-id");
  const named = own ?? parseLegacyId(permanent) ?? findIdInJslog(attributeOf(heading, "jslog"), "thread");
  if (named) return named;
  for (const { body } of found) {
    const id = body && findIdInJslog(attributeOf(body, "jslog"), "thread");
    if (id) return id;
  }
  const selected = findAll(pageBody(), layout.selectedRows).filter(isVisible);
  const ids = new Set(selected.map((row) => parseLegacyId(attributeOf(row, "data-legacy-thread-id"))));
  if (ids.size === 1) return [...ids][0] ?? null;
  return isLocalId(permanent) ? (permanent?.replace(/^#/, "") ?? null) : null;
}

interface MessageIds {
  id: string | null;
  /** The mail was sent from this browser a moment ago: its lasting id is still to come. */
  isLocal: boolean;
}

function findMessageIds(item: Element, body: Element | undefined): MessageIds {
  const named = [item, ...allIn(item, anyWay(layout.messageIds))].filter(
    (found) => found === item || found === body || !body || isBefore(found, body),
  );
  const isLocal = named.some((found) => isLocalId(attributeOf(found, "data-message-id")));
  for (const attribute of ["data-legacy-message-id", "data-message-id"]) {
    const id = named.map((found) => parseLegacyId(attributeOf(found, attribute))).find(Boolean);
    if (id) return { id, isLocal };
  }
  const logged = body && !isLocal ? findIdInJslog(attributeOf(body, "jslog"), "msg") : null;
  return { id: logged, isLocal };
}

function readPerson(element: Element, role: Participant["role"], page: Page): Participant {
  const address = attributeOf(element, "email");
  const person = toParticipant(attributeOf(element, "name") ?? lineOf(element), address, role);
  // The user's own name stands as "me", in the language of the page.
  return person.address && person.address === page.account ? { ...person, name: "" } : person;
}

interface FoundMessage {
  shown: ShownMessage;
  body: Element | undefined;
  isPending: boolean;
}

function readMessage(item: Element, page: Page): FoundMessage | undefined {
  const sender = findSender(item, page);
  if (!sender) return undefined;
  const body = findBody(item, sender);
  const { id, isLocal } = findMessageIds(item, body);
  const inHeader = (found: Element) =>
    body !== undefined && isBefore(sender, found) && isBefore(found, body) && !closest(found, popupCss);
  const shown: ShownMessage = {
    key: id && `gmail:${id}`,
    from: readPerson(sender, "from", page),
    recipients: eachOnce(
      findAll(item, layout.people, inHeader)
        .map((found) => readPerson(found, "to", page))
        .filter((person) => person.address !== null),
    ),
    sentAt: id && !isLocal ? legacyIdToInstant(id) : null,
    text: body ? bodyText(body, { skip: layout.quotes, end: null }) : null,
  };
  return { shown, body, isPending: isLocal && !id };
}

/** `#inbox/FMfcgz…`, `#label/Customers/FMfcgz…`, and the hexadecimal ids of before: a thread is meant to be open. */
function namesThread(hash: string): boolean {
  const [place, ...rest] = hash.replace(/^#/, "").replace(/\?.*$/, "").split("/");
  const isNamed = /^(?:label|search|advanced-search|category)$/.test(place ?? "");
  return rest.length > (isNamed ? 1 : 0) && /^(?:[A-Za-z]{24,}|[0-9a-f]{14,16})$/.test(rest.at(-1) ?? "");
}

/** Of the window a thread was popped out of, too. */
const mailboxPath = () => location.pathname.replace(/popout.*$/, "");

export function gmailReader(): WebmailReader {
  let account: string | null = null;
  let pending = false;

  const read = (): MailContext => {
    account ??= findAccount();
    const page: Page = { account, composes: findComposes() };
    pending = false;
    const open = findThread(page);
    const found = (open?.items ?? []).map((item) => readMessage(item, page)).filter((one) => one !== undefined);
    const compose = readCompose(page.composes.filter((one) => !found.some(({ body }) => body && contains(body, one))));
    if (!open && namesThread(location.hash)) return { kind: "unreadable", missing: layout.threadHeadings.finds };
    if (!open) return { kind: "none", account, compose };
    if (found.length === 0) return { kind: "unreadable", missing: layout.people.finds };
    pending = found.some((one) => one.isPending);
    const subject = cleanLine(lineOf(open.heading), LINE_LIMIT);
    const id = findThreadId(open.heading, found);
    const first = found[0]?.shown.from.address;
    return {
      kind: "thread",
      // No id anywhere: the people are as certain as ever, and what is shown tells threads apart.
      threadKey: `gmail:${id ?? `-:${hashText(`${subject}\n${first}`)}`}`,
      subject,
      link: id ? `${location.origin}${mailboxPath()}#all/${id}` : location.href.slice(0, LINE_LIMIT),
      messages: found.map((one) => one.shown),
      account,
      compose,
    };
  };

  return {
    read,
    watch: (signal, onChange) =>
      watchPage({ read, attributes: layout.telling, isPending: () => pending }, signal, onChange),
    roomElement: pageBody,
  };
}
