// What happened with a person or a company, newest first, by everyone in the team; and the place to add to it.
import { useSignal } from "@preact/signals";
import type { MessageArgs } from "../../messages.ts";
import type { TimelineEntry } from "../../views.ts";
import { ask, mutations } from "../ask.ts";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { choiceLabel, formatAgo, formatInstant, t } from "../words.ts";
import { act, tellProblem } from "./act.ts";
import { unlogMessage } from "./message-log.tsx";
import { NoteText } from "./note-text.tsx";
import { TimelineComposer } from "./timeline-composer.tsx";
import "./timeline.css";

type Kind = NonNullable<MessageArgs<"timeline.get">["kinds"]>[number];
const filters = ["all", "mail", "call", "meeting", "note", "task"] as const satisfies readonly ("all" | Kind)[];

const PAGE = 30;

interface TimelineProps {
  /** One of the two. */
  contactId: string | null;
  companyId: string | null;
}

export function Timeline({ contactId, companyId }: TimelineProps) {
  const filter = useSignal<(typeof filters)[number]>("all");
  const limit = useSignal(PAGE);
  const kinds = filter.value === "all" ? null : [filter.value];
  const { value } = useAnswer(
    "timeline.get",
    { contactId, companyId, kinds, limit: limit.value },
    ["activity", "note", "task", "member"],
    { linger: true },
  );
  return (
    <section class="timeline" aria-label={t("timeline.title")}>
      <div class="timeline-head">
        <h3>{t("timeline.title")}</h3>
        <select
          class="timeline-filter"
          aria-label={t("timeline.filter")}
          value={filter.value}
          onChange={(event) => {
            filter.value = event.currentTarget.value as (typeof filters)[number];
            limit.value = PAGE;
          }}
        >
          {filters.map((name) => (
            <option key={name} value={name}>
              {t(`timeline.filters.${name}`)}
            </option>
          ))}
        </select>
      </div>
      <TimelineComposer contactId={contactId} companyId={companyId} />
      {!value && <SkeletonRows rows={3} />}
      {value?.entries.length === 0 && (
        <p class="timeline-empty soft">{filter.value === "all" ? t("timeline.empty") : t("timeline.emptyFilter")}</p>
      )}
      <ul class="timeline-list">
        {value?.entries.map((entry) => (
          <li key={`${entry.kind} ${entry.record.id}`}>
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
      {value?.more && (
        <Button
          look="quiet"
          wide
          onPress={() => {
            limit.value = Math.min(500, limit.value + PAGE * 2);
          }}
        >
          {t("timeline.more")}
        </Button>
      )}
    </section>
  );
}

function iconOf(entry: TimelineEntry): IconName {
  if (entry.kind === "note") return "note";
  if (entry.kind === "task") return "check";
  const { kind, direction } = entry.record;
  if (kind === "call") return "phone";
  if (kind === "meeting") return "meeting";
  return direction === "out" ? "mailOut" : "mailIn";
}

function titleOf(entry: TimelineEntry): string {
  if (entry.kind === "note") return entry.record.text.trim().split("\n")[0] ?? "";
  if (entry.kind === "task") return t("timeline.done", [entry.record.title]);
  return entry.record.subject || choiceLabel("activity", "kind", entry.record.kind);
}

const kindOf = (entry: TimelineEntry) => (entry.kind === "activity" ? entry.record.kind : entry.kind);

function Entry({ entry }: { entry: TimelineEntry }) {
  const open = useSignal(false);
  return (
    <details
      class="entry"
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary class="entry-line">
        <Icon name={iconOf(entry)} size={14} />
        <span class="only-read">{t(`timeline.kinds.${kindOf(entry)}`)}: </span>
        <bdi class="line entry-title">{titleOf(entry)}</bdi>
        <span class="entry-aside faint small numbers">
          <time dateTime={entry.at} title={formatInstant(entry.at)}>
            {formatAgo(entry.at)}
          </time>
        </span>
      </summary>
      {open.value && (
        <div class="entry-body">
          <p class="small soft">
            {formatInstant(entry.at)}
            {entry.by && (
              <>
                {" · "}
                <bdi>{entry.by.name}</bdi>
              </>
            )}
          </p>
          <EntryMore entry={entry} />
        </div>
      )}
    </details>
  );
}

function EntryMore({ entry }: { entry: TimelineEntry }) {
  if (entry.kind === "note") return <NoteText note={entry.record} />;
  if (entry.kind === "task") {
    const { id, note } = entry.record;
    return (
      <>
        {note && <p class="entry-text">{note}</p>}
        <Button look="link" onPress={() => void act(mutations.task.reopen, { id }, { said: t("task.reopened") })}>
          {t("task.reopen")}
        </Button>
      </>
    );
  }
  const { id, text, link, kind } = entry.record;
  return (
    <>
      {text && <p class="entry-text">{text}</p>}
      <div class="entry-acts">
        {link && (
          <Button look="link" icon="link" onPress={() => void ask("webmail.open", { link }).catch(tellProblem)}>
            {t("timeline.openThread")}
          </Button>
        )}
        <Button look="link" onPress={() => void unlogMessage(id)}>
          {kind === "mail" ? t("log.unlog") : t("common.remove")}
        </Button>
      </div>
    </>
  );
}
