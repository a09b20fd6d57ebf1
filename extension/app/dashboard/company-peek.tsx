import { CompanyCard } from "../crm/company-card.tsx";
import { useAnswer } from "../live.ts";
import { t } from "../words.ts";
import { CardSkeleton } from "./card-skeleton.tsx";
import { PeekFrame } from "./peek-frame.tsx";
import { go } from "./place.ts";

export const companyOf = ["company", "contact", "task", "member", "conflict"];

/** The sidebar's own card, beside the list. */
export function CompanyPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const { value } = useAnswer("company.get", { id }, companyOf);
  return (
    <PeekFrame onOpen={() => go({ screen: "company", id })} onClose={onClose}>
      {value === null && <p class="soft">{t("dashboard.gone")}</p>}
      {value === undefined && <CardSkeleton />}
      {value && (
        <CompanyCard key={id} view={value} onOpenPerson={(personId) => go({ screen: "person", id: personId })} />
      )}
    </PeekFrame>
  );
}
