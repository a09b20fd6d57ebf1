/** Writing mail: in the reading pane, as a reply below a conversation or as a new mail in its place. */
import { add, h, icon } from "../../browser/dom.ts";
import type { OutlookPerson } from "../data.ts";
import { skin, words } from "./context.ts";

interface Draft {
  to: readonly OutlookPerson[];
  cc: readonly OutlookPerson[];
  subject: string;
  text?: string;
  inline: boolean;
  onClose: () => void;
  onSend: () => void;
}

let drafts = 0;

function chip(person: OutlookPerson): HTMLElement {
  const label = skin.addresses === "nobody" && person.name ? person.name : `${person.name} ${person.mail}`.trim();
  const element = h(
    "span",
    { class: "_EType_RECIPIENT_ENTITY k-chip", contenteditable: "false" },
    h("span", { class: "lpcWrapper lpcCommonWeb-hoverTarget", "aria-label": label }, person.name || person.mail),
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

function field(label: string, people: readonly OutlookPerson[]): HTMLElement {
  const chips = h("span", { class: "k-chips" }, ...people.map(chip));
  const input = h("input", {
    type: "text",
    class: "k-address",
    "aria-label": label,
    autocomplete: "off",
  }) as HTMLInputElement;
  const finish = (): void => {
    const mail = input.value.replace(/[,;\s]+$/, "").trim();
    if (!/^\S+@\S+\.\S+$/.test(mail)) return;
    input.value = "";
    chips.append(chip({ name: "", address: mail, mail }));
  };
  input.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    if (key !== "Enter" && key !== "," && key !== ";" && key !== "Tab") return;
    if (key !== "Tab") event.preventDefault();
    finish();
  });
  input.addEventListener("blur", finish);
  return h("div", { class: "k-field" }, h("button", { type: "button", class: "k-fieldname" }, label), chips, input);
}

export function composeBox(draft: Draft): HTMLElement {
  drafts += 1;
  const editor = h("div", {
    class: "dFCbN k-editor",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": words.messageBody,
  });
  editor.textContent = draft.text ?? "";
  return h(
    "div",
    { id: `docking_InitVisiblePart_${drafts}`, class: `k-compose ${draft.inline ? "k-inline" : ""}` },
    h(
      "div",
      { class: "k-sendbar" },
      h(
        "button",
        {
          type: "button",
          "data-testid": "ComposeSendButton",
          class: "ms-Button k-send",
          title: words.send,
          onclick: draft.onSend,
        },
        icon("sent"),
        words.send,
      ),
      h("span", { class: "k-grow" }),
      h(
        "button",
        {
          type: "button",
          id: "discardCompose",
          class: "ms-Button k-tool",
          "aria-label": words.discard,
          title: words.discard,
          onclick: draft.onClose,
        },
        icon("trash"),
      ),
    ),
    field(words.toField, draft.to),
    field(words.ccField, draft.cc),
    h("input", {
      id: `MSG_draft${drafts}_SUBJECT`,
      class: "ms-TextField-field k-subjectbox",
      maxlength: "255",
      type: "text",
      placeholder: words.addSubject,
      "aria-label": words.subject,
      value: draft.subject,
    }),
    h("div", { id: `editorParent_${drafts}`, class: "k-editorbox" }, editor),
  );
}
