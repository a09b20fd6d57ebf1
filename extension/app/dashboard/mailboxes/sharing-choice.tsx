// How much of a mailbox everybody in the workspace sees, with who that is said in words before it is so.
import { useState } from "preact/hooks";
import type { Member } from "#shared/crm/member.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { MailboxView } from "#shared/mailbox.ts";
import { ask } from "../../ask.ts";
import { findMe } from "../../crm/act.ts";
import { sharingLevels } from "../../crm/sharing-words.ts";
import { useAnswer } from "../../live.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatList, formatNumber, t, wordOf } from "../../words.ts";
import { actOnMailbox } from "./mailbox-state.ts";

/** "Robin and Mia", "Robin and 3 others"; null where there is nobody else. */
function peopleWords(members: readonly Member[], myId: string | undefined): string | null {
  const others = members.filter(({ id, disabled }) => id !== myId && !disabled).map(({ name }) => name);
  const [first] = others;
  if (!first) return null;
  if (others.length <= 2) return formatList(others);
  return t("mailboxes.sharing.peopleMore", others.length - 1, [first, formatNumber(others.length - 1)]);
}

function WhoWillSee({ level }: { level: SharingLevel }) {
  const { value: members } = useAnswer("members.list", {}, ["member"]);
  const people = peopleWords(members ?? [], findMe()?.memberId);
  const words =
    level === "nothing"
      ? t("mailboxes.sharing.onlyYou")
      : people
        ? t("mailboxes.sharing.visible", [people, wordOf("mailboxes.sharing.what", level)])
        : t("mailboxes.sharing.nobodyYet");
  return (
    <p class="who-sees" role="status">
      <Icon name={level === "nothing" ? "lock" : "eye"} />
      <span>{members && words}</span>
    </p>
  );
}

interface SharingChoiceProps {
  value: SharingLevel;
  onChange(level: SharingLevel): void;
  isLegendHidden?: boolean;
}

export function SharingChoice({ value, onChange, isLegendHidden = false }: SharingChoiceProps) {
  return (
    <div class="sharing-choice">
      <ChoiceList
        legend={t("mailboxes.sharing.legend")}
        isLegendHidden={isLegendHidden}
        value={value}
        onChange={onChange}
        choices={sharingLevels.map((level) => ({
          value: level,
          label: wordOf("choices.activity.sharing", level),
          more: wordOf("mailboxes.sharing.more", level),
        }))}
      />
      <WhoWillSee level={value} />
      <p class="soft small">{t("mailboxes.sharing.sensitive")}</p>
    </div>
  );
}

export function SharingDialog({ mailbox, onClose }: { mailbox: MailboxView; onClose(): void }) {
  const [sharing, setSharing] = useState(mailbox.sharing);
  const keep = async () => {
    const { id } = mailbox;
    if (await actOnMailbox(() => ask("mailboxes.sharing", { id, sharing }), t("mailboxes.sharing.changed"))) onClose();
  };
  return (
    <Dialog
      title={t("mailboxes.sharing.legend")}
      closeLabel={t("common.close")}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("dashboard.cancel")}</Button>
          <Button look="primary" aria-disabled={sharing === mailbox.sharing || undefined} onPress={() => void keep()}>
            {t("mailboxes.sharing.change")}
          </Button>
        </>
      }
    >
      <p class="soft sharing-about">{t("mailboxes.sharing.counts", [mailbox.address])}</p>
      <SharingChoice value={sharing} onChange={setSharing} isLegendHidden />
    </Dialog>
  );
}
