// A colleague asks to see a mail of mine: said where the day begins, and answered there. And the asking itself.
import type { Member } from "#shared/crm/member.ts";
import type { RequestView } from "../../views.ts";
import { mutations, newId } from "../ask.ts";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { formatAgo, formatList, t } from "../words.ts";
import { act } from "./act.ts";
import { LockedEntry } from "./locked-entry.tsx";
import "./access-requests.css";

/** What colleagues ask of me; nothing where nobody asks. */
export function AccessRequests() {
  const { value } = useAnswer("requests.list", {}, ["accessRequest", "activity", "contact", "member"]);
  if (!value || value.length === 0) return null;
  return (
    <section class="requests" aria-label={t("requests.list")}>
      {value.map((view) => (
        <Asked key={view.request.id} view={view} />
      ))}
    </section>
  );
}

function Asked({ view: { request, by, mail, people } }: { view: RequestView }) {
  const { id } = request;
  const who = by?.name ?? t("requests.somebody");
  const names = people.map(({ name }) => name);
  const answer = (granted: boolean) =>
    void act(
      mutations.accessRequest.answer,
      { id, granted },
      { said: t(granted ? "requests.shown" : "requests.declined", [who]) },
    );
  return (
    <Notice
      icon="lock"
      title={t("requests.asks", [who])}
      acts={
        <>
          <Button look="primary" onPress={() => answer(true)}>
            {t("requests.show")}
          </Button>
          <Button onPress={() => answer(false)}>{t("requests.decline")}</Button>
        </>
      }
    >
      <p>
        <bdi>{mail.subject || t("requests.noSubject")}</bdi>
        {names.length > 0 && (
          <>
            {" · "}
            <bdi>{formatList(names)}</bdi>
          </>
        )}
        {" · "}
        <time dateTime={mail.at}>{formatAgo(mail.at)}</time>
      </p>
      <p class="small">{t("requests.means")}</p>
    </Notice>
  );
}

interface AskableEntryProps extends Pick<Parameters<typeof LockedEntry>[0], "owners"> {
  record: Parameters<typeof LockedEntry>[0]["record"] & { readonly id: string };
}

/** A locked mail that one can ask for, and what became of it. */
export function AskableEntry({ record, owners }: AskableEntryProps) {
  const { value } = useAnswer("requests.asked", { id: record.id }, ["accessRequest", "member"]);
  const ask = () =>
    void act(mutations.accessRequest.ask, { id: newId(), activityId: record.id }, { said: t("requests.asked") });
  return (
    <>
      <LockedEntry record={record} owners={owners} onAsk={value ? ask : undefined} isAsked={value?.isOpen ?? false} />
      {value && value.refusedBy.length > 0 && (
        <p class="soft small">{t("requests.refused", [namesOf(value.refusedBy)])}</p>
      )}
    </>
  );
}

const namesOf = (members: readonly Member[]) => formatList(members.map(({ name }) => name));
