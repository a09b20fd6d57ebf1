// "How did it go?": four buttons, each one press; what was said; what comes next.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Outcome } from "#shared/crm/meeting.ts";
import type { Task } from "#shared/crm/task.ts";
import type { CallView } from "../../views.ts";
import { Icon } from "../ui/icon.tsx";
import { useShortcuts } from "../ui/keys.ts";
import { ifOurs } from "../ui/trust.ts";
import { t } from "../words.ts";
import { findMe } from "./act.ts";
import { keepDraft, readDraft } from "./drafts.ts";
import { whoSees } from "./message-log.tsx";
import { NextStepPicker } from "./next-step.tsx";
import { outcomeIcons, outcomes, outcomeWords, recordOutcome, setNextStep } from "./outcome-acts.ts";
import "./outcome.css";

interface OutcomeButtonsProps {
  /** What was said already. */
  said: Outcome | null;
  /** Whom it is about, where several are on one screen. */
  about?: string;
  withKeys?: boolean;
  onSay: (outcome: Outcome) => void;
}

export function OutcomeButtons({ said, about, withKeys = false, onSay }: OutcomeButtonsProps) {
  return (
    <div class="how-acts">
      {outcomes.map((outcome, index) => (
        <button
          key={outcome}
          type="button"
          class="how-act"
          aria-pressed={said === outcome}
          aria-label={about && `${outcomeWords(outcome)}: ${about}`}
          aria-keyshortcuts={withKeys ? String(index + 1) : undefined}
          onClick={(event) => ifOurs(event, () => onSay(outcome))}
        >
          <Icon name={outcomeIcons[outcome]} />
          <span>{outcomeWords(outcome)}</span>
        </button>
      ))}
    </div>
  );
}

interface OutcomeFormProps {
  call: CallView;
  /** Shows the words and the next step before anything is said. */
  isOpen: boolean;
}

export function OutcomeForm({ call, isOpen }: OutcomeFormProps) {
  const { id, kind, outcome, note, members, isPrivate } = call;
  const draft = `outcome ${id}`;
  const words = useSignal(readDraft(draft) || note);
  const nextKind = useSignal<Task["kind"]>("call");
  const dueAt = useSignal<string | null>(null);
  /** A call that is moved needs its new day before it can be said. */
  const isMoving = useSignal(false);
  useKept(words, note, draft);

  const write = (text: string) => {
    words.value = text;
    keepDraft(draft, text === note ? "" : text);
  };
  const record = async (said: Outcome, to: string | null) => {
    isMoving.value = false;
    const next = to === null ? null : { kind: nextKind.value, dueAt: to };
    if (!(await recordOutcome(call, said, words.value.trim(), next))) return;
    keepDraft(draft, "");
    dueAt.value = null;
  };
  const say = (said: Outcome) => {
    const needsDay = kind === "call" && said === "moved" && dueAt.value === null;
    if (needsDay) isMoving.value = true;
    else if (said !== outcome || dueAt.value !== null) void record(said, dueAt.value);
  };
  const choose = (to: string) => {
    if (isMoving.value) void record("moved", to);
    else if (outcome !== null) void setNextStep(call, { kind: nextKind.value, dueAt: to });
    else dueAt.value = dueAt.value === to ? null : to;
  };
  const keepWords = () => {
    if (outcome !== null && words.value.trim() !== note) void record(outcome, null);
  };
  useShortcuts(Object.fromEntries(outcomes.map((said, index) => [String(index + 1), () => say(said)])));

  const isWide = isOpen || outcome !== null || isMoving.value || words.value !== "" || dueAt.value !== null;
  return (
    <section class="how" aria-label={t("meetings.how")}>
      <h3 class="how-title">{t("meetings.how")}</h3>
      <OutcomeButtons said={isMoving.value ? "moved" : outcome} withKeys onSay={say} />
      {isWide && (
        <>
          <NextStepPicker
            kind={isMoving.value ? null : nextKind}
            label={isMoving.value ? t("meetings.toWhen") : t("meetings.next")}
            chosen={dueAt.value}
            onChoose={choose}
          />
          <textarea
            class="input how-note"
            rows={1}
            dir="auto"
            maxLength={20_000}
            aria-label={t("meetings.note")}
            placeholder={t("meetings.note")}
            value={words.value}
            onInput={(event) => write(event.currentTarget.value)}
            onBlur={keepWords}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.isTrusted) return;
              event.preventDefault();
              keepWords();
            }}
          />
          <p class="small soft">{isPrivate ? t("meetings.seenByMe") : whoSees(members, findMe()?.memberId)}</p>
        </>
      )}
    </section>
  );
}

/** Words that come from elsewhere (Undo, a colleague) replace what is shown, unless somebody is writing. */
function useKept(words: Signal<string>, note: string, draft: string) {
  useEffect(() => {
    if (!readDraft(draft)) words.value = note;
  }, [note]);
}
