// The filter of People as chips in words: "Owner is me", "Last contact before 1 Sep", each changed or taken away there.
import { useRef, useState } from "preact/hooks";
import type { Member } from "#shared/crm/member.ts";
import type { PeopleFilter } from "../../messages.ts";
import { ask } from "../ask.ts";
import { live, useAnswer } from "../live.ts";
import { getField } from "../records/fields.ts";
import { RefInput } from "../records/ref-input.tsx";
import { Button, IconButton, pressed } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuItem, MenuItems } from "../ui/menu.tsx";
import { Popover } from "../ui/popover.tsx";
import { choiceLabel, formatDay, t, wordOf } from "../words.ts";
import { type FilterKey, type FilterPart, filterKeys, monthsBefore, partsOf, withPart } from "./filter-words.ts";
import { dayOf } from "./route.ts";
import { TextFilter } from "./text-filter.tsx";

interface Names {
  members: readonly Member[];
  companyName: string;
  myId: string | null;
}

function partWords({ key, value }: FilterPart, { members, companyName, myId }: Names): string {
  switch (key) {
    case "lifecycle":
      return t("dashboard.filter.lifecycleIs", [choiceLabel("contact", "lifecycle", value)]);
    case "source":
      return t("dashboard.filter.sourceIs", [choiceLabel("contact", "source", value)]);
    case "ownerId":
      if (value === myId) return t("dashboard.filter.ownerIsMe");
      return t("dashboard.filter.ownerIs", [members.find((member) => member.id === value)?.name ?? "…"]);
    case "companyId":
      return t("dashboard.filter.companyIs", [companyName]);
    case "quietSince":
      return t("dashboard.filter.quietBefore", [formatDay(dayOf(value))]);
    case "text":
      return t("dashboard.filter.textHas", [value]);
  }
}

interface PeopleFiltersProps {
  filter: PeopleFilter;
  onChange(filter: PeopleFilter): void;
}

export function PeopleFilters({ filter, onChange }: PeopleFiltersProps) {
  const members = useAnswer("members.list", {}, ["member"]).value ?? [];
  const company = useAnswer("company.get", filter.companyId ? { id: filter.companyId } : null, ["company"]).value;
  const session = live.session.value;
  const myId = session?.kind === "signedIn" ? session.membership.memberId : null;
  const names: Names = { members, myId, companyName: company?.company.name ?? "…" };
  const [editing, setEditing] = useState<FilterKey | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const set = (key: FilterKey, value: string | null) => onChange(withPart(filter, key, value));
  const parts = partsOf(filter).filter(({ key }) => key !== "text");
  const left = filterKeys.filter((key) => key !== "text" && filter[key] === null);

  return (
    <div class="filters" ref={bar} tabIndex={-1}>
      <TextFilter label={t("dashboard.filter.people")} text={filter.text} onChange={(text) => set("text", text)} />
      {parts.map((part) => {
        const words = partWords(part, names);
        return (
          <span class="filter" key={part.key}>
            <button type="button" class="filter-words" onClick={pressed(() => setEditing(part.key))}>
              {words}
            </button>
            <IconButton
              icon="close"
              class="filter-remove"
              label={t("dashboard.filter.remove", [words])}
              onPress={() => set(part.key, null)}
            />
          </span>
        );
      })}
      {left.length > 0 && (
        <Menu
          label={t("dashboard.filter.add")}
          icon="filter"
          items={left.map((key) => ({
            label: wordOf("dashboard.filter.key", key),
            onChoose: () => setEditing(key),
          }))}
        />
      )}
      {parts.length > 1 && (
        <Button look="link" onPress={() => onChange({ ...filter, ...nothing })}>
          {t("dashboard.filter.clear")}
        </Button>
      )}
      {editing && (
        <Popover anchor={bar} label={wordOf("dashboard.filter.key", editing)} onClose={() => setEditing(null)}>
          <FilterValue
            name={editing}
            value={filter[editing]}
            names={names}
            onChoose={(value) => {
              setEditing(null);
              set(editing, value);
            }}
          />
        </Popover>
      )}
    </div>
  );
}

const nothing = { lifecycle: null, ownerId: null, companyId: null, source: null, quietSince: null } as const;

interface FilterValueProps {
  name: FilterKey;
  value: string | null;
  names: Names;
  onChoose(value: string | null): void;
}

async function findCompanies(text: string) {
  const { rows } = await ask("companies.list", {
    offset: 0,
    limit: 8,
    sort: "name",
    descending: false,
    text: text || null,
  });
  return rows.map(({ company }) => ({ id: company.id, name: company.name, detail: company.domain }));
}

/** The values one part of the filter can have. */
function FilterValue({ name, value, names, onChoose }: FilterValueProps) {
  const item = (label: string, choice: string): MenuItem => ({
    label,
    checked: choice === value,
    onChoose: () => onChoose(choice),
  });
  const isNothing = () => undefined;
  switch (name) {
    case "lifecycle":
    case "source": {
      const options = getField("contact", name).options ?? [];
      return (
        <MenuItems
          items={options.map((option) => item(choiceLabel("contact", name, option), option))}
          onChosen={isNothing}
        />
      );
    }
    case "ownerId": {
      const mine = names.myId === null ? [] : [item(t("dashboard.filter.me"), names.myId)];
      const others = names.members
        .filter((member) => member.id !== names.myId && !member.disabled)
        .map((member) => item(member.name, member.id));
      return <MenuItems items={[...mine, ...others]} onChosen={isNothing} />;
    }
    case "quietSince":
      return <QuietSince item={item} value={value} onChoose={onChoose} />;
    case "companyId":
      return (
        <div class="filter-company">
          <RefInput
            info={{ kind: "ref", nullable: false }}
            label={wordOf("dashboard.filter.key", name)}
            draft={value ?? ""}
            options={findCompanies}
            optionLabel={(option) => option}
            problemId={undefined}
            onInput={isNothing}
            onKeep={(id) => onChoose(id)}
            onCancel={isNothing}
          />
        </div>
      );
    case "text":
      return null;
  }
}

interface QuietSinceProps {
  item(label: string, choice: string): MenuItem;
  value: string | null;
  onChoose(value: string | null): void;
}

function QuietSince({ item, value, onChoose }: QuietSinceProps) {
  const now = new Date();
  return (
    <>
      <MenuItems
        items={[1, 3, 6, 12].map((months) => item(t("dashboard.filter.monthsAgo", months), monthsBefore(now, months)))}
        onChosen={() => undefined}
      />
      <label class="filter-day">
        <Icon name="meeting" />
        <span>{t("dashboard.filter.beforeDay")}</span>
        <input
          type="date"
          class="input"
          max={dayOf(now.toISOString())}
          value={value ? dayOf(value) : ""}
          onChange={(event) => {
            const day = event.currentTarget.value;
            if (day) onChoose(new Date(`${day}T00:00:00`).toISOString());
          }}
        />
      </label>
    </>
  );
}
