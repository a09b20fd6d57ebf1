/** One message: a line when collapsed, with head and body when expanded. */
import { avatar, type Child, cls, fill, h, icon, later, longDate, setMailHtml } from "../../browser/dom.ts";
import type { GmailMessage, GmailPerson, GmailThread } from "../data.ts";
import { clock, skin, words } from "./context.ts";

const shownRecipients = 7;
const bodyMs = 60;

const trace = (thread: GmailThread, message: GmailMessage): string | null =>
  skin.threadIds === "none"
    ? null
    : `20277; u014N:xr6bB; 1:${btoa(JSON.stringify([`#thread-${thread.perm}`]))}; 4:${btoa(JSON.stringify([`#msg-${message.perm}`]))}`;

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

export function messageItem(thread: GmailThread, message: GmailMessage): HTMLElement {
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
