// Meetings that are over and of which nobody has said how they went: one press each, then the next step if wished.
import { useSignal } from "@preact/signals";
import type { Outcome } from "#shared/crm/meeting.ts";
import type { MeetingView } from "../../views.ts";
import { ask } from "../ask.ts";
import { IconButton } from "../ui/button.tsx";
import { Count } from "../ui/chip.tsx";
import { Icon } from "../ui/icon.tsx";
import { ShowAll } from "../ui/show-all.tsx";
import { formatAgo, t } from "../words.ts";
import { tellProblem } from "./act.ts";
import { openCall } from "./call-place.ts";
import { isOver, meetingWho } from "./meeting-words.ts";
import { NextStepPicker } from "./next-step.tsx";
import { OutcomeButtons } from "./outcome.tsx";
import { meetingHappened, outcomeIcons, outcomeWords, recordOutcome, setNextStep } from "./outcome-acts.ts";
import { Dotted } from "./who.tsx";
import "./outcome.css";

/** After a week away the day itself must still be in sight. */
const FIRST = 3;

const occasion = ({ meeting }: MeetingView) => `${meeting.id} ${meeting.startsAt}`;

/** Those the screen asks about: over by now, also when the background was asked before they were. */
export const listUnsaid = (meetings: readonly MeetingView[], unsaid: readonly MeetingView[]) => [
  ...meetings.filter(({ meeting, outcome }) => outcome === null && isOver(meeting)).toReversed(),
  ...unsaid,
];

const newest = (a: MeetingView, b: MeetingView) => (a.meeting.startsAt < b.meeting.startsAt ? 1 : -1);

export function Unsaid({ views, level: Heading }: { views: readonly MeetingView[]; level: "h2" | "h3" }) {
  /** Said here a moment ago: they stay for their next step, though they are no longer asked about. */
  const said = useSignal<ReadonlyMap<string, { view: MeetingView; outcome: Outcome }>>(new Map());
  const asked = new Set(views.map(occasion));
  const kept = [...said.value.values()].filter(({ view }) => !asked.has(occasion(view)));
  const shown = [...views, ...kept.map(({ view }) => view)].sort(newest);
  const all = useSignal(false);
  if (shown.length === 0) return null;
  const put = (view: MeetingView, outcome: Outcome | null) => {
    const next = new Map(said.value);
    if (outcome) next.set(occasion(view), { view, outcome });
    else next.delete(occasion(view));
    said.value = next;
  };
  return (
    <section class="unsaid" aria-label={t("meetings.how")}>
      <Heading class="unsaid-title">
        {t("meetings.how")} {views.length > 0 && <Count of={views.length} label={String(views.length)} />}
      </Heading>
      <ul>
        {(all.value ? shown : shown.slice(0, FIRST)).map((view) => (
          <li key={occasion(view)}>
            <UnsaidRow
              view={view}
              said={asked.has(occasion(view)) ? null : (said.value.get(occasion(view))?.outcome ?? null)}
              onSaid={(outcome) => put(view, outcome)}
            />
          </li>
        ))}
      </ul>
      {shown.length > FIRST && <ShowAll all={all} more={t("meetings.moreUpcoming", shown.length - FIRST)} />}
    </section>
  );
}

interface UnsaidRowProps {
  view: MeetingView;
  said: Outcome | null;
  onSaid: (outcome: Outcome | null) => void;
}

function UnsaidRow({ view, said, onSaid }: UnsaidRowProps) {
  const { meeting } = view;
  const kind = useSignal<"call" | "mail" | "todo">("call");
  const who = meetingWho(view);
  const happened = meetingHappened(view);
  const say = async (outcome: Outcome) => {
    onSaid(outcome);
    if (!(await recordOutcome(happened, outcome, view.note, null))) onSaid(null);
  };
  const choose = async (dueAt: string) => {
    if (await setNextStep(happened, { kind: kind.value, dueAt })) onSaid(null);
  };
  const dismiss = () => (said ? onSaid(null) : void ask("meeting.dismiss", { id: meeting.id }).catch(tellProblem));
  return (
    <div class="unsaid-row">
      <div class="unsaid-head">
        <button type="button" class="task-words" onClick={() => openCall(meeting.id)}>
          <bdi class="line">{who}</bdi>
          <span class="line small soft">
            <Dotted parts={[formatAgo(meeting.startsAt), meeting.title]} />
          </span>
        </button>
        {said && (
          <span class="unsaid-said small">
            <Icon name={outcomeIcons[said]} size={14} />
            {outcomeWords(said)}
          </span>
        )}
        <IconButton icon="close" label={said ? t("common.close") : t("meetings.dismiss", [who])} onPress={dismiss} />
      </div>
      {said ? (
        <NextStepPicker kind={kind} label={t("meetings.next")} chosen={null} onChoose={(dueAt) => void choose(dueAt)} />
      ) : (
        <OutcomeButtons said={null} about={who} onSay={(outcome) => void say(outcome)} />
      )}
    </div>
  );
}
