// My reminders, most pressing first: one line each, done with one key, and the next one comes under the pointer.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { TaskView, TodayView } from "../../views.ts";
import { Due, finishTask, snoozeItems, taskIcons } from "../crm/task-row.tsx";
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

const parts = ["overdue", "today", "week", "later"] as const satisfies readonly (keyof TodayView)[];

const open = ({ contact, company }: TaskView) => {
  if (contact) go({ screen: "person", id: contact.id });
  else if (company) go({ screen: "company", id: company.id });
};

const longDay = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });

export function TodayScreen() {
  const { value, error } = useAnswer("today.get", {}, ["task", "contact", "company"]);
  /**
   * Done a moment ago: out of the way before the replica has said so. By id, with the version that was done: one that
   * came back by Undo is another.
   */
  const [gone, setGone] = useState<ReadonlyMap<string, string>>(new Map());
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const row = (index: number) => list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);

  const shown = parts.map((part) => (value?.[part] ?? []).filter(({ task }) => gone.get(task.id) !== task.updatedAt));
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
    const view = all[inHand];
    const to = moveBy(event, inHand, all.length, 10);
    if (to !== null) focusRow(to);
    else if (!view || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "d" && event.isTrusted) void finish(view);
    else if (event.key === "s") snooze();
    else if (event.key === "Enter") open(view);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  let index = -1;
  return (
    <section class="today page" aria-label={wordOf("dashboard.title", "today")} ref={list} onKeyDown={onKeyDown}>
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
      {value && all.length === 0 && !isGathering() && (
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
      {parts.map((part, partIndex) => {
        const views = shown[partIndex] ?? [];
        if (views.length === 0) return null;
        const words = wordOf("dashboard.due", part);
        return (
          <section key={part} class={`today-part today-${part}`} aria-label={words}>
            <h2>
              {words} <Count of={views.length} late={part === "overdue"} label={t("dashboard.tasks", views.length)} />
            </h2>
            <ul>
              {views.map((view) => {
                index += 1;
                const at = index;
                return (
                  <TodayRow
                    key={view.task.id}
                    view={view}
                    index={at}
                    isActive={at === inHand}
                    onPoint={() => setActive(at)}
                    onFinish={() => void finish(view)}
                  />
                );
              })}
            </ul>
          </section>
        );
      })}
      {all.length > 0 && <p class="page-keys faint small">{t("dashboard.todayKeys")}</p>}
    </section>
  );
}

interface TodayRowProps {
  view: TaskView;
  index: number;
  isActive: boolean;
  onPoint(): void;
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
      <button type="button" class="today-words" tabIndex={-1} onClick={() => open(view)}>
        <bdi class="line">{task.title}</bdi>
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
