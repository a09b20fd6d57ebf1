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
import { usePopover } from "../ui/use-popover.ts";
import { choiceLabel, formatDueAt, formatMoment, t } from "../words.ts";
import { act, findMe } from "./act.ts";
import { DayPicker } from "./day-picker.tsx";
import { inThreeDays, nextWeek, onDay, tomorrow } from "./due.ts";
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

/** What is chosen before the day. */
interface Wanted {
  kind: Task["kind"];
  note: string;
  /** Made needless by an answer in the thread. */
  ifNoReply: boolean;
}

async function remind(about: ReminderAbout, { kind, note, ifNoReply }: Wanted, dueAt: string, seen: Seen | null) {
  const me = findMe();
  if (!me) return;
  const { name, ...rest } = about;
  const what = ifNoReply
    ? { kind: "mail" as const, title: noReplyTitle(name), doneBy: "reply" as const }
    : { kind, title: titleOf(kind, name), doneBy: null };
  const own = { ...what, note: note.trim() || null, dueAt, doneAt: null };
  await act(
    mutations.task.create,
    { id: newId(), record: { ...own, ...rest, ownerId: me.memberId } },
    { said: t("remind.set", [formatDueAt(dueAt)]), seen },
  );
}

const noReplyTitle = (name: string | null) => (name ? t("acting.noReply", [name]) : t("acting.noReplyBare"));

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
            hasThread={about.threadKey !== null}
            onChoose={(wanted, dueAt) => {
              close();
              void remind(about, wanted, dueAt, seen);
            }}
          />
        </Popover>
      )}
    </span>
  );
}

interface RemindFormProps {
  /** There is a thread that can be answered. */
  hasThread: boolean;
  onChoose: (wanted: Wanted, dueAt: string) => void;
}

function RemindForm({ hasThread, onChoose }: RemindFormProps) {
  const kind = useSignal<Task["kind"]>("todo");
  const ifNoReply = useSignal(false);
  const note = useSignal("");
  const picking = useSignal(false);
  const group = useId();
  const now = new Date();
  const choices = [
    [t("remind.tomorrow"), tomorrow(now)],
    [t("remind.inThreeDays"), inThreeDays(now)],
    [t("remind.nextWeek"), nextWeek(now)],
  ] as const;
  const choose = (dueAt: string) => onChoose({ kind: kind.value, note: note.value, ifNoReply: ifNoReply.value }, dueAt);
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
              checked={(ifNoReply.value ? "mail" : kind.value) === value}
              onChange={() => {
                kind.value = value;
                ifNoReply.value = false;
              }}
            />
            <span class="segment-words">
              <Icon name={taskIcons[value]} size={14} />
              {choiceLabel("task", "kind", value)}
            </span>
          </label>
        ))}
      </fieldset>
      {hasThread && (
        <label class="remind-reply">
          <input
            type="checkbox"
            checked={ifNoReply.value}
            onChange={(event) => {
              ifNoReply.value = event.currentTarget.checked;
            }}
          />
          <span>{t("acting.ifNoReply")}</span>
        </label>
      )}
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
      {picking.value && <DayPicker look="primary" onPick={(day) => choose(onDay(day, new Date()))} />}
    </div>
  );
}
