// How a ledger is narrowed: by state with its count, and by reason, kind and text as chips in words.
import { useRef, useState } from "preact/hooks";
import type { MailboxView } from "#shared/mailbox.ts";
import { Button, IconButton, pressed } from "../../ui/button.tsx";
import { Menu, type MenuItem, MenuItems } from "../../ui/menu.tsx";
import { Popover } from "../../ui/popover.tsx";
import { formatNumber, t, wordOf } from "../../words.ts";
import { go } from "../place.ts";
import { type Route, routeToHash } from "../route.ts";
import { TextFilter } from "../text-filter.tsx";
import {
  everyEntry,
  isEveryEntry,
  type LedgerFilter,
  ledgerKinds,
  ledgerStates,
  reasonsForPrivacy,
  reasonsToSkip,
} from "./ledger-filter.ts";

interface LedgerTabsProps {
  mailboxId: string;
  counts: MailboxView["counts"] | undefined;
  filter: LedgerFilter;
}

export function LedgerTabs({ mailboxId, counts, filter }: LedgerTabsProps) {
  const routeOf = (state: LedgerFilter["state"]): Route => {
    // A reason belongs to a state; another state leaves it behind.
    const reason = state === null || state === filter.state ? filter.reason : null;
    return { screen: "ledger", mailboxId, filter: { ...filter, state, reason } };
  };
  return (
    <nav class="ledger-tabs" aria-label={t("ledger.states")}>
      {[null, ...ledgerStates].map((state) => (
        <a
          key={state}
          class={state === "failed" && counts && counts.failed > 0 ? "ledger-tab ledger-tab-late" : "ledger-tab"}
          href={routeToHash(routeOf(state))}
          aria-current={state === filter.state ? "page" : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            go(routeOf(state), { replace: true });
          }}
        >
          {state ? wordOf("ledger.state", state) : t("ledger.all")}
          {state && counts && <span class="ledger-tab-count numbers">{formatNumber(counts[state])}</span>}
        </a>
      ))}
    </nav>
  );
}

type ChipKey = "reason" | "kind";
const chipKeys = ["reason", "kind"] as const satisfies readonly ChipKey[];

const chipWords = (key: ChipKey, value: string) =>
  key === "kind"
    ? t("ledger.filter.kindIs", [wordOf("ledger.kinds", value)])
    : t("ledger.filter.reasonIs", [wordOf("ledger.reason", value)]);

interface LedgerFiltersProps {
  filter: LedgerFilter;
  onChange(filter: LedgerFilter): void;
}

export function LedgerFilters({ filter, onChange }: LedgerFiltersProps) {
  const [editing, setEditing] = useState<ChipKey | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const left = chipKeys.filter((key) => filter[key] === null);
  return (
    <div class="filters" ref={bar} tabIndex={-1}>
      <TextFilter
        label={t("ledger.filter.text")}
        text={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      {chipKeys.map((key) => {
        const value = filter[key];
        if (!value) return null;
        const words = chipWords(key, value);
        return (
          <span class="filter" key={key}>
            <button type="button" class="filter-words" onClick={pressed(() => setEditing(key))}>
              {words}
            </button>
            <IconButton
              icon="close"
              class="filter-remove"
              label={t("dashboard.filter.remove", [words])}
              onPress={() => onChange({ ...filter, [key]: null })}
            />
          </span>
        );
      })}
      {left.length > 0 && (
        <Menu
          label={t("dashboard.filter.add")}
          icon="filter"
          items={left.map((key) => ({
            label: wordOf("ledger.filter.key", key),
            onChoose: () => setEditing(key),
          }))}
        />
      )}
      {!isEveryEntry({ ...filter, text: null, state: null }) && (
        <Button look="link" onPress={() => onChange({ ...everyEntry, state: filter.state })}>
          {t("dashboard.filter.clear")}
        </Button>
      )}
      {editing && (
        <Popover anchor={bar} label={wordOf("ledger.filter.key", editing)} onClose={() => setEditing(null)}>
          <MenuItems
            items={itemsOf(editing, filter, (next) => {
              setEditing(null);
              onChange(next);
            })}
            onChosen={() => undefined}
          />
        </Popover>
      )}
    </div>
  );
}

function itemsOf(key: ChipKey, filter: LedgerFilter, onChoose: (filter: LedgerFilter) => void): MenuItem[] {
  if (key === "kind") {
    return ledgerKinds.map((kind) => ({
      label: wordOf("ledger.kinds", kind),
      checked: kind === filter.kind,
      onChoose: () => onChoose({ ...filter, kind }),
    }));
  }
  // A reason belongs to a state; asking for one leaves a state it never has.
  const item = (reason: NonNullable<LedgerFilter["reason"]>, state: "skipped" | "linked", apart: boolean) => ({
    label: wordOf("ledger.reason", reason),
    checked: reason === filter.reason,
    apart,
    onChoose: () => onChoose({ ...filter, reason, state: filter.state && state }),
  });
  const isOpen = filter.state === null || filter.state === "failed" || filter.state === "pending";
  const skips = reasonsToSkip.map((reason) => item(reason, "skipped", false));
  const privacy = reasonsForPrivacy.map((reason, index) => item(reason, "linked", index === 0 && isOpen));
  if (isOpen) return [...skips, ...privacy];
  return filter.state === "linked" ? privacy : skips;
}
