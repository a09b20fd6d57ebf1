import type { LedgerRow } from "../../../views.ts";
import type { Column } from "../../records/grid.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatAgo, formatInstant, formatNumber, t } from "../../words.ts";
import { Outcome } from "./outcome.tsx";

export const subjectOf = ({ subject, kind }: LedgerRow) => subject || t(`ledger.noSubject.${kind}`);

function Who({ addresses }: LedgerRow) {
  const [first, ...more] = addresses;
  if (!first) return null;
  return (
    <span class="ledger-who" title={addresses.join(", ")}>
      <bdi dir="ltr" class="line">
        {first}
      </bdi>
      {more.length > 0 && <span class="faint numbers">+{formatNumber(more.length)}</span>}
    </span>
  );
}

/** Without "with" where the panel at the side says it. */
export const ledgerColumns = (isPeeked: boolean): Column<LedgerRow>[] =>
  allColumns().filter(({ key }) => !isPeeked || key !== "who");

const allColumns = (): Column<LedgerRow>[] => [
  {
    key: "at",
    label: t("ledger.column.at"),
    sort: null,
    width: "minmax(92px, 112px)",
    cell: ({ at, seenAt }) => (
      <time class="soft numbers" dateTime={at ?? seenAt} title={formatInstant(at ?? seenAt)}>
        {formatAgo(at ?? seenAt)}
      </time>
    ),
  },
  {
    key: "subject",
    label: t("ledger.column.subject"),
    sort: null,
    width: "minmax(180px, 2fr)",
    cell: (row) => (
      <>
        <Icon name={row.kind === "event" ? "meeting" : "mail"} size={14} />
        <span class="only-read">{t(`ledger.kind.${row.kind}`)}: </span>
        <bdi class={row.subject ? "line" : "line faint"}>{subjectOf(row)}</bdi>
      </>
    ),
  },
  {
    key: "who",
    label: t("ledger.column.who"),
    sort: null,
    width: "minmax(150px, 1.3fr)",
    cell: (row) => <Who {...row} />,
  },
  {
    key: "outcome",
    label: t("ledger.column.outcome"),
    sort: null,
    width: "minmax(220px, 2.2fr)",
    cell: (row) => <Outcome row={row} />,
  },
];
