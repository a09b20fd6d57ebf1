// Search over people and companies, as one types; in place of whatever the sidebar shows.
import { type Signal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SearchResult } from "../../views.ts";
import { LifecycleName } from "../crm/lifecycle.tsx";
import { Who } from "../crm/who.tsx";
import { useAnswer } from "../live.ts";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { t } from "../words.ts";
import { go, type Place, query } from "./place.ts";

const AT_ONCE = 12;

interface Found {
  key: string;
  to: Place;
}

const listFound = ({ people, companies }: SearchResult): Found[] => [
  ...people.map(({ contact }): Found => ({ key: contact.id, to: { kind: "person", id: contact.id } })),
  ...companies.map(({ id }): Found => ({ key: id, to: { kind: "company", id } })),
];

interface SearchResultsProps {
  listId: string;
  /** Which result the arrows stand on; its option's id goes to the input. */
  active: Signal<number>;
  onActive: (id: string | undefined) => void;
}

export function SearchResults({ listId, active, onActive }: SearchResultsProps) {
  const text = query.value.trim();
  const { value } = useAnswer("search.find", { text, limit: AT_ONCE }, ["contact", "company"], { linger: true });
  const found = value ? listFound(value) : [];
  const open = (one: Found | undefined) => {
    if (!one) return;
    query.value = "";
    go(one.to);
  };
  useSignalEffect(() => {
    query.value;
    active.value = 0;
  });
  const idOf = (index: number) => `${listId}-${index}`;
  const activeId = found[active.value] ? idOf(active.value) : undefined;
  useEffect(() => {
    onActive(activeId);
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
    return () => onActive(undefined);
  }, [activeId]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || !event.isTrusted) return;
      const last = found.length - 1;
      if (event.key === "ArrowDown") active.value = Math.min(last, active.value + 1);
      else if (event.key === "ArrowUp") active.value = Math.max(0, active.value - 1);
      else if (event.key === "Enter") open(found[active.value]);
      else if (event.key === "Escape") query.value = "";
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", onKeyDown, true);
    return () => removeEventListener("keydown", onKeyDown, true);
  });
  if (!value) return <SkeletonRows rows={4} />;
  const people = value.people.length;
  const option = (index: number) => ({
    id: idOf(index),
    role: "option" as const,
    class: "row-main",
    "aria-selected": index === active.value,
    onPointerMove: () => {
      active.value = index;
    },
    onClick: (event: MouseEvent) => {
      if (event.isTrusted) open(found[index]);
    },
  });
  return (
    <div class="part">
      <p class="only-read" role="status">
        {t("search.found", found.length)}
      </p>
      {found.length === 0 && <p class="soft">{t("search.nothing", [text])}</p>}
      <div id={listId} role="listbox" aria-label={t("search.results")}>
        {value.people.map(({ contact, company }, index) => (
          <div key={contact.id} {...option(index)}>
            <Who
              name={contact.name}
              seed={contact.emails[0] ?? null}
              detail={[contact.emails[0], company?.name].filter(Boolean).join(" · ")}
              aside={<LifecycleName lifecycle={contact.lifecycle} />}
            />
          </div>
        ))}
        {value.companies.map((company, index) => (
          <div key={company.id} {...option(people + index)}>
            <Who name={company.name} seed={company.domain} detail={company.domain} aside={t("search.company")} />
          </div>
        ))}
      </div>
    </div>
  );
}
