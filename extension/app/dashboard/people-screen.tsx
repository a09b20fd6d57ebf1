import { useMemo } from "preact/hooks";
import type { PersonSummary } from "../../views.ts";
import { ask } from "../ask.ts";
import { live, setSettings } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/notice.tsx";
import { formatNumber, t } from "../words.ts";
import { ColumnChooser } from "./column-chooser.tsx";
import { creating } from "./create-dialog.tsx";
import { isEverybody } from "./filter-words.ts";
import { ListScreen } from "./list-screen.tsx";
import { PeopleBulk } from "./people-bulk.tsx";
import { type PeopleColumnKey, peopleColumn, peopleColumnKeys } from "./people-columns.tsx";
import { PeopleFilters } from "./people-filters.tsx";
import { PersonPeek } from "./person-peek.tsx";
import { go } from "./place.ts";
import { everybody, type PeopleQuery } from "./route.ts";

const idOf = ({ contact }: PersonSummary) => contact.id;
const nameOf = ({ contact }: PersonSummary) => contact.name;
const newPerson = () => {
  creating.value = "contact";
};

/** Columns kept by an earlier version may no longer exist. */
function columnsOf(kept: readonly string[] | undefined): PeopleColumnKey[] {
  const known = peopleColumnKeys.filter((key) => kept?.includes(key));
  return known.includes("name") ? known : ["name", ...known];
}

export function PeopleScreen({ query, isShown }: { query: PeopleQuery; isShown: boolean }) {
  const kept = live.settings.value?.peopleColumns;
  const shown = useMemo(() => columnsOf(kept), [kept]);
  const columns = useMemo(() => shown.map((key) => peopleColumn[key]()), [shown]);
  const all = useMemo(() => peopleColumnKeys.map((key) => ({ key, label: peopleColumn[key]().label })), []);
  const change = (changes: Partial<PeopleQuery>) =>
    go({ screen: "people", query: { ...query, ...changes } }, { replace: true });

  return (
    <ListScreen
      isShown={isShown}
      title={t("dashboard.title.people")}
      countWords={(total) => t("dashboard.peopleCount", total, [formatNumber(total)])}
      queryKey={JSON.stringify(query)}
      fetchPage={(offset, limit) => ask("people.list", { offset, limit, ...query })}
      what={["contact", "company", "member"]}
      columns={columns}
      sort={query.sort}
      descending={query.descending}
      onSort={(sort, descending) => change({ sort: sort as PeopleQuery["sort"], descending })}
      idOf={idOf}
      nameOf={nameOf}
      onOpen={(id) => go({ screen: "person", id })}
      newLabel={t("dashboard.newPerson")}
      onNew={newPerson}
      filters={<PeopleFilters filter={query.filter} onChange={(filter) => change({ filter })} />}
      tools={
        <ColumnChooser
          all={all}
          shown={shown}
          onChange={(peopleColumns) => void ask("settings.set", { peopleColumns }).then(setSettings)}
        />
      }
      empty={
        isEverybody(query.filter) ? (
          <Empty
            icon="people"
            title={t("dashboard.noPeople")}
            acts={
              <Button look="primary" icon="add" onPress={newPerson}>
                {t("dashboard.newPerson")}
              </Button>
            }
          >
            {t("dashboard.noPeopleFirst")}
          </Empty>
        ) : (
          <Empty
            icon="filter"
            title={t("dashboard.noMatch")}
            acts={<Button onPress={() => change({ filter: everybody.filter })}>{t("dashboard.filter.clear")}</Button>}
          >
            {t("dashboard.noMatchFirst")}
          </Empty>
        )
      }
      bulk={(ids, clear) => <PeopleBulk ids={ids} clear={clear} />}
      peek={(id, close) => <PersonPeek id={id} onClose={close} />}
    />
  );
}
