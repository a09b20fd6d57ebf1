// A person with a page of their own: who and what next at the side, what happened in the middle.
import { useEffect } from "preact/hooks";
import type { PersonView } from "../../views.ts";
import { mutations } from "../ask.ts";
import { act } from "../crm/act.ts";
import { ConflictCard } from "../crm/conflicts.tsx";
import { PersonTop } from "../crm/person-card.tsx";
import { PersonFields } from "../crm/person-fields.tsx";
import { Timeline } from "../crm/timeline.tsx";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/notice.tsx";
import { t, wordOf } from "../words.ts";
import { CardSkeleton } from "./card-skeleton.tsx";
import { PageHead } from "./page-head.tsx";
import { personOf } from "./person-peek.tsx";
import { go } from "./place.ts";
import { RecordHistory } from "./record-history.tsx";
import "./record.css";
import { everybody } from "./route.ts";

const people = { screen: "people", query: everybody } as const;

async function remove({ contact }: PersonView) {
  if (await act(mutations.contact.remove, { id: contact.id }, { said: t("dashboard.didRemove", [contact.name]) }))
    go(people);
}

export function PersonPage({ id }: { id: string }) {
  const { value } = useAnswer("person.get", { id }, personOf);
  const name = value?.contact.name;
  useEffect(() => {
    if (name) document.title = `${name} · Kith`;
  }, [name]);

  return (
    <section class="record" aria-label={name ?? wordOf("dashboard.title", "person")}>
      <PageHead
        backTo={people}
        backWords={wordOf("dashboard.title", "people")}
        items={
          value
            ? [
                {
                  label: t("dashboard.removePerson"),
                  icon: "remove",
                  danger: true,
                  onChoose: () => void remove(value),
                },
              ]
            : []
        }
      />
      {value === null && (
        <Empty
          icon="person"
          title={t("dashboard.gone")}
          acts={
            <Button onPress={() => go(people)}>{t("dashboard.goTo", [wordOf("dashboard.title", "people")])}</Button>
          }
        >
          {t("dashboard.goneMore")}
        </Empty>
      )}
      {value !== null && (
        <div class="record-columns">
          <div class="record-side">
            {value ? (
              <>
                <PersonTop person={value} onOpenCompany={(companyId) => go({ screen: "company", id: companyId })} />
                <section class="record-fields" aria-label={t("person.details")}>
                  <h3>{t("person.details")}</h3>
                  <PersonFields person={value} />
                </section>
              </>
            ) : (
              <CardSkeleton />
            )}
          </div>
          <div class="record-main">
            {value?.conflicts.map((view) => (
              <ConflictCard key={view.conflict.id} view={view} />
            ))}
            <Timeline contactId={id} companyId={null} />
            <RecordHistory recordId={id} />
          </div>
        </div>
      )}
    </section>
  );
}
