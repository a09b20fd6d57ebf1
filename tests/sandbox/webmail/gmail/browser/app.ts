/** The page: frame, navigation, and the delay between the address and what is shown. */
import { add, avatar, body, cls, fill, h, icon, later } from "../../browser/dom.ts";
import type { GmailThread } from "../data.ts";
import { composeBox, dock, openCompose } from "./compose.ts";
import { account, findByToken, goTo, placeNow, skin, threadsIn, words } from "./context.ts";
import { listView } from "./list.ts";
import { threadView } from "./thread.ts";

const paneMs = skin.paneMs ?? 150;
const frame = h("div", { class: "k-frame" });
const center = h("div", { class: "bkK k-center" });
let main = h("div", { class: "k-main", role: "main" });
let pending = 0;

function button(name: string, label: string, act: () => void): HTMLElement {
  return h(
    "div",
    {
      class: "T-I J-J5-Ji k-icon",
      role: "button",
      tabindex: "0",
      "data-tooltip": label,
      "aria-label": label,
      onclick: act,
    },
    icon(name),
  );
}

function toolbar(folder: string, thread: GmailThread | undefined): HTMLElement {
  const around = threadsIn(folder);
  const step = (by: number) => (): void => {
    const next = thread ? around[around.indexOf(thread) + by] : undefined;
    if (next) goTo(folder, next.token);
  };
  const place = thread ? `${around.indexOf(thread) + 1} / ${around.length}` : `1–${around.length} / ${around.length}`;
  const inPane = skin.layout === "pane";
  return h(
    "div",
    { class: "aeH k-bar", gh: thread ? "mtb" : "tm" },
    thread && !inPane ? button("back", words.back, () => goTo(folder)) : null,
    button("archive", words.archiveIt, () => {}),
    button("trash", words.deleteIt, () => {}),
    button("tag", words.more, () => {}),
    button("more", words.more, () => {}),
    h("span", { class: "k-grow" }),
    h("span", { class: "Dj k-dim" }, place),
    button("up", words.newer, step(-1)),
    button("down", words.older, step(1)),
  );
}

function paneView(folder: string, thread: GmailThread | undefined): HTMLElement {
  const pane = h(
    "div",
    { class: "ao9 k-pane" },
    thread ? h("div", { class: "apa" }, threadView(thread)) : h("div", { class: "apb k-nothing" }, words.nothing),
  );
  return h("div", { class: "aia k-split" }, listView(folder, thread?.token ?? null), pane);
}

function show(): void {
  const { folder, token } = placeNow();
  const thread = token ? findByToken(token) : undefined;
  const view =
    skin.layout === "pane"
      ? paneView(folder, thread)
      : thread
        ? h("div", { class: "g id k-view" }, threadView(thread))
        : listView(folder, null);
  if (skin.staleView && main.isConnected) {
    // Gmail keeps views it may need again; only the shown one is the page's main.
    main.removeAttribute("role");
    main.className = cls("k-none");
    const kept = main;
    main = h("div", { class: "k-main", role: "main" });
    kept.after(main);
    kept.previousElementSibling?.remove();
  }
  main.replaceChildren(toolbar(folder, thread), view);
  body.ownerDocument.title = `${thread?.subject ?? words.inbox} - ${account.address} - Mail`;
  for (const link of frame.querySelectorAll("a[href^='#']"))
    link.toggleAttribute("aria-current", link.getAttribute("href") === `#${folder}`);
}

function navigation(docked: Element): HTMLElement {
  const unread = threadsIn("inbox").filter((thread) => thread.unread).length;
  const link = (folder: string, name: string, label: string, count = 0): HTMLElement =>
    h(
      "a",
      { class: "k-folder", href: `#${folder}`, title: label },
      icon(name),
      h("span", { class: "k-foldername" }, label),
      count > 0 ? h("span", { class: "bsU k-count" }, String(count)) : null,
    );
  return h(
    "div",
    { class: "aeN k-nav", role: "navigation" },
    h(
      "div",
      { class: "T-I T-I-KE L3 k-new", role: "button", tabindex: "0", gh: "cm", onclick: () => openCompose(docked) },
      icon("pen"),
      h("span", { class: "k-foldername" }, words.compose),
    ),
    link("inbox", "inbox", words.inbox, unread),
    link("starred", "star", words.starred),
    link("sent", "sent", words.sent),
    link("drafts", "draft", words.drafts),
    link("archive", "archive", words.archive),
    link("trash", "trash", words.trash),
  );
}

function sidePanel(): HTMLElement {
  const content = h(
    "div",
    { class: "brC-brG k-addon" },
    h("div", { class: "k-addonhead" }, "Notes", h("span", { class: "k-grow" }), icon("close")),
    h("p", {}, "Torslanda: seal kits by week 47"),
    h("p", {}, "Ask Maria about the 2027 list"),
  );
  const rail = h(
    "div",
    { class: "brC-aT5-aOt-Jw k-rail", role: "complementary", "aria-label": words.sidePanel },
    ...(["calendar", "note", "tasks", "people"] as const).map((name) =>
      h("div", { class: "bse-bvF-I k-icon", role: "tab", tabindex: "0" }, icon(name)),
    ),
  );
  const wrapper = h("div", { class: "WN9Ejb k-panel" }, content, rail);
  if (skin.sidePanel !== "open") content.style.display = "none";
  if (skin.sidePanel === "hidden") wrapper.style.display = "none";
  return h("div", { class: "aUx k-side" }, wrapper);
}

/** Gmail does its sums from the room its container has, on load and on every resize event, and only then. */
function layOut(): void {
  const style = getComputedStyle(body);
  const width = body.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  frame.style.width = `${width}px`;
  frame.style.height = `${window.innerHeight}px`;
  frame.toggleAttribute("data-narrow", width < 1120);
}

function build(): void {
  if (new URLSearchParams(location.search).get("view") === "cm") {
    body.className = cls("xE xp k-popout");
    const closeWindow = (): void => main.replaceChildren();
    main.append(composeBox({ kind: "page", onClose: closeWindow, onSend: closeWindow }));
    body.append(main);
    return;
  }
  const docked = dock();
  if (skin.layout === "popout") {
    body.className = cls("aAU xE Su k-popout");
    add(frame, center);
  } else {
    body.className = cls("aAU");
    const top = h(
      "header",
      { class: "k-top", role: "banner" },
      button("menu", words.more, () => {}),
      h("span", { class: "k-brand" }, h("i", {}, icon("inbox")), "Mail"),
      h(
        "div",
        { class: "k-search", role: "search" },
        icon("search"),
        h("input", { type: "text", name: "q", placeholder: words.search, "aria-label": words.search }),
      ),
      h("span", { class: "k-grow" }),
      button("help", words.help, () => {}),
      button("gear", words.settings, () => {}),
      h(
        "a",
        {
          class: "gb_B k-account",
          href: "#inbox",
          role: "button",
          "aria-label": fill(words.account, `${account.name} (${account.address})`),
        },
        avatar(account.name, "k-avatar"),
      ),
    );
    add(
      frame,
      top,
      h(
        "div",
        { class: "k-columns" },
        navigation(docked.querySelector(":scope > * > * > *") ?? docked),
        center,
        sidePanel(),
      ),
    );
  }
  body.append(frame, docked);
  add(frame, docked);
  layOut();
  window.addEventListener("resize", layOut);
  // On a cold load the frame stands before there is a main view in it.
  later(90, () => {
    center.append(main);
    later(60, show);
  });
  window.addEventListener("hashchange", () => {
    clearTimeout(pending);
    pending = later(paneMs, show);
  });
}

build();
