// How long before a call or meeting its card is offered.
import type { Settings } from "../../../config.ts";
import { ask } from "../../ask.ts";
import { tellProblem } from "../../crm/act.ts";
import { live, setSettings } from "../../live.ts";
import { formatNumber, t } from "../../words.ts";

const choices: readonly Settings["preCallMinutes"][] = [0, 2, 5, 10, 15, 30];

export function CallSettings() {
  const settings = live.settings.value;
  if (!settings) return null;
  return (
    <fieldset class="setting-choice">
      <legend>{t("meetings.settings")}</legend>
      <div class="setting-options">
        {choices.map((minutes) => (
          <label key={minutes} class="setting-option">
            <input
              type="radio"
              name="preCallMinutes"
              checked={settings.preCallMinutes === minutes}
              onChange={() =>
                void ask("settings.set", { preCallMinutes: minutes }).then(setSettings).catch(tellProblem)
              }
            />
            <span>{minutes === 0 ? t("meetings.atStart") : t("meetings.before", [formatNumber(minutes)])}</span>
          </label>
        ))}
      </div>
      <p class="soft small">{t("meetings.settingsMore")}</p>
    </fieldset>
  );
}
