// The rungs of access to a mailbox, from nothing to all of it, and what each asks the vendor for. Pure.
import type { MailboxFeature, MailboxView } from "#shared/mailbox.ts";

export const rungs = ["click", "send", "calendar", "chosen", "whole"] as const;
export type Rung = (typeof rungs)[number];

// As in shared/mailbox.ts, which brings Zod; the compiler holds the two together.
const features = ["send", "calendar", "mail"] as const satisfies readonly MailboxFeature[];

const ownOf: Readonly<Record<Rung, readonly MailboxFeature[]>> = {
  click: [],
  send: ["send"],
  calendar: ["calendar"],
  chosen: ["mail"],
  whole: ["mail"],
};

/** What can be taken along on a rung, or left: only that one thing then does not work. */
export const extrasOf = (rung: Rung): MailboxFeature[] =>
  rung === "chosen" || rung === "whole" ? ["calendar", "send"] : rung === "calendar" ? ["send"] : [];

export function featuresOf(rung: Rung, extras: ReadonlySet<MailboxFeature>): MailboxFeature[] {
  const offered = extrasOf(rung).filter((feature) => extras.has(feature));
  return features.filter((feature) => ownOf[rung].includes(feature) || offered.includes(feature));
}

/** Where a connected mailbox stands. */
export function rungOf({ features: granted, placeIds }: Pick<MailboxView, "features" | "placeIds">): Rung {
  if (granted.includes("mail")) return placeIds === null ? "whole" : "chosen";
  if (granted.includes("calendar")) return "calendar";
  return granted.includes("send") ? "send" : "click";
}

/** Rungs that take nothing away from what a mailbox was given; which labels or folders can be chosen anew at any time. */
export function rungsFrom(mailbox: Pick<MailboxView, "features" | "placeIds">): readonly Rung[] {
  return rungs.slice(Math.min(rungs.indexOf(rungOf(mailbox)), rungs.indexOf("chosen")));
}

/** Whether two choices of labels or folders are one, whatever their order. */
export const isSamePlaces = (a: readonly string[] | null, b: readonly string[] | null) =>
  JSON.stringify(a && [...a].sort()) === JSON.stringify(b && [...b].sort());
