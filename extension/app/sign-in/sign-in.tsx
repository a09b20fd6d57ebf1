// The one sign-in form, in the sidebar and in the options page.
import { useSignal } from "@preact/signals";
import { browser } from "wxt/browser";
import { AppError } from "#shared/errors.ts";
import type { SessionView } from "../../views.ts";
import { ask } from "../ask.ts";
import { setSession } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { LabelledInput } from "../ui/labelled.tsx";
import { Notice } from "../ui/notice.tsx";
import { problemWords, t } from "../words.ts";
import { findOrigin, originToPattern } from "./server-origin.ts";
import { VendorButtons } from "./vendor-buttons.tsx";
import "./sign-in.css";

type SignedOut = Extract<SessionView, { kind: "signedOut" }>;

/**
 * Asked in the person's own act, as the browser demands. A refusal is no end: a server that knows this extension
 * answers it anyway (docs/decisions/0001).
 */
function askPermission(origin: string): Promise<unknown> {
  return browser.permissions.request({ origins: [originToPattern(origin)] }).catch(() => false);
}

export function SignIn({ session }: { session: SignedOut }) {
  const server = useSignal(session.server ?? "");
  const email = useSignal(session.email ?? "");
  const password = useSignal("");
  const problem = useSignal<{ field: string; words: string } | null>(null);
  /** With what somebody is signing in at the moment. */
  const busyWith = useSignal<"password" | "vendor" | null>(null);
  const problemOf = (field: string) => (problem.value?.field === field ? problem.value.words : null);
  const typed = (signal: typeof server) => (value: string) => {
    signal.value = value;
    problem.value = null;
  };

  const signIn = async (permission: Promise<unknown>) => {
    busyWith.value = "password";
    await permission;
    try {
      const args = { server: server.value.trim(), email: email.value.trim(), password: password.value };
      setSession(await ask("session.signIn", args));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const field = error.fields[0]?.path ?? "";
      const isWrong = error.code === "unauthenticated";
      problem.value = { field, words: isWrong ? t("signIn.wrong") : problemWords(error) };
    } finally {
      busyWith.value = null;
    }
  };

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!event.isTrusted || busyWith.value) return;
    const origin = findOrigin(server.value);
    if (!origin) problem.value = { field: "server", words: t("signIn.noServer") };
    else if (!email.value.includes("@")) problem.value = { field: "email", words: t("signIn.noEmail") };
    else if (!password.value) problem.value = { field: "password", words: t("signIn.noPassword") };
    else void signIn(askPermission(origin));
  };

  const general = problem.value && !["server", "email", "password"].includes(problem.value.field);
  return (
    <form class="sign-in" onSubmit={onSubmit} noValidate>
      <div class="sign-in-head">
        <h2>{t("signIn.title")}</h2>
        <p class="soft">{session.ended ? t("signIn.ended") : t("signIn.why")}</p>
      </div>
      <LabelledInput
        label={t("signIn.server")}
        value={server.value}
        onValue={typed(server)}
        autoComplete="url"
        dir="ltr"
        problem={problemOf("server")}
        hint={t("signIn.serverHint")}
      />
      <LabelledInput
        label={t("signIn.email")}
        type="email"
        value={email.value}
        onValue={typed(email)}
        autoComplete="username"
        dir="ltr"
        problem={problemOf("email")}
      />
      <LabelledInput
        label={t("signIn.password")}
        type="password"
        value={password.value}
        onValue={typed(password)}
        autoComplete="current-password"
        dir="ltr"
        problem={problemOf("password")}
      />
      {general && (
        <Notice icon="warning" tone="late" title={t("signIn.failed")}>
          {problem.value?.words}
        </Notice>
      )}
      <Button look="primary" submit wide aria-disabled={busyWith.value !== null}>
        {busyWith.value === "password" ? t("signIn.busy") : t("signIn.button")}
      </Button>
      <VendorButtons
        server={server.value}
        isBusy={busyWith.value !== null}
        askPermission={askPermission}
        onBusy={(busy) => {
          busyWith.value = busy ? "vendor" : null;
          if (busy) problem.value = null;
        }}
        onProblem={(words) => {
          problem.value = { field: "", words };
        }}
      />
      <p class="soft small">{t("signIn.permission")}</p>
    </form>
  );
}
