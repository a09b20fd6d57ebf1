// Which server, which account, which workspace; where else one is signed in; and signing out.
import { useState } from "preact/hooks";
import { AppError } from "#shared/errors.ts";
import { ask } from "../../ask.ts";
import { tellProblem } from "../../crm/act.ts";
import { live, setSession } from "../../live.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { choiceLabel, formatNumber, statusWords, t } from "../../words.ts";
import { SessionList } from "./session-list.tsx";

export function AccountSettings() {
  const session = live.session.value;
  const status = live.status.value;
  if (session?.kind !== "signedIn") return null;
  const { user, server, membership, memberships } = session;
  return (
    <>
      <section class="setting" aria-labelledby="account">
        <h2 id="account">{t("dashboard.settings.account")}</h2>
        <dl class="setting-facts">
          <dt>{t("dashboard.account.who")}</dt>
          <dd>
            <bdi>{user.name}</bdi>, <bdi>{user.email}</bdi>
          </dd>
          <dt>{t("dashboard.account.server")}</dt>
          <dd>
            <bdi dir="ltr">{server}</bdi>
          </dd>
          <dt>{t("dashboard.account.workspace")}</dt>
          <dd>
            <bdi>{membership.workspaceName}</bdi> ({choiceLabel("member", "role", membership.role)})
          </dd>
          <dt>{t("dashboard.account.sync")}</dt>
          <dd>
            {status && statusWords(status)}
            {status && status.pending + status.needsYou > 0 && (
              <>
                {" · "}
                <a href="#/outbox">{t("dashboard.account.details")}</a>
              </>
            )}
          </dd>
        </dl>
        <SignOut />
      </section>
      {memberships.length > 1 && (
        <section class="setting" aria-labelledby="workspaces">
          <h2 id="workspaces">{t("dashboard.account.workspaces")}</h2>
          <ul class="setting-list">
            {memberships.map((other) => (
              <li key={other.workspaceId} class="setting-row">
                <bdi class="strong">{other.workspaceName}</bdi>
                <span class="soft">{choiceLabel("member", "role", other.role)}</span>
                {other.workspaceId === membership.workspaceId ? (
                  <span class="soft">{t("dashboard.account.here")}</span>
                ) : (
                  <Button
                    aria-label={`${t("dashboard.account.switch")}: ${other.workspaceName}`}
                    onPress={() =>
                      void ask("session.choose", { workspaceId: other.workspaceId }).then(setSession).catch(tellProblem)
                    }
                  >
                    {t("dashboard.account.switch")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="setting" aria-labelledby="sessions">
        <h2 id="sessions">{t("dashboard.sessions.title")}</h2>
        <p class="soft">{t("dashboard.sessions.more")}</p>
        <SessionList />
      </section>
    </>
  );
}

/** Asks only when something would be lost, and says how much. */
function SignOut() {
  const [isAsked, setAsked] = useState(false);
  const pending = live.status.value?.pending ?? 0;
  const signOut = async (discard: boolean) => {
    try {
      setSession(await ask("session.signOut", { discard }));
    } catch (error) {
      if (error instanceof AppError && error.code === "conflict") setAsked(true);
      else tellProblem(error);
    }
  };
  return (
    <>
      <div class="setting-acts">
        <Button icon="signOut" onPress={() => void signOut(false)}>
          {t("dashboard.account.signOut")}
        </Button>
      </div>
      {isAsked && (
        <Dialog
          title={t("dashboard.account.unsent", pending, [formatNumber(pending)])}
          closeLabel={t("common.close")}
          onClose={() => setAsked(false)}
          foot={
            <>
              <Button
                look="danger"
                onPress={() => {
                  setAsked(false);
                  void signOut(true);
                }}
              >
                {t("dashboard.account.discard")}
              </Button>
              <Button look="primary" onPress={() => setAsked(false)}>
                {t("dashboard.account.stay")}
              </Button>
            </>
          }
        >
          <p>{t("dashboard.account.unsentMore")}</p>
        </Dialog>
      )}
    </>
  );
}
