// What has not reached the server, what it refused and why, and what two people changed at once.
import { ask } from "../ask.ts";
import { live, useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/notice.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { actLabel, formatAgo, statusWords, t } from "../words.ts";
import { tellProblem } from "./act.ts";
import { ConflictCard, RefusedCard } from "./conflicts.tsx";
import "./outbox.css";

export function Outbox() {
  const { value } = useAnswer("outbox.get", {}, ["outbox", "conflict", "contact", "company"]);
  const status = live.status.value;
  if (!value) return <SkeletonRows rows={4} />;
  const { pending, refused, conflicts } = value;
  const needs = refused.length + conflicts.length;
  if (needs + pending.length === 0) {
    return (
      <Empty icon="saved" title={t("outbox.nothing")}>
        {t("outbox.empty")}
      </Empty>
    );
  }
  return (
    <div class="outbox">
      {needs > 0 && (
        <section class="outbox-part" aria-label={t("outbox.needsYou")}>
          <h3>{t("outbox.needsYou")}</h3>
          {conflicts.map((view) => (
            <ConflictCard key={view.conflict.id} view={view} />
          ))}
          {refused.map((entry) => (
            <RefusedCard key={entry.mutationId} entry={entry} />
          ))}
        </section>
      )}
      {pending.length > 0 && (
        <section class="outbox-part" aria-label={t("outbox.waiting")}>
          <div class="outbox-head">
            <h3>{t("outbox.waiting")}</h3>
            <Button look="quiet" icon="refresh" onPress={() => void ask("sync.now", {}).catch(tellProblem)}>
              {t("outbox.sendNow")}
            </Button>
          </div>
          <p class="soft small">
            {status && `${statusWords(status)}. `}
            {t("outbox.kept")}
          </p>
          <ul>
            {pending.map((entry) => (
              <li key={entry.mutationId} class="outbox-row">
                <span class="line">
                  {actLabel(entry.name)}
                  {entry.title && (
                    <>
                      {" · "}
                      <bdi>{entry.title}</bdi>
                    </>
                  )}
                </span>
                <span class="faint small numbers">{formatAgo(entry.at)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
