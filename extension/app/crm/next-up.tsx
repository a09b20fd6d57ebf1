// "Next: 14:00 Anna Berg, in 25 minutes": a press opens the card.
import type { TodayView } from "../../views.ts";
import { now } from "../now.ts";
import { Icon } from "../ui/icon.tsx";
import { formatAgo, t } from "../words.ts";
import { openCall } from "./call-place.ts";
import { type DayItem, findNext } from "./day.ts";
import { awayWords, meetingWho } from "./meeting-words.ts";
import "./next-up.css";

const idOf = (item: DayItem) => (item.kind === "meeting" ? item.view.meeting.id : item.view.task.id);
const whoOf = (item: DayItem) =>
  item.kind === "meeting" ? meetingWho(item.view) : (item.view.contact?.name ?? item.view.task.title);

export function NextUp({ today }: { today: TodayView }) {
  const item = findNext(today, now.value);
  if (!item) return null;
  const away = awayWords({ startsAt: item.at, endsAt: null, isAllDay: false });
  return (
    <button type="button" class="next-up" onClick={() => openCall(idOf(item))}>
      <Icon name={item.kind === "meeting" ? "meeting" : "phone"} />
      <span class="next-up-words">
        <span class="line">
          <span class="soft">{t("meetings.nextUp")}: </span>
          <time class="numbers" dateTime={item.at}>
            {formatAgo(item.at, now.value)}
          </time>{" "}
          <bdi class="strong">{whoOf(item)}</bdi>
        </span>
        <span class="small next-up-away">{away}</span>
      </span>
      <Icon name="forward" size={14} flips />
    </button>
  );
}
