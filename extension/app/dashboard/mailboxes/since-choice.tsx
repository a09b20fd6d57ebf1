// From when on: a month, three, a year, or a day of one's own.
import { useId } from "preact/hooks";
import { t } from "../../words.ts";
import { monthsBefore } from "../filter-words.ts";
import { dayOf } from "../route.ts";

const presets = [1, 3, 12] as const;

interface SinceChoiceProps {
  legend: string;
  /** An instant: midnight of the day, where the person is. */
  since: string;
  /** Where it begins so far: it is counted back from there, and only earlier days can be chosen. */
  before?: string | null;
  onChange(since: string): void;
}

const midnightOf = (day: string) => new Date(`${day}T00:00:00`).toISOString();

export const defaultSince = () => monthsBefore(new Date(), 3);

export function SinceChoice({ legend, since, before = null, onChange }: SinceChoiceProps) {
  const name = useId();
  const now = new Date();
  const offered = presets.map((months) => ({ months, at: monthsBefore(before ? new Date(before) : now, months) }));
  const latest = dayOf(before ?? now.toISOString());
  return (
    <fieldset class="since">
      <legend class="only-read">{legend}</legend>
      {before && <span class="soft">{t("mailboxes.backfill.by")}</span>}
      <div class="segments">
        {offered.map(({ months, at }) => (
          <label key={months} class="segment">
            <input
              type="radio"
              class="only-read"
              name={name}
              checked={dayOf(at) === dayOf(since)}
              onChange={() => onChange(at)}
            />
            <span class="segment-words">
              {months === 12 ? t("mailboxes.since.year") : t("mailboxes.since.months", months)}
            </span>
          </label>
        ))}
      </div>
      <label class="since-day">
        <span class="soft">{t("mailboxes.since.day")}</span>
        <input
          type="date"
          class="input"
          max={latest}
          value={dayOf(since)}
          aria-label={t("mailboxes.since.day")}
          onChange={(event) => {
            const day = event.currentTarget.value;
            if (day && day <= latest) onChange(midnightOf(day));
          }}
        />
      </label>
    </fieldset>
  );
}
