// My meetings and reminders, most pressing first: one line each, done with one key, and the next one comes under the
// pointer.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MeetingView, TaskView } from "../../views.ts";
import { AccessRequests } from "../crm/access-requests.tsx";
import { type DayItem, dayParts, isCallTask, itemsOf } from "../crm/day.ts";
import { JoinLink } from "../crm/join-link.tsx";
import { awayWords, meetingWho, timesWords } from "../crm/meeting-words.ts";
import { NextUp } from "../crm/next-up.tsx";
import { Due, finishTask, snoozeItems, taskIcons } from "../crm/task-row.tsx";
import { listUnsaid, Unsaid } from "../crm/unsaid.tsx";
import { useAnswer } from "../live.ts";
import { moveBy } from "../records/grid-keys.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Count } from "../ui/chip.tsx";
import { Icon } from "../ui/icon.tsx";
import { useShortcuts } from "../ui/keys.ts";
import { Menu } from "../ui/menu.tsx";
import { Empty, Notice } from "../ui/notice.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { choiceLabel, language, problemWords, t, wordOf } from "../words.ts";
import { isGathering } from "./announcement.tsx";
import { go } from "./place.ts";
import { everybody } from "./route.ts";
import "./today.css";

const open = (item: DayItem) => {
  if (item.kind === "meeting") return go({ screen: "call", id: item.view.meeting.id });
  const { task, contact, company } = item.view;
  if (isCallTask(item.view)) go({ screen: "call", id: task.id });
  else if (contact) go({ screen: "person", id: contact.id });
  else if (company) go({ screen: "company", id: company.id });
};

const longDay = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });

export function TodayScreen() {
  const { value, error } = useAnswer("today.get", {}, ["task", "meeting", "activity", "contact", "company"]);
  /**
   * Done a moment ago: out of the way before the replica has said so. By id, with the version that was done: one that
   * came back by Undo is another.
   */
  const [gone, setGone] = useState<ReadonlyMap<string, string>>(new Map());
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const row = (index: number) => list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);

  const isHere = (item: DayItem) => item.kind === "meeting" || gone.get(item.view.task.id) !== item.view.task.updatedAt;
  const shown = dayParts.map((part) => (value ? itemsOf(value, part).filter(isHere) : []));
  const unsaid = value ? listUnsaid(value.meetings, value.unsaid) : [];
  const all = shown.flat();
  const inHand = Math.min(active, Math.max(0, all.length - 1));

  const focusRow = (index: number) => {
    setActive(index);
    row(index)?.focus();
  };
  // The list moved up under the row that was in hand.
  const isFocusDue = useRef(false);
  useLayoutEffect(() => {
    if (!isFocusDue.current) return;
    isFocusDue.current = false;
    row(inHand)?.focus({ preventScroll: true });
  }, [gone]);

  const finish = async (view: TaskView) => {
    isFocusDue.current = true;
    setGone((before) => new Map([...before, [view.task.id, view.task.updatedAt]]));
    if (await finishTask(view.task)) return;
    setGone((before) => new Map([...before].filter(([id]) => id !== view.task.id)));
  };
  const snooze = () => row(inHand)?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus();

  useShortcuts({
    j: () => focusRow(inHand),
    k: () => focusRow(inHand),
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (target.dataset.index === undefined) return;
    const item = all[inHand];
    const to = moveBy(event, inHand, all.length, 10);
    if (to !== null) focusRow(to);
    else if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "d" && event.isTrusted && item.kind === "task") void finish(item.view);
    else if (event.key === "s" && item.kind === "task") snooze();
    else if (event.key === "Enter") open(item);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  let index = -1;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows inside
    <div class="today page" ref={list} onKeyDown={onKeyDown}>
      <div class="page-head">
        <h1>{wordOf("dashboard.title", "today")}</h1>
        <span class="soft">{longDay.format(new Date())}</span>
      </div>
      {error && (
        <Notice tone="late" icon="warning" title={t("dashboard.listFailed")}>
          {problemWords(error)}
        </Notice>
      )}
      {!error && (!value || (all.length === 0 && isGathering())) && <SkeletonRows rows={8} />}
      <AccessRequests />
      {value && (
        <div class="today-calls">
          <NextUp today={value} />
          <Unsaid views={unsaid} level="h2" />
        </div>
      )}
      {value && all.length === 0 && unsaid.length === 0 && !isGathering() && (
        <Empty
          icon="today"
          title={t("dashboard.nothingDue")}
          acts={
            <Button look="primary" icon="people" onPress={() => go({ screen: "people", query: everybody })}>
              {t("dashboard.goTo", [wordOf("dashboard.title", "people")])}
            </Button>
          }
        >
          {t("dashboard.nothingDueFirst")}
        </Empty>
      )}
      {dayParts.map((part, partIndex) => {
        const items = shown[partIndex] ?? [];
        if (items.length === 0) return null;
        const words = wordOf("dashboard.due", part);
        return (
          <section key={part} class={`today-part today-${part}`} aria-label={words}>
            <h2>
              {words} <Count of={items.length} late={part === "overdue"} label={t("meetings.entries", items.length)} />
            </h2>
            <ul>
              {items.map((item) => {
                index += 1;
                const at = index;
                const row = { index: at, isActive: at === inHand, onPoint: () => setActive(at) };
                return item.kind === "meeting" ? (
                  <DayMeeting key={item.view.meeting.id} view={item.view} {...row} />
                ) : (
                  <TodayRow key={item.view.task.id} view={item.view} {...row} onFinish={() => void finish(item.view)} />
                );
              })}
            </ul>
          </section>
        );
      })}
      {all.length > 0 && <p class="page-keys faint small">{t("dashboard.todayKeys")}</p>}
    </div>
  );
}

