// Search over people and companies, as one types; in place of whatever the sidebar shows.
import { useEffect, useLayoutEffect } from "preact/hooks";
import { LifecycleName } from "../crm/lifecycle.tsx";
import { Who } from "../crm/who.tsx";
import { useAnswer } from "../live.ts";
import { pressed } from "../ui/button.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { t } from "../words.ts";
import { active, found, openFound } from "./found.ts";
import { query } from "./place.ts";

const AT_ONCE = 12;

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

export function SearchResults({ listId }: { listId: string }) {
  const text = query.value.trim();
  const { value } = useAnswer("search.find", { text, limit: AT_ONCE }, ["contact", "company"], { linger: true });
  useLayoutEffect(() => {
    active.value = 0;
    found.value = [
      ...(value?.people ?? []).map(({ contact: { id } }) => ({ key: id, to: { kind: "person" as const, id } })),
      ...(value?.companies ?? []).map(({ id }) => ({ key: id, to: { kind: "company" as const, id } })),
    ];
  }, [value]);
  const at = active.value;
  useEffect(() => {
    document.getElementById(optionId(listId, at))?.scrollIntoView({ block: "nearest" });
  }, [at, listId]);
  if (!value) return <SkeletonRows rows={4} />;
  const { people, companies } = value;
  const option = (index: number) => ({
    id: optionId(listId, index),
    role: "option" as const,
    class: "row-main",
    "aria-selected": index === at,
    onPointerMove: () => {
      active.value = index;
    },
    onClick: pressed(() => openFound(found.value[index])),
  });
  return (
    <div class="part">
      <p class="only-read" role="status">
        {t("search.found", people.length + companies.length)}
      </p>
      {people.length + companies.length === 0 && <p class="soft">{t("search.nothing", [text])}</p>}
      <div id={listId} role="listbox" aria-label={t("search.results")}>
        {people.map(({ contact, company }, index) => (
          <div key={contact.id} {...option(index)}>
            <Who
              name={contact.name}
              seed={contact.emails[0] ?? null}
              detail={[contact.emails[0], company?.name].filter(Boolean).join(" · ")}
              aside={<LifecycleName lifecycle={contact.lifecycle} />}
            />
          </div>
        ))}
        {companies.map((company, index) => (
          <div key={company.id} {...option(people.length + index)}>
            <Who name={company.name} seed={company.domain} detail={company.domain} aside={t("search.company")} />
          </div>
        ))}
      </div>
    </div>
  );
}
