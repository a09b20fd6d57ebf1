import type { Signal } from "@preact/signals";
import type { MailboxView } from "#shared/mailbox.ts";
import { t } from "../words.ts";

interface FromMailboxProps {
  mailboxes: readonly MailboxView[];
  chosen: Signal<string>;
}

/** Which of one's mailboxes acts, where there is a choice. */
export function FromMailbox({ mailboxes, chosen }: FromMailboxProps) {
  if (mailboxes.length < 2) return null;
  return (
    <label class="labelled">
      <span class="labelled-label">{t("acting.from")}</span>
      <select
        class="input"
        value={chosen.value}
        onChange={(event) => {
          chosen.value = event.currentTarget.value;
        }}
      >
        {mailboxes.map(({ id, address }) => (
          <option key={id} value={id}>
            {address}
          </option>
        ))}
      </select>
    </label>
  );
}
