// Tries failed entries again.
import type { LedgerRow } from "../../../views.ts";
import { ask } from "../../ask.ts";
import { tellProblem } from "../../crm/act.ts";
import type { FeedWindow } from "../../records/feed-window.ts";
import { showToast } from "../../ui/toast.tsx";
import { formatNumber, t } from "../../words.ts";
import { refreshMailboxes } from "../mailboxes/mailbox-state.ts";

/** A message and an event may be called the same. */
export const idOf = ({ kind, externalId }: LedgerRow) => `${kind} ${externalId}`;

/**
 * Null for `some` is all there are, `failed` of them. They wait their turn from now on, and the list says so at once.
 * True when the server has taken it.
 */
export async function retryEntries(
  mailboxId: string,
  some: readonly LedgerRow[] | null,
  failed: number,
  shown: FeedWindow<LedgerRow> | null,
): Promise<boolean> {
  const wanted = some?.filter(({ state }) => state === "failed") ?? null;
  if (wanted?.length === 0) {
    showToast(t("ledger.nothingFailed"));
    return false;
  }
  try {
    const externalIds = wanted?.map(({ externalId }) => externalId);
    await ask("ledger.retry", { id: mailboxId, ...(externalIds && { externalIds }) });
  } catch (error) {
    tellProblem(error);
    return false;
  }
  const ids = wanted && new Set(wanted.map(idOf));
  shown?.change((row) =>
    row.state === "failed" && (ids?.has(idOf(row)) ?? true) ? { ...row, state: "pending", error: null } : row,
  );
  const count = wanted?.length ?? failed;
  showToast(t("ledger.retried", count, [formatNumber(count)]));
  void refreshMailboxes();
  return true;
}
