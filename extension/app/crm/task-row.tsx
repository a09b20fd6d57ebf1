// A reminder in one line: done at its start, when at its end, snooze beside.
import type { Task } from "#shared/crm/task.ts";
import type { TaskView } from "../../views.ts";
import { mutations } from "../ask.ts";
import { IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { Menu } from "../ui/menu.tsx";
import { choiceLabel, formatDueAt, formatMoment, t } from "../words.ts";
import { act } from "./act.ts";
import { inThreeDays, latenessOf, nextWeek, tomorrow } from "./due.ts";
import "./task-row.css";

export const taskIcons: Record<Task["kind"], IconName> = { call: "phone", mail: "mail", todo: "task" };

export const finishTask = ({ id, title }: Task) =>
  act(mutations.task.finish, { id }, { said: t("task.finished", [title]) });

export const snoozeTask = ({ id }: Task, dueAt: string) =>
  act(mutations.task.snooze, { id, dueAt }, { said: t("task.snoozed", [formatDueAt(dueAt)]) });

export function snoozeItems(task: Task, now = new Date()) {
  const to = (label: string, dueAt: string) => ({
    label,
    detail: formatMoment(dueAt),
    onChoose: () => void snoozeTask(task, dueAt),
  });
  return [
    to(t("remind.inAnHour"), new Date(now.getTime() + 3_600_000).toISOString()),
    to(t("remind.tomorrow"), tomorrow(now)),
    to(t("remind.inThreeDays"), inThreeDays(now)),
    to(t("remind.nextWeek"), nextWeek(now)),
  ];
}

export function Due({ at }: { at: string }) {
  const lateness = latenessOf(at, new Date());
  return (
    <time class={`due due-${lateness}`} dateTime={at}>
      {lateness === "overdue" && <Icon name="warning" size={12} />}
      {lateness === "overdue" ? t("task.overdue", [formatDueAt(at)]) : formatDueAt(at)}
    </time>
  );
}

interface TaskRowProps {
  view: TaskView;
  /** Who it is about, where the place does not say so already. */
  withWho?: boolean;
  onOpen?: (() => void) | undefined;
}

export function TaskRow({ view, withWho = false, onOpen }: TaskRowProps) {
  const { task, contact, company } = view;
  const who = withWho ? (contact?.name ?? company?.name) : null;
  const words = (
    <>
      <span class="task-title line">
        {task.kind !== "todo" && <Icon name={taskIcons[task.kind]} size={14} />}
        <span class="only-read">{choiceLabel("task", "kind", task.kind)}: </span>
        <bdi>{task.title}</bdi>
      </span>
      <span class="task-more line small soft">
        <Due at={task.dueAt} />
        {who && (
          <>
            {" · "}
            <bdi>{who}</bdi>
          </>
        )}
        {task.doneBy === "reply" && ` · ${t("meetings.waitsForReply")}`}
        {task.note && (
          <>
            {" · "}
            <bdi>{task.note}</bdi>
          </>
        )}
      </span>
    </>
  );
  return (
    <div class="task-row">
      <IconButton
        icon="todo"
        class="task-done"
        label={t("task.finish", [task.title])}
        onPress={() => void finishTask(task)}
      />
      {onOpen ? (
        <button type="button" class="task-words" onClick={onOpen}>
          {words}
        </button>
      ) : (
        <span class="task-words">{words}</span>
      )}
      <Menu icon="snooze" iconOnly label={t("task.snooze", [task.title])} items={snoozeItems(task)} />
    </div>
  );
}
