// A company at a glance: name, domain, what is next with it.
import type { CompanyView } from "../../views.ts";
import { RemindMe } from "../crm/remind-me.tsx";
import { TaskRow } from "../crm/task-row.tsx";
import { Icon } from "../ui/icon.tsx";
import { t } from "../words.ts";
import { go } from "./place.ts";

export function CompanyTop({ view }: { view: CompanyView }) {
  const { company, openTasks } = view;
  return (
    <div class="person-top">
      <div class="person-head">
        <span class="company-mark" aria-hidden="true">
          <Icon name="company" size={20} />
        </span>
        <div class="person-who">
          <h2 class="person-name">
            <bdi>{company.name}</bdi>
          </h2>
          <p class="soft">{company.domain && <bdi>{company.domain}</bdi>}</p>
        </div>
      </div>
      <Reach view={view} />
      <section class="facts" aria-label={t("person.next")}>
        {openTasks.length === 0 && <p class="fact-plain faint">{t("person.nothingNext")}</p>}
        {openTasks.map((task) => (
          <TaskRow
            key={task.task.id}
            view={task}
            withWho
            onOpen={task.contact ? () => task.contact && go({ screen: "person", id: task.contact.id }) : undefined}
          />
        ))}
      </section>
      <RemindMe
        look={openTasks.length === 0 ? "primary" : "secondary"}
        about={{ name: company.name, contactId: null, companyId: company.id, link: null, threadKey: null }}
      />
    </div>
  );
}

function Reach({ view }: { view: CompanyView }) {
  const { website, phones } = view.company;
  const [phone] = phones;
  if (!website && !phone) return null;
  return (
    <ul class="reach">
      {website && (
        <li>
          <a href={website} target="_blank" rel="noopener noreferrer">
            <Icon name="globe" size={14} />
            <bdi>{website.replace(/^https?:\/\/|\/$/g, "")}</bdi>
          </a>
        </li>
      )}
      {phone && (
        <li>
          <a href={`tel:${phone.replace(/[^\d+]/g, "")}`} target="_blank" rel="noopener noreferrer">
            <Icon name="phone" size={14} />
            <bdi dir="ltr">{phone}</bdi>
          </a>
        </li>
      )}
    </ul>
  );
}