interface DayRowProps {
  index: number;
  isActive: boolean;
  onPoint(): void;
}

function DayMeeting({ view, index, isActive, onPoint }: DayRowProps & { view: MeetingView }) {
  const { meeting, people } = view;
  const who = meetingWho(view);
  const kind = choiceLabel("activity", "kind", "meeting");
  const companies = [...new Set(people.flatMap(({ company }) => company?.name ?? []))];
  return (
    <li
      class="today-row"
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      onFocus={onPoint}
      aria-label={[kind, timesWords(meeting), who, meeting.title].filter(Boolean).join(", ")}
    >
      <span />
      <span class="today-kind today-meeting" title={kind}>
        <Icon name="meeting" />
      </span>
      <button
        type="button"
        class="today-words"
        tabIndex={-1}
        onClick={() => open({ kind: "meeting", at: meeting.startsAt, view })}
      >
        <bdi class="line">{who}</bdi>
        {meeting.title && <bdi class="line soft today-note">{meeting.title}</bdi>}
      </button>
      <bdi class="line soft today-who">{companies.join(" · ")}</bdi>
      <span class="today-due numbers">
        <time dateTime={meeting.startsAt}>{timesWords(meeting)}</time>
        <span class="soft today-away">{awayWords(meeting)}</span>
      </span>
      {meeting.joinUrl ? <JoinLink url={meeting.joinUrl} iconOnly /> : <span />}
    </li>
  );
}

interface TodayRowProps extends DayRowProps {
  view: TaskView;
  onFinish(): void;
}

function TodayRow({ view, index, isActive, onPoint, onFinish }: TodayRowProps) {
  const { task, contact, company } = view;
  const who = contact?.name ?? company?.name ?? "";
  return (
    <li
      class="today-row"
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      onFocus={onPoint}
      aria-label={[choiceLabel("task", "kind", task.kind), task.title, who].filter(Boolean).join(", ")}
    >
      <IconButton icon="todo" class="task-done" label={t("task.finish", [task.title])} onPress={onFinish} />
      <span class="today-kind" title={choiceLabel("task", "kind", task.kind)}>
        <Icon name={taskIcons[task.kind]} />
      </span>
      <button
        type="button"
        class="today-words"
        tabIndex={-1}
        onClick={() => open({ kind: "task", at: task.dueAt, view })}
      >
        <bdi class="line">{task.title}</bdi>
        {task.doneBy === "reply" && <span class="line soft">{t("meetings.waitsForReply")}</span>}
        {task.note && <bdi class="line soft today-note">{task.note}</bdi>}
      </button>
      <bdi class="line soft today-who">{[who, contact && company?.name].filter(Boolean).join(" · ")}</bdi>
      <span class="today-due numbers">
        <Due at={task.dueAt} />
      </span>
      <Menu icon="snooze" iconOnly label={t("task.snooze", [task.title])} items={snoozeItems(task)} />
    </li>
  );
}
