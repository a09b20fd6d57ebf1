// The input of a `ref`: a text that finds records, and the list of those found.
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { InputProps, RefOption } from "./input-props.ts";
import { noneLabel, nothingFound, typeToFind } from "./labels.ts";

/** Options whose name or detail has every word of the text. */
function matchOptions(options: readonly RefOption[], text: string): readonly RefOption[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return options.filter((option) => {
    const told = `${option.name} ${option.detail ?? ""}`.toLocaleLowerCase();
    return words.every((word) => told.includes(word));
  });
}

const none: RefOption = { id: "", name: "" };

export function RefInput({ info, label, draft, shown, options, problemId, onKeep, onCancel }: InputProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly RefOption[] | null>(null);
  const [active, setActive] = useState(0);
  const listId = useId();
  const control = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);

  useLayoutEffect(() => control.current?.focus(), []);

  useEffect(() => {
    let isCurrent = true;
    const show = (all: readonly RefOption[]) => {
      if (!isCurrent) return;
      const offered = info.nullable && draft && !text ? [...all, none] : all;
      setFound(offered);
      // Nothing is at hand before somebody asked for it: Enter at once must not change what is set, least of all to none.
      setActive(text ? 0 : offered.findIndex((option) => option.id === draft && option.id !== ""));
    };
    if (typeof options === "function") void options(text).then(show, () => show([]));
    else show(matchOptions(options ?? [], text));
    return () => {
      isCurrent = false;
    };
  }, [text, options, draft, info.nullable]);

  const keep = (option: RefOption | undefined, by: "key" | "leaving") => {
    isDone.current = true;
    if (option) onKeep(option.id, by);
    else onCancel();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.isComposing) return;
    const last = (found?.length ?? 0) - 1;
    if (event.key === "ArrowDown") setActive(Math.min(last, active + 1));
    else if (event.key === "ArrowUp") setActive(Math.max(0, active - 1));
    else if (event.key === "Enter") keep(found?.[active], "key");
    else if (event.key === "Escape") keep(undefined, "key");
    else return;
    event.preventDefault();
  };

  return (
    <div class="ref-input">
      <input
        ref={control}
        class="field-input"
        type="text"
        role="combobox"
        autoComplete="off"
        aria-label={label}
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found?.[active] ? `${listId}-${active}` : undefined}
        aria-invalid={problemId ? true : undefined}
        aria-describedby={problemId}
        placeholder={shown}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          // Leaving without a choice is no choice.
          if (!isDone.current && document.hasFocus()) keep(undefined, "leaving");
        }}
      />
      <div class="ref-options" id={listId} role="listbox" aria-label={label}>
        {found?.every((option) => option.id === "") && (
          <p class="ref-nothing" role="presentation">
            {text ? nothingFound() : typeToFind()}
          </p>
        )}
        {found?.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox
          <div
            key={option.id}
            id={`${listId}-${index}`}
            role="option"
            class={`ref-option ${index === active ? "ref-option-active" : ""}`}
            aria-selected={option.id === draft}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setActive(index)}
            onClick={() => keep(option, "key")}
          >
            <bdi>{option.id ? option.name : noneLabel()}</bdi>
            {option.detail && <small>{option.detail}</small>}
          </div>
        ))}
      </div>
    </div>
  );
}
