import type { Activity } from "#shared/crm/activity.ts";
import type { IconName } from "../ui/icons.ts";
import { choiceLabel } from "../words.ts";

type Shown = Pick<Activity, "kind" | "direction" | "subject" | "outcome">;

/** A mail points as it went; a call that nobody took says so. */
export function activityIcon({ kind, direction, outcome }: Shown): IconName {
  if (kind === "call") return outcome === "no_answer" ? "phoneMissed" : "phone";
  if (kind === "meeting") return "meeting";
  return direction === "out" ? "mailOut" : "mailIn";
}

/** What it was about, and of a call or meeting how it went: "Reached: Call Anna Berg". */
export function activityWords({ kind, subject, outcome }: Shown): string {
  const what = subject || choiceLabel("activity", "kind", kind);
  return outcome ? `${choiceLabel("activity", "outcome", outcome)}: ${what}` : what;
}
