/** The thread view: subject, messages, reply bar. */
import { add, avatar, type Child, cls, fill, h, icon, later, longDate, setMailHtml } from "../../browser/dom.ts";
import type { GmailMessage, GmailPerson, GmailThread } from "../data.ts";
import { composeBox } from "./compose.ts";
import { account, clock, skin, words } from "./context.ts";

const shownRecipients = 7;
const bodyMs = 60;

const base64 = (text: string): string => btoa(text);

const trace = (thread: GmailThread, message: GmailMessage): string | null =>
  skin.threadIds === "none"
    ? null
    : `20277; u014N:xr6bB; 1:${base64(JSON.stringify([`#thread-${thread.perm}`]))}; 4:${base64(JSON.stringify([`#msg-${message.perm}`]))}`;

function threadHead(thread: GmailThread): HTMLElement {
  const ids = skin.threadIds ?? "all";
  const perm = ids === "all" || ids === "perm" ? `thread-${thread.perm}` : ids === "none" ? null : "undefined";
  return h(
    "div",
    { class: "ha k-head" },
    h(
      "h2",
      {
        class: "hP k-subject",
        tabindex: "-1",
        "data-thread-perm-id": perm,
        "data-legacy-thread-id": ids === "all" || ids === "legacy" ? thread.legacy : null,
      },
      thread.subject,
    ),
    ...thread.labels.map((label) => h("span", { class: "hN k-label" }, label)),
    h("span", { class: "k-grow" }),
    h(
      "button",
      { class: "k-icon", type: "button", "data-tooltip": words.print, "aria-label": words.print },
      icon("print"),
    ),
  );
}

const personSpan = (person: GmailPerson, names: string): HTMLElement =>
  h(
    "span",
    { class: names, email: person.address, name: person.name, "data-hovercard-id": person.address, translate: "no" },
    person.name,
  );

function detailRows(message: GmailMessage): HTMLElement {
  const row = (label: string, people: readonly GmailPerson[]): HTMLElement =>
    h(
      "tr",
      {},
      h("td", { class: "gG k-dim" }, `${label}:`),
      h(
        "td",
        { class: "gL" },
        ...people.map((person) => h("div", {}, personSpan(person, "gI"), ` <${person.address}>`)),
      ),
    );
  return h(
    "div",
    { class: "ajA SK k-details", role: "dialog", "aria-label": words.showDetails },
    h(
      "table",
      { class: "ajC" },
      h(
        "tbody",
        {},
        row(words.fromLabel.replace("{}", "").replace(/[:\s]+$/, ""), [message.from]),
        row(words.toField, message.to),
        message.cc.length > 0 ? row(words.ccField, message.cc) : null,
      ),
    ),
  );
}

function recipientsLine(message: GmailMessage): HTMLElement {
  const everyone = [...message.to, ...message.cc];
  const people: Child[] = everyone
    .slice(0, shownRecipients)
    .flatMap((person, index) =>
      [index > 0 ? ", " : null, personSpan(person, "g2")].map((part) =>
        typeof part === "string" ? document.createTextNode(part) : part,
      ),
    );
  const rest = everyone.length - shownRecipients;
  const line = h(
    "div",
    { class: "iw ajw k-to" },
    h("span", { class: "hb" }, `${words.to} `, ...people, rest > 0 ? ` ${fill(words.others, rest)}` : null),
  );
  const button = h(
    "div",
    {
      class: "ajy k-caret",
      role: "button",
      tabindex: "0",
      "aria-haspopup": "true",
      "aria-label": words.showDetails,
      "data-tooltip": words.showDetails,
    },
    icon("down"),
  );
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    const open = line.querySelector("[role=dialog]");
    if (open) open.remove();
    else line.append(detailRows(message));
  });
  line.append(button);
  return line;
}

function senderCell(message: GmailMessage): HTMLElement {
  return h(
    "td",
    { class: "gF gK" },
    h(
      "h3",
      { class: "iw k-from" },
      personSpan(message.from, "gD"),
      h("span", { class: "go k-dim" }, ` <${message.from.address}>`),
    ),
  );
}

function dateCell(message: GmailMessage): HTMLElement {
  const date = longDate(message.sentAt, clock);
  return h(
    "td",
    { class: "gH k-when" },
    h(
      "div",
      { class: "gK" },
      h("span", { class: "g3", title: date, alt: date, role: "gridcell", tabindex: "-1" }, date),
    ),
  );
}

