// More, or other, of a mailbox that is connected: what it lacks is asked for at the vendor's page, which labels or
// folders is the rep's own say.
import { useState } from "preact/hooks";
import type { MailboxFeature, MailboxView } from "#shared/mailbox.ts";
import { ask } from "../../ask.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { VendorMark, vendorName } from "../../ui/vendor-mark.tsx";
import { t } from "../../words.ts";
import { featuresOf, isSamePlaces, type Rung, rungOf, rungsFrom } from "./ladder.ts";
import { LadderChoice } from "./ladder-choice.tsx";
import { actOnMailbox, connectMailbox } from "./mailbox-state.ts";
import { PlacePicker } from "./place-picker.tsx";

export function AccessDialog({ mailbox, onClose }: { mailbox: MailboxView; onClose(): void }) {
  const { id, vendor, features: granted, since, sharing } = mailbox;
  const [rung, setRung] = useState<Rung>(rungOf(mailbox));
  const [extras, setExtras] = useState<ReadonlySet<MailboxFeature>>(new Set(granted));
  const [places, setPlaces] = useState<ReadonlySet<string>>(new Set(mailbox.placeIds));
  const hasMail = granted.includes("mail");
  const features = featuresOf(rung, extras);
  const isMore = features.some((feature) => !granted.includes(feature));
  const placeIds = rung === "chosen" ? [...places].sort() : null;
  const isOther = hasMail && since !== null && placeIds?.length !== 0 && !isSamePlaces(placeIds, mailbox.placeIds);

  const connect = async () => {
    if (await connectMailbox({ vendor, features, rung, mailboxId: id })) onClose();
  };
  const change = async () => {
    if (!isOther || since === null) return;
    const said = t("mailboxes.ladder.changed");
    if (await actOnMailbox(() => ask("mailboxes.start", { id, since, placeIds, sharing }), said)) onClose();
  };

  return (
    <Dialog
      title={t("mailboxes.ladder.change", [mailbox.address])}
      closeLabel={t("common.close")}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("dashboard.cancel")}</Button>
          {isMore ? (
            <Button look="primary" onPress={() => void connect()}>
              <VendorMark vendor={vendor} />
              {t("mailboxes.connect.button", [vendorName(vendor)])}
            </Button>
          ) : (
            <Button look="primary" aria-disabled={!isOther || undefined} onPress={() => void change()}>
              {t("mailboxes.sharing.change")}
            </Button>
          )}
        </>
      }
    >
      <div class="access">
        <LadderChoice
          offered={rungsFrom(mailbox)}
          rung={rung}
          extras={extras}
          granted={granted}
          onRung={setRung}
          onExtras={setExtras}
          places={hasMail && <PlacePicker mailboxId={id} picked={places} onChange={setPlaces} />}
        />
        <p class="soft small">{isMore ? t("mailboxes.connect.where") : t("mailboxes.ladder.less")}</p>
      </div>
    </Dialog>
  );
}
