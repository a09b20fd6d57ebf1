// What became of a message or event, in words.
import type { LedgerRow } from "../../../views.ts";
import { Icon } from "../../ui/icon.tsx";
import type { IconName } from "../../ui/icons.ts";
import { formatList, formatNumber, t, wordOf } from "../../words.ts";
import type { ItemState } from "./ledger-filter.ts";

export const iconOfState: Readonly<Record<ItemState, IconName>> = {
  linked: "check",
  skipped: "skip",
  failed: "warning",
  pending: "snooze",
};

/** "Anna Berg and Omar Haddad", "Anna Berg and 3 others". */
function peopleWords({ people, contactIds }: LedgerRow): string {
  const [first] = people;
  if (!first) return t("ledger.gone");
  if (contactIds.length <= 2) return formatList(people.map(({ name }) => name));
  return t("ledger.peopleMore", contactIds.length - 1, [first.name, formatNumber(contactIds.length - 1)]);
}

/** A reason of a newer server than this extension is shown as it is called. */
const reasonWords = (reason: string) => wordOf("ledger.reason", reason) || reason;

export function outcomeWords(row: LedgerRow): string {
  const { state, reason, error, attempts } = row;
  switch (state) {
    case "linked":
      return reason
        ? t("ledger.outcome.private", [peopleWords(row), reasonWords(reason)])
        : t("ledger.outcome.linked", [peopleWords(row)]);
    case "skipped":
      return reason ? t("ledger.outcome.skipped", [reasonWords(reason)]) : wordOf("ledger.state", "skipped");
    case "failed":
      return t("ledger.outcome.failed", [error ?? t("ledger.outcome.noWords")]);
    case "pending":
      return attempts > 0 ? t("ledger.outcome.again", attempts, [formatNumber(attempts)]) : t("ledger.outcome.pending");
  }
}

export function Outcome({ row }: { row: LedgerRow }) {
  return (
    <span class={`ledger-outcome ledger-outcome-${row.state}`} title={outcomeWords(row)}>
      <Icon name={iconOfState[row.state]} size={14} />
      <bdi class="line">{outcomeWords(row)}</bdi>
    </span>
  );
}