function collapsed(message: GmailMessage, open: () => void): HTMLElement {
  const table = h(
    "table",
    { class: "cf gJ k-table" },
    h(
      "tbody",
      {},
      h(
        "tr",
        {},
        senderCell(message),
        h("td", { class: "k-snippet" }, h("span", { class: "iA g6" }, message.text.replace(/\s+/g, " ").slice(0, 140))),
        dateCell(message),
      ),
    ),
  );
  return h(
    "div",
    { class: "adf ads k-card k-collapsed", onclick: open },
    avatar(message.from.name, "k-avatar"),
    h("div", { class: "gs k-fill" }, table),
  );
}

function bodyOf(thread: GmailThread, message: GmailMessage): HTMLElement {
  const own = h("div", { class: "a3s aiL k-body", dir: "auto" });
  const gate = h("div", { class: "ii gt", jslog: trace(thread, message) }, own);
  later(bodyMs, () => {
    setMailHtml(own, message.html + message.quoteHtml);
    const quote = message.quoteHtml ? own.querySelector<HTMLElement>(":scope > .gmail_quote") : null;
    if (!quote) return;
    quote.style.display = "none";
    const dots = h(
      "div",
      {
        class: "ajR k-dots",
        role: "button",
        tabindex: "0",
        "data-tooltip": words.trimmed,
        "aria-label": words.trimmed,
        "aria-expanded": "false",
      },
      "•••",
    );
    dots.addEventListener("click", () => {
      quote.style.display = quote.style.display === "none" ? "" : "none";
      dots.setAttribute("aria-expanded", String(quote.style.display !== "none"));
    });
    quote.before(h("div", { class: "yj6qo" }, dots));
  });
  return gate;
}

function expanded(thread: GmailThread, message: GmailMessage, fold: () => void): HTMLElement {
  const which = skin.messageIds ?? "all";
  const tool = (name: string, label: string): HTMLElement =>
    h("button", { type: "button", class: "k-icon", "data-tooltip": label, "aria-label": label }, icon(name));
  const head = h(
    "table",
    { class: "cf gJ k-table", onclick: fold },
    h(
      "tbody",
      {},
      h(
        "tr",
        {},
        senderCell(message),
        dateCell(message),
        h("td", { class: "k-tools" }, tool("star", words.star), tool("reply", words.reply), tool("more", words.more)),
      ),
      h("tr", {}, h("td", { colspan: "3" }, recipientsLine(message))),
    ),
  );
  const files = message.attachments.map((name) =>
    h("div", { class: "aZo k-file" }, icon("clip"), h("span", { class: "aV3" }, name)),
  );
  return h(
    "div",
    {
      class: "adn ads k-card",
      "data-message-id": which === "all" || which === "new" ? `#msg-${message.perm}` : null,
      "data-legacy-message-id": which === "all" ? message.legacy : null,
    },
    avatar(message.from.name, "k-avatar"),
    h(
      "div",
      { class: "gs k-fill" },
      head,
      bodyOf(thread, message),
      files.length > 0 ? h("div", { class: "hq k-files" }, ...files) : null,
    ),
  );
}

function messageItem(thread: GmailThread, message: GmailMessage): HTMLElement {
  const item = h("div", { role: "listitem" });
  const show = (open: boolean): void => {
    item.className = cls(open ? "h7 k-item" : "kv k-item");
    item.setAttribute("aria-expanded", String(open));
    item.replaceChildren(
      open
        ? expanded(thread, message, () => thread.messages.at(-1) !== message && show(false))
        : collapsed(message, () => show(true)),
    );
  };
  show(message.state === "expanded");
  return item;
}

function draftItem(thread: GmailThread, message: GmailMessage): HTMLElement {
  const box = composeBox({
    kind: "inline",
    to: message.to,
    cc: message.cc,
    subject: thread.subject,
    draftId: `#msg-${message.perm}`,
    text: message.text,
    onSend: () => {},
    onClose: () => item.remove(),
  });
  const item = h(
    "div",
    { class: "k-item k-draft" },
    h("div", { class: "ip adB" }, h("span", { class: "k-drafttag" }, words.draft), box),
  );
  return item;
}

