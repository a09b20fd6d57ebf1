// The ledger of a mailbox: for every message and event it was ever said to hold, where it is, or why it is nowhere.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { AppError } from "#shared/errors.ts";
import type { MailboxView } from "#shared/mailbox.ts";
import type { LedgerRow } from "../../../views.ts";
import { ask } from "../../ask.ts";
import { live } from "../../live.ts";
import { Grid } from "../../records/grid.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { useShortcuts } from "../../ui/keys.ts";
import { Empty, Notice } from "../../ui/notice.tsx";
import { formatNumber, problemWords, t } from "../../words.ts";
import "../list.css";
import { MailboxStateName } from "../mailboxes/mailbox-status.tsx";
import "../mailboxes/mailboxes.css";
import { findMailboxes, refreshMailboxes, useMailboxes } from "../mailboxes/mailbox-state.ts";
import { usePicked } from "../picking.ts";
import { go, goBack } from "../place.ts";
import "./ledger.css";
import { ledgerColumns, subjectOf } from "./ledger-columns.tsx";
import { everyEntry, isEveryEntry, type LedgerFilter, ledgerQueryOf } from "./ledger-filter.ts";
import { LedgerFilters, LedgerTabs } from "./ledger-filters.tsx";
import { LedgerPeek } from "./ledger-peek.tsx";
import { idOf, retryEntries } from "./retry.ts";
import { useFeed } from "./use-feed.ts";

const settings = { screen: "settings", section: "mailboxes" } as const;

interface LedgerScreenProps {
  mailboxId: string;
  filter: LedgerFilter;
  isShown: boolean;
}

export function LedgerScreen({ mailboxId, filter, isShown }: LedgerScreenProps) {
  useMailboxes(isShown);
  const mailbox = findMailboxes()?.find(({ id }) => id === mailboxId);
  const queryKey = JSON.stringify([mailboxId, filter]);
  const feed = useFeed(queryKey, (after) => ask("ledger.page", { id: mailboxId, ...ledgerQueryOf(filter, after) }));
  const [active, setActive] = useState(0);
  const [peeked, setPeeked] = useState<string | null>(null);
  const { picked, pick, setPicked, clear } = usePicked();
  const screen = useRef<HTMLElement>(null);
  const grid = () => screen.current?.querySelector<HTMLElement>("[role=grid]");
  const rows = feed?.window ?? null;
  const total = rows?.total ?? null;
  const inHand = Math.min(active, Math.max(0, (total ?? 1) - 1));
  const peekedRow = peeked === null ? undefined : rows?.loaded().find((row) => idOf(row) === peeked);
  const isPeeked = peekedRow !== undefined;
  const columns = useMemo(() => ledgerColumns(isPeeked), [isPeeked]);
  const failed = mailbox?.counts.failed ?? 0;

  useEffect(() => {
    setActive(0);
    clear();
  }, [queryKey]);
  useEffect(() => {
    if (isShown) grid()?.focus({ preventScroll: true });
  }, [isShown, total === null]);

  const change = (to: LedgerFilter) => go({ screen: "ledger", mailboxId, filter: to }, { replace: true });
  const onActive = useCallback(
    (index: number) => {
      setActive(index);
      const row = rows?.find(index);
      if (row) setPeeked((before) => before && idOf(row));
    },
    [rows],
  );
  const closePeek = () => {
    setPeeked(null);
    grid()?.focus();
  };

  const retry = async (some: readonly LedgerRow[] | null) => {
    if (await retryEntries(mailboxId, some, failed, rows)) clear();
  };

  useShortcuts(
    isShown
      ? {
          j: () => grid()?.focus(),
          k: () => grid()?.focus(),
          Escape: () => (peeked ? closePeek() : goBack(settings)),
        }
      : {},
  );
  const onKey = (event: KeyboardEvent, row: LedgerRow | undefined) => {
    if (event.key !== "r" || event.ctrlKey || event.metaKey || event.altKey || !row) return;
    void retry([row]);
  };
  const open = (row: LedgerRow) => {
    const [person] = row.people;
    if (person && row.people.length === 1) go({ screen: "person", id: person.id });
    else setPeeked(idOf(row));
  };
  const density = live.settings.value?.density ?? "comfortable";

  return (
    <section class="list ledger" ref={screen} hidden={!isShown} aria-label={t("ledger.title")}>
      <div class="list-main">
        <div class="list-head">
          <IconButton icon="back" flips label={t("ledger.back")} onPress={() => goBack(settings)} />
          <div class="ledger-name">
            <h1>{t("ledger.title")}</h1>
            {mailbox && <bdi class="line soft">{mailbox.address}</bdi>}
          </div>
          {mailbox && <MailboxStateName state={mailbox.state} />}
          <div class="list-tools">
            {failed > 0 && (
              <Button icon="refresh" onPress={() => void retry(null)}>
                {t("ledger.retryAll", failed, [formatNumber(failed)])}
              </Button>
            )}
            <Refresh counts={mailbox?.counts} queryKey={queryKey} onRefresh={() => rows?.refresh()} />
          </div>
        </div>
        <LedgerTabs mailboxId={mailboxId} counts={mailbox?.counts} filter={filter} />
        <div class="list-filters">
          <LedgerFilters filter={filter} onChange={change} />
        </div>
        {feed?.error instanceof AppError && total !== null && (
          <Notice icon="offline" title={t("dashboard.needsNetwork")}>
            {problemWords(feed.error)}
          </Notice>
        )}
        {total === null && feed?.error ? (
          <Unreachable error={feed.error} onRetry={() => rows?.refresh()} />
        ) : total === 0 ? (
          <Nothing filter={filter} onClear={() => change(everyEntry)} />
        ) : (
          <Grid
            label={t("ledger.title")}
            columns={columns}
            rows={rows}
            idOf={idOf}
            nameOf={subjectOf}
            rowHeight={density === "compact" ? 32 : 40}
            sort=""
            descending={false}
            onSort={() => undefined}
            active={inHand}
            onActive={onActive}
            picked={picked}
            onPick={(some, isPicked) => pick(some.map(idOf), isPicked)}
            onPickAll={(isPicked) => (isPicked ? setPicked(new Set(rows?.loaded().map(idOf))) : clear())}
            onOpen={open}
            onPeek={(row) => setPeeked(idOf(row))}
            onKey={onKey}
          />
        )}
        {picked.size > 0 && (
          <div class="bulk" role="toolbar" aria-label={t("dashboard.bulk")}>
            <span class="bulk-count numbers">{t("dashboard.picked", picked.size, [formatNumber(picked.size)])}</span>
            <Button
              icon="refresh"
              onPress={() => void retry(rows?.loaded().filter((row) => picked.has(idOf(row))) ?? [])}
            >
              {t("ledger.retry")}
            </Button>
            <Button look="quiet" icon="close" onPress={clear}>
              {t("dashboard.unpick")}
            </Button>
          </div>
        )}
      </div>
      {peekedRow && (
        <aside class="peek" aria-label={t("dashboard.peek")}>
          <LedgerPeek row={peekedRow} onClose={closePeek} onRetry={(row) => void retry([row])} />
        </aside>
      )}
    </section>
  );
}

