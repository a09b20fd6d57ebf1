// A person with a page of their own: who and what next at the side, what happened in the middle.
import type { PersonView } from "../../views.ts";
import { mutations } from "../ask.ts";
import { act } from "../crm/act.ts";
import { ConflictCard } from "../crm/conflicts.tsx";
import { PersonTop } from "../crm/person-card.tsx";
import { PersonFields } from "../crm/person-fields.tsx";
import { Timeline } from "../crm/timeline.tsx";
import { useAnswer } from "../live.ts";
import { t, wordOf } from "../words.ts";
import { personOf } from "./person-peek.tsx";
import { go } from "./place.ts";
import { RecordHistory } from "./record-history.tsx";
import { RecordPage } from "./record-page.tsx";
import { everybody } from "./route.ts";

const people = { screen: "people", query: everybody } as const;

async function remove({ contact }: PersonView) {
  if (await act(mutations.contact.remove, { id: contact.id }, { said: t("dashboard.didRemove", [contact.name]) }))
    go(people);
}

function Side({ person }: { person: PersonView }) {
  return (
    <>
      <PersonTop person={person} onOpenCompany={(companyId) => go({ screen: "company", id: companyId })} />
      <section class="record-fields" aria-label={t("person.details")}>
        <h3>{t("person.details")}</h3>
        <PersonFields person={person} />
      </section>
    </>
  );
}

export function PersonPage({ id }: { id: string }) {
  const { value } = useAnswer("person.get", { id }, personOf);
  return (
    <RecordPage
      name={value === null ? null : value?.contact.name}
      kindWords={wordOf("dashboard.title", "person")}
      icon="person"
      list={people}
      listWords={wordOf("dashboard.title", "people")}
      removeWords={t("dashboard.removePerson")}
      onRemove={() => value && void remove(value)}
      side={value && <Side person={value} />}
    >
      {value?.conflicts.map((view) => (
        <ConflictCard key={view.conflict.id} view={view} />
      ))}
      <Timeline contactId={id} companyId={null} />
      <RecordHistory recordId={id} />
    </RecordPage>
  );
}
