// Everything the interface says, and how it writes dates and numbers, in the browser's language where we have it.
import { createI18n } from "@wxt-dev/i18n";
import { browser } from "wxt/browser";
import type { AppError } from "#shared/errors.ts";
import type { GeneratedI18nStructure } from "../../.wxt/i18n/structure.d.ts";
import type { SyncStatus } from "../views.ts";
import { formatAge, formatDue, formatMoment as formatMomentIn, formatSince } from "./when.ts";

export const t: ReturnType<typeof createI18n<GeneratedI18nStructure>>["t"] = createI18n<GeneratedI18nStructure>().t;

/** For keys put together from names of the registry; `words.test.ts` proves that each of those has its word. */
const named = (key: string) => t(key as "extension.name");

/** How a field is called: `fields.contact.title`. */
export const fieldLabel = (entity: string, field: string) => named(`fields.${entity}.${field}`);
/** How one value of a choice is called: `choices.contact.lifecycle.lead`. */
export const choiceLabel = (entity: string, field: string, value: string) =>
  named(`choices.${entity}.${field}.${value}`);
/** What a mutation did, for history and outbox: `acts.contact_saveLead`. */
export const actLabel = (mutation: string) => named(`acts.${mutation.replaceAll(".", "_")}`);

/** One of the words under a prefix, where the rest is a value of ours. */
export const wordOf = (prefix: string, value: string) => named(`${prefix}.${value}`);

const browserLanguage = browser.i18n?.getUILanguage() ?? "en";
/** Dates follow the words: a Swedish browser gets English words and English dates. */
export const language = (() => {
  const ours = browser.i18n ? t("language.code") : "en";
  return browserLanguage.toLowerCase().startsWith(ours) ? browserLanguage : ours;
})();

/** Once per page. */
export function speakInPage(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = t("language.direction");
}

const numbers = new Intl.NumberFormat(language);
export const formatNumber = (value: number) => numbers.format(value);

const list = new Intl.ListFormat(language, { type: "conjunction" });
export const formatList = (words: readonly string[]) => list.format(words);

const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
/** A calendar day, `YYYY-MM-DD`. */
export const formatDay = (day: string) => dayFormat.format(new Date(`${day}T00:00:00Z`));

const instantFormat = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
export const formatInstant = (instant: string) => instantFormat.format(new Date(instant));

/** "10:02", "yesterday", "12 Nov", "12 Nov 2025": when something was. */
export const formatAgo = (instant: string, now = new Date()) => formatAge(instant, now, language);
/** "today 10:00", "tomorrow 09:00", "Tue 10:00", "3 Dec": when something is due. */
export const formatDueAt = (instant: string, now = new Date()) => formatDue(instant, now, language);

/** "Sun 22 Nov, 09:00": a moment to choose. */
export const formatMoment = (instant: string) => formatMomentIn(instant, language);

/** "All changes saved", "Offline, 3 changes waiting", "1 change needs you". */
export function statusWords({ state, pending, needsYou, since }: SyncStatus, now = new Date()): string {
  const sinceWhen = since ? formatSince(since, now, language) : "";
  switch (state) {
    case "saved":
      return t("status.saved");
    case "saving":
      return t("status.saving", pending);
    case "offline":
      return pending > 0 ? t("status.offlineWaiting", pending) : t("status.offline");
    case "unreachable":
      if (!sinceWhen) return t("status.unreachable");
      return pending > 0
        ? t("status.unreachableWaiting", pending, [formatNumber(pending), sinceWhen])
        : t("status.unreachableSince", [sinceWhen]);
    case "attention":
      return t("status.attention", needsYou);
    case "outdated":
      return t("status.outdated");
    case "signedOut":
      return t("status.signedOut");
  }
}

/** What went wrong, for the person. Messages are written in English; elsewhere the code says it. */
export const problemWords = (error: AppError) =>
  language.startsWith("en") ? error.message : named(`errors.${error.code}`);
