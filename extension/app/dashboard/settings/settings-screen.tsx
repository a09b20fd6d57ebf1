import { t, wordOf } from "../../words.ts";
import { routeToHash, type SettingsSection, settingsSections } from "../route.ts";
import { AccountSettings } from "./account-settings.tsx";
import { AppearanceSettings } from "./appearance-settings.tsx";
import { MailboxesSettings } from "./mailboxes-settings.tsx";
import { MembersSettings } from "./members-settings.tsx";
import "./settings.css";

const sections: Readonly<Record<SettingsSection, () => preact.ComponentChild>> = {
  account: () => <AccountSettings />,
  mailboxes: () => <MailboxesSettings />,
  members: () => <MembersSettings />,
  appearance: () => <AppearanceSettings />,
};

export function SettingsScreen({ section }: { section: SettingsSection }) {
  return (
    <section class="page page-narrow settings" aria-label={wordOf("dashboard.title", "settings")}>
      <div class="page-head">
        <h1>{wordOf("dashboard.title", "settings")}</h1>
      </div>
      <nav class="settings-nav" aria-label={wordOf("dashboard.title", "settings")}>
        {settingsSections.map((name) => (
          <a
            key={name}
            href={routeToHash({ screen: "settings", section: name })}
            aria-current={name === section ? "page" : undefined}
          >
            {name === "mailboxes" ? t("mailboxes.title") : wordOf("dashboard.settings", name)}
          </a>
        ))}
      </nav>
      {sections[section]()}
    </section>
  );
}
