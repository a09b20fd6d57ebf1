// The first line of the sidebar: search, and what is about Kith itself.
import { useEffect, useRef } from "preact/hooks";
import { browser } from "wxt/browser";
import { ask } from "../ask.ts";
import { tellProblem } from "../crm/act.ts";
import { live, setSession, setSettings } from "../live.ts";
import { IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { showToast } from "../ui/toast.tsx";
import { t } from "../words.ts";
import { active, found, onSearchKey } from "./found.ts";
import { canGoBack, go, goBack, query, takeSearchWanted } from "./place.ts";
import { optionId } from "./search.tsx";

const change = (settings: Parameters<typeof ask<"settings.set">>[1]) =>
  ask("settings.set", settings).then(setSettings, tellProblem);

async function signOut() {
  try {
    setSession(await ask("session.signOut", { discard: false }));
  } catch {
    // Changes are unsent; the dashboard's settings explain what giving them up means.
    showToast(t("account.unsent"), {
      label: t("account.signOutAnyway"),
      onPress: () => void ask("session.signOut", { discard: true }).then(setSession, tellProblem),
    });
  }
}

function menuItems(): MenuItem[] {
  const { theme, density } = live.settings.value ?? { theme: "system", density: "comfortable" };
  const open = (path: string) => () => void ask("dashboard.open", { path }).catch(tellProblem);
  const themes = (["system", "light", "dark"] as const).map((value, index) => ({
    label: t(`theme.${value}`),
    checked: theme === value,
    apart: index === 0,
    onChoose: () => void change({ theme: value }),
  }));
  const densities = (["comfortable", "compact"] as const).map((value, index) => ({
    label: t(`density.${value}`),
    checked: density === value,
    apart: index === 0,
    onChoose: () => void change({ density: value }),
  }));
  return [
    { label: t("today.title"), icon: "today", onChoose: () => go({ kind: "today" }) },
    { label: t("sidebar.dashboard"), icon: "dashboard", onChoose: open("#/today") },
    { label: t("outbox.title"), icon: "saving", onChoose: () => go({ kind: "outbox" }) },
    { label: t("history.title"), icon: "history", onChoose: () => go({ kind: "history" }) },
    { label: t("sidebar.settings"), icon: "settings", onChoose: () => void browser.runtime.openOptionsPage() },
    ...themes,
    ...densities,
    { label: t("account.signOut"), icon: "signOut", apart: true, onChoose: () => void signOut() },
  ];
}

export const collapse = () => void ask("layout.set", { collapsed: true }).catch(tellProblem);

export function Header({ listId }: { listId: string }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takeSearchWanted()) input.current?.focus();
  }, []);
  const isOpen = query.value.trim() !== "";
  return (
    <header class="head">
      {canGoBack.value && !isOpen ? (
        <IconButton icon="back" label={t("common.back")} flips onPress={goBack} />
      ) : (
        <span class="head-mark" aria-hidden="true" />
      )}
      <search class="head-search">
        <Icon name="search" size={14} />
        <input
          ref={input}
          class="head-input"
          type="text"
          role="combobox"
          autoComplete="off"
          spellcheck={false}
          dir="auto"
          aria-label={t("search.label")}
          placeholder={t("search.label")}
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && found.value.length > 0 ? optionId(listId, active.value) : undefined}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
          onKeyDown={onSearchKey}
        />
      </search>
      <Menu icon="menu" iconOnly label={t("sidebar.menu")} items={menuItems()} />
      <IconButton icon="collapse" flips label={t("sidebar.collapse")} onPress={collapse} />
    </header>
  );
}

/** Signed out there is nothing to search. */
export function BareHeader() {
  return (
    <header class="head">
      <span class="head-mark" aria-hidden="true" />
      <h1 class="head-name">{t("extension.name")}</h1>
      <IconButton icon="collapse" flips label={t("sidebar.collapse")} onPress={collapse} />
    </header>
  );
}
