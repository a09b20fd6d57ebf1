// My day: what is late, the meetings and what is due today, what comes this week. One line each, done with one key.
import { useRef } from "preact/hooks";
import type { TaskView } from "../../views.ts";
import { ask } from "../ask.ts";
import { AccessRequests } from "../crm/access-requests.tsx";
import { tellProblem } from "../crm/act.ts";
import { type DayItem, isCallTask, itemsOf } from "../crm/day.ts";
import { MeetingRow } from "../crm/meeting-row.tsx";
import { NextUp } from "../crm/next-up.tsx";
import { finishTask, TaskRow } from "../crm/task-row.tsx";
import { listUnsaid, Unsaid } from "../crm/unsaid.tsx";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Count } from "../ui/chip.tsx";
import { isTyping } from "../ui/keys.ts";
import { Empty } from "../ui/notice.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { t } from "../words.ts";
import { go } from "./place.ts";

const parts = ["overdue", "today", "week"] as const;

function openTask(view: TaskView) {
  const { contact, company, task } = view;
  if (isCallTask(view)) go({ kind: "call", id: task.id });
  else if (contact) go({ kind: "person", id: contact.id });
  else if (company) go({ kind: "company", id: company.id });
  else if (task.link) void ask("webmail.open", { link: task.link }).catch(tellProblem);
}

const idOf = (item: DayItem) => (item.kind === "task" ? item.view.task.id : item.view.meeting.id);

export function Today() {
  const { value } = useAnswer("today.get", {}, ["task", "meeting", "activity", "contact", "company"]);
  const { value: anybody } = useAnswer(
    "people.list",
    {
      offset: 0,
      limit: 1,
      sort: "createdAt",
      descending: true,
      filter: { lifecycle: null, ownerId: null, companyId: null, source: null, quietSince: null, text: null },
    },
    ["contact"],
  );
  const root = useRef<HTMLDivElement>(null);
  if (!value) return <SkeletonRows rows={6} />;
  const items = Object.fromEntries(parts.map((part) => [part, itemsOf(value, part)])) as Record<string, DayItem[]>;
  const shown = parts.flatMap((part) => items[part] ?? []);
  const unsaid = listUnsaid(value.meetings, value.unsaid);
  const isFirstRun = anybody?.total === 0 && shown.length + value.later.length === 0;

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyping(event.target) || !event.isTrusted) return;
    const rows = [...(root.current?.querySelectorAll<HTMLElement>("[data-task]") ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const focusRow = (index: number) => rows[index]?.querySelector<HTMLElement>(".task-words")?.focus();
    const item = shown.find((one) => idOf(one) === rows[at]?.dataset.task);
    const view = item?.kind === "task" ? item.view : null;
    if (event.key === "ArrowDown") focusRow(Math.min(rows.length - 1, at + 1));
    else if (event.key === "ArrowUp") focusRow(Math.max(0, at - 1));
    else if (event.key === "d" && view) {
      focusRow(at + 1 < rows.length ? at + 1 : at - 1);
      void finishTask(view.task);
    } else if (event.key === "s" && view) rows[at]?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows inside
    <div class="part today" ref={root} onKeyDown={onKeyDown}>
      <h2 class="page-title">{t("today.title")}</h2>
      <AccessRequests />
      <NextUp today={value} />
      <Unsaid views={unsaid} level="h3" />
      {isFirstRun && (
        <Empty icon="mail" title={t("firstRun.title")}>
          {t("firstRun.how")}
        </Empty>
      )}
      {!isFirstRun && shown.length === 0 && unsaid.length === 0 && (
        <Empty icon="today" title={t("today.nothing")}>
          {value.later.length > 0 ? t("today.later", value.later.length) : t("today.how")}
        </Empty>
      )}
      {parts.map((part) => {
        const inPart = items[part] ?? [];
        if (inPart.length === 0) return null;
        return (
          <section key={part} aria-label={t(`today.${part}`)}>
            <h3 class="today-head">
              {t(`today.${part}`)}
              <Count of={inPart.length} label={t("meetings.entries", inPart.length)} late={part === "overdue"} />
            </h3>
            <ul>
              {inPart.map((item) => (
                <li key={idOf(item)} data-task={idOf(item)}>
                  {item.kind === "task" ? (
                    <TaskRow view={item.view} withWho onOpen={() => openTask(item.view)} />
                  ) : (
                    <MeetingRow view={item.view} />
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {shown.length > 0 && (
        <Button look="link" onPress={() => void ask("dashboard.open", { path: "#/today" }).catch(tellProblem)}>
          {t("today.all")}
        </Button>
      )}
    </div>
  );
}
