// What a mailbox is doing, in words: what happened, that nothing is lost, and the one thing to do.
import type { ComponentChildren } from "preact";
import type { MailboxView } from "#shared/mailbox.ts";
import { ask } from "../../ask.ts";
import { Button } from "../../ui/button.tsx";
import type { Tone } from "../../ui/chip.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { IconName } from "../../ui/icons.ts";
import { Notice } from "../../ui/notice.tsx";
import { vendorName } from "../../ui/vendor-mark.tsx";
import { daysBetween } from "../../when.ts";
import { formatAgo, formatDay, formatDueAt, formatInstant, formatNumber, t, wordOf } from "../../words.ts";
import { dayOf } from "../route.ts";
import { GuideLink } from "./connect.tsx";
import { aboutDuration } from "./duration-words.ts";
import { rungOf } from "./ladder.ts";
import { actOnMailbox, connectMailbox } from "./mailbox-state.ts";
import { progressOf } from "./progress.ts";

type MailboxState = MailboxView["state"];

const looks: Readonly<Record<MailboxState, { tone: Tone; icon: IconName }>> = {
  choosing: { tone: "accent", icon: "filter" },
  importing: { tone: "accent", icon: "inbox" },
  current: { tone: "plain", icon: "saved" },
  behind: { tone: "accent", icon: "saving" },
  waiting: { tone: "soon", icon: "snooze" },
  paused: { tone: "plain", icon: "pause" },
  reconnect: { tone: "late", icon: "warning" },
  failing: { tone: "late", icon: "warning" },
};

export function MailboxStateName({ state }: { state: MailboxState }) {
  const { tone, icon } = looks[state];
  return (
    <span class={`chip chip-${tone}`}>
      <Icon name={icon} size={14} />
      {wordOf("mailboxes.state", state)}
    </span>
  );
}

const pause = ({ id }: MailboxView) =>
  void actOnMailbox(() => ask("mailboxes.pause", { id }), t("mailboxes.paused.said"));
const resume = ({ id }: MailboxView) => void actOnMailbox(() => ask("mailboxes.resume", { id }));
const lookNow = ({ id }: MailboxView) => void actOnMailbox(() => ask("mailboxes.sync", { id }));
export const mailboxActs = { pause, resume, lookNow };

const reconnect = (mailbox: MailboxView) =>
  void connectMailbox({
    vendor: mailbox.vendor,
    features: mailbox.features,
    rung: rungOf(mailbox),
    mailboxId: mailbox.id,
  });

/** The time alone where it is today's. */
const formatNext = (instant: string) =>
  daysBetween(new Date(), new Date(instant)) === 0 ? formatAgo(instant) : formatDueAt(instant);

/** "Last looked at 10:02 · next look 10:07". */
function Looks({ mailbox }: { mailbox: MailboxView }) {
  const { lastSuccessAt, nextTryAt } = mailbox;
  if (!lastSuccessAt && !nextTryAt) return null;
  return (
    <p class="soft small numbers">
      {lastSuccessAt && (
        <time dateTime={lastSuccessAt} title={formatInstant(lastSuccessAt)}>
          {t("mailboxes.lastSuccess", [formatAgo(lastSuccessAt)])}
        </time>
      )}
      {lastSuccessAt && nextTryAt && " · "}
      {nextTryAt && <time dateTime={nextTryAt}>{t("mailboxes.nextLook", [formatNext(nextTryAt)])}</time>}
    </p>
  );
}

function Line({ words, children, acts }: { words: string; children?: ComponentChildren; acts?: ComponentChildren }) {
  return (
    <div class="mailbox-now">
      <div class="mailbox-now-words">
        <p class="strong">{words}</p>
        {children}
      </div>
      {acts && <div class="mailbox-now-acts">{acts}</div>}
    </div>
  );
}

function Importing({ mailbox }: { mailbox: MailboxView }) {
  const { done, known, ratio } = progressOf(mailbox);
  const left =
    mailbox.secondsLeft === null
      ? t("mailboxes.importing.noGuess")
      : t("mailboxes.importing.left", [aboutDuration(mailbox.secondsLeft)]);
  return (
    <>
      <Line
        words={
          mailbox.since
            ? t("mailboxes.importing.since", [formatDay(dayOf(mailbox.since))])
            : wordOf("mailboxes.state", "importing")
        }
        acts={
          <Button icon="pause" onPress={() => pause(mailbox)}>
            {t("mailboxes.pause")}
          </Button>
        }
      />
      <Bar ratio={ratio} label={t("mailboxes.importing.bar", [mailbox.address])} />
      <p class="bar-words numbers">
        <span>
          {known === 0
            ? t("mailboxes.importing.looking")
            : ratio === null
              ? t("mailboxes.importing.listing", known, [formatNumber(done), formatNumber(known)])
              : t("mailboxes.importing.done", known, [formatNumber(done), formatNumber(known)])}
        </span>
        <span class="soft">{left}</span>
      </p>
      <p class="soft small">{t("mailboxes.importing.more")}</p>
    </>
  );
}

