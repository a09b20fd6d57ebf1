import { CallCard } from "../crm/call-card.tsx";
import { callParts } from "../crm/call-parts.ts";
import { useAnswer } from "../live.ts";
import { Empty } from "../ui/notice.tsx";
import { t } from "../words.ts";
import { go } from "./place.ts";
import { Starting } from "./states.tsx";

export function CallPage({ id }: { id: string }) {
  const { value } = useAnswer("call.get", { id }, callParts);
  if (value === undefined) return <Starting />;
  if (value === null) {
    return (
      <Empty icon="meeting" title={t("meetings.gone")}>
        {t("meetings.goneMore")}
      </Empty>
    );
  }
  return (
    <div class="part call-part">
      <CallCard call={value} onOpenPerson={(person) => go({ kind: "person", id: person })} />
    </div>
  );
}
