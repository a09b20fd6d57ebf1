// A company with a page of its own: what it is and what is next at the side, its people and what happened in the middle.
import type { CompanyView } from "../../views.ts";
import { mutations } from "../ask.ts";
import { act } from "../crm/act.ts";
import { CompanyFields } from "../crm/company-fields.tsx";
import { ConflictCard } from "../crm/conflicts.tsx";
import { Timeline } from "../crm/timeline.tsx";
import { useAnswer } from "../live.ts";
import { t, wordOf } from "../words.ts";
import { companyOf } from "./company-peek.tsx";
import { CompanyPeople } from "./company-people.tsx";
import { CompanyTop } from "./company-top.tsx";
import { go } from "./place.ts";
import { RecordHistory } from "./record-history.tsx";
import { RecordPage } from "./record-page.tsx";
import { everyCompany } from "./route.ts";

const companies = { screen: "companies", query: everyCompany } as const;

async function remove({ company }: CompanyView) {
  if (await act(mutations.company.remove, { id: company.id }, { said: t("dashboard.didRemove", [company.name]) }))
    go(companies);
}

function Side({ view }: { view: CompanyView }) {
  return (
    <>
      <CompanyTop view={view} />
      <section class="record-fields" aria-label={t("person.details")}>
        <h3>{t("person.details")}</h3>
        <CompanyFields view={view} />
      </section>
    </>
  );
}

export function CompanyPage({ id }: { id: string }) {
  const { value } = useAnswer("company.get", { id }, companyOf);
  return (
    <RecordPage
      name={value === null ? null : value?.company.name}
      kindWords={wordOf("dashboard.title", "company")}
      icon="company"
      list={companies}
      listWords={wordOf("dashboard.title", "companies")}
      removeWords={t("dashboard.removeCompany")}
      onRemove={() => value && void remove(value)}
      side={value && <Side view={value} />}
    >
      {value?.conflicts.map((view) => (
        <ConflictCard key={view.conflict.id} view={view} />
      ))}
      {value && <CompanyPeople people={value.people} />}
      <Timeline contactId={null} companyId={id} />
      <RecordHistory recordId={id} />
    </RecordPage>
  );
}
