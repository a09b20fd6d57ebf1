// The full-tab dashboard: rail at the side, search on top, one screen in the middle.
import { useEffect, useRef } from "preact/hooks";
import { openCallsBy } from "../crm/call-place.ts";
import { live } from "../live.ts";
import { isTyping, useShortcuts } from "../ui/keys.ts";
import { Empty } from "../ui/notice.tsx";
import { Toasts } from "../ui/toast.tsx";
import { t, wordOf } from "../words.ts";
import { Announcement } from "./announcement.tsx";
import { CallScreen } from "./call-screen.tsx";
import { chordReader } from "./chords.ts";
import { CompaniesScreen } from "./companies-screen.tsx";
import { CompanyPage } from "./company-page.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import "./dashboard.css";
import { HistoryScreen } from "./history-screen.tsx";
import { LedgerScreen } from "./ledger/ledger-screen.tsx";
import { OutboxScreen } from "./outbox-screen.tsx";
import { PeopleScreen } from "./people-screen.tsx";
import { PersonPage } from "./person-page.tsx";
import { go, route } from "./place.ts";
import { Rail } from "./rail.tsx";
import { everybody, everyCompany, type Route } from "./route.ts";
import { SearchBox } from "./search-box.tsx";
import { SettingsScreen } from "./settings/settings-screen.tsx";
import { ShortcutsDialog, shortcutsShown } from "./shortcuts-dialog.tsx";
import { SignedOut } from "./signed-out.tsx";
import { TodayScreen } from "./today-screen.tsx";

const chords = chordReader<Route>({
  "g t": { screen: "today" },
  "g p": { screen: "people", query: everybody },
  "g c": { screen: "companies", query: everyCompany },
  "g w": { screen: "outbox" },
  "g h": { screen: "history" },
  "g s": { screen: "settings", section: "account" },
});

openCallsBy((id) => go({ screen: "call", id }));

function useChords() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector(":popover-open, dialog[open]")) return;
      const to = chords(event.key.toLowerCase(), event.timeStamp);
      if (!to) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      go(to);
    };
    // First, so that the second key of a chord is not also a shortcut of its own.
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
}

export function Dashboard() {
  const session = live.session.value;
  if (live.isOrphaned.value) {
    return (
      <main class="page">
        <Empty icon="refresh" title={t("orphaned.title")}>
          {t("orphaned.how")}
        </Empty>
      </main>
    );
  }
  if (session?.kind === "signedOut") return <SignedOut session={session} />;
  return (
    <>
      <Shell />
      <Toasts closeLabel={t("common.close")} />
      <CreateDialog />
      {shortcutsShown.value && <ShortcutsDialog />}
    </>
  );
}

function titleOf(screen: Route["screen"]): string {
  if (screen === "call") return t("meetings.title");
  return screen === "ledger" ? t("ledger.title") : wordOf("dashboard.title", screen);
}

function Shell() {
  const at = route.value;
  const content = useRef<HTMLElement>(null);
  useChords();
  useShortcuts({
    "/": () => document.querySelector<HTMLElement>(".search-input")?.focus(),
    "mod+k": () => document.querySelector<HTMLElement>(".search-input")?.focus(),
    "?": () => {
      shortcutsShown.value = true;
    },
  });
  useEffect(() => {
    document.title = `${titleOf(at.screen)} · Kith`;
  }, [at.screen]);

  return (
    <div class={at.screen === "call" ? "dash dash-call" : "dash"}>
      <button type="button" class="dash-skip" onClick={() => content.current?.focus()}>
        {t("dashboard.skip")}
      </button>
      <Rail />
      <div class="dash-main">
        <header class="dash-top">
          <SearchBox />
        </header>
        <main class="dash-content" id="content" ref={content} tabIndex={-1}>
          <Announcement />
          <Screens at={at} />
        </main>
      </div>
    </div>
  );
}

/** Lists stay as they were behind a person's or company's page, so that going back is going back. */
function Screens({ at }: { at: Route }) {
  const people = useRef(everybody);
  const companies = useRef(everyCompany);
  const ledger = useRef<Extract<Route, { screen: "ledger" }> | null>(null);
  const hasBeen = useRef(new Set<Route["screen"]>());
  hasBeen.current.add(at.screen);
  if (at.screen === "people") people.current = at.query;
  if (at.screen === "companies") companies.current = at.query;
  if (at.screen === "ledger") ledger.current = at;
  return (
    <>
      {hasBeen.current.has("people") && (
        <PeopleScreen key="people" query={people.current} isShown={at.screen === "people"} />
      )}
      {hasBeen.current.has("companies") && (
        <CompaniesScreen key="companies" query={companies.current} isShown={at.screen === "companies"} />
      )}
      {ledger.current && (
        <LedgerScreen key={ledger.current.mailboxId} {...ledger.current} isShown={at.screen === "ledger"} />
      )}
      {at.screen === "today" && <TodayScreen />}
      {at.screen === "person" && <PersonPage key={at.id} id={at.id} />}
      {at.screen === "company" && <CompanyPage key={at.id} id={at.id} />}
      {at.screen === "call" && <CallScreen key={at.id} id={at.id} />}
      {at.screen === "outbox" && <OutboxScreen />}
      {at.screen === "history" && <HistoryScreen />}
      {at.screen === "settings" && <SettingsScreen section={at.section} />}
    </>
  );
}
