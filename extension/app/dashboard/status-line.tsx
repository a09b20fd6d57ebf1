// "All changes saved", "Offline, 3 changes waiting", "1 change needs you": always in words, always at the same place.

import type { SyncState } from "../../views.ts";
import { live } from "../live.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { statusWords } from "../words.ts";
import { routeToHash } from "./route.ts";

const iconByState: Record<SyncState, IconName> = {
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
  return (
    <div role="status">
      <a
        class={`rail-status ${status ? `rail-status-${status.state}` : ""}`}
        href={routeToHash({ screen: "outbox" })}
        hidden={!status}
      >
        {status && (
          <>
            <Icon name={iconByState[status.state]} />
            <span class="rail-words">{statusWords(status)}</span>
          </>
        )}
      </a>
    </div>
  );
}
