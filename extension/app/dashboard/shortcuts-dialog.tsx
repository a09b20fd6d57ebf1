import { signal } from "@preact/signals";
import { Dialog } from "../ui/dialog.tsx";
import { t, wordOf } from "../words.ts";

export const shortcutsShown = signal(false);

const shortcuts = [
  ["Ctrl K", "search"],
  ["/", "search"],
  ["G T", "today"],
  ["G P", "people"],
  ["G C", "companies"],
  ["G W", "outbox"],
  ["J K", "move"],
  ["Enter", "open"],
  ["Space", "peek"],
  ["X", "pick"],
  ["N", "new"],
  ["E", "edit"],
  ["D", "done"],
  ["S", "snooze"],
  ["R", "retry"],
  ["Esc", "back"],
] as const;

export function ShortcutsDialog() {
  return (
    <Dialog
      title={t("dashboard.command.keys")}
      closeLabel={t("common.close")}
      onClose={() => {
        shortcutsShown.value = false;
      }}
    >
      <dl class="shortcuts">
        {shortcuts.map(([keys, act]) => (
          <div key={keys}>
            <dt dir="ltr">
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{act === "retry" ? t("ledger.shortcut") : wordOf("dashboard.shortcut", act)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
