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
import { watchPage } from "../observe.ts";
import { cleanLine, eachOnce, parseAddress, toParticipant } from "../people.ts";
import type { WebmailReader } from "../reader.ts";
import { bodyText } from "../text.ts";
import { findComposes, readCompose } from "./compose.ts";
import { findIdInJslog, isLocalId, legacyIdToInstant, parseLegacyId } from "./ids.ts";
import * as layout from "./layout.ts";

const MESSAGE_LIMIT = 500;
const bodyCss = anyWay(layout.bodies);
const listCss = anyWay(layout.lists);
const popupCss = anyWay(layout.popups);

/** The page as one reading sees it. */
interface Page {
  account: string | null;
  composes: Element[];
}

const inBody = (element: Element) => closest(element, bodyCss) !== null;

/** Not in a mail's own markup, not in what is being written, not in a popup. */
const isHeader = (page: Page) => (element: Element) =>
  !inBody(element) && !closest(element, popupCss) && !page.composes.some((compose) => contains(compose, element));

/** `GLOBALS` is the page's own, out of our reach; the header and the window's title name the account as well. */
function findAccount(): string | null {
  for (const element of findAll(pageBody(), layout.accounts, (found) => !inBody(found))) {
    const address = parseAddress(/[^\s()<>:]+@[^\s()<>:]+/.exec(attributeOf(element, "aria-label") ?? "")?.[0] ?? null);
    if (address) return address;
  }
  // "Subject - address - Gmail": the subject comes first, so the last address is Gmail's own.
  const named = allIn(pageRoot(), "head > title").map(textOf)[0] ?? "";
  const last = named.match(/[^\s()<>"]+@[^\s()<>"]+(?= - [^@]*$)/g)?.at(-1);
  return parseAddress(last ?? null);
}

function findThreadHeading(page: Page): Element | undefined {
  const accept = (found: Element) => isHeader(page)(found) && !closest(found, listCss) && isVisible(found);
  for (const view of findAll(pageBody(), layout.views, (found) => !inBody(found) && isVisible(found))) {
    const heading = findFirst(view, layout.threadHeadings, accept);
    if (heading) return heading;
  }
  return undefined;
}

function findThreadId(heading: Element, view: Element, page: Page): string | null {
  const own = parseLegacyId(attributeOf(heading, "data-legacy-thread-id"));
  const permanent = attributeOf(heading, "data-thread-perm-id");
  if (own ?? parseLegacyId(permanent)) return own ?? parseLegacyId(permanent);
  for (const element of findAll(view, layout.logged, (found) => !closest(found, listCss))) {
    if (!isLike(element, bodyCss) && !isHeader(page)(element)) continue;
    const id = findIdInJslog(attributeOf(element, "jslog"), "thread");
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

function findMessageIds(item: Element, body: Element | undefined, page: Page): MessageIds {
  const named = [item, ...allIn(item, anyWay(layout.messageIds))].filter(
    (found) => found === item || isHeader(page)(found) || isLike(found, bodyCss),
  );
  const local = named.some((found) => isLocalId(attributeOf(found, "data-message-id")));
  for (const attribute of ["data-legacy-message-id", "data-message-id"]) {
    const id = named.map((found) => parseLegacyId(attributeOf(found, attribute))).find(Boolean);
    if (id) return { id, isLocal: local };
  }
  const logged = body && !local ? findIdInJslog(attributeOf(body, "jslog"), "msg") : null;
  return { id: logged ?? null, isLocal: local };
}

function readPerson(element: Element, role: Participant["role"], page: Page): Participant {
  const address = attributeOf(element, "email");
  const person = toParticipant(attributeOf(element, "name") ?? lineOf(element), address, role);
  // The user's own name stands as "me", in the language of the page.
  return person.address && person.address === page.account ? { ...person, name: "" } : person;
}

interface FoundMessage {
  shown: ShownMessage;
  isPending: boolean;
}

function readMessage(item: Element, page: Page): FoundMessage | undefined {
  const accept = isHeader(page);
  const body = findFirst(
    item,
    layout.bodies,
    (found) => isVisible(found) && !closest(found.parentElement ?? found, bodyCss),
  );
  const sender = findFirst(
    item,
    layout.senders,
    (found) => accept(found) && parseAddress(attributeOf(found, "email")) !== null,
  );
  if (!sender) return undefined;
  const from = readPerson(sender, "from", page);
  const { id, isLocal } = findMessageIds(item, body, page);
  const recipients = body
    ? findAll(item, layout.people, (found) => accept(found) && isBefore(sender, found) && isBefore(found, body))
        .map((found) => readPerson(found, "to", page))
        .filter((person) => person.address !== null)
    : [];
  const shown: ShownMessage = {
    key: id && `gmail:${id}`,
    from,
    recipients: eachOnce(recipients),
    sentAt: id && !isLocal ? legacyIdToInstant(id) : null,
    text: body ? bodyText(body, { skip: layout.quotes, end: null }) : null,
  };
  return { shown, isPending: isLocal && !id };
}

function findMessages(view: Element, heading: Element, page: Page): Element[] {
  const accept = isHeader(page);
  const holdsPeople = (item: Element) => findFirst(item, layout.people, accept) !== undefined;
  for (const { css } of layout.messages.by) {
    const items = allIn(view, css).filter(
      (item) =>
        !closest(item, listCss) && accept(item) && isBefore(heading, item) && holdsPeople(item) && isVisible(item),
    );
    const outermost = items.filter((item) => !items.some((other) => other !== item && contains(other, item)));
    if (outermost.length > 0) return outermost.slice(0, MESSAGE_LIMIT);
  }
  return [];
}

export function gmailReader(): WebmailReader {
  let account: string | null = null;
  let pending = false;

  const read = (): MailContext => {
    account ??= findAccount();
    const page: Page = { account, composes: findComposes() };
    pending = false;
    const compose = readCompose(page.composes);
    const heading = findThreadHeading(page);
    const view = heading && closest(heading, anyWay(layout.views));
    if (!heading || !view) return { kind: "none", account, compose };
    const found = findMessages(view, heading, page)
      .map((item) => readMessage(item, page))
      .filter((one) => one !== undefined);
    if (found.length === 0) return { kind: "unreadable", missing: layout.senders.finds };
    const threadId = findThreadId(heading, view, page);
    if (!threadId) return { kind: "unreadable", missing: "the id of the open thread" };
    pending = found.some((one) => one.isPending);
    return {
      kind: "thread",
      threadKey: `gmail:${threadId}`,
      subject: cleanLine(lineOf(heading), 2_000),
      link: `${location.origin}${location.pathname}#all/${threadId}`,
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
