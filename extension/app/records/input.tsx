// One input per field kind.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { FieldInfo } from "#shared/fields.ts";
import type { InputProps } from "./input-props.ts";
import { listHint, noneLabel } from "./labels.ts";
import { RefInput } from "./ref-input.tsx";

/** Kinds whose Enter belongs to the text; Ctrl or Cmd with Enter keeps them. */
const isMultiline = ({ kind }: FieldInfo) => kind === "note";

export function Input(props: InputProps) {
  const { info, draft, onInput, onKeep, onCancel, problemId } = props;
  const control = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  /** Enter and Esc take the input away, which blurs it; that blur must not keep a second time. */
  const isDone = useRef(false);

  // Before the next key can come: what is typed right after E or a click belongs into the input.
  useLayoutEffect(() => {
    if (info.kind === "choice" || info.kind === "flag" || info.kind === "ref") return;
    control.current?.focus();
    if (info.kind !== "note" && info.kind !== "day" && info.kind !== "instant") control.current?.select();
  }, [info.kind]);

  // Something is wrong: the text stays, and so does the focus (Esc puts back what was there).
  useLayoutEffect(() => {
    if (!problemId) return;
    isDone.current = false;
    control.current?.focus();
  }, [problemId]);

  const common = {
    ref: control,
    class: "field-input",
    "aria-label": props.label,
    "aria-invalid": problemId ? true : undefined,
    "aria-describedby": problemId,
  };
  const typed = {
    ...common,
    value: draft,
    onInput: (event: InputEvent) => onInput((event.currentTarget as HTMLInputElement).value),
    onBlur: (event: FocusEvent) => {
      // Leaving the window is not leaving the field.
      if (isDone.current || !document.hasFocus()) return;
      onKeep((event.currentTarget as HTMLInputElement).value, "leaving");
    },
    onKeyDown: (event: KeyboardEvent) => {
      // Single letters are commands elsewhere on the page; here they are text.
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Escape") {
        isDone.current = true;
        event.preventDefault();
        onCancel();
      }
      const keeps = isMultiline(info) ? event.ctrlKey || event.metaKey : !event.shiftKey;
      if (event.key === "Enter" && keeps) {
        isDone.current = true;
        event.preventDefault();
        onKeep((event.currentTarget as HTMLInputElement).value, "key");
      }
    },
  };

  switch (info.kind) {
    case "text":
      return <input type="text" {...typed} />;
    case "url":
      return <input type="text" inputMode="url" dir="ltr" autoComplete="off" {...typed} />;
    case "day":
      return <input type="date" {...typed} />;
    case "instant":
      return <input type="datetime-local" {...typed} />;
    case "note":
      return <textarea rows={Math.max(2, draft.split("\n").length)} dir="auto" {...typed} />;
    case "emails":
    case "phones":
      return (
        <>
          <textarea rows={Math.max(1, draft.split("\n").length)} dir="ltr" autoComplete="off" {...typed} />
          <small class="field-hint">{listHint()}</small>
        </>
      );
    case "choice":
      return (
        <select
          {...common}
          class={`field-select display-choice-${draft}`}
          value={draft}
          onChange={(event) => onInput(event.currentTarget.value)}
          onKeyDown={openPicker}
        >
          {info.nullable && <option value="">{noneLabel()}</option>}
          {info.options?.map((option) => (
            <option key={option} value={option}>
              {props.optionLabel(option)}
            </option>
          ))}
        </select>
      );
    case "flag":
      return (
        <input
          {...common}
          class="field-flag"
          type="checkbox"
          checked={draft === "true"}
          onChange={(event) => onInput(String(event.currentTarget.checked))}
        />
      );
    case "ref":
      return <RefInput {...props} />;
    case "refs":
    case "keys":
    case "participants":
    case "json":
      return null;
  }
}

/** Enter and E open the list of choices, as they open any other field. */
function openPicker(event: KeyboardEvent & { currentTarget: HTMLSelectElement }) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key !== "Enter" && event.key.toLowerCase() !== "e") return;
  event.preventDefault();
  event.stopPropagation();
  event.currentTarget.showPicker?.();
}
