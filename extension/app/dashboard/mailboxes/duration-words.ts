import { language, t } from "../../words.ts";
import { roundDuration } from "./progress.ts";

/** "about 7 minutes", "less than a minute". */
export function aboutDuration(seconds: number): string {
  const rounded = roundDuration(seconds);
  if (!rounded) return t("mailboxes.duration.short");
  const format = new Intl.NumberFormat(language, { style: "unit", unit: rounded.unit, unitDisplay: "long" });
  return t("mailboxes.duration.about", [format.format(rounded.value)]);
}
