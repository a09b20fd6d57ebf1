// What was changed here lately, each to be taken back long after its ten seconds.
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { actLabel, formatAgo, t } from "../words.ts";
import { undo } from "./act.ts";
import "./outbox.css";

const LATELY = 50;

export function History({ recordId, onClose }: { recordId: string | null; onClose: () => void }) {
  const { value } = useAnswer("history.get", { recordId, limit: LATELY }, ["history"]);
  return (
    <Dialog title={t("history.title")} closeLabel={t("common.close")} onClose={onClose}>
      {!value && <SkeletonRows rows={3} />}
      {value?.length === 0 && <p class="soft">{t("history.empty")}</p>}
      <ul>
        {value?.map((entry) => (
          <li key={entry.mutationId} class="outbox-row">
            <span class="line">
              {actLabel(entry.name)}
              {entry.title && (
                <>
                  {" · "}
                  <bdi>{entry.title}</bdi>
                </>
              )}
              <span class="faint small"> {formatAgo(entry.at)}</span>
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
    </Dialog>
  );
}
