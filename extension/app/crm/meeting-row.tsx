// A meeting in one line: whom with, when, how far; a press opens its card.
import type { MeetingView } from "../../views.ts";
import { Icon } from "../ui/icon.tsx";
import { choiceLabel } from "../words.ts";
import { openCall } from "./call-place.ts";
import { JoinLink } from "./join-link.tsx";
import { meetingWho, whenParts } from "./meeting-words.ts";
import { Dotted } from "./who.tsx";
import "./meeting-row.css";

interface MeetingRowProps {
  view: MeetingView;
  /** The place says already whom it is with. */
  withTitle?: boolean;
}

export function MeetingRow({ view, withTitle = false }: MeetingRowProps) {
  const { meeting } = view;
  const who = meetingWho(view);
  const first = withTitle ? meeting.title || who : who;
  const second = withTitle ? null : meeting.title;
  return (
    <div class="task-row meeting-row">
      <span class="meeting-mark">
        <Icon name="meeting" />
      </span>
      <button type="button" class="task-words" onClick={() => openCall(meeting.id)}>
        <span class="task-title line">
          <span class="only-read">{choiceLabel("activity", "kind", "meeting")}: </span>
          <bdi>{first}</bdi>
        </span>
        <span class="task-more line small soft">
          <time dateTime={meeting.startsAt}>
            <Dotted parts={whenParts(meeting)} />
          </time>
          {second && (
            <>
              {" · "}
              <bdi>{second}</bdi>
            </>
          )}
        </span>
      </button>
      {meeting.joinUrl && <JoinLink url={meeting.joinUrl} iconOnly />}
    </div>
  );
}
