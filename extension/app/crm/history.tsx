// What was changed here lately, each to be taken back long after its ten seconds.
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { actLabel, formatAgo, t } from "../words.ts";
import { undo } from "./act.ts";
import "./outbox.css";

const LATELY = 50;

/** Of one record, or with null of everything. */
export function History({ recordId }: { recordId: string | null }) {
  const { value } = useAnswer("history.get", { recordId, limit: LATELY }, ["history"]);
  if (!value) return <SkeletonRows rows={4} />;
  if (value.length === 0) return <p class="soft">{t("history.empty")}</p>;
  return (
    <ul>
      {value.map((entry) => (
        <li key={entry.mutationId} class="outbox-row">
          <span class="outbox-words">
            <bdi class="line">{entry.title || actLabel(entry.name)}</bdi>
            <span class="line faint small">
              {entry.title && `${actLabel(entry.name)} · `}
              {formatAgo(entry.at)}
            </span>
          </span>
          {entry.undone ? (
            <span class="faint small">{t("history.undone")}</span>
          ) : (
            <Button look="quiet" icon="undo" onPress={() => void undo(entry.mutationId)}>
              {t("common.undo")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
