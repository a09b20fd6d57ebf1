// The rail: where one can go, which workspace it is, and whether everything is saved.
import { ask } from "../ask.ts";
import { live, setSession, useAnswer } from "../live.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { Menu } from "../ui/menu.tsx";
import { t, wordOf } from "../words.ts";
import { MailboxTrouble } from "./mailbox-trouble.tsx";
import { route } from "./place.ts";
import { everybody, everyCompany, type Route, routeToHash } from "./route.ts";
import { StatusLine } from "./status-line.tsx";

interface Stop {
  icon: IconName;
  to: Route;
  /** Screens that belong to this stop. */
  covers: readonly Route["screen"][];
}

const stops: readonly Stop[] = [
  { icon: "today", to: { screen: "today" }, covers: ["today", "call"] },
  { icon: "people", to: { screen: "people", query: everybody }, covers: ["people", "person"] },
  { icon: "company", to: { screen: "companies", query: everyCompany }, covers: ["companies", "company"] },
  { icon: "history", to: { screen: "history" }, covers: ["history"] },
];
const lastStops: readonly Stop[] = [
  { icon: "settings", to: { screen: "settings", section: "account" }, covers: ["settings", "ledger"] },
];

export function Rail() {
  return (
    <nav class="rail" aria-label={t("dashboard.rail")}>
      <Workspace />
      <ul class="rail-stops">
        {stops.map((stop) => (
          <RailStop key={stop.icon} stop={stop} />
        ))}
      </ul>
      <ul class="rail-stops rail-last">
        {lastStops.map((stop) => (
          <RailStop key={stop.icon} stop={stop} />
        ))}
      </ul>
      <MailboxTrouble />
      <StatusLine />
    </nav>
  );
}

function RailStop({ stop }: { stop: Stop }) {
  const isHere = stop.covers.includes(route.value.screen);
  return (
    <li>
      <a
        class="rail-stop"
        href={routeToHash(stop.to)}
        aria-current={isHere ? "page" : undefined}
        title={wordOf("dashboard.title", stop.to.screen)}
      >
        <Icon name={stop.icon} />
        <span class="rail-words">{wordOf("dashboard.title", stop.to.screen)}</span>
        {stop.to.screen === "today" && <DueCount />}
      </a>
    </li>
  );
}

function DueCount() {
  const { value } = useAnswer("today.get", {}, ["task"]);
  const due = (value?.overdue.length ?? 0) + (value?.today.length ?? 0);
  if (due === 0) return null;
  return (
    <span class={value?.overdue.length ? "count count-late" : "count"}>
      <span aria-hidden="true">{due}</span>
      <span class="only-read">{t("dashboard.dueCount", due)}</span>
    </span>
  );
}

function Workspace() {
  const session = live.session.value;
  if (session?.kind !== "signedIn") return <div class="rail-workspace" />;
  const { membership, memberships } = session;
  const name = <bdi class="line strong">{membership.workspaceName}</bdi>;
  if (memberships.length < 2) {
    return (
      <div class="rail-workspace" title={membership.workspaceName}>
        <Mark />
        {name}
      </div>
    );
  }
  return (
    <Menu
      class="rail-workspace"
      label={t("dashboard.switchWorkspace")}
      items={memberships.map((other) => ({
        label: other.workspaceName,
        checked: other.workspaceId === membership.workspaceId,
        onChoose: async () => setSession(await ask("session.choose", { workspaceId: other.workspaceId })),
      }))}
    >
      <Mark />
      {name}
      <Icon name="down" size={14} />
    </Menu>
  );
}

const Mark = () => (
  <span class="rail-mark" aria-hidden="true">
    K
  </span>
);
