// One field of one record: shown as text, edited in place, kept on Enter or on leaving it. There is no save button.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Change } from "#shared/crud.ts";
import { AppError } from "#shared/errors.ts";
import { undo } from "../crm/act.ts";
import { showToast } from "../ui/toast.tsx";
import { choiceLabel, fieldLabel, problemWords, t } from "../words.ts";
import { Display } from "./display.tsx";
import "./field.css";
import { getField, isRequired, type ShownEntity } from "./fields.ts";
import { Input } from "./input.tsx";
import type { RefOption } from "./input-props.ts";
import { addLabel, keptText, problemText } from "./labels.ts";
import { isEditable, isSameValue, parseInput, valueToInput } from "./parse.ts";

export type Changes = Record<string, Change>;

export interface FieldProps {
  entity: ShownEntity;
  name: string;
  /** The record as it stands; only the field's own value is read. */
  record: object;
  /**
   * Keeps the change. An answer that names its mutation can be undone for ten seconds; when it rejects, why is said
   * beside the field and the input stays.
   */
  onChange(changes: Changes): unknown;
  /** With a `ref`: what can be picked. The one that is set must be among them, or be given as `shown`. */
  options?: readonly RefOption[] | ((text: string) => Promise<readonly RefOption[]>);
  /** With a `ref`: how the record pointed at is called. */
  shown?: string | null;
  /** Leaves the label to screen readers where the place says what it is. */
  bare?: boolean;
  readOnly?: boolean;
}

interface Editing {
  draft: string;
  /** What stood there when editing began; the server tells a merge from a conflict by it. */
  from: unknown;
  problem: string | null;
}

export function Field(props: FieldProps) {
  const { entity, name, onChange, options, bare = false } = props;
  const info = getField(entity, name);
  const value = (props.record as Record<string, unknown>)[name] ?? null;
  const [editing, setEditing] = useState<Editing | null>(null);
  const [kept, setKept] = useState<{ from: unknown; to: unknown } | null>(null);
  const labelId = useId();
  const valueId = useId();
  const row = useRef<HTMLDivElement>(null);
  /** Enter and Esc give the focus back to the value; leaving with Tab or the pointer does not. */
  const returnFocus = useRef(false);

  // What was kept is shown until the replica tells of it, or of something else.
  const isAwaited = kept !== null && isSameValue(info, value, kept.from);
  useEffect(() => {
    if (kept && !isAwaited) setKept(null);
  }, [kept, isAwaited]);
  const shown = kept && isAwaited ? kept.to : value;

  useEffect(() => {
    if (editing || !returnFocus.current) return;
    returnFocus.current = false;
    row.current?.querySelector<HTMLElement>(".field-value")?.focus();
  }, [editing]);

  const begin = () => setEditing({ draft: valueToInput(info, shown), from: shown, problem: null });

  const label = fieldLabel(entity, name);

  const keep = async (draft: string, from: unknown) => {
    const parsed = parseInput(info, draft, { required: isRequired(entity, name) });
    if (!parsed.ok) {
      setEditing({ draft, from, problem: problemText(parsed.problem, parsed.part) });
      return;
    }
    setEditing(null);
    if (isSameValue(info, parsed.value, from)) return;
    setKept({ from, to: parsed.value });
    try {
      const answer = await onChange({ [name]: { from, to: parsed.value } });
      if (isKept(answer)) {
        const { mutationId } = answer;
        showToast(keptText(label), { label: t("common.undo"), onPress: () => void undo(mutationId) });
      }
    } catch (error) {
      setKept(null);
      if (!(error instanceof AppError)) throw error;
      setEditing({ draft, from, problem: problemWords(error) });
    }
  };

  const isDirect = info.kind === "choice" || info.kind === "flag";
  const canEdit = !props.readOnly && isEditable(info);
  const problemId = `${valueId}-problem`;
  const input = {
    info,
    label,
    options,
    optionLabel: (option: string) => choiceLabel(entity, name, option),
    problemId: editing?.problem ? problemId : undefined,
  };

  return (
    <div class={`field field-${info.kind} ${bare ? "field-bare" : ""}`} ref={row} data-field={name}>
      <span class={bare ? "only-read" : "field-label"} id={labelId}>
        {label}
      </span>
      <div class="field-body">
        {canEdit && isDirect ? (
          <Input
            {...input}
            draft={valueToInput(info, shown)}
            onInput={(draft) => void keep(draft, shown)}
            onKeep={() => undefined}
            onCancel={() => undefined}
          />
        ) : editing ? (
          <Input
            {...input}
            draft={editing.draft}
            shown={props.shown ?? ""}
            onInput={(draft) => setEditing({ ...editing, draft, problem: null })}
            onKeep={(draft, by) => {
              returnFocus.current = by === "key";
              void keep(draft, editing.from);
            }}
            onCancel={() => {
              returnFocus.current = true;
              setEditing(null);
            }}
          />
        ) : canEdit ? (
          <button
            type="button"
            class="field-value"
            aria-labelledby={`${labelId} ${valueId}`}
            onClick={begin}
            onKeyDown={(event) => {
              if (event.key.toLowerCase() !== "e" || event.ctrlKey || event.metaKey || event.altKey) return;
              event.preventDefault();
              event.stopPropagation();
              begin();
            }}
          >
            <span id={valueId} class={isEmpty(shown) ? "field-empty" : ""}>
              {isEmpty(shown) ? addLabel() : <Display {...displayOf(props)} info={info} value={shown} />}
            </span>
          </button>
        ) : (
          <span class="field-value field-readonly">
            {isEmpty(shown) ? (
              <span class="field-empty">–</span>
            ) : (
              <Display {...displayOf(props)} info={info} value={shown} />
            )}
          </span>
        )}
        {editing?.problem && (
          <p class="field-problem" id={problemId} role="alert">
            {editing.problem}
          </p>
        )}
      </div>
    </div>
  );
}

const isKept = (answer: unknown): answer is { mutationId: string } =>
  typeof answer === "object" && answer !== null && "mutationId" in answer;

const isEmpty = (value: unknown) => value === null || value === "" || (Array.isArray(value) && value.length === 0);

const displayOf = ({ entity, name, shown, options }: FieldProps) => ({
  optionLabel: (option: string) => choiceLabel(entity, name, option),
  refLabel: (id: string) =>
    (Array.isArray(options) ? (options as RefOption[]).find((option) => option.id === id)?.name : undefined) ??
    shown ??
    "",
});
