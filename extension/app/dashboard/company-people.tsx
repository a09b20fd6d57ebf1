import type { PersonSummary } from "../../views.ts";
import { LifecycleName } from "../crm/lifecycle.tsx";
import { Who } from "../crm/who.tsx";
import { t, wordOf } from "../words.ts";
import { routeToHash } from "./route.ts";

/** Those of a company, each leading to their page. */
export function CompanyPeople({ people }: { people: readonly PersonSummary[] }) {
  return (
    <section class="company-people" aria-label={wordOf("dashboard.title", "people")}>
      <h3>{wordOf("dashboard.title", "people")}</h3>
      {people.length === 0 && <p class="soft">{t("dashboard.nobodyHere")}</p>}
      <ul>
        {people.map(({ contact }) => (
          <li key={contact.id}>
            <a class="company-person" href={routeToHash({ screen: "person", id: contact.id })}>
              <Who
                name={contact.name}
                seed={contact.emails[0] ?? null}
                detail={contact.title}
                size={28}
                aside={<LifecycleName lifecycle={contact.lifecycle} />}
              />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
