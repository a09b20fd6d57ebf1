import { CompanyFields } from "../crm/company-fields.tsx";
import { Timeline } from "../crm/timeline.tsx";
import { useAnswer } from "../live.ts";
import { t } from "../words.ts";
import { CardSkeleton } from "./card-skeleton.tsx";
import { CompanyPeople } from "./company-people.tsx";
import { CompanyTop } from "./company-top.tsx";
import { PeekFrame } from "./peek-frame.tsx";
import { go } from "./place.ts";

export const companyOf = ["company", "contact", "task", "member", "conflict"];

export function CompanyPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const { value } = useAnswer("company.get", { id }, companyOf);
  return (
    <PeekFrame onOpen={() => go({ screen: "company", id })} onClose={onClose}>
      {value === null && <p class="soft">{t("dashboard.gone")}</p>}
      {value === undefined && <CardSkeleton />}
      {value && (
        <div class="person-card" key={id}>
          <CompanyTop view={value} />
          <CompanyPeople people={value.people} />
          <CompanyFields view={value} />
          <Timeline contactId={null} companyId={id} />
        </div>
      )}
    </PeekFrame>
  );
}
