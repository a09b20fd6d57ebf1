// Invitations by link. The link is shown once; Kith sends nothing, whoever invites passes it on.
import { useState } from "preact/hooks";
import { isAtLeast, type Role, roles } from "#shared/access.ts";
import type { Invitation } from "#shared/api.ts";
import { AppError } from "#shared/errors.ts";
import { ask } from "../../ask.ts";
import { tellProblem } from "../../crm/act.ts";
import { useAnswer } from "../../live.ts";
import { parseInput } from "../../records/parse.ts";
import { Button } from "../../ui/button.tsx";
import { LabelledInput } from "../../ui/labelled.tsx";
import { Notice } from "../../ui/notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { choiceLabel, fieldLabel, formatInstant, problemWords, t } from "../../words.ts";

interface InvitationsProps {
  myRole: Role;
  workspaceName: string;
}

export function Invitations({ myRole, workspaceName }: InvitationsProps) {
  const [changes, setChanges] = useState(0);
  return (
    <section class="setting" aria-labelledby="invitations">
      <h2 id="invitations">{t("dashboard.invite.title")}</h2>
      <p class="soft">{t("dashboard.invite.more", [workspaceName])}</p>
      <InviteForm myRole={myRole} onMade={() => setChanges(changes + 1)} />
      <OpenInvitations key={changes} />
    </section>
  );
}

function InviteForm({ myRole, onMade }: { myRole: Role; onMade(): void }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("rep");
  const [problem, setProblem] = useState<string | null>(null);
  const [made, setMade] = useState<(Invitation & { link: string }) | null>(null);
  const [isBusy, setBusy] = useState(false);

  const invite = async () => {
    const parsed = parseInput({ kind: "emails", nullable: false }, email);
    const [address, ...more] = parsed.ok ? (parsed.value as string[]) : [];
    if (!address || more.length > 0) return setProblem(t("dashboard.invite.oneAddress"));
    setBusy(true);
    try {
      setMade(await ask("invitations.create", { email: address, role }));
      setEmail("");
      onMade();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      setProblem(problemWords(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <form
        class="invite"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (event.isTrusted && !isBusy) void invite();
        }}
      >
        <LabelledInput
          label={fieldLabel("member", "emails")}
          value={email}
          autoComplete="off"
          problem={problem}
          onValue={(value) => {
            setEmail(value);
            setProblem(null);
          }}
        />
        <label class="invite-role">
          <span class="labelled-label">{fieldLabel("member", "role")}</span>
          <select class="input" value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
            {roles
              .filter((option) => isAtLeast(myRole, option))
              .map((option) => (
                <option key={option} value={option}>
                  {choiceLabel("member", "role", option)}
                </option>
              ))}
          </select>
        </label>
        <Button look="primary" submit aria-disabled={isBusy || undefined}>
          {t("dashboard.invite.make")}
        </Button>
      </form>
      {made && (
        <Notice icon="link" title={t("dashboard.invite.made", [made.email])}>
          <p>{t("dashboard.invite.once", [formatInstant(made.expiresAt)])}</p>
          <div class="invite-link">
            <input
              class="input"
              readOnly
              dir="ltr"
              aria-label={t("dashboard.invite.link")}
              value={made.link}
              onFocus={(event) => event.currentTarget.select()}
            />
            <Button icon="copy" onPress={() => void copy(made.link)}>
              {t("dashboard.invite.copy")}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}

async function copy(link: string) {
  await navigator.clipboard.writeText(link);
  showToast(t("dashboard.invite.copied"));
}

function OpenInvitations() {
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const { value, error } = useAnswer("invitations.list", {}, ["invitation"]);
  if (error && !value) {
    return (
      <Notice icon="offline" title={t("dashboard.needsNetwork")}>
        {problemWords(error)}
      </Notice>
    );
  }
  const remove = async (id: string) => {
    setRemoved((before) => new Set([...before, id]));
    try {
      await ask("invitations.remove", { id });
    } catch (problem) {
      setRemoved((before) => new Set([...before].filter((other) => other !== id)));
      tellProblem(problem);
    }
  };
  const open = (value ?? []).filter(({ id }) => !removed.has(id));
  if (open.length === 0) return null;
  return (
    <ul class="setting-list" aria-label={t("dashboard.invite.open")}>
      {open.map(({ id, email, role, expiresAt }) => (
        <li key={id} class="setting-row">
          <span class="setting-row-words">
            <bdi>{email}</bdi>
            <span class="soft small">
              {choiceLabel("member", "role", role)} · {t("dashboard.invite.until", [formatInstant(expiresAt)])}
            </span>
          </span>
          <Button
            look="quiet"
            aria-label={`${t("dashboard.invite.withdraw")}: ${email}`}
            onPress={() => void remove(id)}
          >
            {t("dashboard.invite.withdraw")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
