import type { FieldInfo } from "#shared/fields.ts";

/** Something a `ref` can point at. */
export interface RefOption {
  id: string;
  name: string;
  /** What tells two of the same name apart. */
  detail?: string | null;
}

export interface InputProps {
  info: FieldInfo;
  label: string;
  draft: string;
  /** With `ref`: how the one that is set is called. */
  shown?: string;
  options?: readonly RefOption[] | ((text: string) => Promise<readonly RefOption[]>) | undefined;
  optionLabel(option: string): string;
  /** The id of the text that says what is wrong, when something is. */
  problemId: string | undefined;
  onInput(draft: string): void;
  /** Wants the draft kept: Enter was pressed, or the input was left. */
  onKeep(draft: string, by: "key" | "leaving"): void;
  onCancel(): void;
}
