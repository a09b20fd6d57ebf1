// The sidebar folded to 44 pixels: what waits, as counts with a name each.
import { ask } from "../ask.ts";
import { tellProblem } from "../crm/act.ts";
import { live, useAnswer } from "../live.ts";
import { IconButton, pressed } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { statusWords, t } from "../words.ts";
import { askSearch, go, goToMail } from "./place.ts";
import { statusIcons } from "./status-line.tsx";

function expand(then: () => void) {
  void ask("layout.set", { collapsed: false }).then(then, tellProblem);
}

interface RailItemProps {
  icon: IconName;
  label: string;
  count?: number;
  late?: boolean;
  onPress: () => void;
}

function RailItem({ icon, label, count = 0, late = false, onPress }: RailItemProps) {
  return (
    <button
      type="button"
      class="button button-quiet rail-item"
      aria-label={label}
      title={label}
      onClick={pressed(onPress)}
    >
      <Icon name={icon} />
      {count > 0 && (
        <span class={late ? "count count-late" : "count"} aria-hidden="true">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </button>
  );
}

export function Rail() {
  const isSignedIn = live.session.value?.kind === "signedIn";
  const { value: today } = useAnswer("today.get", isSignedIn ? {} : null, ["task"]);
  const status = live.status.value;
  const people = live.shown.value?.people ?? [];
  const strangers = people.filter(({ standing }) => standing === "unknown").length;
  const outside = people.filter(({ standing }) => standing !== "colleague" && standing !== "nobody").length;
  const due = (today?.overdue.length ?? 0) + (today?.today.length ?? 0);
  return (
    <nav class="rail" aria-label={t("extension.name")}>
      <IconButton icon="expand" flips label={t("sidebar.expand")} onPress={() => expand(() => undefined)} />
      {isSignedIn && (
        <>
          <RailItem
            icon="people"
            label={strangers > 0 ? t("rail.strangers", strangers) : t("rail.people", outside)}
            count={outside}
            onPress={() => expand(goToMail)}
          />
          <RailItem
            icon="today"
            label={t("rail.due", due)}
            count={due}
            late={(today?.overdue.length ?? 0) > 0}
            onPress={() => expand(() => go({ kind: "today" }))}
          />
          <RailItem icon="search" label={t("search.label")} onPress={() => expand(askSearch)} />
        </>
      )}
      {status && status.state !== "signedOut" && (
        <span class="rail-end">
          <RailItem
            icon={statusIcons[status.state]}
            label={statusWords(status)}
            count={status.needsYou || status.pending}
            late={status.needsYou > 0}
            onPress={() => expand(() => go({ kind: "outbox" }))}
          />
        </span>
      )}
    </nav>
  );
}
