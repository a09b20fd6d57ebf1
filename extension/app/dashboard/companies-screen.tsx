import { useMemo } from "preact/hooks";
import type { CompanySummary } from "../../views.ts";
import { ask, mutations } from "../ask.ts";
import { live, setSettings } from "../live.ts";
import type { Column } from "../records/grid.tsx";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/notice.tsx";
import { fieldLabel, formatAgo, formatNumber, t } from "../words.ts";
import { actAll } from "./act-all.ts";
import { ColumnChooser } from "./column-chooser.tsx";
import { CompanyPeek } from "./company-peek.tsx";
import { creating } from "./create-dialog.tsx";
import { ListScreen } from "./list-screen.tsx";
import { go } from "./place.ts";
import { type CompaniesQuery, routeToHash } from "./route.ts";
import { TextFilter } from "./text-filter.tsx";

const columnKeys = ["name", "domain", "people", "owner", "phones", "website", "createdAt"] as const;
type ColumnKey = (typeof columnKeys)[number];

const label = (field: string) => fieldLabel("company", field);
const text = (value: string | null | undefined) => (value ? <bdi>{value}</bdi> : null);

const column: Readonly<Record<ColumnKey, () => Column<CompanySummary>>> = {
  name: () => ({
    key: "name",
    label: label("name"),
    sort: "name",
    width: "minmax(200px, 2fr)",
    cell: ({ company }) => (
      <a
        class="list-name"
        href={routeToHash({ screen: "company", id: company.id })}
        tabIndex={-1}
        draggable={false}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) event.stopPropagation();
          else event.preventDefault();
        }}
      >
        <bdi>{company.name}</bdi>
      </a>
    ),
  }),
  domain: () => ({
    key: "domain",
    label: label("domain"),
    sort: "domain",
    width: "minmax(140px, 1.4fr)",
    cell: ({ company }) => text(company.domain),
  }),
  people: () => ({
    key: "people",
    label: t("dashboard.title.people"),
    sort: "people",
    width: "minmax(80px, 100px)",
    align: "end",
    cell: ({ people }) => <span>{formatNumber(people)}</span>,
  }),
  owner: () => ({
    key: "owner",
    label: label("ownerId"),
    sort: "owner",
    width: "minmax(120px, 1fr)",
    cell: ({ owner }) => text(owner?.name),
  }),
  phones: () => ({
    key: "phones",
    label: label("phones"),
    sort: null,
    width: "minmax(130px, 1fr)",
    cell: ({ company }) => (company.phones[0] ? <bdi dir="ltr">{company.phones.join(", ")}</bdi> : null),
  }),
  website: () => ({
    key: "website",
    label: label("website"),
    sort: null,
    width: "minmax(140px, 1fr)",
    cell: ({ company }) => text(company.website?.replace(/^https?:\/\//, "")),
  }),
  createdAt: () => ({
    key: "createdAt",
    label: t("dashboard.added"),
    sort: "createdAt",
    width: "minmax(110px, 130px)",
    cell: ({ company }) => (
      <time class="soft" dateTime={company.createdAt}>
        {formatAgo(company.createdAt)}
      </time>
    ),
  }),
};

const idOf = ({ company }: CompanySummary) => company.id;
const nameOf = ({ company }: CompanySummary) => company.name;
const newCompany = () => {
  creating.value = "company";
};

function columnsOf(kept: readonly string[] | undefined): ColumnKey[] {
  const known = columnKeys.filter((key) => kept?.includes(key));
  return known.includes("name") ? known : ["name", ...known];
}

function CompaniesBulk({ ids, clear }: { ids: ReadonlySet<string>; clear: () => void }) {
  const remove = () => {
    const all = [...ids].map((id) => ({ id }));
    clear();
    const count = t("dashboard.companiesCount", all.length, [formatNumber(all.length)]);
    return actAll(mutations.company.remove, all, t("dashboard.didRemove", [count]));
  };
  return (
    <Button look="danger" icon="remove" onPress={() => void remove()}>
      {t("common.remove")}
    </Button>
  );
}

export function CompaniesScreen({ query, isShown }: { query: CompaniesQuery; isShown: boolean }) {
  const kept = live.settings.value?.companyColumns;
  const shown = useMemo(() => columnsOf(kept), [kept]);
  const columns = useMemo(() => shown.map((key) => column[key]()), [shown]);
  const all = useMemo(() => columnKeys.map((key) => ({ key, label: column[key]().label })), []);
  const change = (changes: Partial<CompaniesQuery>) =>
    go({ screen: "companies", query: { ...query, ...changes } }, { replace: true });

  return (
    <ListScreen
      isShown={isShown}
      title={t("dashboard.title.companies")}
      countWords={(total) => t("dashboard.companiesCount", total, [formatNumber(total)])}
      queryKey={JSON.stringify(query)}
      fetchPage={(offset, limit) => ask("companies.list", { offset, limit, ...query })}
      what={["company", "contact", "member"]}
      columns={columns}
      sort={query.sort}
      descending={query.descending}
      onSort={(sort, descending) => change({ sort: sort as CompaniesQuery["sort"], descending })}
      idOf={idOf}
      nameOf={nameOf}
      onOpen={(id) => go({ screen: "company", id })}
      newLabel={t("dashboard.newCompany")}
      onNew={newCompany}
      filters={
        <div class="filters">
          <TextFilter
            label={t("dashboard.filter.companies")}
            text={query.text}
            onChange={(narrowed) => change({ text: narrowed })}
          />
        </div>
      }
      tools={
        <ColumnChooser
          all={all}
          shown={shown}
          onChange={(companyColumns) => void ask("settings.set", { companyColumns }).then(setSettings)}
        />
      }
      empty={
        query.text === null ? (
          <Empty
            icon="company"
            title={t("dashboard.noCompanies")}
            acts={
              <Button look="primary" icon="add" onPress={newCompany}>
                {t("dashboard.newCompany")}
              </Button>
            }
          >
            {t("dashboard.noCompaniesFirst")}
          </Empty>
        ) : (
          <Empty
            icon="filter"
            title={t("dashboard.noMatch")}
            acts={<Button onPress={() => change({ text: null })}>{t("dashboard.filter.clear")}</Button>}
          >
            {t("dashboard.noMatchFirst")}
          </Empty>
        )
      }
      bulk={(ids, clear) => <CompaniesBulk ids={ids} clear={clear} />}
      peek={(id, close) => <CompanyPeek id={id} onClose={close} />}
    />
  );
}
