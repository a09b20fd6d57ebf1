// The options page: the sign-in form while signed out, the settings while signed in.
import { ask } from "../ask.ts";
import { tellProblem } from "../crm/act.ts";
import { live } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Toasts } from "../ui/toast.tsx";
import { t } from "../words.ts";
import "./dashboard.css";
import { routeToHash } from "./route.ts";
import { AccountSettings } from "./settings/account-settings.tsx";
import { AppearanceSettings } from "./settings/appearance-settings.tsx";
import { MembersSettings } from "./settings/members-settings.tsx";
import "./settings/settings.css";
import { SignedOut } from "./signed-out.tsx";

export function OptionsPage() {
  const session = live.session.value;
  if (!session) return null;
  if (session.kind === "signedOut") return <SignedOut session={session} />;
  return (
    <main class="options page page-narrow settings">
      <div class="page-head">
        <h1>Kith</h1>
        <Button
          look="primary"
          icon="dashboard"
          onPress={() => void ask("dashboard.open", { path: routeToHash({ screen: "today" }) }).catch(tellProblem)}
        >
          {t("dashboard.open")}
        </Button>
      </div>
      <AccountSettings />
      <AppearanceSettings />
      <MembersSettings />
      <Toasts closeLabel={t("common.close")} />
    </main>
  );
}
