/** The list of conversations: virtual, so that only the rows near the view are in the page. */
import { avatar, h, icon, longDate, shortDate } from "../../browser/dom.ts";
import type { OutlookPerson, OutlookThread } from "../data.ts";
import { clock, goTo, skin, threadsIn, words } from "./context.ts";

const rowsKept = 14;
const rowHeight = 76;

const sendersOf = (thread: OutlookThread): OutlookPerson[] => {
  const sent = thread.messages.filter((message) => message.state !== "draft");
  return [...new Map(sent.map(({ from }) => [from.mail, from])).values()];
};

function row(thread: OutlookThread, folder: string, selected: boolean): HTMLElement {
  const last = thread.messages.at(-1);
  const senders = sendersOf(thread);
  const preview = (last?.text ?? "").replace(/\s+/g, " ").slice(0, 100);
  const when = last ? shortDate(last.sentAt, clock) : "";
  const names = senders.flatMap((person, index) => [
    index > 0 ? "; " : "",
    h("span", { title: person.address ?? person.name }, person.name || person.mail),
  ]);
  const element = h(
    "div",
    {
      class: `jGG6V gDC9O k-row ${selected ? "k-selected" : ""} ${thread.unread ? "k-unread" : ""}`,
      role: "option",
      id: thread.rowKey,
      "data-convid": thread.conversationId,
      "aria-selected": String(selected),
      // Counted from the first row kept, so wrong as soon as the list is scrolled.
      "aria-posinset": "1",
      "aria-label": `${thread.unread ? `${words.unread} ` : ""}${senders.map(({ name }) => name).join(" ")} ${thread.subject} ${when} ${preview}`,
      tabindex: selected ? "0" : "-1",
      onclick: () => goTo(folder, thread),
    },
    avatar(senders[0]?.name || senders[0]?.mail || "?", "k-avatar"),
    h(
      "div",
      { class: "k-rowtext" },
      h(
        "div",
        { class: "k-rowline" },
        h(
          "div",
          { class: "ESO13 k-senders" },
          ...names.map((part) => (typeof part === "string" ? document.createTextNode(part) : part)),
        ),
        thread.messages.some((message) => message.attachments.length > 0) ? icon("clip") : null,
      ),
      h(
        "div",
        { class: "k-rowline" },
        h("span", { class: "TtcXM k-topic" }, thread.subject),
        h("span", { class: "_rWRU k-date", title: last ? longDate(last.sentAt, clock) : "" }, when),
      ),
      h(
        "div",
        { class: "FqgPc k-preview" },
        thread.messages.at(-1)?.state === "draft" ? h("span", { class: "k-drafttag" }, `${words.draftTag} `) : null,
        preview,
      ),
    ),
  );
  return element;
}

export function listView(folder: string, open: OutlookThread | undefined): HTMLElement {
  const threads = threadsIn(folder);
  const selected = open ?? (skin.selectsFirst ? threads[0] : undefined);
  const box = h("div", {
    role: "listbox",
    class: "k-rows",
    "aria-label": words.inbox,
    "aria-activedescendant": selected?.rowKey,
    tabindex: "0",
  });
  const scroller = h("div", { class: "customScrollBar jEpCF k-scroll" }, box);
  box.style.height = `${threads.length * rowHeight}px`;
  let shownFrom = -1;
  const fillRows = (): void => {
    const from = Math.max(0, Math.min(Math.floor(scroller.scrollTop / rowHeight) - 1, threads.length - rowsKept));
    if (from === shownFrom) return;
    shownFrom = from;
    box.replaceChildren(
      ...threads.slice(from, from + rowsKept).map((thread, index) => {
        const element = row(thread, folder, thread === selected);
        element.style.top = `${(from + index) * rowHeight}px`;
        return element;
      }),
    );
  };
  scroller.addEventListener("scroll", fillRows);
  fillRows();
  // A scroll position can be set only once the list is in the page.
  requestAnimationFrame(() => {
    const at = selected ? threads.indexOf(selected) * rowHeight : 0;
    if (at + rowHeight > scroller.clientHeight) scroller.scrollTop = at - scroller.clientHeight / 2;
    fillRows();
  });
  return h(
    "div",
    { id: "MailList", class: "k-list" },
    h(
      "div",
      { class: "k-listhead" },
      h("b", {}, words.focused),
      h("span", { class: "k-dim" }, words.other),
      h("span", { class: "k-grow" }),
      icon("down"),
    ),
    scroller,
  );
}
