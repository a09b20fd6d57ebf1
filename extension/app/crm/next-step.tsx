// "And next?": a kind and a day, each one press.
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Task } from "#shared/crm/task.ts";
import { Icon } from "../ui/icon.tsx";
import { ifOurs } from "../ui/trust.ts";
import { choiceLabel, formatMoment, t } from "../words.ts";
import { DayPicker } from "./day-picker.tsx";
import { inThreeDays, nextWeek, onDay, tomorrow } from "./due.ts";
import { taskIcons } from "./task-row.tsx";
import "./outcome.css";

const kinds = ["call", "mail", "todo"] as const satisfies readonly Task["kind"][];

interface NextStepProps {
  /** Asked of what is still to be said; null for what is moved, which only needs its day. */
  kind: Signal<Task["kind"]> | null;
  label: string;
  /** The day chosen already, where choosing is not the act. */
  chosen: string | null;
  onChoose: (dueAt: string) => void;
}

export function NextStepPicker({ kind, label, chosen, onChoose }: NextStepProps) {
  const picking = useSignal(false);
  const id = useId();
  const now = new Date();
  const choices = [
    [t("remind.tomorrow"), tomorrow(now)],
    [t("remind.inThreeDays"), inThreeDays(now)],
    [t("remind.nextWeek"), nextWeek(now)],
  ] as const;
  return (
    <fieldset class="next-step" aria-labelledby={id}>
      <div class="next-step-head">
        <span id={id} class="small soft">
          {label}
        </span>
        {kind && <KindPicker kind={kind} />}
      </div>
      <div class="next-step-days">
        {choices.map(([words, dueAt]) => (
          <button
            key={words}
            type="button"
            class="day-chip"
            title={formatMoment(dueAt)}
            aria-pressed={chosen === dueAt}
            onClick={(event) => ifOurs(event, () => onChoose(dueAt))}
          >
            {words}
          </button>
        ))}
        <button
          type="button"
          class="day-chip"
          aria-expanded={picking.value}
          onClick={(event) =>
            ifOurs(event, () => {
              picking.value = !picking.value;
            })
          }
        >
          {t("remind.pick")}
        </button>
      </div>
      {picking.value && <DayPicker onPick={(day) => onChoose(onDay(day, new Date()))} />}
    </fieldset>
  );
}

function KindPicker({ kind }: { kind: Signal<Task["kind"]> }) {
  const group = useId();
  return (
    <span class="next-step-kinds" role="radiogroup" aria-label={t("meetings.nextKind")}>
      {kinds.map((value) => (
        <label key={value} class="kind-choice" title={choiceLabel("task", "kind", value)}>
          <input
            type="radio"
            class="only-read"
            name={group}
            checked={kind.value === value}
            onChange={() => {
              kind.value = value;
            }}
          />
          <span class="kind-words">
            <Icon name={taskIcons[value]} size={14} />
            <span class="kind-name">{choiceLabel("task", "kind", value)}</span>
          </span>
        </label>
      ))}
    </span>
  );
}
