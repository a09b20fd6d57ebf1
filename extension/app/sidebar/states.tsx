// Screens for when there is nobody to show, and what to do then.
import type { ThreadPerson } from "../../views.ts";
import { ask } from "../ask.ts";
import { tellProblem } from "../crm/act.ts";
import { live } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Empty, Notice } from "../ui/notice.tsx";
import { Skeleton, SkeletonRows } from "../ui/skeleton.tsx";
import { statusWords, t } from "../words.ts";
import { PeopleList } from "./people-list.tsx";
import { askSearch, go } from "./place.ts";

export function Starting() {
  return (
    <div class="part" role="status" aria-label={t("sidebar.starting")}>
      <div class="person-head">
        <Skeleton width={40} height={40} round />
        <div class="person-who starting-lines">
          <Skeleton width="60%" height={14} />
          <Skeleton width="80%" />
        </div>
      </div>
      <SkeletonRows rows={3} />
    </div>
  );
}

/** Not opened by our own script: nothing is shown, whatever the page says. */
export function Alone() {
  return (
    <main class="alone">
      <Empty icon="lock" title={t("alone.title")}>
        {t("alone.how")}
      </Empty>
    </main>
  );
}

/** The extension was updated under this page. */
export function Orphaned() {
  return (
    <main class="alone">
      <Empty icon="refresh" title={t("orphaned.title")}>
        {t("orphaned.how")}
      </Empty>
    </main>
  );
}

const SearchButton = ({ primary = false }) => (
  <Button look={primary ? "primary" : "secondary"} icon="search" onPress={askSearch}>
    {t("search.label")}
  </Button>
);

export function Unreadable() {
  return (
    <Empty
      icon="eye"
      title={t("unreadable.title")}
      acts={
        <>
          <SearchButton primary />
          <Button look="quiet" onPress={() => go({ kind: "today" })}>
            {t("today.title")}
          </Button>
        </>
      }
    >
      {t("unreadable.why")}
    </Empty>
  );
}

const nothing = { threadKey: null, participant: null };

interface NobodyToSaveProps {
  people: readonly ThreadPerson[];
  account: string | null;
  kind: "nobody" | "colleagues";
}

export function NobodyToSave({ people, account, kind }: NobodyToSaveProps) {
  return (
    <>
      <Empty
        icon={kind === "nobody" ? "mail" : "people"}
        title={t(`nobody.${kind}.title`)}
        acts={
          <Button look="secondary" icon="today" onPress={() => go({ kind: "today" })}>
            {t("today.title")}
          </Button>
        }
      >
        {t(`nobody.${kind}.why`)}
      </Empty>
      <section class="part">
        <PeopleList people={people} focus={null} account={account} seenFor={() => nothing} onFocus={() => undefined} />
      </section>
    </>
  );
}

/** What concerns the whole sidebar, above everything else: too old, or cut off for long. */
export function Announcement() {
  const status = live.status.value;
  if (status?.state === "outdated") {
    return (
      <div class="part">
        <Notice icon="warning" tone="soon" title={t("outdated.title")}>
          {t("outdated.how")}
        </Notice>
      </div>
    );
  }
  const session = live.session.value;
  if (status?.state !== "unreachable" || session?.kind !== "signedIn") return null;
  return (
    <div class="part">
      <Notice
        icon="offline"
        tone="soon"
        title={statusWords(status)}
        acts={
          <Button onPress={() => void ask("sync.now", {}).catch(tellProblem)} icon="refresh">
            {t("unreachable.tryNow")}
          </Button>
        }
      >
        {t("unreachable.how", [session.server])}
      </Notice>
    </div>
  );
}

/** Signed in, and the workspace is on its way for the first time. */
export function FirstPull() {
  return (
    <>
      <Empty icon="refresh" title={t("firstPull.title")}>
        {t("firstPull.how")}
      </Empty>
      <SkeletonRows rows={5} />
    </>
  );
}
