// One entry of the ledger in full: what became of it, why, what would change that, and who is in it.
import type { LedgerRow } from "../../../views.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatInstant, formatNumber, t, wordOf } from "../../words.ts";
import { routeToHash } from "../route.ts";
import { subjectOf } from "./ledger-columns.tsx";
import { iconOfState, outcomeWords } from "./outcome.tsx";

interface LedgerPeekProps {
  row: LedgerRow;
  onClose(): void;
  onRetry(row: LedgerRow): void;
}

/** What would bring it in, where something would. */
function adviceOf({ state, reason }: LedgerRow): string {
  if (state === "failed") return t("ledger.advice.failed");
  if (state === "pending") return t("ledger.advice.pending");
  return reason ? wordOf("ledger.advice", reason) : "";
}

export function LedgerPeek({ row, onClose, onRetry }: LedgerPeekProps) {
  const advice = adviceOf(row);
  return (
    <>
      <div class="peek-head">
        <span class="ledger-peek-kind soft small">{t(`ledger.kind.${row.kind}`)}</span>
        <IconButton class="peek-close" icon="close" label={t("common.close")} onPress={onClose} />
      </div>
      <div class="peek-body ledger-peek">
        <h2>
          <bdi>{subjectOf(row)}</bdi>
        </h2>
        <div class={`ledger-outcome-box ledger-outcome-${row.state}`}>
          <Icon name={iconOfState[row.state]} />
          <div>
            <p class="strong">
              <bdi>{outcomeWords(row)}</bdi>
            </p>
            {advice && <p class="soft small">{advice}</p>}
          </div>
        </div>
        {row.state === "failed" && (
          <div class="acts">
            <Button look="primary" icon="refresh" onPress={() => onRetry(row)}>
              {t("ledger.retry")}
            </Button>
          </div>
        )}
        {row.people.length > 0 && (
          <section>
            <h3>{t("ledger.on")}</h3>
            <ul class="ledger-people">
              {row.people.map(({ id, name }) => (
                <li key={id}>
                  <a href={routeToHash({ screen: "person", id })}>
                    <bdi>{name}</bdi>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Facts row={row} />
      </div>
    </>
  );
}

function Facts({ row }: { row: LedgerRow }) {
  const { at, addresses, seenAt, doneAt, attempts } = row;
  const moment = (label: string, instant: string | null) =>
    instant && (
      <>
        <dt>{label}</dt>
        <dd class="numbers">
          <time dateTime={instant}>{formatInstant(instant)}</time>
        </dd>
      </>
    );
  return (
    <dl class="ledger-facts">
      {moment(t(`ledger.fact.at.${row.kind}`), at)}
      {addresses.length > 0 && (
        <>
          <dt>{t("ledger.column.who")}</dt>
          <dd>
            <ul>
              {addresses.map((address) => (
                <li key={address}>
                  <bdi dir="ltr">{address}</bdi>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {moment(t("ledger.fact.seen"), seenAt)}
      {moment(t("ledger.fact.done"), doneAt)}
      {attempts > 1 && (
        <>
          <dt>{t("ledger.fact.attempts")}</dt>
          <dd class="numbers">{formatNumber(attempts)}</dd>
        </>
      )}
    </dl>
  );
}
