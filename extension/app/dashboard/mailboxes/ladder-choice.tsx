// The ladder of access as a person climbs it: each rung in plain words, with what is taken along on it.
import type { ComponentChildren } from "preact";
import type { MailboxFeature } from "#shared/mailbox.ts";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { t, wordOf } from "../../words.ts";
import { extrasOf, type Rung, rungs } from "./ladder.ts";

interface LadderChoiceProps {
  offered?: readonly Rung[];
  rung: Rung;
  extras: ReadonlySet<MailboxFeature>;
  /** What a connected mailbox has already; it is taken back at the vendor, not here. */
  granted?: readonly MailboxFeature[];
  /** Under "chosen", where they are known already. */
  places?: ComponentChildren;
  onRung(rung: Rung): void;
  onExtras(extras: ReadonlySet<MailboxFeature>): void;
}

export function LadderChoice(props: LadderChoiceProps) {
  const { offered = rungs, rung, extras, granted = [], places, onRung, onExtras } = props;
  const toggle = (feature: MailboxFeature, isWanted: boolean) => {
    const next = new Set(extras);
    if (isWanted) next.add(feature);
    else next.delete(feature);
    onExtras(next);
  };
  const also = extrasOf(rung);
  return (
    <ChoiceList
      legend={t("mailboxes.ladder.legend")}
      value={rung}
      onChange={onRung}
      choices={offered.map((value) => ({
        value,
        label: wordOf("mailboxes.ladder.name", value),
        more: wordOf("mailboxes.ladder.more", value),
        under: (
          <>
            {value === "chosen" && places}
            {also.length > 0 && (
              <fieldset class="ladder-also">
                <legend class="soft small">{t("mailboxes.ladder.also")}</legend>
                {also.map((feature) => (
                  <label key={feature} class="ladder-extra">
                    <input
                      type="checkbox"
                      checked={extras.has(feature)}
                      disabled={granted.includes(feature)}
                      onChange={(event) => toggle(feature, event.currentTarget.checked)}
                    />
                    <span>{wordOf("mailboxes.ladder.extra", feature)}</span>
                  </label>
                ))}
              </fieldset>
            )}
          </>
        ),
      }))}
    />
  );
}
