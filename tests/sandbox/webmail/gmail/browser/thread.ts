/** The thread view: subject, messages, reply bar. */
import { add, cls, fill, h, icon, later } from "../../browser/dom.ts";
import type { GmailMessage, GmailPerson, GmailThread } from "../data.ts";
import { composeBox } from "./compose.ts";
import { account, skin, words } from "./context.ts";
import { messageItem } from "./message.ts";

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
    area.replaceChildren(h("div", { class: "k-none", "aria-hidden": "true" }), box);
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
