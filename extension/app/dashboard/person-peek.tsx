import { PersonCard } from "../crm/person-card.tsx";
import { useAnswer } from "../live.ts";
import { t } from "../words.ts";
import { CardSkeleton } from "./card-skeleton.tsx";
import { PeekFrame } from "./peek-frame.tsx";
import { go } from "./place.ts";

export const personOf = ["contact", "company", "task", "meeting", "activity", "member", "conflict"];

/** The sidebar's own card, beside the list. */
export function PersonPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const { value } = useAnswer("person.get", { id }, personOf);
  return (
    <PeekFrame onOpen={() => go({ screen: "person", id })} onClose={onClose}>
      {value === null && <p class="soft">{t("dashboard.gone")}</p>}
      {value === undefined && <CardSkeleton />}
      {value && (
        <PersonCard key={id} person={value} onOpenCompany={(companyId) => go({ screen: "company", id: companyId })} />
      )}
    </PeekFrame>
  );
}
