// When: free times of the next working days, or any other.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { moveFocus } from "../ui/keys.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { ifOurs } from "../ui/trust.ts";
import { formatTime } from "../when.ts";
import { language, t } from "../words.ts";
import { NotNow } from "./no-mailbox.tsx";
import { type Busy, freeStarts, isBusy, parseMoment, workingDays } from "./slots.ts";

const DAYS = 5;

/** Where the language names no weekend it is Saturday and Sunday. */
function weekend(): readonly number[] {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => { weekend: number[] } };
  return locale.getWeekInfo?.().weekend ?? [6, 7];
}

const weekdayName = new Intl.DateTimeFormat(language, { weekday: "short" });
const dayNumber = new Intl.DateTimeFormat(language, { day: "numeric" });
const asDate = (day: string) => new Date(`${day}T00:00:00`);

interface TimePickerProps {
  mailboxId: string;
  minutes: number;
  start: Signal<Date | null>;
}

export function TimePicker({ mailboxId, minutes, start }: TimePickerProps) {
  // Asked once: what is offered must not change under the pointer.
  const opened = useSignal(new Date()).value;
  const days = useSignal(workingDays(opened, DAYS, weekend())).value;
  const day = useSignal(days[0] ?? "");
  const isOther = useSignal(false);
  const window = { from: opened.toISOString(), to: new Date(`${days.at(-1)}T23:59:59`).toISOString() };
  const { value: busy, error } = useAnswer("schedule.busy", { mailboxId, ...window }, []);
  const starts = busy ? freeStarts(day.value, minutes, busy, opened) : [];
  const chosen = start.value?.getTime();

  // A longer meeting may no longer fit where a shorter one did.
  useEffect(() => {
    if (busy && start.value && !isOther.value && isBusy(start.value, minutes, busy)) start.value = null;
  }, [minutes, busy]);

  return (
    <fieldset class="times" aria-label={t("acting.when")}>
      <div class="times-days" role="radiogroup" aria-label={t("acting.day")}>
        {days.map((one) => (
          <label key={one} class="segment">
            <input
              type="radio"
              class="only-read"
              name="day"
              checked={day.value === one && !isOther.value}
              onChange={() => {
                day.value = one;
                isOther.value = false;
              }}
            />
            <span class="segment-words times-day">
              <span class="small">{weekdayName.format(asDate(one))}</span>
              <span class="numbers strong">{dayNumber.format(asDate(one))}</span>
            </span>
          </label>
        ))}
      </div>
      {isOther.value ? (
        <OtherTime day={day.value} minutes={minutes} busy={busy ?? []} start={start} />
      ) : error ? (
        <NotNow error={error} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the buttons inside
        <div class="times-free" onKeyDown={(event) => moveFocus(event, ".time-chip")}>
          {!busy && (
            <span role="status" aria-label={t("acting.looking")} class="times-looking">
              {Array.from({ length: 8 }, (_, at) => (
                <Skeleton key={String(at)} height={28} />
              ))}
            </span>
          )}
          {busy && starts.length === 0 && <p class="soft small">{t("acting.noneFree")}</p>}
          {starts.map((at) => (
            <button
              key={at.getTime()}
              type="button"
              class="time-chip numbers"
              aria-pressed={chosen === at.getTime()}
              onClick={(event) =>
                ifOurs(event, () => {
                  start.value = at;
                })
              }
            >
              {formatTime(at, language)}
            </button>
          ))}
        </div>
      )}
      <Button
        look="link"
        class="small"
        aria-expanded={isOther.value}
        onPress={() => {
          isOther.value = !isOther.value;
        }}
      >
        {isOther.value ? t("acting.free") : t("acting.other")}
      </Button>
    </fieldset>
  );
}

interface OtherTimeProps {
  day: string;
  minutes: number;
  busy: readonly Busy[];
  start: Signal<Date | null>;
}

function OtherTime({ day: first, minutes, busy, start }: OtherTimeProps) {
  const day = useSignal(first);
  const time = useSignal("");
  const set = () => {
    const at = parseMoment(day.value, time.value);
    start.value = at && at > new Date() ? at : null;
  };
  const at = parseMoment(day.value, time.value);
  const hint = at && (at <= new Date() ? t("acting.past") : isBusy(at, minutes, busy) ? t("acting.busy") : null);
  return (
    <div class="times-other">
      <input
        class="input numbers"
        type="date"
        aria-label={t("acting.day")}
        value={day.value}
        onInput={(event) => {
          day.value = event.currentTarget.value;
          set();
        }}
      />
      <input
        class="input numbers"
        type="time"
        aria-label={t("acting.time")}
        value={time.value}
        onInput={(event) => {
          time.value = event.currentTarget.value;
          set();
        }}
      />
      {hint && <p class="small late times-hint">{hint}</p>}
    </div>
  );
}
