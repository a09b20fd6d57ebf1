// The card of a call or meeting on a page of its own; in a window as small as the card it is all there is.
import { CallCard } from "../crm/call-card.tsx";
import { callParts } from "../crm/call-parts.ts";
import { whoWords } from "../crm/outcome-acts.ts";
import { useAnswer } from "../live.ts";
import { Empty } from "../ui/notice.tsx";
import { t, wordOf } from "../words.ts";
import { CardSkeleton } from "./card-skeleton.tsx";
import { PageHead } from "./page-head.tsx";
import { go } from "./place.ts";
import "./call-screen.css";
import { useEffect } from "preact/hooks";

export function CallScreen({ id }: { id: string }) {
  const { value } = useAnswer("call.get", { id }, callParts);
  useEffect(() => {
    if (value) document.title = `${whoWords(value)} · Kith`;
  }, [value]);
  return (
    <section class="call-screen" aria-label={t("meetings.title")}>
      <div class="call-screen-head">
        <PageHead backTo={{ screen: "today" }} backWords={wordOf("dashboard.title", "today")} items={[]} />
      </div>
      {value === undefined && <CardSkeleton />}
      {value === null && (
        <Empty icon="meeting" title={t("meetings.gone")}>
          {t("meetings.goneMore")}
        </Empty>
      )}
      {value && <CallCard call={value} onOpenPerson={(person) => go({ screen: "person", id: person })} />}
    </section>
  );
}
