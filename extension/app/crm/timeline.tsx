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
import { formatAgo, formatInstant, formatList, t } from "../words.ts";
import { AskableEntry } from "./access-requests.tsx";
import { act, findMe, tellProblem } from "./act.ts";
import { activityIcon, activityWords } from "./activity-words.ts";
import { unlogMessage } from "./message-log.tsx";
import { NoteText } from "./note-text.tsx";
import { OpeningNote } from "./openings.tsx";
import { SharingMenu } from "./sharing-menu.tsx";
import { TimelineComposer } from "./timeline-composer.tsx";
import { MeetingEntry, Upcoming } from "./timeline-meeting.tsx";
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
    ["activity", "meeting", "note", "task", "member", "shareRule"],
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
      {value?.entries.length === 0 && value.upcoming.length === 0 && (
        <p class="timeline-empty soft">{filter.value === "all" ? t("timeline.empty") : t("timeline.emptyFilter")}</p>
      )}
      {value && <Upcoming views={value.upcoming} />}
      <ul class="timeline-list">
        {value?.entries.map((entry) => (
          <li key={`${entry.kind} ${entry.kind === "meeting" ? entry.view.meeting.id : entry.record.id}`}>
            {entry.kind === "meeting" ? (
              <MeetingEntry view={entry.view} />
            ) : (
              <Entry entry={entry} contactId={contactId} />
            )}
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
  return activityIcon(entry.record);
}

function titleOf(entry: TimelineEntry): string {
  if (entry.kind === "note") return entry.record.text.trim().split("\n")[0] ?? "";
  if (entry.kind === "task") return t("timeline.done", [entry.record.title]);
  if (entry.found?.isLocked && !entry.record.subject) return t("mailboxes.locked.title");
  return activityWords(entry.record);
}

const kindOf = (entry: TimelineEntry) => (entry.kind === "activity" ? entry.record.kind : entry.kind);

/** "found in the mailbox of Lena", or who wrote or logged it. */
function origin(entry: TimelineEntry): string | null {
  const found = entry.kind === "activity" ? entry.found : null;
  if (!found) return entry.by?.name ?? null;
  const others = found.owners.filter(({ id }) => id !== findMe()?.memberId).map(({ name }) => name);
  if (!found.isMine) return t("mailboxes.found.theirs", [formatList(others)]);
  return others.length > 0 ? t("mailboxes.found.both", [formatList(others)]) : t("mailboxes.found.yours");
}

/** What not everybody sees has a mark: locked for me, or mine alone. */
function Mark({ entry }: { entry: TimelineEntry }) {
  if (entry.kind !== "activity" || !entry.found) return null;
  const isMineAlone = entry.found.isMine && entry.record.sharing === "nothing";
  if (!entry.found.isLocked && !isMineAlone) return null;
  const words = isMineAlone ? t("mailboxes.sees.onlyYou") : t("mailboxes.locked.mark");
  return (
    <span class="entry-mark" title={words}>
      <Icon name="lock" size={14} />
      <span class="only-read">{words}</span>
    </span>
  );
}

function Entry({ entry, contactId }: { entry: TimelineEntry; contactId: string | null }) {
  const open = useSignal(false);
  const from = origin(entry);
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
        <bdi class={entry.kind === "activity" && entry.found?.isLocked ? "line entry-title soft" : "line entry-title"}>
          {titleOf(entry)}
        </bdi>
        <Mark entry={entry} />
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
            {from && (
              <>
                {" · "}
                <bdi>{from}</bdi>
              </>
            )}
          </p>
          <EntryMore entry={entry} contactId={contactId} />
        </div>
      )}
    </details>
  );
}

function EntryMore({ entry, contactId }: { entry: TimelineEntry; contactId: string | null }) {
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
  const { record, found } = entry;
  if (found?.isLocked) return <AskableEntry record={record} owners={found.owners} />;
  const { id, text, link, kind } = record;
  return (
    <>
      {found?.isMine && <SharingMenu record={record} found={found} contactId={contactId} />}
      {text && <p class="entry-text">{text}</p>}
      {found && !found.isMine && <OpeningNote record={record} found={found} />}
      <div class="entry-acts">
        {link && (
          <Button look="link" icon="link" onPress={() => void ask("webmail.open", { link }).catch(tellProblem)}>
            {t("timeline.openThread")}
          </Button>
        )}
        {!found && (
          <Button look="link" onPress={() => void unlogMessage(id)}>
            {kind === "mail" ? t("log.unlog") : t("common.remove")}
          </Button>
        )}
      </div>
    </>
  );
}
