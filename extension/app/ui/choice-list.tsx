import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./choice-list.css";

interface Choice<T extends string> {
  value: T;
  label: string;
  /** One line on what it means. */
  more?: string | undefined;
  /** Shown under it while it is the one chosen. */
  under?: ComponentChildren;
}

interface ChoiceListProps<T extends string> {
  legend: string;
  /** Read out, not shown, where a heading says the same. */
  isLegendHidden?: boolean;
  choices: readonly Choice<T>[];
  value: T;
  onChange(value: T): void;
}

/** One of several, each said in a line of its own: for decisions that deserve a sentence. */
export function ChoiceList<T extends string>(props: ChoiceListProps<T>) {
  const { legend, isLegendHidden = false, choices, value, onChange } = props;
  const name = useId();
  return (
    <fieldset class="choices">
      <legend class={isLegendHidden ? "only-read" : "choices-legend"}>{legend}</legend>
      <div class="choices-box">
        {choices.map((choice) => {
          const isChosen = choice.value === value;
          const id = `${name}-${choice.value}`;
          return (
            <div key={choice.value} class={isChosen ? "choice choice-chosen" : "choice"}>
              <label class="choice-line">
                <input
                  type="radio"
                  name={name}
                  checked={isChosen}
                  aria-labelledby={id}
                  aria-describedby={choice.more ? `${id}-more` : undefined}
                  onChange={() => onChange(choice.value)}
                />
                <span class="choice-label" id={id}>
                  {choice.label}
                </span>
                {choice.more && (
                  <span class="choice-more" id={`${id}-more`}>
                    {choice.more}
                  </span>
                )}
              </label>
              {isChosen && choice.under && <div class="choice-under">{choice.under}</div>}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
