// In the rail while a mailbox of mine brings nothing new and only I can help; it says so on every screen.
import { useEffect } from "preact/hooks";
import { live, watchChanges } from "../live.ts";
import { Icon } from "../ui/icon.tsx";
import { t } from "../words.ts";
import { findMailboxes, refreshMailboxes } from "./mailboxes/mailbox-state.ts";
import { routeToHash } from "./route.ts";

export function MailboxTrouble() {
  const isSignedIn = live.session.value?.kind === "signedIn";
  useEffect(() => {
    if (!isSignedIn) return;
    void refreshMailboxes();
    // Null: the tab is looked at again, or somebody else is signed in.
    return watchChanges((what) => {
      if (what === null) void refreshMailboxes();
    });
  }, [isSignedIn]);
  const [troubled] = findMailboxes()?.filter(({ state }) => state === "reconnect") ?? [];
  if (!troubled) return null;
  return (
    <div role="status">
      <a class="rail-status rail-status-attention" href={routeToHash({ screen: "settings", section: "mailboxes" })}>
        <Icon name="warning" />
        <span class="rail-words">{t("mailboxes.notConnected", [troubled.address])}</span>
      </a>
    </div>
  );
}