/** Messages folded away have no sender in the page at all. */
function hiddenItems(thread: GmailThread, hidden: readonly GmailMessage[]): HTMLElement[] {
  const items = hidden.map((_, index) =>
    h("div", { class: index === 0 ? "kQ k-item" : "kx k-item k-none", role: "listitem", "aria-expanded": "false" }),
  );
  const bar = h("button", { type: "button", class: "adx k-olderbar" }, fill(words.olderMessages, hidden.length));
  bar.addEventListener("click", () => {
    for (const [index, item] of items.entries()) {
      const message = hidden[index];
      if (message) item.replaceWith(messageItem(thread, { ...message, state: "collapsed" }));
    }
  });
  items[0]?.append(bar);
  return items;
}

function sendReply(thread: GmailThread, list: HTMLElement, to: GmailPerson[], text: string): void {
  const message: GmailMessage = {
    perm: `a:r${Math.floor(Math.random() * 1e15)}`,
    legacy: null,
    state: "expanded",
    from: { name: words.me, address: account.address },
    to,
    cc: [],
    sentAt: new Date().toISOString(),
    html: "",
    quoteHtml: "",
    text,
    attachments: [],
  };
  const holder = h("div", {});
  holder.textContent = text;
  message.html = holder.innerHTML;
  thread.messages.push(message);
  const item = messageItem(thread, message);
  list.append(item);
  later(1500, () => {
    // The server has taken it: only now is there an id others know.
    const number = (BigInt(Date.now()) << 20n) | BigInt(Math.floor(Math.random() * 2 ** 20));
    message.perm = `f:${number}`;
    message.legacy = number.toString(16);
    const fresh = messageItem(thread, message);
    item.replaceChildren(...fresh.childNodes);
  });
}

function replyArea(thread: GmailThread, list: HTMLElement): HTMLElement {
  const area = h("div", { class: "ip iq k-reply" });
  const last = thread.messages.filter((message) => message.state !== "draft").at(-1);
  const bar = (hidden: boolean): HTMLElement => {
    const link = (name: string, label: string, to: GmailPerson[], cc: GmailPerson[]): HTMLElement =>
      h(
        "span",
        { class: "ams k-replybutton", role: "link", tabindex: "0", onclick: () => start(to, cc) },
        icon(name),
        label,
      );
    const others = (last?.to ?? []).filter((person) => person.address !== account.address);
    const sender = last && last.from.address !== account.address ? [last.from] : (last?.to ?? []);
    const element = h(
      "div",
      { class: "amn k-replybar" },
      link("reply", words.reply, sender, []),
      link(
        "replyAll",
        words.replyAll,
        [...sender, ...others.filter((person) => !sender.includes(person))],
        last?.cc ?? [],
      ),
      link("forward", words.forward, [], []),
    );
    if (hidden) element.style.display = "none";
    return element;
  };
  const bars = skin.abTest ? [bar(true), bar(false)] : [bar(false)];
  const start = (to: GmailPerson[], cc: GmailPerson[]): void => {
    area.className = cls("ip iq adB k-reply");
    const end = (): void => {
      area.className = cls("ip iq k-reply");
      area.replaceChildren(...bars);
    };
    const box = composeBox({
      kind: "inline",
      to,
      cc,
      subject: `Re: ${thread.subject}`,
      replyTo: last?.legacy ?? "",
      threadPerm: `#thread-${thread.perm}`,
      onClose: end,
      onSend: (people, text) => {
        end();
        sendReply(thread, list, people, text);
      },
    });
    // Since 2025-09 the compose is not the first child.
    area.replaceChildren(
      h("div", { class: "k-none", "aria-hidden": "true" }),
      box,
      ...bars
        .map((element) => {
          element.remove();
          return element;
        })
        .slice(0, 0),
    );
    box.querySelector<HTMLElement>("[contenteditable]")?.focus();
  };
  add(area, ...bars);
  return area;
}

export function threadView(thread: GmailThread): HTMLElement {
  const list = h("div", { class: "k-messages", role: "list" });
  const hidden = thread.messages.filter((message) => message.state === "hidden");
  for (const message of thread.messages) {
    if (message === hidden[0]) add(list, ...hiddenItems(thread, hidden));
    if (message.state === "hidden") continue;
    list.append(message.state === "draft" ? draftItem(thread, message) : messageItem(thread, message));
  }
  const suggestions = skin.abTest ? h("div", { class: "einvLd k-suggest" }, icon("note"), words.summarize) : null;
  return h("div", { class: "a98 iY k-thread" }, threadHead(thread), suggestions, list, replyArea(thread, list));
}
