// "Remind me": three things to say (what, about what, when), and choosing when is the act.
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Task } from "#shared/crm/task.ts";
import type { Seen } from "../../messages.ts";
import { mutations, newId } from "../ask.ts";
import { Button, type ButtonLook, pressed } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { moveFocus } from "../ui/keys.ts";
import { Popover } from "../ui/popover.tsx";
import { ifOurs } from "../ui/trust.ts";
import { usePopover } from "../ui/use-popover.ts";
import { choiceLabel, formatDueAt, formatMoment, t } from "../words.ts";
import { act, findMe } from "./act.ts";
import { dayOf, inThreeDays, nextWeek, onDay, tomorrow } from "./due.ts";
import { taskIcons } from "./task-row.tsx";
import "./remind-me.css";

/** What a reminder is about; all of it may be missing. */
export interface ReminderAbout {
  name: string | null;
  contactId: string | null;
  companyId: string | null;
  link: string | null;
  threadKey: string | null;
}

const kinds = ["call", "mail", "todo"] as const satisfies readonly Task["kind"][];

function titleOf(kind: Task["kind"], name: string | null): string {
  if (!name) return t(`remind.bare.${kind}`);
  return t(`remind.title.${kind}`, [name]);
}

async function remind(about: ReminderAbout, kind: Task["kind"], note: string, dueAt: string, seen: Seen | null) {
  const me = findMe();
  if (!me) return;
  const { name, ...rest } = about;
  const own = { kind, title: titleOf(kind, name), note: note.trim() || null, dueAt, doneAt: null };
  await act(
    mutations.task.create,
    { id: newId(), record: { ...own, ...rest, ownerId: me.memberId } },
    { said: t("remind.set", [formatDueAt(dueAt)]), seen },
  );
}

interface RemindMeProps {
  about: ReminderAbout;
  look?: ButtonLook;
  seen?: Seen | null;
  /** Open from outside, by its key. */
  open?: Signal<boolean>;
}

export function RemindMe({ about, look = "secondary", seen = null, open: given }: RemindMeProps) {
  const { open, anchor, toggle, close, dismissed } = usePopover(given);
  return (
    <span ref={anchor}>
      <Button look={look} icon="bell" aria-haspopup="dialog" aria-expanded={open.value} onPress={toggle}>
        {t("remind.button")}
      </Button>
      {open.value && (
        <Popover anchor={anchor} label={t("remind.button")} onClose={dismissed}>
          <RemindForm
            onChoose={(kind, note, dueAt) => {
              close();
              void remind(about, kind, note, dueAt, seen);
            }}
          />
        </Popover>
      )}
    </span>
  );
}

function RemindForm({ onChoose }: { onChoose: (kind: Task["kind"], note: string, dueAt: string) => void }) {
  const kind = useSignal<Task["kind"]>("todo");
  const note = useSignal("");
  const picking = useSignal(false);
  const group = useId();
  const now = new Date();
  const choices = [
    [t("remind.tomorrow"), tomorrow(now)],
    [t("remind.inThreeDays"), inThreeDays(now)],
    [t("remind.nextWeek"), nextWeek(now)],
  ] as const;
  const choose = (dueAt: string) => onChoose(kind.value, note.value, dueAt);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the buttons inside
    <div class="remind" onKeyDown={(event) => moveFocus(event, ".remind-when")}>
      <fieldset class="segments">
        <legend class="only-read">{t("remind.kind")}</legend>
        {kinds.map((value) => (
          <label key={value} class="segment">
            <input
              type="radio"
              class="only-read"
              name={group}
              checked={kind.value === value}
              onChange={() => {
                kind.value = value;
              }}
            />
            <span class="segment-words">
              <Icon name={taskIcons[value]} size={14} />
              {choiceLabel("task", "kind", value)}
            </span>
          </label>
        ))}
      </fieldset>
      <input
        class="input"
        type="text"
        maxLength={5000}
        aria-label={t("remind.note")}
        placeholder={t("remind.note")}
        value={note.value}
        onInput={(event) => {
          note.value = event.currentTarget.value;
        }}
      />
      {choices.map(([label, dueAt], index) => (
        <button
          key={label}
          type="button"
          class="menu-item remind-when"
          data-first={index === 0}
          onClick={pressed(() => choose(dueAt))}
        >
          <span class="menu-item-words">{label}</span>
          <span class="menu-item-detail numbers">{formatMoment(dueAt)}</span>
        </button>
      ))}
      <button
        type="button"
        class="menu-item remind-when"
        aria-expanded={picking.value}
        onClick={pressed(() => {
          picking.value = !picking.value;
        })}
      >
        <span class="menu-item-words">{t("remind.pick")}</span>
        <Icon name={picking.value ? "up" : "down"} size={14} />
      </button>
      {picking.value && <DayPicker onPick={(day) => choose(onDay(day, new Date()))} />}
    </div>
  );
}

function DayPicker({ onPick }: { onPick: (day: string) => void }) {
  const day = useSignal(dayOf(new Date(Date.now() + 86_400_000)));
  return (
    <form
      class="remind-day"
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
      <Button look="primary" submit>
        {t("remind.setDay")}
      </Button>
    </form>
  );
}
