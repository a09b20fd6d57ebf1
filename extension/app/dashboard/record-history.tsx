import { useState } from "preact/hooks";
import { t } from "../words.ts";
import { HistoryList } from "./history-screen.tsx";

/** What was changed on this record in this browser, asked for only when it is opened. */
export function RecordHistory({ recordId }: { recordId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="record-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h3>{t("dashboard.history.here")}</h3>
      </summary>
      {isOpen && <HistoryList recordId={recordId} />}
    </details>
  );
}
