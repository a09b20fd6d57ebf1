/** The page: frame, navigation, and the delay between the address and what is shown. */
import { add, avatar, body, fill, h, icon, later } from "../../browser/dom.ts";
import { composeBox } from "./compose.ts";
import { account, goTo, named, navigation, placeNow, skin, threadsIn, tool, words } from "./context.ts";
import { listView } from "./list.ts";
import { conversation, singleItem } from "./reading.ts";

const paneMs = skin.paneMs ?? 150;
const layout = skin.layout ?? "split";
const listPlace = h("div", { class: "k-listplace" });
const section = h("div", { "data-app-section": "MailReadCompose", role: "main", class: "k-column" });
const pane = h(
  "div",
  { id: "ReadingPaneContainerId", class: "k-pane" },
  h("div", { class: "customScrollBar k-column k-outer" }, section),
);
let pending = 0;
let cold = true;

const empty = (): HTMLElement => h("div", { class: "k-nothing" }, icon("inbox"), h("span", {}, words.pick));

function showList(): void {
  const { folder, thread } = placeNow();
  if (layout === "deeplink") return;
  if (layout === "no-pane" && thread) listPlace.replaceChildren();
  else listPlace.replaceChildren(listView(folder, thread));
  for (const element of body.querySelectorAll("[data-folder]"))
    element.toggleAttribute("aria-current", element.getAttribute("data-folder") === folder);
}

function showPane(): void {
  const { thread } = placeNow();
  const innerMs = cold ? (skin.innerMs ?? 350) : 40;
  cold = false;
  section.replaceChildren(thread ? (skin.view === "item" ? singleItem : conversation)(thread, innerMs) : empty());
  if (layout === "no-pane") {
    pane.hidden = !thread;
    listPlace.hidden = thread !== undefined;
    if (thread)
      section.prepend(
        h(
          "div",
          { class: "k-backbar" },
          tool("ArrowLeftRegular", "back", words.back, () => goTo(placeNow().folder)),
        ),
      );
  }
  body.ownerDocument.title = `${thread?.subject ?? words.inbox} - Mail`;
}

/** The list answers at once, the pane later. */
function show(): void {
  clearTimeout(pending);
  if (layout !== "no-pane") showList();
  pending = later(paneMs, () => {
    if (layout === "no-pane") showList();
    showPane();
  });
}

function newMail(): void {
  const close = (): void => showPane();
  pane.hidden = false;
  section.replaceChildren(composeBox({ to: [], cc: [], subject: "", inline: false, onClose: close, onSend: close }));
}

function step(by: number): void {
  const { folder, thread } = placeNow();
  const around = threadsIn(folder);
  const next = thread ? around[around.indexOf(thread) + by] : undefined;
  if (next) goTo(folder, next);
}

function ribbon(): HTMLElement {
  const action = (name: string, drawn: string, label: string, act?: () => void): HTMLElement =>
    h(
      "div",
      { class: "ms-OverflowSet-item" },
      h(
        "button",
        { type: "button", class: "ms-Button k-action", "aria-label": label, onclick: act },
        named(name, drawn),
        h("span", { class: "k-actionname" }, label),
      ),
    );
  const compose = h(
    "div",
    { class: "ms-OverflowSet-item" },
    h(
      "button",
      { type: "button", class: "ms-Button ms-Button--primary k-new", "aria-label": words.newMail, onclick: newMail },
      named("ComposeRegular", "pen"),
      words.newMail,
    ),
  );
  return h(
    "div",
    { class: "ms-OverflowSet k-ribbon", role: "toolbar" },
    compose,
    action("DeleteRegular", "trash", words.deleteIt),
    action("ArchiveRegular", "archive", words.archiveIt),
    action("TagRegular", "tag", words.star),
    h("span", { class: "k-grow" }),
    action("ChevronUpRegular", "up", words.newer, () => step(-1)),
    action("ChevronDownRegular", "down", words.older, () => step(1)),
    tool("MoreVerticalRegular", "more", words.more),
  );
}

function folders(): HTMLElement {
  const unread = threadsIn("inbox").filter((thread) => thread.unread).length;
  const link = (folder: string, drawn: string, label: string, count = 0): HTMLElement =>
    h(
      "div",
      {
        class: "k-folder",
        role: "treeitem",
        "data-folder": folder,
        tabindex: "0",
        title: label,
        onclick: () => goTo(folder in { inbox: 1, sent: 1, archive: 1 } ? folder : "inbox"),
      },
      icon(drawn),
      h("span", { class: "k-grow" }, label),
      count > 0 ? h("span", { class: "k-count" }, String(count)) : null,
    );
  const mailbox = (id: string, name: string, address: string): HTMLElement =>
    h(
      "div",
      {
        id: `primaryMailboxRoot_${id}`,
        class: "k-mailbox",
        role: "treeitem",
        ...(skin.twoMailboxes
          ? { "data-folder-name": address, title: name }
          : { "data-folder-name": name.toLowerCase(), title: address }),
      },
      icon("down"),
      name,
    );
  return h(
    "div",
    { class: "k-folders", role: "navigation" },
    h(
      "div",
      { role: "tree" },
      mailbox("0", account.name, account.address),
      link("inbox", "inbox", words.inbox, unread),
      link("drafts", "draft", words.drafts),
      link("sent", "sent", words.sent),
      link("archive", "archive", words.archive),
      link("junk", "close", words.spam),
      link("trash", "trash", words.trash),
      skin.twoMailboxes ? mailbox("1", "Brightwater Service", "service@brightwater.example") : null,
    ),
  );
}

function build(): void {
  const search = h(
    "div",
    { class: "k-search", role: "search" },
    icon("search"),
    h("input", { type: "search", placeholder: words.search, "aria-label": words.search }),
  );
  const me = h(
    "button",
    { type: "button", id: "O365_MainLink_Me", class: "k-me", "aria-label": fill(words.account, account.name) },
    avatar(account.name, "k-avatar"),
  );
  const suite = h(
    "div",
    { id: "SuiteNavWrapper", class: "k-suite" },
    icon("menu"),
    h("b", {}, "Mail"),
    h("span", { class: "k-grow" }),
    search,
    h("span", { class: "k-grow" }),
    icon("gear"),
    icon("help"),
    me,
  );
  const rail = h(
    "div",
    { class: "k-rail", role: "navigation" },
    ...["inbox", "calendar", "people", "tasks"].map((name) => icon(name)),
  );
  const main =
    layout === "deeplink"
      ? h("div", { class: "k-columns" }, pane)
      : h(
          "div",
          { class: "k-columns" },
          rail,
          folders(),
          h("div", { class: "k-work" }, ribbon(), h("div", { class: "k-mail" }, listPlace, pane)),
        );
  if (layout === "no-pane") pane.hidden = true;
  const frame = h("div", { id: "app", class: `k-frame k-${layout}` });
  body.append(frame);
  add(frame, suite);
  later(80, () => {
    add(frame, main);
    later(60, show);
  });
  navigation.changed = show;
  window.addEventListener("popstate", show);
}

build();
