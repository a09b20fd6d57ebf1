/** One message: a card, folded or open. */
import { avatar, fill, h, icon, later, longDate, setMailHtml } from "../../browser/dom.ts";
import type { OutlookMessage, OutlookPerson } from "../data.ts";
import { clock, skin, tool, words } from "./context.ts";

const bodyMs = 60;
let bodies = 0;

const shownText = ({ name, address }: OutlookPerson): string => {
  if (!address) return name;
  return name ? `${name}${skin.spaced ? " " : ""}<${address}>` : address;
};

export const nameOf = (person: OutlookPerson): string => person.name || person.mail;

export function sender(message: OutlookMessage): HTMLElement {
  return h(
    "div",
    { id: `MSG_${message.key}_FROM`, class: "DfBwe k-from" },
    h(
      "div",
      {},
      h(
        "span",
        {
          "aria-label": fill(words.fromLabel, nameOf(message.from)),
          role: "button",
          tabindex: "0",
          class: "lpcWrapper",
        },
        h("span", { class: "OZZZK" }, shownText(message.from)),
      ),
    ),
  );
}

const dateOf = (message: OutlookMessage): HTMLElement =>
  h("div", { "data-testid": "SentReceivedSavedTime", class: "AL_OM l8Tnu k-when" }, longDate(message.sentAt, clock));

function well(label: string, people: readonly OutlookPerson[]): HTMLElement {
  const limit = skin.recipientsShown ?? 10;
  const chip = (person: OutlookPerson, index: number): HTMLElement =>
    h(
      "span",
      { class: "k-recipient" },
      index > 0 ? "; " : null,
      h(
        "span",
        {
          "data-lpc-hover-target-id": `lpc-${Math.random().toString(36).slice(2, 8)}`,
          class: "lpcWrapper lpcCommonWeb-hoverTarget",
          role: "button",
          tabindex: "-1",
        },
        h("span", { class: "OZZZK" }, shownText(person)),
      ),
    );
  // From five people on the label says less than the page shows.
  const summary =
    people.length < 5
      ? people.map(nameOf).join("; ")
      : `${people.slice(0, 3).map(nameOf).join("; ")} + ${people.length - 3}`;
  const chips = h("span", { class: "k-recipients" }, ...people.slice(0, limit).map(chip));
  const rest = people.slice(limit);
  const more =
    rest.length > 0
      ? h(
          "button",
          {
            type: "button",
            class: "k-morepeople",
            "aria-label": words.expand,
            onclick: () => {
              chips.append(...rest.map((person, index) => chip(person, index + limit)));
              more?.remove();
            },
          },
          fill(words.others, rest.length),
        )
      : null;
  return h(
    "div",
    { "data-testid": "RecipientWell", class: "k-well", "aria-label": fill(label, summary) },
    h("span", { class: "k-dim" }, fill(label, "")),
    chips,
    more,
  );
}

function bodyOf(message: OutlookMessage): HTMLElement {
  bodies += 1;
  const holder = h("div", {
    id: `UniqueMessageBody_${bodies + Math.floor(Math.random() * 900)}`,
    class: "XbIp4 k-body",
    role: "document",
    "aria-label": words.messageBody,
    tabindex: "0",
  });
  later(bodyMs, () => {
    const wrapper = h("div", {});
    wrapper.className = `rps_${message.key.replace(/[^a-z0-9]/g, "").slice(0, 4)}`;
    wrapper.dir = "auto";
    setMailHtml(wrapper, message.html + message.quoteHtml);
    holder.append(h("div", {}, wrapper));
  });
  return holder;
}

export function collapsedCard(message: OutlookMessage, open: () => void): HTMLElement {
  return h(
    "div",
    { class: "aVla3 k-card k-collapsed", onclick: open, "aria-expanded": "false" },
    avatar(nameOf(message.from), "k-avatar"),
    h(
      "div",
      { class: "k-fill" },
      h("div", { class: "k-cardhead" }, sender(message), dateOf(message)),
      h("div", { class: "k-preview" }, message.text.replace(/\s+/g, " ").slice(0, 140)),
    ),
  );
}

export type Reply = (kind: "reply" | "replyAll" | "forward") => void;

export function expandedCard(message: OutlookMessage, reply: Reply, subject: string | null): HTMLElement {
  const bar = h(
    "div",
    { role: "toolbar", class: "ms-OverflowSet k-tools" },
    tool("EmojiRegular", "star", words.star),
    tool("ArrowReplyRegular", "reply", words.reply, () => reply("reply")),
    tool("ArrowReplyAllRegular", "replyAll", words.replyAll, () => reply("replyAll")),
    tool("ArrowForwardRegular", "forward", words.forward, () => reply("forward")),
    tool("MoreHorizontalRegular", "more", words.more),
  );
  const files = message.attachments.map((name) => h("div", { class: "k-file" }, icon("clip"), name));
  return h(
    "div",
    { class: "aVla3 k-card", "aria-expanded": "true" },
    h(
      "div",
      { class: "k-cardtop" },
      avatar(nameOf(message.from), "k-avatar"),
      h(
        "div",
        { class: "k-fill" },
        h("div", { class: "k-cardhead" }, sender(message), bar),
        subject === null
          ? null
          : h(
              "div",
              {
                role: "heading",
                "aria-level": "3",
                id: `MSG_${message.key}_SUBJECT`,
                title: subject,
                class: "k-hidden",
              },
              subject,
            ),
        h(
          "div",
          { class: "k-cardhead k-start" },
          h(
            "div",
            { class: "k-fill" },
            well(words.toLabel, message.to),
            message.cc.length > 0 ? well(words.ccLabel, message.cc) : null,
          ),
          dateOf(message),
        ),
      ),
    ),
    files.length > 0 ? h("div", { class: "k-files" }, ...files) : null,
    bodyOf(message),
  );
}
