// The dashboard's addresses: `#/people/<id>`, `#/people?lifecycle=lead&sort=name`. Whatever is not one is Today.
import type { MessageArgs } from "../../messages.ts";
import { type LedgerFilter, parseLedgerFilter } from "./ledger/ledger-filter.ts";

type PeopleArgs = MessageArgs<"people.list">;
type CompaniesArgs = MessageArgs<"companies.list">;
export type PeopleQuery = Pick<PeopleArgs, "sort" | "descending" | "filter">;
export type CompaniesQuery = Pick<CompaniesArgs, "sort" | "descending" | "text">;

export const settingsSections = ["account", "mailboxes", "members", "appearance"] as const;
export type SettingsSection = (typeof settingsSections)[number];

export type Route =
  | { screen: "today" }
  | { screen: "people"; query: PeopleQuery }
  | { screen: "person"; id: string }
  | { screen: "companies"; query: CompaniesQuery }
  | { screen: "company"; id: string }
  /** The card of a meeting or of a call task. */
  | { screen: "call"; id: string }
  | { screen: "outbox" }
  | { screen: "history" }
  | { screen: "ledger"; mailboxId: string; filter: LedgerFilter }
  | { screen: "settings"; section: SettingsSection };

// As in messages.ts, which brings Zod and so is imported for its types only; the compiler holds the two together.
const peopleSorts = [
  "name",
  "company",
  "lifecycle",
  "owner",
  "lastContactAt",
  "createdAt",
] as const satisfies readonly PeopleQuery["sort"][];
const companySorts = [
  "name",
  "domain",
  "owner",
  "people",
  "createdAt",
] as const satisfies readonly CompaniesQuery["sort"][];
const lifecycles = ["suspect", "lead", "prospect", "customer", "former"] as const;
const sources = ["mail", "website", "cold_call", "advertising", "social", "campaign", "referral", "import"] as const;

export const everybody: PeopleQuery = {
  sort: "name",
  descending: false,
  filter: { lifecycle: null, ownerId: null, companyId: null, source: null, quietSince: null, text: null },
};
export const everyCompany: CompaniesQuery = { sort: "name", descending: false, text: null };

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const asId = (text: string | null | undefined) => (text && idPattern.test(text) ? text : null);
const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find((value) => value === text) ?? null;

function asDay(text: string | null): string | null {
  const at = text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00`) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : null;
}

/** The day an instant is on, where the person is. */
export function dayOf(instant: string): string {
  const at = new Date(instant);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function parsePeople(params: URLSearchParams): PeopleQuery {
  return {
    sort: oneOf(peopleSorts, params.get("sort")) ?? everybody.sort,
    descending: params.has("descending"),
    filter: {
      lifecycle: oneOf(lifecycles, params.get("lifecycle")),
      ownerId: asId(params.get("owner")),
      companyId: asId(params.get("company")),
      source: oneOf(sources, params.get("source")),
      quietSince: asDay(params.get("quiet")),
      text: params.get("text")?.slice(0, 200) || null,
    },
  };
}

function parseCompanies(params: URLSearchParams): CompaniesQuery {
  return {
    sort: oneOf(companySorts, params.get("sort")) ?? everyCompany.sort,
    descending: params.has("descending"),
    text: params.get("text")?.slice(0, 200) || null,
  };
}

export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#?\/?/, "").split("?");
  const [place, part] = path.split("/");
  const params = new URLSearchParams(search);
  const id = asId(part);
  switch (place) {
    case "people":
      return id ? { screen: "person", id } : { screen: "people", query: parsePeople(params) };
    case "companies":
      return id ? { screen: "company", id } : { screen: "companies", query: parseCompanies(params) };
    case "call":
      return id ? { screen: "call", id } : { screen: "today" };
    case "outbox":
      return { screen: "outbox" };
    case "history":
      return { screen: "history" };
    case "ledger":
      return id
        ? { screen: "ledger", mailboxId: id, filter: parseLedgerFilter(params) }
        : { screen: "settings", section: "mailboxes" };
    case "settings":
      return { screen: "settings", section: oneOf(settingsSections, part ?? null) ?? "account" };
    default:
      return { screen: "today" };
  }
}

function searchOf(entries: Record<string, string | null>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(entries)) if (value !== null) params.set(name, value);
  return params.size > 0 ? `?${params}` : "";
}

const sortOf = (query: { sort: string; descending: boolean }) => ({
  sort: query.sort === "name" ? null : query.sort,
  descending: query.descending ? "" : null,
});

/** The hash of a route; `parseRoute` of it is the route again. */
export function routeToHash(route: Route): string {
  switch (route.screen) {
    case "today":
    case "outbox":
    case "history":
      return `#/${route.screen}`;
    case "person":
      return `#/people/${route.id}`;
    case "company":
      return `#/companies/${route.id}`;
    case "call":
      return `#/call/${route.id}`;
    case "ledger":
      return `#/ledger/${route.mailboxId}${searchOf({ ...route.filter })}`;
    case "settings":
      return `#/settings/${route.section}`;
    case "people": {
      const { lifecycle, ownerId, companyId, source, quietSince, text } = route.query.filter;
      const quiet = quietSince && dayOf(quietSince);
      const filter = { lifecycle, owner: ownerId, company: companyId, source, quiet, text };
      return `#/people${searchOf({ ...sortOf(route.query), ...filter })}`;
    }
    case "companies":
      return `#/companies${searchOf({ ...sortOf(route.query), text: route.query.text })}`;
  }
}
