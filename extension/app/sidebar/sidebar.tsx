// The sidebar: header, what is shown of the mail or of where one has gone, and the status line.
import type { ComponentChildren } from "preact";
import { useEffect, useId } from "preact/hooks";
import { openCallsBy } from "../crm/call-place.ts";
import { CompanyCard } from "../crm/company-card.tsx";
import { History } from "../crm/history.tsx";
import { Outbox } from "../crm/outbox.tsx";
import { PersonCard } from "../crm/person-card.tsx";
import { live, useAnswer } from "../live.ts";
import { SignIn } from "../sign-in/sign-in.tsx";
import { useShortcuts } from "../ui/keys.ts";
import { Empty } from "../ui/notice.tsx";
import { Toasts } from "../ui/toast.tsx";
import { t } from "../words.ts";
import { CallPage } from "./call-page.tsx";
import { Composing } from "./composing.tsx";
import { binding } from "./frame.ts";
import { BareHeader, Header } from "./header.tsx";
import { askSearch, go, goBack, goToMail, place, query } from "./place.ts";
import { Rail } from "./rail.tsx";
import { screenOf } from "./screen.ts";
import { SearchResults } from "./search.tsx";
import { Alone, Announcement, FirstPull, NobodyToSave, Orphaned, Starting, Unreadable } from "./states.tsx";
import { StatusLine } from "./status-line.tsx";
import { focusKey, keyOf, Thread } from "./thread.tsx";
import { Today } from "./today.tsx";

export function Sidebar() {
  if (live.isOrphaned.value) return <Orphaned />;
  if (binding.value === "alone") return <Alone />;
  if (live.layout.value?.collapsed) return <Rail />;
  const session = live.session.value;
  if (binding.value === "waiting" || !session) return <Frame body={<Starting />} />;
  if (session.kind === "signedOut") return <Frame body={<SignIn session={session} />} />;
  return <SignedIn ready={session.ready} />;
}

function Frame({ body }: { body: ComponentChildren }) {
  return (
    <div class="sidebar">
      <BareHeader />
      <main class="body">{body}</main>
      <StatusLine />
      <Toasts closeLabel={t("common.close")} />
    </div>
  );
}

openCallsBy((id) => go({ kind: "call", id }));

/** Escape gives the keyboard back to the webmail. */
function leaveToMail() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  window.parent.focus();
}

function SignedIn({ ready }: { ready: boolean }) {
  const listId = useId();
  const context = live.shown.value?.context;
  const threadKey = context?.kind === "thread" ? context.threadKey : (context?.kind ?? null);

  // The sidebar follows the mail.
  useEffect(() => {
    focusKey.value = null;
    goToMail();
  }, [threadKey]);

  // Asked for by a notification. After the effect above: the card stands over the mail that is there.
  const asked = live.asked.value;
  useEffect(() => {
    if (asked) go({ kind: "call", id: asked.call });
  }, [asked]);

  useShortcuts({
    "/": askSearch,
    "mod+k": askSearch,
    Escape: () => {
      if (query.value) query.value = "";
      else if (place.value.kind !== "mail") goBack();
      else leaveToMail();
    },
    t: () => go({ kind: "today" }),
  });

  const isSearching = query.value.trim() !== "";
  return (
    <div class="sidebar">
      <Header listId={listId} />
      <main class="body" key={JSON.stringify(place.value)}>
        <Announcement />
        {isSearching ? <SearchResults listId={listId} /> : <Body ready={ready} />}
      </main>
      <StatusLine />
      <Toasts closeLabel={t("common.close")} />
    </div>
  );
}

function Body({ ready }: { ready: boolean }) {
  const at = place.value;
  if (!ready && at.kind !== "outbox") return <FirstPull />;
  switch (at.kind) {
    case "mail":
      return <Mail />;
    case "today":
      return <Today />;
    case "person":
      return <PersonPage key={at.id} id={at.id} />;
    case "company":
      return <CompanyPage key={at.id} id={at.id} />;
    case "call":
      return <CallPage key={at.id} id={at.id} />;
    case "outbox":
      return (
        <div class="part">
          <h2 class="page-title">{t("outbox.title")}</h2>
          <Outbox />
        </div>
      );
    case "history":
      return (
        <div class="part">
          <h2 class="page-title">{t("history.title")}</h2>
          <History recordId={null} />
        </div>
      );
  }
}

function Mail() {
  const shown = live.shown.value;
  const screen = screenOf(shown, focusKey.value, keyOf);
  switch (screen.kind) {
    case "starting":
      return <Starting />;
    case "none":
      return <Today />;
    case "composing":
      return shown ? <Composing shown={shown} /> : null;
    case "unreadable":
      return <Unreadable />;
    case "nobody":
    case "colleagues":
      return (
        <NobodyToSave
          people={shown?.people ?? []}
          account={shown?.context?.kind === "thread" ? shown.context.account : null}
          kind={screen.kind}
        />
      );
    case "thread": {
      const context = shown?.context;
      return shown && context?.kind === "thread" ? (
        <Thread shown={shown} context={context} focus={screen.focus} />
      ) : null;
    }
  }
}

const personParts = ["contact", "company", "task", "meeting", "activity", "member", "conflict"];

function PersonPage({ id }: { id: string }) {
  const { value } = useAnswer("person.get", { id }, personParts);
  if (value === undefined) return <Starting />;
  if (value === null) return <Empty icon="person" title={t("person.gone")} />;
  return (
    <div class="part">
      <PersonCard person={value} onOpenCompany={(company) => go({ kind: "company", id: company })} />
    </div>
  );
}

function CompanyPage({ id }: { id: string }) {
  const { value } = useAnswer("company.get", { id }, personParts);
  if (value === undefined) return <Starting />;
  if (value === null) return <Empty icon="company" title={t("company.gone")} />;
  return (
    <div class="part">
      <CompanyCard view={value} onOpenPerson={(person) => go({ kind: "person", id: person })} />
    </div>
  );
}
