// What was done in this browser, newest first; each of it can be taken back.
import type { HistoryEntry } from "../../views.ts";
import { undo } from "../crm/act.ts";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/notice.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { actLabel, formatAgo, t, wordOf } from "../words.ts";
import { ChangeDetails } from "./change-row.tsx";
import "./history.css";

const LIMIT = 200;

export function HistoryScreen() {
  return (
    <section class="page page-narrow" aria-label={wordOf("dashboard.title", "history")}>
      <div class="page-head">
        <h1>{wordOf("dashboard.title", "history")}</h1>
        <span class="soft">{t("dashboard.history.more")}</span>
      </div>
      <HistoryList recordId={null} />
    </section>
  );
}

export function HistoryList({ recordId }: { recordId: string | null }) {
  const { value } = useAnswer("history.get", { recordId, limit: LIMIT }, ["history", "outbox"]);
  if (!value) return <SkeletonRows rows={6} />;
  // That something was undone is said where it was done.
  const entries = value.filter(({ name }) => name !== "undo");
  if (entries.length === 0) {
    if (recordId) return <p class="soft">{t("dashboard.history.noneHere")}</p>;
    return (
      <Empty icon="history" title={t("dashboard.history.none")}>
        {t("dashboard.history.noneMore")}
      </Empty>
    );
  }
  return (
    <ul class="history">
      {entries.map((entry) => (
        <HistoryRow key={entry.mutationId} entry={entry} />
      ))}
    </ul>
  );
}

function HistoryRow({ entry }: { entry: HistoryEntry }) {
  const canUndo = !entry.name.startsWith("member.");
  return (
    <li class={entry.undone ? "history-row history-undone" : "history-row"}>
      <time class="soft small numbers history-when" dateTime={entry.at}>
        {formatAgo(entry.at)}
      </time>
      <div class="history-words">
        <span>
          {actLabel(entry.name)}
          {entry.title && (
            <>
              {" · "}
              <bdi class="strong">{entry.title}</bdi>
            </>
          )}
        </span>
        <ChangeDetails entry={entry} />
      </div>
      {entry.undone ? (
        <span class="soft small">{t("history.undone")}</span>
      ) : (
        canUndo && (
          <Button
            look="quiet"
            icon="undo"
            aria-label={`${t("common.undo")}: ${actLabel(entry.name)}, ${entry.title}`}
            onPress={() => void undo(entry.mutationId)}
          >
            {t("common.undo")}
          </Button>
        )
      )}
    </li>
  );
}
