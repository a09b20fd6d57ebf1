// Meetings on a timeline: those to come on top, past ones in their place with how they went.
import { useSignal } from "@preact/signals";
import type { MeetingView } from "../../views.ts";
import { ask } from "../ask.ts";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { Icon } from "../ui/icon.tsx";
import { ShowAll } from "../ui/show-all.tsx";
import { formatAgo, formatInstant, formatList, t } from "../words.ts";
import { tellProblem } from "./act.ts";
import { openCall } from "./call-place.ts";
import { MeetingRow } from "./meeting-row.tsx";
import { isOver, spanWords } from "./meeting-words.ts";
import { outcomeWords } from "./outcome-acts.ts";
import "./timeline-meeting.css";

const FIRST = 3;

export function Upcoming({ views }: { views: readonly MeetingView[] }) {
  const all = useSignal(false);
  const coming = views.filter(({ meeting }) => !isOver(meeting));
  if (coming.length === 0) return null;
  const shown = all.value ? coming : coming.slice(0, FIRST);
  return (
    <div class="upcoming">
      <h4 class="small soft">{t("meetings.upcoming")}</h4>
      <ul>
        {shown.map((view) => (
          <li key={view.meeting.id}>
            <MeetingRow view={view} withTitle />
          </li>
        ))}
      </ul>
      {coming.length > FIRST && <ShowAll all={all} more={t("meetings.moreUpcoming", coming.length - FIRST)} />}
    </div>
  );
}

export function MeetingEntry({ view }: { view: MeetingView }) {
  const open = useSignal(false);
  const { meeting, outcome } = view;
  return (
    <details
      class="entry"
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary class="entry-line">
        <Icon name="meeting" size={14} />
        <span class="only-read">{t("timeline.kinds.meeting")}: </span>
        <bdi class={meeting.title ? "line entry-title" : "line entry-title soft"}>
          {meeting.title || t("meetings.untitled")}
        </bdi>
        <Mark view={view} />
        {outcome && <Chip tone={outcome === "no_answer" ? "soon" : "plain"}>{outcomeWords(outcome)}</Chip>}
        <span class="entry-aside faint small numbers">
          <time dateTime={meeting.startsAt} title={formatInstant(meeting.startsAt)}>
            {formatAgo(meeting.startsAt)}
          </time>
        </span>
      </summary>
      {open.value && <MeetingBody view={view} />}
    </details>
  );
}

/** As with mails: locked for me, or mine alone. */
function Mark({ view: { meeting, isLocked } }: { view: MeetingView }) {
  const isMineAlone = meeting.privateTo !== null && meeting.sharing === "nothing";
  if (!isLocked && !isMineAlone) return null;
  const words = isMineAlone ? t("mailboxes.sees.onlyYou") : t("mailboxes.locked.mark");
  return (
    <span class="entry-mark" title={words}>
      <Icon name="lock" size={14} />
      <span class="only-read">{words}</span>
    </span>
  );
}

function MeetingBody({ view: { meeting, note, isLocked } }: { view: MeetingView }) {
  const { id, location, text, link, ownerIds } = meeting;
  const { value: members } = useAnswer("members.list", {}, ["member"]);
  const owners = (members ?? []).filter((member) => ownerIds.includes(member.id)).map(({ name }) => name);
  return (
    <div class="entry-body">
      <p class="small soft">
        {spanWords(meeting)}
        {owners.length > 0 && (
          <>
            {" · "}
            <bdi>{t("meetings.onCalendarOf", [formatList(owners)])}</bdi>
          </>
        )}
      </p>
      {location && (
        <p class="small soft">
          <bdi>{location}</bdi>
        </p>
      )}
      {isLocked && <p class="small soft">{t("meetings.locked")}</p>}
      {note && (
        <p class="entry-text" dir="auto">
          {note}
        </p>
      )}
      {text && (
        <p class="entry-text soft" dir="auto">
          {text}
        </p>
      )}
      <div class="entry-acts">
        <Button look="link" onPress={() => openCall(id)}>
          {t("meetings.openCard")}
        </Button>
        {link && (
          <Button look="link" icon="link" onPress={() => void ask("webmail.open", { link }).catch(tellProblem)}>
            {t("meetings.openEvent")}
          </Button>
        )}
      </div>
    </div>
  );
}
