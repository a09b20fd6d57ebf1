/** The list of threads: a table whose rows are made anew on every render, as Gmail does. */
import { h, icon, longDate, shortDate } from "../../browser/dom.ts";
import type { GmailPerson, GmailThread } from "../data.ts";
import { clock, goTo, skin, threadsIn, words } from "./context.ts";

function sendersOf(thread: GmailThread): GmailPerson[] {
  const sent = thread.messages.filter((message) => message.state !== "draft");
  return [...new Map(sent.map(({ from }) => [from.address, from])).values()];
}

function idSpan(thread: GmailThread, ...children: string[]): HTMLElement {
  const known = skin.threadIds !== "none";
  return h(
    "span",
    {
      id: `:${thread.token.slice(-4)}${Math.floor(Math.random() * 1e4).toString(36)}`,
      class: "bqe",
      "data-thread-id": known ? `#thread-${thread.perm}` : null,
      "data-legacy-thread-id": known ? thread.legacy : null,
      "data-legacy-last-message-id": known ? (thread.messages.at(-1)?.legacy ?? null) : null,
    },
    ...children,
  );
}

const senderSpans = (thread: GmailThread): HTMLElement[] =>
  sendersOf(thread).map((person) =>
    h(
      "span",
      { class: "yP bA4 k-sender", email: person.address, name: person.name, "data-hovercard-id": person.address },
      person.name,
    ),
  );

/** A list of names for the eye, with commas that belong to nobody. */
const joined = (elements: HTMLElement[]): (HTMLElement | Text)[] =>
  elements.flatMap((element, index) => (index > 0 ? [document.createTextNode(", "), element] : [element]));

function row(thread: GmailThread, folder: string, openToken: string | null): HTMLElement {
  const last = thread.messages.at(-1);
  const count = thread.messages.length;
  const snippet = (last?.text ?? "").replace(/\s+/g, " ").slice(0, 120);
  const selected = thread.token === openToken;
  const date = last ? longDate(last.sentAt, clock) : "";
  const star = h(
    "td",
    { class: "apU xY k-star", role: "gridcell" },
    h(
      "span",
      {
        class: thread.starred ? "T-KT T-KT-Jp k-on" : "T-KT",
        role: "button",
        "aria-label": words.star,
        tabindex: "-1",
      },
      icon("star"),
    ),
  );
  const element = h(
    "tr",
    {
      class: `zA ${thread.unread ? "zE k-unread" : "yO"} ${selected ? "aps btb k-selected" : ""} k-row`,
      role: "row",
      tabindex: "-1",
      draggable: "true",
      onclick: () => goTo(folder, thread.token),
    },
    star,
    h(
      "td",
      { class: "yX xY k-who", role: "gridcell" },
      // For screen readers: the same ids and people once more.
      h(
        "div",
        { class: "afn k-none" },
        idSpan(
          thread,
          `${sendersOf(thread)
            .map(({ name }) => name)
            .join(", ")}, ${thread.subject}`,
        ),
        ...senderSpans(thread),
      ),
      h(
        "div",
        { class: "yW" },
        ...joined(senderSpans(thread)),
        count > 1 ? h("span", { class: "bx0 k-dim" }, ` ${count}`) : null,
        thread.messages.some(({ state }) => state === "draft")
          ? h("span", { class: "boq k-drafttag" }, ` ${words.draft}`)
          : null,
      ),
    ),
    h(
      "td",
      { class: "xY a4W k-text", role: "gridcell" },
      h(
        "div",
        { class: `xS ${skin.layout === "pane" ? "apu" : ""}`, role: "link" },
        h(
          "div",
          { class: "xT k-line" },
          ...thread.labels.map((label) => h("span", { class: "ar as k-label" }, label)),
          h("div", { class: "y6 k-topic" }, idSpan(thread, thread.subject)),
          h("span", { class: "y2 k-dim k-preview" }, ` – ${snippet}`),
        ),
      ),
    ),
    h(
      "td",
      { class: "yf xY k-icons" },
      thread.messages.some((message) => message.attachments.length > 0) ? icon("clip") : null,
    ),
    h(
      "td",
      { class: "xW xY k-date", role: "gridcell" },
      h("span", { title: date, "aria-label": date }, last ? shortDate(last.sentAt, clock) : ""),
    ),
  );
  star.addEventListener("click", (event) => {
    event.stopPropagation();
    thread.starred = !thread.starred;
    element.replaceWith(row(thread, folder, openToken));
  });
  return element;
}

function adRow(): HTMLElement {
  return h(
    "tr",
    { class: "zA yO k-row k-ad", role: "row" },
    h("td", { class: "apU xY k-star" }),
    h(
      "td",
      { class: "yX xY k-who" },
      h("span", { class: "am0 bvA k-adtag" }, words.ad),
      h("span", { class: "yP", email: "hello@valvehouse.example", name: "Valve House" }, " Valve House"),
    ),
    h(
      "td",
      { class: "xY a4W k-text" },
      h(
        "div",
        { class: "xS" },
        h(
          "div",
          { class: "xT k-line" },
          h("div", { class: "y6 k-topic" }, h("span", {}, "Valves that fit, shipped today")),
        ),
      ),
    ),
    h("td", { class: "yf xY k-icons" }),
    h("td", { class: "xW xY k-date" }),
  );
}

export function listView(folder: string, openToken: string | null): HTMLElement {
  const rows = threadsIn(folder).map((thread) => row(thread, folder, openToken));
  if (folder === "inbox") rows.splice(2, 0, adRow());
  return h(
    "div",
    { class: "Cp k-list", gh: "tl" },
    h("table", { class: "F cf zt k-rows", role: "grid" }, h("tbody", {}, ...rows)),
  );
}