export function Bar({ ratio, label }: { ratio: number | null; label: string }) {
  const percent = ratio === null ? undefined : Math.floor(ratio * 100);
  return (
    <div
      class={ratio === null ? "bar bar-unknown" : "bar"}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span class="bar-done" style={ratio === null ? undefined : { inlineSize: `${ratio * 100}%` }} />
    </div>
  );
}

const LookNow = ({ mailbox }: { mailbox: MailboxView }) => (
  <Button icon="refresh" onPress={() => lookNow(mailbox)}>
    {t("mailboxes.lookNow")}
  </Button>
);

/** What the vendor or the server said, as they said it. */
const Said = ({ problem }: { problem: string | null }) => problem && <p class="mailbox-now-said">“{problem}”</p>;

/** Everything a connected mailbox says of itself, but for the step where it waits to be told what to bring. */
export function MailboxStatus({ mailbox }: { mailbox: MailboxView }) {
  const { state, counts, problem, oldestPendingAt, nextTryAt, features } = mailbox;
  const vendor = vendorName(mailbox.vendor);
  switch (state) {
    case "choosing":
      return null;
    case "importing":
      return <Importing mailbox={mailbox} />;
    case "current":
      if (!features.includes("mail") && !features.includes("calendar")) {
        return <Line words={t("mailboxes.current.sendOnly")} />;
      }
      return (
        <Line
          words={
            counts.failed > 0
              ? t("mailboxes.current.but", counts.failed, [formatNumber(counts.failed)])
              : t("mailboxes.current.title")
          }
          acts={<LookNow mailbox={mailbox} />}
        >
          <Looks mailbox={mailbox} />
        </Line>
      );
    case "behind":
      return (
        <Line words={t("mailboxes.behind.title", counts.pending, [formatNumber(counts.pending)])}>
          <p class="soft small">
            {oldestPendingAt && `${t("mailboxes.behind.oldest", [formatInstant(oldestPendingAt)])} `}
            {mailbox.secondsLeft !== null && t("mailboxes.behind.left", [aboutDuration(mailbox.secondsLeft)])}
          </p>
        </Line>
      );
    case "waiting":
      return (
        <Line
          words={
            nextTryAt
              ? t("mailboxes.waiting.until", [vendor, formatNext(nextTryAt)])
              : t("mailboxes.waiting.title", [vendor])
          }
        >
          <p class="soft small">{t("mailboxes.waiting.more", counts.pending, [formatNumber(counts.pending)])}</p>
          <Said problem={problem} />
        </Line>
      );
    case "paused":
      return (
        <Line
          words={t("mailboxes.paused.title")}
          acts={
            <Button look="primary" icon="play" onPress={() => resume(mailbox)}>
              {t("mailboxes.resume")}
            </Button>
          }
        >
          <p class="soft small">
            {counts.pending > 0
              ? t("mailboxes.paused.pending", counts.pending, [formatNumber(counts.pending)])
              : t("mailboxes.paused.more")}
          </p>
        </Line>
      );
    case "reconnect":
      return (
        <Notice
          tone="late"
          icon="warning"
          title={t("mailboxes.reconnect.title", [vendor])}
          acts={
            <Button look="primary" onPress={() => reconnect(mailbox)}>
              {t("mailboxes.reconnect.act")}
            </Button>
          }
        >
          {t("mailboxes.reconnect.more")}
          <Said problem={problem} />
        </Notice>
      );
    case "failing":
      return (
        <Notice tone="late" icon="warning" title={t("mailboxes.failing.title")} acts={<LookNow mailbox={mailbox} />}>
          <Said problem={problem} />
          {nextTryAt ? t("mailboxes.failing.next", [formatNext(nextTryAt)]) : t("mailboxes.failing.more")}
        </Notice>
      );
  }
}

const DAY_MS = 86_400_000;

/** The vendor ends the connection by itself: an app in testing mode. Said before it happens, with who can help. */
export function EndsSoon({ mailbox, now = new Date() }: { mailbox: MailboxView; now?: Date }) {
  const { endsAt, state } = mailbox;
  if (!endsAt || state === "reconnect") return null;
  const isNear = Date.parse(endsAt) - now.getTime() < 2 * DAY_MS;
  return (
    <Notice
      tone={isNear ? "late" : "soon"}
      icon="warning"
      title={t("mailboxes.ends.title", [vendorName(mailbox.vendor), formatInstant(endsAt)])}
      acts={
        <>
          <Button onPress={() => reconnect(mailbox)}>{t("mailboxes.reconnect.act")}</Button>
          <GuideLink />
        </>
      }
    >
      {t("mailboxes.ends.more")}
    </Notice>
  );
}
