// A company with a page of its own: what it is and what is next at the side, its people and what happened in the middle.
import { useEffect } from "preact/hooks";
import type { CompanyView } from "../../views.ts";
import { mutations } from "../ask.ts";
import { act } from "../crm/act.ts";
import { CompanyFields } from "../crm/company-fields.tsx";
import { ConflictCard } from "../crm/conflicts.tsx";
import { Timeline } from "../crm/timeline.tsx";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/notice.tsx";
import { t, wordOf } from "../words.ts";
import { CardSkeleton } from "./card-skeleton.tsx";
import { companyOf } from "./company-peek.tsx";
import { CompanyPeople } from "./company-people.tsx";
import { CompanyTop } from "./company-top.tsx";
import { PageHead } from "./page-head.tsx";
import { go } from "./place.ts";
import { RecordHistory } from "./record-history.tsx";
import "./record.css";
import { everyCompany } from "./route.ts";

const companies = { screen: "companies", query: everyCompany } as const;

async function remove({ company }: CompanyView) {
  if (await act(mutations.company.remove, { id: company.id }, { said: t("dashboard.didRemove", [company.name]) }))
    go(companies);
}

export function CompanyPage({ id }: { id: string }) {
  const { value } = useAnswer("company.get", { id }, companyOf);
  const name = value?.company.name;
  useEffect(() => {
    if (name) document.title = `${name} · Kith`;
  }, [name]);

  return (
    <section class="record" aria-label={name ?? wordOf("dashboard.title", "company")}>
      <PageHead
        backTo={companies}
        backWords={wordOf("dashboard.title", "companies")}
        items={
          value
            ? [
                {
                  label: t("dashboard.removeCompany"),
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
          icon="company"
          title={t("dashboard.gone")}
          acts={
            <Button onPress={() => go(companies)}>
              {t("dashboard.goTo", [wordOf("dashboard.title", "companies")])}
            </Button>
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
                <CompanyTop view={value} />
                <section class="record-fields" aria-label={t("person.details")}>
                  <h3>{t("person.details")}</h3>
                  <CompanyFields view={value} />
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
            {value && <CompanyPeople people={value.people} />}
            <Timeline contactId={null} companyId={id} />
            <RecordHistory recordId={id} />
          </div>
        </div>
      )}
    </section>
  );
}
