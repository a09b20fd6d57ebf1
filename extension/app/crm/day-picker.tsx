// A day that is none of the usual ones.
import { useSignal } from "@preact/signals";
import { Button, type ButtonLook } from "../ui/button.tsx";
import { ifOurs } from "../ui/trust.ts";
import { t } from "../words.ts";
import { dayOf } from "./due.ts";
import "./day-picker.css";

interface DayPickerProps {
  look?: ButtonLook;
  /** YYYY-MM-DD, today or later. */
  onPick(day: string): void;
}

export function DayPicker({ look = "secondary", onPick }: DayPickerProps) {
  const day = useSignal(dayOf(new Date(Date.now() + 86_400_000)));
  return (
    <form
      class="day-picker"
      onSubmit={(event) => {
        event.preventDefault();
        if (day.value) ifOurs(event, () => onPick(day.value));
      }}
    >
      <input
        class="input numbers"
        type="date"
        required
        min={dayOf(new Date())}
        max="2199-12-31"
        aria-label={t("remind.day")}
        value={day.value}
        onInput={(event) => {
          day.value = event.currentTarget.value;
        }}
      />
      <Button look={look} submit>
        {t("remind.setDay")}
      </Button>
    </form>
  );
}
