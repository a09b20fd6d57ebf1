// What concerns every screen, above it: not all is here yet, or this version is too old.
import { live } from "../live.ts";
import { Notice } from "../ui/notice.tsx";
import { t } from "../words.ts";

/** True until the first pull has brought everything: what is missing then is not missing, only not here yet. */
export function isGathering(): boolean {
  const session = live.session.value;
  return session?.kind === "signedIn" && !session.ready;
}

export function Announcement() {
  if (live.status.value?.state === "outdated") {
    return (
      <div class="announcement">
        <Notice icon="warning" tone="soon" title={t("outdated.title")}>
          {t("outdated.how")}
        </Notice>
      </div>
    );
  }
  if (!isGathering()) return null;
  return (
    <div class="announcement">
      <Notice icon="refresh" title={t("firstPull.title")}>
        {t("firstPull.how")}
      </Notice>
    </div>
  );
}
