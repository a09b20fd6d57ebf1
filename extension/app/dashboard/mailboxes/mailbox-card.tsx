// One connected mailbox: what it is doing, what it has brought, what Kith may do with it and who sees it.
import { useState } from "preact/hooks";
import type { MailboxView } from "#shared/mailbox.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { VendorMark, vendorName } from "../../ui/vendor-mark.tsx";
import { formatDay, formatList, formatNumber, t, wordOf } from "../../words.ts";
import type { ItemState } from "../ledger/ledger-filter.ts";
import { everyEntry } from "../ledger/ledger-filter.ts";
import { dayOf, routeToHash } from "../route.ts";
import { AccessDialog } from "./access-dialog.tsx";
import { Choosing } from "./choosing.tsx";
import { BackfillDialog, DisconnectDialog } from "./mailbox-dialogs.tsx";
import { EndsSoon, MailboxStateName, MailboxStatus, mailboxActs } from "./mailbox-status.tsx";
import { SharingDialog } from "./sharing-choice.tsx";

type Asked = "sharing" | "backfill" | "access" | "disconnect";

export function MailboxCard({ mailbox }: { mailbox: MailboxView }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const isChoosing = mailbox.state === "choosing";
  const brings = mailbox.features.some((feature) => feature !== "send");
  return (
    <article class="mailbox" aria-label={mailbox.address}>
      <header class="mailbox-head">
        <VendorMark vendor={mailbox.vendor} size={20} />
        <div class="mailbox-who">
          <h3>
            <bdi class="line">{mailbox.address}</bdi>
          </h3>
          <p class="soft small">{vendorName(mailbox.vendor)}</p>
        </div>
        <MailboxStateName state={mailbox.state} />
        <Menu
          icon="menu"
          iconOnly
          label={t("mailboxes.menu", [mailbox.address])}
          items={menuItems(mailbox, setAsked)}
        />
      </header>
      <div class="mailbox-body">
        <EndsSoon mailbox={mailbox} />
        {isChoosing && brings ? <Choosing mailbox={mailbox} /> : <MailboxStatus mailbox={mailbox} />}
        {!isChoosing && brings && <Counts mailbox={mailbox} />}
        {!isChoosing && <Facts mailbox={mailbox} onAsk={setAsked} />}
      </div>
      {asked === "sharing" && <SharingDialog mailbox={mailbox} onClose={close} />}
      {asked === "backfill" && <BackfillDialog mailbox={mailbox} onClose={close} />}
      {asked === "access" && <AccessDialog mailbox={mailbox} onClose={close} />}
      {asked === "disconnect" && <DisconnectDialog mailbox={mailbox} onClose={close} />}
    </article>
  );
}

function menuItems(mailbox: MailboxView, ask: (asked: Asked) => void): MenuItem[] {
  const { state } = mailbox;
  const isSet = state !== "choosing";
  const isFollowed = isSet && state !== "paused" && state !== "reconnect";
  const item = (label: string, icon: MenuItem["icon"], onChoose: () => void): MenuItem => ({ label, icon, onChoose });
  return [
    ...(isFollowed
      ? [
          item(t("mailboxes.lookNow"), "refresh", () => mailboxActs.lookNow(mailbox)),
          item(t("mailboxes.pause"), "pause", () => mailboxActs.pause(mailbox)),
        ]
      : []),
    ...(state === "paused" ? [item(t("mailboxes.resume"), "play", () => mailboxActs.resume(mailbox))] : []),
    ...(isSet
      ? [
          item(t("mailboxes.sharing.menu"), "eye", () => ask("sharing")),
          item(t("mailboxes.backfill.menu"), "history", () => ask("backfill")),
        ]
      : []),
    item(t("mailboxes.ladder.menu"), "lock", () => ask("access")),
    {
      ...item(t("mailboxes.disconnect.menu"), "remove", () => ask("disconnect")),
      danger: true,
      apart: true,
    },
  ];
}

const shownCounts = ["linked", "skipped", "failed", "pending"] as const satisfies readonly ItemState[];

/** Each number leads to what it counts. */
function Counts({ mailbox: { id, counts } }: { mailbox: MailboxView }) {
  return (
    <ul class="mailbox-counts" aria-label={t("mailboxes.counts")}>
      {shownCounts.map((state) => (
        <li key={state}>
          <a
            class={state === "failed" && counts.failed > 0 ? "mailbox-count mailbox-count-late" : "mailbox-count"}
            href={routeToHash({ screen: "ledger", mailboxId: id, filter: { ...everyEntry, state } })}
          >
            <span class="mailbox-number numbers">{formatNumber(counts[state])}</span>
            <span class="mailbox-number-words">{wordOf("ledger.state", state)}</span>
          </a>
        </li>
      ))}
      <li class="mailbox-why-row">
        <a class="mailbox-why" href={routeToHash({ screen: "ledger", mailboxId: id, filter: everyEntry })}>
          {t("mailboxes.why")}
          <Icon name="forward" size={14} flips />
        </a>
      </li>
    </ul>
  );
}

const mayWords = ({ features, placeIds }: MailboxView) =>
  formatList(
    features.map((feature) =>
      feature === "mail" && placeIds
        ? t("mailboxes.may.places", placeIds.length, [formatNumber(placeIds.length)])
        : wordOf("mailboxes.may", feature),
    ),
  );

function Facts({ mailbox, onAsk }: { mailbox: MailboxView; onAsk(asked: Asked): void }) {
  const { since, sharing, quota } = mailbox;
  const brings = mailbox.features.some((feature) => feature !== "send");
  const change = (asked: Asked, about: string, words = t("mailboxes.change")) => (
    <Button look="link" aria-label={`${words}: ${about}`} onPress={() => onAsk(asked)}>
      {words}
    </Button>
  );
  return (
    <dl class="setting-facts mailbox-facts">
      <dt>{t("mailboxes.may.legend")}</dt>
      <dd>
        <span>{mayWords(mailbox)}</span> {change("access", t("mailboxes.may.legend"))}
      </dd>
      {brings && since && (
        <>
          <dt>{t("mailboxes.since.from")}</dt>
          <dd>
            <span>{formatDay(dayOf(since))}</span>{" "}
            {change("backfill", t("mailboxes.since.from"), t("mailboxes.backfill.link"))}
          </dd>
        </>
      )}
      {brings && (
        <>
          <dt>{t("mailboxes.sharing.sees")}</dt>
          <dd>
            <span>{wordOf("choices.activity.sharing", sharing)}</span> {change("sharing", t("mailboxes.sharing.sees"))}
          </dd>
        </>
      )}
      {quota.allowed > 0 && (
        <>
          <dt>{t("mailboxes.quota.legend", [vendorName(mailbox.vendor)])}</dt>
          <dd class="quota numbers">
            <span class="quota-bar" aria-hidden="true">
              <span style={{ inlineSize: `${Math.min(100, (quota.used / quota.allowed) * 100)}%` }} />
            </span>
            {t("mailboxes.quota.used", [formatNumber(quota.used), formatNumber(quota.allowed)])}
          </dd>
        </>
      )}
    </dl>
  );
}
