/** Writing mail: a window at the bottom, the full screen, or inline below a thread. */
import { add, body, cls, h, icon } from "../../browser/dom.ts";
import type { GmailPerson } from "../data.ts";
import { account, skin, words } from "./context.ts";

interface Draft {
  kind: "window" | "fullscreen" | "inline" | "page";
  to?: readonly GmailPerson[];
  cc?: readonly GmailPerson[];
  subject?: string;
  text?: string;
  draftId?: string;
  replyTo?: string;
  threadPerm?: string;
  onClose: () => void;
  onSend: (to: GmailPerson[], text: string) => void;
}

let composeCount = 0;

function chip(person: GmailPerson): HTMLElement {
  const element = h(
    "div",
    {
      class: "afV k-chip",
      role: "option",
      "data-name": person.name,
      "data-hovercard-id": person.address,
      "aria-selected": "false",
      tabindex: "-1",
    },
    h("div", { class: "az9" }, h("span", { email: person.address, "data-hovercard-id": person.address }, person.name)),
  );
  add(
    element,
    h(
      "button",
      { type: "button", class: "k-chipx", "aria-label": words.discard, onclick: () => element.remove() },
      icon("close"),
    ),
  );
  return element;
}

function onAddress(input: HTMLInputElement | HTMLTextAreaElement, take: (person: GmailPerson) => void): void {
  const finish = (): void => {
    const address = input.value.replace(/[,;\s]+$/, "").trim();
    if (!/^\S+@\S+\.\S+$/.test(address)) return;
    input.value = "";
    take({ name: address, address });
  };
  input.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    if (key !== "Enter" && key !== "," && key !== "Tab") return;
    if (key !== "Tab") event.preventDefault();
    finish();
  });
  input.addEventListener("blur", finish);
}

/** PeopleKit: each recipient is an option of a list box. */
function chipField(name: string, label: string, people: readonly GmailPerson[]): HTMLElement {
  const input = h("input", {
    class: "agP aFw k-address",
    type: "text",
    role: "combobox",
    "aria-label": label,
    autocomplete: "off",
  }) as HTMLInputElement;
  const list = h(
    "div",
    { class: "afx k-chips", role: "listbox", "aria-label": words.recipients, "aria-multiselectable": "true" },
    ...people.map(chip),
  );
  onAddress(input, (person) => list.append(chip(person)));
  return h("div", { class: "anm k-field", name }, h("span", { class: "aB k-dim" }, label), list, input);
}

/** Before 2021-10: a text area, and a hidden input for each recipient. */
function textField(name: string, label: string, people: readonly GmailPerson[]): HTMLElement {
  const area = h("textarea", { class: "vO k-address", name, rows: "1", "aria-label": label }) as HTMLTextAreaElement;
  const pill = (person: GmailPerson): HTMLElement =>
    h(
      "div",
      { class: "vR k-chip" },
      h("span", { class: "vN", email: person.address }, h("div", { class: "vT" }, person.name)),
      h("input", {
        type: "hidden",
        name,
        value: person.name === person.address ? person.address : `${person.name} <${person.address}>`,
      }),
    );
  onAddress(area, (person) => area.before(pill(person)));
  return h("div", { class: "k-field" }, h("span", { class: "aB k-dim" }, label), ...people.map(pill), area);
}

function titleBar(draft: Draft): HTMLElement {
  // 2026-06: buttons instead of images, a class renamed, for some users.
  const tag = skin.abTest ? "button" : "img";
  const control = (token: string, name: string, label: string, act: () => void): HTMLElement => {
    const image = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%23888' stroke-width='2'%3E%3Cpath d='${name}'/%3E%3C/svg%3E`;
    const element = h(tag, {
      class: `${token} k-control`,
      role: tag === "img" ? "button" : null,
      type: tag === "button" ? "button" : null,
      src: tag === "img" ? image : null,
      alt: tag === "img" ? "" : null,
      tabindex: "0",
      "aria-label": label,
      "data-tooltip": label,
      onclick: act,
    });
    if (tag === "button") add(element, icon(token === "Ha" ? "close" : token === "Hl" ? "minimize" : "expand"));
    return element;
  };
  return h(
    "div",
    { class: `nH Hy aXJ ${skin.abTest ? "PwHt8c" : "Ht"} k-title` },
    h("h2", { class: "a3E" }, draft.subject ?? words.newMessage),
    h("span", { class: "k-grow" }),
    control("Hl", "M6 18h12", words.minimize, () => {}),
    control("Hq", "M14 5h5v5M10 19H5v-5", words.fullScreen, () => {}),
    control("Ha", "M6 6l12 12M18 6L6 18", words.close, draft.onClose),
  );
}

