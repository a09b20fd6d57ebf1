// Where this account is signed in. The list is the server's, so it needs the network.
import { useState } from "preact/hooks";
import { ask } from "../../ask.ts";
import { tellProblem } from "../../crm/act.ts";
import { useAnswer } from "../../live.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { formatInstant, problemWords, t } from "../../words.ts";
import { browserOf } from "./user-agent.ts";

export function SessionList() {
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const { value, error } = useAnswer("sessions.list", {}, ["session"]);
  if (error && !value) {
    return (
      <Notice icon="offline" title={t("dashboard.needsNetwork")}>
        {problemWords(error)}
      </Notice>
    );
  }
  if (!value) return <SkeletonRows rows={2} />;
  const end = async (id: string) => {
    setEnded((before) => new Set([...before, id]));
    try {
      await ask("sessions.end", { id });
    } catch (problem) {
      setEnded((before) => new Set([...before].filter((other) => other !== id)));
      tellProblem(problem);
    }
  };
  const open = value.filter(({ id }) => !ended.has(id));
  return (
    <ul class="setting-list">
      {open.map((session) => {
        const name = browserOf(session.userAgent) ?? t("dashboard.sessions.unknown");
        return (
          <li key={session.id} class="setting-row">
            <span class="setting-row-words">
              <bdi>{name}</bdi>
              <span class="soft small">{t("dashboard.sessions.since", [formatInstant(session.createdAt)])}</span>
            </span>
            {session.current ? (
              <Chip tone="accent">{t("dashboard.sessions.current")}</Chip>
            ) : (
              <Button
                aria-label={`${t("dashboard.sessions.end")}: ${name}, ${formatInstant(session.createdAt)}`}
                onPress={() => void end(session.id)}
              >
                {t("dashboard.sessions.end")}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
