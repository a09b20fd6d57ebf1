// Everything that can be done from the search box, by its words.
import { isAtLeast } from "#shared/access.ts";
import type { SessionView } from "../../views.ts";
import { ask } from "../ask.ts";
import { setSettings } from "../live.ts";
import type { IconName } from "../ui/icons.ts";
import { t, wordOf } from "../words.ts";
import { creating } from "./create-dialog.tsx";
import { everyEntry } from "./ledger/ledger-filter.ts";
import { findMailboxes } from "./mailboxes/mailbox-state.ts";
import { go } from "./place.ts";
import { everybody, everyCompany, type Route } from "./route.ts";
import { shortcutsShown } from "./shortcuts-dialog.tsx";

export interface Command {
  key: string;
  words: string;
  icon: IconName;
  /** The keys that do the same, as they are shown. */
  keys?: string;
  act: () => void;
}

const goTo = (key: string, icon: IconName, to: Route, keys: string): Command => ({
  key,
  icon,
  keys,
  words: t("dashboard.goTo", [wordOf("dashboard.title", to.screen)]),
  act: () => go(to),
});

const theme = (value: "light" | "dark" | "system"): Command => ({
  key: `theme ${value}`,
  icon: "theme",
  words: wordOf("dashboard.command", value),
  act: () => void ask("settings.set", { theme: value }).then(setSettings),
});

function allCommands(session: SessionView | null): Command[] {
  const isOwner = session?.kind === "signedIn" && isAtLeast(session.membership.role, "owner");
  return [
    {
      key: "new person",
      icon: "person",
      words: t("dashboard.newPerson"),
      keys: "N",
      act: () => {
        creating.value = "contact";
      },
    },
    {
      key: "new company",
      icon: "company",
      words: t("dashboard.newCompany"),
      act: () => {
        creating.value = "company";
      },
    },
    goTo("today", "today", { screen: "today" }, "G T"),
    goTo("people", "people", { screen: "people", query: everybody }, "G P"),
    goTo("companies", "company", { screen: "companies", query: everyCompany }, "G C"),
    goTo("outbox", "saving", { screen: "outbox" }, "G W"),
    goTo("history", "history", { screen: "history" }, "G H"),
    goTo("settings", "settings", { screen: "settings", section: "account" }, "G S"),
    {
      key: "mailboxes",
      icon: "inbox",
      words: t("dashboard.goTo", [t("mailboxes.title")]),
      act: () => go({ screen: "settings", section: "mailboxes" }),
    },
    ...(findMailboxes() ?? []).map(({ id, address }) => ({
      key: `ledger ${id}`,
      icon: "rows" as const,
      words: t("ledger.command", [address]),
      act: () => go({ screen: "ledger", mailboxId: id, filter: everyEntry }),
    })),
    ...(isOwner
      ? [
          {
            key: "invite",
            icon: "add" as const,
            words: t("dashboard.command.invite"),
            act: () => go({ screen: "settings", section: "members" }),
          },
        ]
      : []),
    {
      key: "sync",
      icon: "refresh",
      words: t("dashboard.command.sync"),
      act: () => void ask("sync.now", {}),
    },
    theme("light"),
    theme("dark"),
    theme("system"),
    {
      key: "keys",
      icon: "key",
      words: t("dashboard.command.keys"),
      keys: "?",
      act: () => {
        shortcutsShown.value = true;
      },
    },
  ];
}

/** Those whose words have every word of the text. */
export function commandsFor(session: SessionView | null, text: string): Command[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return allCommands(session).filter(({ words }) => {
    const told = words.toLocaleLowerCase();
    return wanted.every((word) => told.includes(word));
  });
}