export function composeBox(draft: Draft): HTMLElement {
  composeCount += 1;
  const hidden = (name: string, value: string): HTMLElement => h("input", { type: "hidden", name, value });
  const field = skin.recipients === "textarea" ? textField : chipField;
  const to = field("to", words.toField, draft.to ?? []);
  const ccLine = field("cc", words.ccField, draft.cc ?? []);
  const bccLine = field("bcc", words.bccField, []);
  const editor = h("div", {
    class: "Am aiL Al editable k-editor",
    g_editable: "true",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": words.messageBody,
    tabindex: "1",
  });
  editor.textContent = draft.text ?? "";
  const people = (): GmailPerson[] =>
    [...to.querySelectorAll("[email]")].map((span) => ({
      name: span.textContent ?? "",
      address: span.getAttribute("email") ?? "",
    }));
  const sendButton = h(
    "div",
    {
      class: "T-I J-J5-Ji aoO v7 T-I-atl L3 k-send",
      role: "button",
      tabindex: "1",
      "data-tooltip": words.send,
      "aria-label": words.send,
      onclick: () => draft.onSend(people(), editor.innerText),
    },
    words.send,
  );
  const form = h(
    "form",
    { class: "bAs k-form", enctype: "multipart/form-data" },
    hidden("composeid", String(composeCount)),
    hidden("draft", draft.draftId ?? (draft.kind === "inline" ? "null" : "undefined")),
    hidden("rm", draft.replyTo ?? ""),
    hidden("rt", draft.threadPerm ?? ""),
    hidden("uet", ""),
    hidden("from", account.address),
    h("div", { class: "GS k-fields" }, to, ccLine, bccLine),
    h("input", {
      class: `aoT ${draft.kind === "inline" ? "k-none" : "k-subjectbox"}`,
      name: "subjectbox",
      placeholder: words.subject,
      "aria-label": words.subject,
      value: draft.subject ?? "",
    }),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  const bar = h(
    "div",
    { class: "aDh k-sendbar" },
    h(
      "div",
      { class: "IZ" },
      h(
        "div",
        { class: "Up" },
        h(
          "div",
          { class: "J-J5-Ji btA dC" },
          sendButton,
          h(
            "div",
            {
              class: "T-I hG Uo k-sendmore",
              role: "button",
              tabindex: "1",
              "aria-haspopup": "true",
              "aria-label": words.more,
            },
            icon("down"),
          ),
        ),
      ),
    ),
    h("div", { class: "aDj k-sendtools" }, icon("clip"), icon("note")),
    h("span", { class: "k-grow" }),
    h(
      "div",
      {
        class: "og T-I-J3 k-icon",
        role: "button",
        tabindex: "1",
        "data-tooltip": words.discard,
        "aria-label": words.discard,
        onclick: draft.onClose,
      },
      icon("trash"),
    ),
  );
  return h(
    "div",
    {
      class: `M9 k-compose k-${draft.kind}`,
      role: "region",
      "data-compose-id": composeCount,
      "aria-label": words.newMessage,
    },
    draft.kind === "inline" ? null : titleBar(draft),
    form,
    h("div", { class: "Ap k-editorbox" }, editor),
    bar,
  );
}

const dialogOf = (content: HTMLElement): HTMLElement =>
  h(
    "div",
    { class: "nH Hd k-dialog", role: "dialog", "aria-label": words.newMessage },
    h("div", { class: "aaZ" }, content),
  );

/** Where windows dock: made once, kept empty afterwards. */
export function dock(): HTMLElement {
  return h(
    "div",
    { class: "dw k-dock" },
    h("div", { class: "nH" }, h("div", { class: "nH" }, h("div", { class: "no k-docked" }))),
  );
}

export function openCompose(docked: Element): void {
  if (skin.compose === "fullscreen") {
    const shell = h("div", { class: "aSs k-screen" });
    // Gmail keeps the shell of a closed full-screen compose, emptied.
    const close = (): void => {
      shell.querySelector("[role=dialog] > *")?.replaceChildren();
      shell.className = cls("aSs k-none");
    };
    add(
      shell,
      h(
        "div",
        { class: "aSt k-screenbox" },
        dialogOf(composeBox({ kind: "fullscreen", onClose: close, onSend: close })),
      ),
    );
    body.append(shell);
    return;
  }
  const holder = h("div", { class: "nH nn k-slot" });
  const close = (): void => holder.remove();
  add(holder, h("div", { class: "AD" }, dialogOf(composeBox({ kind: "window", onClose: close, onSend: close }))));
  docked.append(holder);
}
