import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./labelled.css";

interface LabelledInputProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  type?: "text" | "email" | "password" | "url" | "date" | "datetime-local";
  /** As the browser's password store understands it. */
  autoComplete?: string;
  /** For what is written left to right in every language. */
  dir?: "ltr" | "auto";
  hint?: ComponentChildren;
  problem?: string | null | undefined;
}

/** An input with its words: label above, hint below, and in its place what is wrong. */
export function LabelledInput(props: LabelledInputProps) {
  const { label, value, onValue, type = "text", autoComplete = "off", dir = "auto", hint, problem } = props;
  const id = useId();
  return (
    <div class="labelled">
      <label class="labelled-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        type={type as "text"}
        autoComplete={autoComplete}
        dir={dir}
        spellcheck={false}
        class="input"
        value={value}
        aria-invalid={Boolean(problem)}
        aria-describedby={`${id}-more`}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <p id={`${id}-more`} class={problem ? "labelled-more late" : "labelled-more"}>
        {problem ?? hint}
      </p>
    </div>
  );
}
