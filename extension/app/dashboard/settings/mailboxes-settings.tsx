// "Mail and calendar": connecting mailboxes, what each is doing, and whose mail stays out. All but the blocks is the
// server's, so it needs the network.
import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { formatAgo, problemWords, t } from "../../words.ts";
import { BlockedAddresses } from "../mailboxes/blocked-addresses.tsx";
import { Connect, ConnectDialog, Connecting } from "../mailboxes/connect.tsx";
import { MailboxCard } from "../mailboxes/mailbox-card.tsx";
import {
  connecting,
  findMailboxes,
  findToldAt,
  mailboxProblem,
  refreshMailboxes,
  useMailboxes,
} from "../mailboxes/mailbox-state.ts";
import "../mailboxes/mailboxes.css";

export function MailboxesSettings() {
  useMailboxes();
  return (
    <>
      <section class="setting" aria-labelledby="mailboxes">
        <h2 id="mailboxes">{t("mailboxes.title")}</h2>
        <Mailboxes />
      </section>
      <BlockedAddresses />
    </>
  );
}

function Mailboxes() {
  const mine = findMailboxes();
  const problem = mailboxProblem.value;
  if (!mine && problem) return <NeedsServer />;
  if (!mine) return <SkeletonRows rows={4} />;
  return (
    <>
      {problem && <NeedsServer />}
      <Connecting />
      {mine.map((mailbox) => (
        <MailboxCard key={`${mailbox.id} ${mailbox.state === "choosing"}`} mailbox={mailbox} />
      ))}
      {mine.length === 0 ? !connecting.value && <First /> : <Another />}
    </>
  );
}

/** What is shown, if anything is, is from an earlier answer. */
function NeedsServer() {
  const problem = mailboxProblem.value;
  const toldAt = findMailboxes() && findToldAt();
  return (
    <Notice
      icon="offline"
      title={t("dashboard.needsNetwork")}
      acts={<Button onPress={() => void refreshMailboxes()}>{t("mailboxes.tryAgain")}</Button>}
    >
      {problem && problemWords(problem)}
      {toldAt && ` ${t("mailboxes.toldAt", [formatAgo(toldAt)])}`}
    </Notice>
  );
}

/** Nothing is connected yet: what it gives, what it does not, and how far to go. */
function First() {
  return (
    <>
      <div class="first-connect">
        <Icon name="inbox" size={24} />
        <p>
          {t("mailboxes.first.gives")} <span class="soft">{t("mailboxes.first.not")}</span>
        </p>
      </div>
      <Connect />
    </>
  );
}

function Another() {
  const [isAsked, setAsked] = useState(false);
  return (
    <div class="setting-acts">
      <Button icon="add" onPress={() => setAsked(true)}>
        {t("mailboxes.connect.another")}
      </Button>
      {isAsked && <ConnectDialog onClose={() => setAsked(false)} />}
    </div>
  );
}
