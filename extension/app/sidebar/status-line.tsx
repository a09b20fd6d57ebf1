// The last line, always there, always in words.
import type { SyncState } from "../../views.ts";
import { live } from "../live.ts";
import { pressed } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { statusWords } from "../words.ts";
import { go } from "./place.ts";

export const statusIcons: Record<SyncState, IconName> = {
  saved: "saved",
  saving: "saving",
  offline: "offline",
  unreachable: "offline",
  attention: "warning",
  outdated: "warning",
  signedOut: "lock",
};

export function StatusLine() {
  const status = live.status.value;
  if (!status || status.state === "signedOut") return <footer class="status" />;
  const tone = { attention: "status-needs", outdated: "status-soon" }[status.state as string] ?? "";
  return (
    <footer class={`status ${tone}`}>
      <button type="button" class="status-line" onClick={pressed(() => go({ kind: "outbox" }))}>
        <Icon name={statusIcons[status.state]} size={14} />
        <span class="line" role="status">
          {statusWords(status)}
        </span>
      </button>
    </footer>
  );
}
