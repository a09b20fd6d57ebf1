// A company: what it is, what is next, who works there, and everything that happened with them.
import type { CompanyView } from "../../views.ts";
import { Avatar } from "../ui/avatar.tsx";
import { pressed } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { t } from "../words.ts";
import { CompanyFields } from "./company-fields.tsx";
import { ConflictCard } from "./conflicts.tsx";
import { LifecycleName } from "./lifecycle.tsx";
import { RemindMe } from "./remind-me.tsx";
import { TaskRow } from "./task-row.tsx";
import { Timeline } from "./timeline.tsx";
import { Who } from "./who.tsx";
import "./person-card.css";

interface CompanyCardProps {
  view: CompanyView;
  onOpenPerson: (id: string) => void;
}

export function CompanyCard({ view, onOpenPerson }: CompanyCardProps) {
  const { company, people, openTasks, conflicts } = view;
  return (
    <div class="person-card">
      <div class="person-top">
        <div class="person-head">
          <Avatar name={company.name} seed={company.domain ?? company.name} size={40} />
          <div class="person-who">
            <h2 class="person-name">
              <bdi>{company.name}</bdi>
            </h2>
            <p class="soft">{company.domain}</p>
          </div>
        </div>
        {openTasks.map((task) => (
          <TaskRow key={task.task.id} view={task} withWho />
        ))}
        <div>
          <RemindMe
            about={{ name: company.name, contactId: null, companyId: company.id, link: null, threadKey: null }}
          />
        </div>
      </div>
      {conflicts.map((one) => (
        <ConflictCard key={one.conflict.id} view={one} />
      ))}
      <section aria-label={t("company.people")}>
        <h3>{t("company.people")}</h3>
        {people.length === 0 && <p class="soft">{t("company.nobody")}</p>}
        <ul>
          {people.map(({ contact }) => (
            <li key={contact.id}>
              <button type="button" class="row-main" onClick={pressed(() => onOpenPerson(contact.id))}>
                <Who
                  name={contact.name}
                  seed={contact.emails[0] ?? null}
                  detail={contact.title ?? contact.emails[0]}
                  aside={<LifecycleName lifecycle={contact.lifecycle} />}
                />
              </button>
            </li>
          ))}
        </ul>
      </section>
      <details class="person-details">
        <summary class="disclosure">
          <Icon name="forward" size={14} flips />
          <h3>{t("person.details")}</h3>
        </summary>
        <CompanyFields view={view} />
      </details>
      <Timeline contactId={null} companyId={company.id} />
    </div>
  );
}
