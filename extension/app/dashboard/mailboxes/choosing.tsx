// The step between connecting and importing: from when on, which labels or folders, and what everybody sees of it.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { MailboxView } from "#shared/mailbox.ts";
import { ask } from "../../ask.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { t } from "../../words.ts";
import { EstimateLine } from "./estimate.tsx";
import { actOnMailbox, rungChosen } from "./mailbox-state.ts";
import { PlacePicker } from "./place-picker.tsx";
import { SharingChoice } from "./sharing-choice.tsx";
import { defaultSince, SinceChoice } from "./since-choice.tsx";

type Scope = "whole" | "chosen";

function Step({ title, more, children }: { title: string; more?: string; children: ComponentChildren }) {
  return (
    <div class="step">
      <div class="step-words">
        <h4>{title}</h4>
        {more && <p class="soft small">{more}</p>}
      </div>
      <div class="step-choice">{children}</div>
    </div>
  );
}

export function Choosing({ mailbox }: { mailbox: MailboxView }) {
  const { id, features } = mailbox;
  const hasMail = features.includes("mail");
  const [since, setSince] = useState(mailbox.since ?? defaultSince());
  const [scope, setScope] = useState<Scope>(mailbox.placeIds || rungChosen.value === "chosen" ? "chosen" : "whole");
  const [places, setPlaces] = useState<ReadonlySet<string>>(new Set(mailbox.placeIds));
  const [sharing, setSharing] = useState<SharingLevel>(mailbox.sharing);
  const [isBusy, setBusy] = useState(false);
  const placeIds = hasMail && scope === "chosen" ? [...places].sort() : null;
  const choice = placeIds?.length === 0 ? null : { since, placeIds };

  const start = async () => {
    if (!choice || isBusy) return;
    setBusy(true);
    await actOnMailbox(() => ask("mailboxes.start", { id, ...choice, sharing }));
    setBusy(false);
  };

  return (
    <div class="steps">
      <p class="strong">{t("mailboxes.choosing.title")}</p>
      <Step title={t("mailboxes.since.legend")} more={t("mailboxes.since.more")}>
        <SinceChoice legend={t("mailboxes.since.legend")} since={since} onChange={setSince} />
      </Step>
      {hasMail && (
        <Step title={t("mailboxes.places.title")}>
          <ChoiceList<Scope>
            legend={t("mailboxes.places.title")}
            isLegendHidden
            value={scope}
            onChange={setScope}
            choices={[
              { value: "whole", label: t("mailboxes.ladder.name.whole"), more: t("mailboxes.places.whole") },
              {
                value: "chosen",
                label: t("mailboxes.ladder.name.chosen"),
                more: t("mailboxes.places.chosen"),
                under: <PlacePicker mailboxId={id} picked={places} onChange={setPlaces} />,
              },
            ]}
          />
        </Step>
      )}
      <Step title={t("mailboxes.sharing.legend")} more={t("mailboxes.sharing.later")}>
        <SharingChoice value={sharing} onChange={setSharing} isLegendHidden />
      </Step>
      <div class="steps-foot">
        <EstimateLine mailboxId={id} choice={choice} missing={t("mailboxes.places.none")} />
        <Button look="primary" aria-disabled={!choice || isBusy || undefined} onPress={() => void start()}>
          {t("mailboxes.choosing.start")}
        </Button>
      </div>
    </div>
  );
}
