/** The reading pane: a conversation as cards, or a single item. */
import { add, avatar, h, later } from "../../browser/dom.ts";
import type { OutlookMessage, OutlookThread } from "../data.ts";
import { composeBox } from "./compose.ts";
import { account, named, skin, words } from "./context.ts";
import { collapsedCard, expandedCard, nameOf, type Reply, sender } from "./message.ts";

function draftCard(thread: OutlookThread, message: OutlookMessage): HTMLElement {
  const card = h("div", { class: "aVla3 k-card k-draft" });
  add(
    card,
    h(
      "div",
      { class: "k-cardtop" },
      avatar(nameOf(message.from), "k-avatar"),
      h("div", { class: "k-fill" }, h("span", { class: "k-drafttag" }, words.draftTag), sender(message)),
    ),
    composeBox({
      to: message.to,
      cc: message.cc,
      subject: thread.subject,
      text: message.text,
      inline: true,
      onClose: () => card.remove(),
      onSend: () => card.remove(),
    }),
  );
  return card;
}

/** Replies stay in the pane; the address does not change. */
function replyInto(thread: OutlookThread, message: OutlookMessage, place: HTMLElement): Reply {
  return (kind) => {
    const close = (): void => place.replaceChildren();
    const to =
      kind === "forward"
        ? []
        : kind === "reply"
          ? [message.from]
          : [
              message.from,
              ...message.to.filter((person) => person.mail !== message.from.mail && person.mail !== account.address),
            ];
    const box = composeBox({
      to,
      cc: kind === "replyAll" ? message.cc : [],
      subject: `Re: ${thread.subject}`,
      inline: true,
      onClose: close,
      onSend: close,
    });
    place.replaceChildren(box);
    box.scrollIntoView({ block: "nearest" });
    box.querySelector<HTMLElement>("[contenteditable=true]")?.focus();
  };
}

function quickReplies(reply: Reply): HTMLElement {
  const button = (name: string, drawn: string, label: string, kind: "reply" | "replyAll" | "forward"): HTMLElement =>
    h("button", { type: "button", class: "k-quick", onclick: () => reply(kind) }, named(name, drawn), label);
  return h(
    "div",
    { class: "th6py k-quickbar" },
    button("ArrowReplyRegular", "reply", words.reply, "reply"),
    button("ArrowReplyAllRegular", "replyAll", words.replyAll, "replyAll"),
    button("ArrowForwardRegular", "forward", words.forward, "forward"),
  );
}

export function conversation(thread: OutlookThread, innerMs: number): HTMLElement {
  const labels = thread.labels.map((label) => h("span", { class: "k-label" }, label));
  const subject = h(
    "div",
    {
      role: "heading",
      "aria-level": "2",
      id: `CONV_${thread.key}_SUBJECT`,
      title: thread.subject,
      class: "full JdFsz k-subject",
    },
    h("span", {}, thread.subject),
    ...labels,
  );
  const inner = h("div", { class: "customScrollBar k-scroll k-inner" });
  const section = h(
    "div",
    { "data-app-section": "ConversationContainer", class: "k-column" },
    h("div", { class: "k-subjectbar" }, subject),
  );
  const place = h("div", { class: "k-replyplace" });
  for (const message of skin.newestFirst ? thread.messages.toReversed() : thread.messages) {
    const holder = h("div", { class: "k-holder" });
    const reply = replyInto(thread, message, place);
    const open = (): void => holder.replaceChildren(expandedCard(message, reply, null));
    holder.append(
      message.state === "draft"
        ? draftCard(thread, message)
        : message.state === "expanded"
          ? expandedCard(message, reply, null)
          : collapsedCard(message, open),
    );
    inner.append(holder);
  }
  const last = thread.messages.filter((message) => message.state !== "draft").at(-1);
  if (last) add(inner, place, quickReplies(replyInto(thread, last, place)));
  later(innerMs, () => section.append(inner));
  return h("div", { id: "ConversationReadingPaneContainer", class: "k-column" }, section);
}

export function singleItem(thread: OutlookThread, innerMs: number): HTMLElement {
  const message = thread.messages.filter((candidate) => candidate.state !== "draft").at(-1);
  const section = h("div", { id: "ItemReadingPaneContainer", class: "k-column" });
  if (!message) return section;
  add(
    section,
    h(
      "div",
      { class: "k-subjectbar" },
      h(
        "div",
        {
          role: "heading",
          "aria-level": "2",
          id: `MSG_${message.key}_SUBJECT`,
          title: thread.subject,
          class: "k-subject",
        },
        thread.subject,
      ),
    ),
  );
  const place = h("div", { class: "k-replyplace" });
  const reply = replyInto(thread, message, place);
  const inner = h(
    "div",
    { class: "customScrollBar k-scroll k-inner" },
    h("div", { class: "k-holder" }, expandedCard({ ...message, state: "expanded" }, reply, null)),
    place,
    quickReplies(reply),
  );
  later(innerMs, () => section.append(inner));
  return section;
}
