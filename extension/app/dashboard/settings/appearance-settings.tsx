import type { Settings } from "../../../config.ts";
import { ask } from "../../ask.ts";
import { tellProblem } from "../../crm/act.ts";
import { live, setSettings } from "../../live.ts";
import { t, wordOf } from "../../words.ts";
import { CallSettings } from "./call-settings.tsx";

const set = (changes: Partial<Settings>) => void ask("settings.set", changes).then(setSettings).catch(tellProblem);

interface RadiosProps<T extends string> {
  name: string;
  legend: string;
  values: readonly T[];
  value: T;
  onChange(value: T): void;
}

function Radios<T extends string>({ name, legend, values, value, onChange }: RadiosProps<T>) {
  return (
    <fieldset class="setting-choice">
      <legend>{legend}</legend>
      <div class="setting-options">
        {values.map((option) => (
          <label key={option} class="setting-option">
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
            <span>{wordOf(`dashboard.appearance.${name}`, option)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function AppearanceSettings() {
  const settings = live.settings.value;
  if (!settings) return null;
  return (
    <section class="setting" aria-labelledby="appearance">
      <h2 id="appearance">{t("dashboard.settings.appearance")}</h2>
      <Radios
        name="theme"
        legend={t("dashboard.appearance.themeLegend")}
        values={["system", "light", "dark"]}
        value={settings.theme}
        onChange={(theme) => set({ theme })}
      />
      <Radios
        name="density"
        legend={t("dashboard.appearance.densityLegend")}
        values={["comfortable", "compact"]}
        value={settings.density}
        onChange={(density) => set({ density })}
      />
      <fieldset class="setting-choice">
        <legend>{t("dashboard.appearance.notificationLegend")}</legend>
        <label class="setting-option">
          <input
            type="checkbox"
            checked={settings.notificationDetail}
            onChange={(event) => set({ notificationDetail: event.currentTarget.checked })}
          />
          <span>{t("dashboard.appearance.notificationDetail")}</span>
        </label>
        <p class="soft small">{t("dashboard.appearance.notificationMore")}</p>
      </fieldset>
      <CallSettings />
    </section>
  );
}
