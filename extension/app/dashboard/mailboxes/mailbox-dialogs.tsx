// What is asked about a connected mailbox before it is done: an earlier beginning, and its end.
import { useState } from "preact/hooks";
import type { MailboxView } from "#shared/mailbox.ts";
import { ask } from "../../ask.ts";
import { tellProblem } from "../../crm/act.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { showToast } from "../../ui/toast.tsx";
import { formatDay, formatNumber, t } from "../../words.ts";
import { monthsBefore } from "../filter-words.ts";
import { dayOf } from "../route.ts";
import { EstimateLine } from "./estimate.tsx";
import { actOnMailbox, refreshMailboxes } from "./mailbox-state.ts";
import { SinceChoice } from "./since-choice.tsx";

interface MailboxDialogProps {
  mailbox: MailboxView;
  onClose(): void;
}

/** Three months before what there is. */
const earlier = (since: string | null) => monthsBefore(since ? new Date(since) : new Date(), 3);

export function BackfillDialog({ mailbox, onClose }: MailboxDialogProps) {
  const { id, placeIds } = mailbox;
  const [since, setSince] = useState(() => earlier(mailbox.since));
  const isEarlier = mailbox.since === null || since < mailbox.since;
  const begin = async () => {
    if (!isEarlier) return;
    const said = t("mailboxes.backfill.begun", [formatDay(dayOf(since))]);
    if (await actOnMailbox(() => ask("mailboxes.backfill", { id, since }), said)) onClose();
  };
  return (
    <Dialog
      title={t("mailboxes.backfill.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("dashboard.cancel")}</Button>
          <Button look="primary" aria-disabled={!isEarlier || undefined} onPress={() => void begin()}>
            {t("mailboxes.backfill.begin")}
          </Button>
        </>
      }
    >
      <div class="backfill">
        {mailbox.since && (
          <p class="soft">{t("mailboxes.backfill.now", [mailbox.address, formatDay(dayOf(mailbox.since))])}</p>
        )}
        <SinceChoice legend={t("mailboxes.since.legend")} since={since} before={mailbox.since} onChange={setSince} />
        <EstimateLine
          mailboxId={id}
          choice={isEarlier ? { since, placeIds } : null}
          missing={t("mailboxes.backfill.notEarlier")}
        />
      </div>
    </Dialog>
  );
}

type Fate = "keep" | "forget";

export function DisconnectDialog({ mailbox, onClose }: MailboxDialogProps) {
  const [fate, setFate] = useState<Fate>("keep");
  const [isBusy, setBusy] = useState(false);
  const { id, address, counts } = mailbox;
  const disconnect = async () => {
    if (isBusy) return;
    setBusy(true);
    try {
      await ask("mailboxes.remove", { id, forget: fate === "forget" });
      showToast(t("mailboxes.disconnect.done", [address]));
      onClose();
      void refreshMailboxes();
    } catch (error) {
      tellProblem(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("mailboxes.disconnect.title", [address])}
      closeLabel={t("common.close")}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("mailboxes.disconnect.stay")}</Button>
          <Button look="danger" aria-disabled={isBusy || undefined} onPress={() => void disconnect()}>
            {fate === "keep" ? t("mailboxes.disconnect.act") : t("mailboxes.disconnect.actForget")}
          </Button>
        </>
      }
    >
      <p class="soft sharing-about">{t("mailboxes.disconnect.more")}</p>
      <ChoiceList<Fate>
        legend={t("mailboxes.disconnect.legend")}
        value={fate}
        onChange={setFate}
        choices={[
          {
            value: "keep",
            label: t("mailboxes.disconnect.keep"),
            more: t("mailboxes.disconnect.keepMore", counts.linked, [formatNumber(counts.linked)]),
          },
          { value: "forget", label: t("mailboxes.disconnect.forget"), more: t("mailboxes.disconnect.forgetMore") },
        ]}
      />
    </Dialog>
  );
}
