// Opening a colleague's mail is recorded, and said; whose mail it is sees who did.
import { useEffect } from "preact/hooks";
import type { Activity } from "#shared/crm/activity.ts";
import type { FoundIn } from "../../views.ts";
import { ask } from "../ask.ts";
import { useAnswer } from "../live.ts";
import { formatAgo, formatInstant, formatList, t } from "../words.ts";
import { tellProblem } from "./act.ts";
import "./access-requests.css";

/** On a mail of a colleague's mailbox that is open: records that it was, and says that its owner sees it. */
export function OpeningNote({ record: { id }, found }: { record: Pick<Activity, "id">; found: FoundIn }) {
  useEffect(() => {
    void ask("openings.record", { id }).catch(tellProblem);
  }, [id]);
  return <p class="faint small">{t("requests.told", [formatList(found.owners.map(({ name }) => name))])}</p>;
}

/** Who has opened a mail of mine. */
export function OpenedBy({ record: { id } }: { record: Pick<Activity, "id"> }) {
  const { value } = useAnswer("openings.list", { id }, ["opening", "member"]);
  if (!value) return null;
  if (value.length === 0) return <p class="soft small opened-by">{t("requests.openedByNobody")}</p>;
  return (
    <div class="soft small opened-by">
      <p>{t("requests.openedBy")}</p>
      <ul>
        {value.map(({ member, at }) => (
          <li key={member.id}>
            <bdi>{member.name}</bdi>
            {" · "}
            <time dateTime={at} title={formatInstant(at)}>
              {formatAgo(at)}
            </time>
          </li>
        ))}
      </ul>
    </div>
  );
}
