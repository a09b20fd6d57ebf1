import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";

/** Shorter than a word takes to type, longer than a key. */
const PAUSE_MS = 120;

interface TextFilterProps {
  label: string;
  text: string | null;
  onChange(text: string | null): void;
}

/** Narrows a list as one types. */
export function TextFilter({ label, text, onChange }: TextFilterProps) {
  const [draft, setDraft] = useState(text ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const told = useRef(text);
  useEffect(() => {
    // Only what came from elsewhere (an address, "clear") replaces what is being typed.
    if (text !== told.current) setDraft(text ?? "");
    told.current = text;
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (value: string) => {
    const trimmed = value.trim() || null;
    told.current = trimmed;
    onChange(trimmed);
  };
  return (
    <span class="text-filter">
      <Icon name="search" size={14} />
      <input
        type="search"
        class="input"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={draft}
        onInput={(event) => {
          const { value } = event.currentTarget;
          setDraft(value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => tell(value), PAUSE_MS);
        }}
      />
    </span>
  );
}
