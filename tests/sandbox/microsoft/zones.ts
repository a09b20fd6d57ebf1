// Times as Outlook writes them: without offset, next to the name of a zone, which is Windows' or IANA's.
import type { DateTimeTimeZone } from "@microsoft/microsoft-graph-types";
import { Temporal } from "temporal-polyfill";
import { findIana, findWindows } from "windows-iana";
import { badRequest } from "./graph-error.ts";

const ianaNames = new Map<string, string>([["UTC", "UTC"]]);

/** The IANA name of a zone that goes by either name. */
export function ianaOf(zone: string): string {
  const known = ianaNames.get(zone);
  if (known !== undefined) return known;
  const found = findIana(zone)[0] ?? zone;
  try {
    new Intl.DateTimeFormat("en", { timeZone: found });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw badRequest(`A valid TimeZone value must be specified: '${zone}'.`, "TimeZoneNotSupportedException");
  }
  ianaNames.set(zone, found);
  return found;
}

export const windowsOf = (iana: string): string => (iana === "UTC" ? "UTC" : (findWindows(iana)[0] ?? iana));

/** Graph writes seven digits of a second. */
const written = (time: Temporal.PlainDateTime) => time.toString({ fractionalSecondDigits: 7 });

/** An instant on the wall clock of a zone; UTC unless Prefer says otherwise (resources/event, start). */
export function dateTimeIn(instant: string, zone: string | null): DateTimeTimeZone {
  if (zone === null || zone === "UTC") return { dateTime: `${instant.slice(0, 19)}.0000000`, timeZone: "UTC" };
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(ianaOf(zone));
  return { dateTime: written(time.toPlainDateTime()), timeZone: zone };
}

/** The midnight of a day, whatever the zone. */
export const midnightOf = (date: string, zone: string | null): DateTimeTimeZone => ({
  dateTime: `${date.slice(0, 10)}T00:00:00.0000000`,
  timeZone: zone ?? "UTC",
});

/** A bound of a view: an instant; without offset it is UTC (api/user-list-calendarview). */
export function instantIn(value: string | undefined, name: string): string {
  const text = value ?? "";
  const given = new Date(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text.slice(0, 23)}Z`);
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(given.getTime())) {
    throw badRequest(`This request requires a time window: ${name} is missing or no time.`, "ErrorInvalidParameter");
  }
  return given.toISOString();
}

/** What a client sent as start or end: the wall clock's time, and the zone by its IANA name. */
export function localOf(given: unknown, name: string): { local: string; zone: string } {
  const { dateTime, timeZone } = (given ?? {}) as { dateTime?: unknown; timeZone?: unknown };
  if (typeof dateTime !== "string")
    throw badRequest(`The property '${name}' is required.`, "ErrorPropertyValidationFailure");
  const zone = ianaOf(typeof timeZone === "string" ? timeZone : "UTC");
  if (/(Z|[+-]\d\d:\d\d)$/.test(dateTime)) {
    const there = Temporal.Instant.from(dateTime).toZonedDateTimeISO(zone);
    return { local: there.toPlainDateTime().toString().slice(0, 19), zone };
  }
  return { local: Temporal.PlainDateTime.from(dateTime).toString({ smallestUnit: "second" }), zone };
}