interface RefreshProps {
  counts: MailboxView["counts"] | undefined;
  queryKey: string;
  onRefresh(): void;
}

/** The list stays as it is while one reads it; that there is more by now is said here, and shown when asked for. */
function Refresh({ counts, queryKey, onRefresh }: RefreshProps) {
  const now = JSON.stringify(counts);
  const [seen, setSeen] = useState(now);
  useEffect(() => setSeen(now), [queryKey, now === undefined]);
  const refresh = () => {
    setSeen(now);
    onRefresh();
    void refreshMailboxes();
  };
  if (now === seen) return <IconButton icon="refresh" label={t("ledger.refresh")} onPress={refresh} />;
  return (
    <Button icon="refresh" onPress={refresh}>
      {t("ledger.new")}
    </Button>
  );
}

function Unreachable({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return (
    <Empty
      icon="offline"
      title={t("dashboard.needsNetwork")}
      acts={<Button onPress={onRetry}>{t("mailboxes.tryAgain")}</Button>}
    >
      {error instanceof AppError && problemWords(error)}
    </Empty>
  );
}

function Nothing({ filter, onClear }: { filter: LedgerFilter; onClear(): void }) {
  if (isEveryEntry(filter)) {
    return (
      <Empty icon="inbox" title={t("ledger.nothing.title")}>
        {t("ledger.nothing.more")}
      </Empty>
    );
  }
  if (isEveryEntry({ ...filter, state: null }) && filter.state === "failed") {
    return (
      <Empty icon="check" title={t("ledger.nothing.failed")}>
        {t("ledger.nothing.failedMore")}
      </Empty>
    );
  }
  return (
    <Empty
      icon="filter"
      title={t("dashboard.noMatch")}
      acts={<Button onPress={onClear}>{t("dashboard.filter.clear")}</Button>}
    >
      {t("dashboard.noMatchFirst")}
    </Empty>
  );
}
